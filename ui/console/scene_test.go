package console

import (
	"fmt"
	"strings"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// noon is when every test takes place.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// written is what people say in the tests' inbox: French and English, emoji, Arabic, Chinese, zalgo, and escape sequences.
var written = []struct {
	channel, name, handle, text string
	tags                        []string
}{
	{"fedi", "Karim B.", "@karim_b@social.example", "La livraison a trois semaines de retard, et personne ne répond au téléphone !", []string{"colère", "livraison"}},
	{"blog", "Lucie", "lucie", "Bonjour, est-ce compatible avec le modèle 2024 ? Le manuel https://acme.example/manuel.pdf n'en dit rien.", nil},
	{"forum", "anna", "anna", "Same problem here since the update. Did anyone find a workaround?", nil},
	{"fedi", "👩‍👩‍👧‍👦 Famille Durand", "@durand@social.example", "Merci pour tout ❤️ vous êtes géniaux 👍🏽 🇫🇷", []string{"merci"}},
	{"fedi", "خالد", "@khaled@social.example", "متى سيصل الطلب؟ لقد انتظرت أسبوعين", nil},
	{"blog", "王小明", "xiaoming", "这个产品很好用,但是发货太慢了。", []string{"livraison"}},
	{"forum", "Z̷̢̛a̸l̶g̵o̴", "zalgo", "H̸̡̪̯ͨ͊̽̅̾̎Ȩ̬̩̾͛ͪ̈́̀́͘ ̶̧̨̱̹̭̯ͧ̾ͬC̷̙̲̝͖ͭ̏ͥͮ͟Oͮ͏̮̪̝͍M̲̖͊̒ͪͩͬ̚̚͜Ȇ̴̟̟͙̞ͩ͌͝S̨̥̫͎̭ͯ̿̔̀ͅ", nil},
	{"fedi", "\x1b[31mMallory\x1b[0m", "@mallory@evil.example", "Click \x1b]8;;https://evil.example\x07here\x1b]8;;\x07 \u202eesrever\u202c now!!!", []string{"spam"}},
	{"flux", "Le Journal", "", "Acme ouvre une nouvelle usine à Nantes : 200 emplois annoncés d'ici à 2027", nil},
	{"blog", "Tom", "tom", "Great product, five stars. Would buy again!", nil},
}

// team is the tests' team: two brands, four channels.
func team() inbox.Team {
	return inbox.Team{
		Brands: []inbox.Brand{{Name: "acme", Title: "Acme"}, {Name: "orion", Title: "Orion"}},
		Channels: []inbox.Channel{
			{Name: "fedi", Kind: "mastodon", Brand: "acme"}, {Name: "blog", Kind: "wordpress", Brand: "acme"},
			{Name: "forum", Kind: "discourse", Brand: "orion"}, {Name: "flux", Kind: "feed", Brand: "orion"},
		},
		Departments: []inbox.Department{{Name: "sav", Title: "Service après-vente", Key: "s", AnswerWithin: 4 * time.Hour}},
		People:      []inbox.Person{{Name: "nadia", Role: inbox.Moderator}},
	}
}

// newFake is a desk with n items, the newest two minutes old, numbered from the oldest on.
func newFake(n int) *fakeDesk {
	f := &fakeDesk{
		now: noon, made: time.Now(), team: team(), person: inbox.Person{Name: "nadia", Role: inbox.Moderator},
		seen: map[uint64]bool{}, drafts: map[uint64]bool{}, log: map[uint64][]inbox.Entry{}, kept: map[string][]byte{},
		notices: make(chan desk.Notice, 16),
		health: []desk.Health{
			{Channel: "fedi", Brand: "acme", State: desk.Connected, Polled: noon.Add(-time.Minute)},
			{Channel: "blog", Brand: "acme", State: desk.Unauthorised, Why: "the application password was refused", Polled: noon.Add(-time.Hour)},
			{Channel: "forum", Brand: "orion", State: desk.Connecting},
			{Channel: "flux", Brand: "orion", State: desk.Connected, Polled: noon.Add(-2 * time.Minute)},
		},
	}
	for i := range n {
		f.items = append(f.items, item(uint64(n-i), i))
	}
	if n >= 10 {
		f.tell()
	}
	return f
}

// item is the i-th newest.
func item(number uint64, i int) inbox.Item {
	w := written[i%len(written)]
	c, _ := team().Channel(w.channel)
	posted := noon.Add(-time.Duration(2+i*i) * time.Minute)
	it := inbox.Item{Number: number, Channel: w.channel, Brand: c.Brand, Arrived: posted, Order: inbox.OrderOf(posted, posted), Version: 1}
	it.Post = inbox.Post{
		Remote: fmt.Sprint(number), Thread: fmt.Sprint(number), Kind: inbox.Comment, Posted: posted,
		Author: inbox.Author{ID: w.name, Name: inbox.CleanLine(w.name), Handle: inbox.CleanLine(w.handle), Followers: -1},
		Text:   inbox.Clean(w.text), URL: inbox.CleanLine("https://" + w.channel + ".example/" + fmt.Sprint(number)),
	}
	it.Tags = w.tags
	return it
}

// tell gives the first items a story.
func (f *fakeDesk) tell() {
	first := &f.items[0]
	first.Author.Followers, first.Author.Since = 3412, time.Date(2019, 3, 1, 0, 0, 0, 0, time.UTC)
	first.Title, first.Thread, first.Priority = inbox.CleanLine("Notre nouveau service de livraison"), "root", inbox.High
	ours := item(1000, 30)
	ours.Channel, ours.Brand, ours.Thread, ours.Ours = "fedi", "acme", "root", true
	ours.Author = inbox.Author{ID: "acme", Name: inbox.CleanLine("Acme"), Followers: -1}
	ours.Text = inbox.Clean(strings.Repeat("Notre nouveau service de livraison couvre toute la France. ", 3))
	f.items = append(f.items, ours)
	f.log[first.Number] = []inbox.Entry{
		{At: first.Posted.Add(time.Second), Rule: "delay", What: "tag", Patch: inbox.Patch{{Name: "tag", To: "livraison"}}},
		{At: first.Posted.Add(time.Minute), By: "nadia", What: "note", Text: inbox.Clean("Voir avec la logistique.")},
	}
	f.drafts[f.items[1].Number] = true
	f.seen[f.items[2].Number], f.seen[f.items[5].Number] = true, true
	f.items[3].Status, f.items[3].Department, f.items[3].Due = inbox.Escalated, "sav", noon.Add(-3*time.Hour)
	f.items[4].Visibility = inbox.Held
	f.items[6].Unsent, f.items[6].Priority = true, inbox.Urgent
	f.items[8].Assignee = "nadia"
	f.items[9].Status = inbox.Done
}
