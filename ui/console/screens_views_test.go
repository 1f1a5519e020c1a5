package console

import "vigie/inbox"

// viewShots are a person's own views, and what a search found.
func viewShots() []shot {
	return []shot{
		{"own-views-shown", hasViews, func(d *driver) { d.press("g y") }},
		{"own-views", hasViews, func(d *driver) { d.press("g y V j") }},
		{"own-views-none", sixty, func(d *driver) { d.press("V") }},
		{"own-views-form", hasViews, func(d *driver) { d.press("V s").write("Encore").press("tab").write("x").press("enter") }},
		{"matches", told, func(d *driver) { d.press("/ ctrl+u").write("livraison").press("enter n n") }},
		{"matches-phrase", told, func(d *driver) { d.press("/ ctrl+u").write(`"service de livraison"`).press("enter n enter n") }},
	}
}

// hasViews is a desk with views of the team's and of the person's own.
func hasViews() *fakeDesk {
	urgent, acme := saved("Urgents", "x", "is:open priority:>=high"), saved("Acme en retard", "y", "is:open before:2h")
	urgent.Order, acme.Brand, acme.Order = inbox.MostUrgent, "acme", inbox.Oldest
	f := ownsViews(urgent, acme, saved("Mercis", "", "tag:merci"))()
	f.team.Views = []inbox.View{saved("Livraison", "f", "tag:livraison")}
	return f
}
