package demo

import (
	"errors"
	"time"

	"vigie/connectors/emulator/feed"
	"vigie/connectors/emulator/mastodon"
	"vigie/connectors/emulator/wordpress"
	"vigie/inbox"
)

// You is the person who tries the demo.
const You = "you"

// The brands: a maker of bicycles in Nantes, and a tea house in Tours.
const (
	velo = "lune"
	tea  = "theo"
)

// live is for how long before now what is said is for the team to deal with; what is older was done before.
const live = 4 * 24 * time.Hour

// open opens the venues: of each brand its own.
func (w *World) open() error {
	secret := func(ref, s string) string { w.secrets[ref] = s; return ref }
	w.secrets = map[string]string{}
	social := func(name, domain, handle, title string) error {
		s := mastodon.New(mastodon.Options{Domain: domain, Handle: handle, Name: title, Token: w.secrets[secret("env:DEMO_"+name, "token-of-"+name)],
			Limits: []mastodon.Limit{}, Now: w.clock.Now})
		return w.serve(open(name, s, fediverse{s, handle}))
	}
	comments, err := readScript("blog")
	if err != nil {
		return err
	}
	titles := articles(comments)
	site := wordpress.New(wordpress.Options{Name: "Vélo Lune, le journal", User: "atelier", Password: w.secrets[secret("env:DEMO_blog", "abcd efgh ijkl mnop")],
		Display: "L'équipe Vélo Lune", Posts: posts(titles), Now: w.clock.Now})
	presse := feed.New(feed.Options{Title: "La presse du vélo", Now: w.clock.Now})
	gazette := feed.New(feed.Options{Title: "La gazette du thé", Now: w.clock.Now})
	return errors.Join(
		social("fedi", "pignon.example", "velolune", "Vélo Lune"),
		w.serve(open("blog", site, blog{site, titles, "atelier"})),
		w.serve(open("presse", presse, wire{presse})),
		social("salon", "tasse.example", "theodule", "Maison Théodule"),
		w.serve(open("gazette", gazette, wire{gazette})),
	)
}

func (w *World) serve(v *venue, err error) error {
	if err == nil {
		w.venues = append(w.venues, v)
	}
	return err
}

// team is who works for the two brands, and how.
func (w *World) team() (inbox.Team, error) {
	since := w.opts.Now().Add(-live)
	channel := func(name, brand, kind string, settings map[string]string, lists map[string][]string) inbox.Channel {
		return inbox.Channel{Name: name, Brand: brand, Kind: kind, Since: since, Settings: settings, Lists: lists}
	}
	social := func(name string) map[string]string {
		return map[string]string{"url": w.venue(name).url, "secret": "env:DEMO_" + name}
	}
	listen := func(name string) map[string][]string {
		return map[string][]string{"urls": {w.venue(name).url + "/rss.xml"}, "words": {"vélo lune", "théodule"}}
	}
	every := map[string]string{"every": "5s"}
	rules, err := rules()
	if err != nil {
		return inbox.Team{}, err
	}
	views, err := views()
	if err != nil {
		return inbox.Team{}, err
	}
	departments, err := departments()
	return inbox.Team{
		Brands: []inbox.Brand{{Name: velo, Title: "Vélo Lune", Color: "#3b70e2"}, {Name: tea, Title: "Maison Théodule", Color: "#41853a"}},
		Channels: []inbox.Channel{
			channel("fedi", velo, "mastodon", social("fedi"), map[string][]string{"hashtags": {"velolune", "EclipseGate"}}),
			channel("blog", velo, "wordpress", map[string]string{"url": w.venue("blog").url, "user": "atelier", "secret": "env:DEMO_blog"}, nil),
			channel("presse", velo, "feed", every, listen("presse")),
			channel("salon", tea, "mastodon", social("salon"), map[string][]string{"hashtags": {"theodule"}}),
			channel("gazette", tea, "feed", every, listen("gazette")),
		},
		Departments: departments,
		People:      people(),
		Replies:     replies(),
		Rules:       rules,
		Tags:        tags(),
		Urgent:      inbox.DefaultThresholds(),
		Views:       views,
	}, err
}
