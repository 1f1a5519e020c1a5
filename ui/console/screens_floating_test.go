package console

import (
	"slices"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// told is a desk with something in every corner that the floating screens show.
func told() *fakeDesk {
	f := writing()
	f.items = slices.Delete(f.items, 12, 30)
	f.team.Departments = append(f.team.Departments, inbox.Department{Name: "rd", Title: "R&D", Key: "r"}, inbox.Department{Name: "legal", Title: "Juridique", Key: "j", AnswerWithin: 24 * time.Hour})
	f.team.People = append(f.team.People, inbox.Person{Name: "léa", Role: inbox.Lead}, inbox.Person{Name: "tom", Role: inbox.Trainee})
	delivery := func(id uint64, item int, state inbox.DeliveryState, text, words string) inbox.Delivery {
		it := f.items[item]
		return inbox.Delivery{ID: id, Item: it.Number, Channel: it.Channel, Thread: it.Thread, Verb: inbox.VerbReply, By: "nadia", State: state,
			Text: inbox.Clean(text), Words: inbox.CleanLine(words), Decided: noon.Add(-3 * time.Hour), At: noon.Add(90 * time.Second), Attempts: 2}
	}
	f.waiting = []inbox.Delivery{
		delivery(1, 1, inbox.Retry, "Oui, avec l'adaptateur fourni.", "503: the site is being updated"),
		delivery(2, 6, inbox.Refused, "Bonjour, merci de votre message.", "Duplicate comment detected; it looks as though you've already said that!"),
		delivery(3, 2, inbox.Uncertain, "Please try 2.4.1, which mends this.", "the answer was lost and this channel can't tell whether it arrived: look there, then say so here"),
	}
	at := func(min int) time.Time { return noon.Add(-time.Duration(min) * time.Minute) }
	f.writing.entries = []inbox.Entry{
		{Seq: 1, Key: "1", At: at(60 * 30), Number: 12, Rule: "delay", What: "tag", Patch: inbox.Patch{{Name: "tag", To: "livraison"}}},
		{Seq: 2, Key: "2", At: at(200), By: "léa", Number: 27, What: "escalate", To: "sav", Text: inbox.Clean("Colis perdu ?")},
		{Seq: 3, Key: "3", At: at(180), By: "nadia", Number: 24, What: "reply", Text: inbox.Clean("Bonjour, merci de votre message.")},
		{Seq: 4, Key: "4", At: at(179), Number: 24, What: "refused"},
		{Seq: 5, Key: "5", At: at(30), By: "nadia", Number: 22, What: "assign", To: "nadia", Undone: true},
		{Seq: 6, Key: "6", At: at(10), Number: 27, What: "late"},
	}
	f.health[1].Kind, f.health[1].Since, f.health[1].Mend = "wordpress", at(95), "make a new application password there and write it to the channel's secret"
	f.health[0].Kind, f.health[0].Since = "mastodon", at(600)
	f.health[2] = desk.Health{Channel: "forum", Brand: "orion", Kind: "discourse", State: desk.Waiting, Since: at(3), Until: noon.Add(270 * time.Second), Polled: at(8),
		Why: "429: too many requests", Mend: "it is tried again by itself"}
	return f
}

// writingShots are what a text is written in.
func writingShots() []shot {
	return []shot{
		{"reply", told, func(d *driver) {
			d.press("r").write("Bonjour Karim, nous regardons cela tout de suite.").wait(time.Second)
		}},
		{"reply-private", told, func(d *driver) { d.press("r shift+tab").write("Entre nous") }},
		{"reply-too-long", told, func(d *driver) {
			d.press("r").write("Bonjour Karim, voici une réponse bien trop longue pour ce réseau, qui compte chaque signe et n'en veut pas plus.")
		}},
		{"reply-warned", strictly, func(d *driver) { d.press("r").write("Désolé, voyez Orion") }},
		{"reply-changed-thread", told, func(d *driver) {
			d.press("r").write("Bonjour")
			d.m.composing().heard(d.m, desk.Notice{Applied: []inbox.Applied{{Number: 30, Item: d.desk.items[0], Change: inbox.Change{By: "léa", Event: inbox.Decided{Decision: inbox.Decision{Verb: inbox.VerbDone}}}}}})
			d.press("ctrl+s")
		}},
		{"reply-to-a-returned-item", returned, func(d *driver) { d.press("4 r") }},
		{"amend", answeredBefore, func(d *driver) { d.press("U") }},
		{"note", told, func(d *driver) { d.press("c").write("Voir avec @l") }},
		{"note-about-the-author", wellKnown, func(d *driver) { d.press("i c").write("Client depuis 2012, voir avec @l") }},
		{"escalate-why", told, func(d *driver) {
			d.press("e s").write("Trois semaines de retard, il menace d'en parler à la presse.").press("tab")
		}},
		{"edit-and-release", reviewing, func(d *driver) { d.press("g n e") }},
	}
}

// pickerShots are what is chosen from, and what asks.
func pickerShots() []shot {
	return []shot{
		{"brand-picker", sixty, func(d *driver) { d.press("b j") }},
		{"canned", told, func(d *driver) { d.press("r ctrl+t") }},
		{"tags", told, func(d *driver) { d.press("t").write("li") }},
		{"tags-in-groups", withMoods, func(d *driver) { d.press("t") }},
		{"assign", told, func(d *driver) { d.press("a") }},
		{"snooze", told, func(d *driver) { d.press("z") }},
		{"priority", told, func(d *driver) { d.press("p") }},
		{"escalate", told, func(d *driver) { d.press("e") }},
		{"palette", told, func(d *driver) { d.press(":").write("re") }},
		{"links", conversation(func(karim *inbox.Item, _ *fakeDesk) {
			karim.Text = inbox.Clean("Lisez https://acme.example/a et https://acme.example/b")
		}), func(d *driver) { d.press("o") }},
		{"question", sixty, func(d *driver) { d.press("j j X") }},
		{"question-of-many", sixty, func(d *driver) { d.press("x x x X") }},
		{"take-over", func() *fakeDesk { return atWork() }, func(d *driver) { d.press("r") }},
		{"leaving", told, func(d *driver) {
			d.m.opt.Local = true
			d.press("+").send(heldMsg{held: []inbox.Delivery{{Verb: inbox.VerbReply, Item: 30, Text: inbox.Clean("Bonjour Karim, nous regardons.")}}})
		}},
	}
}
