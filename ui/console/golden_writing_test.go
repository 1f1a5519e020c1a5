package console

import (
	"fmt"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// told is a desk with something in every corner that the floating screens show.
func told() *fakeDesk {
	f := writing()
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

func TestScreensOfWhatFloats(t *testing.T) {
	for _, c := range []struct {
		name  string
		story func(*driver)
	}{
		{"reply", func(d *driver) {
			d.press("r").write("Bonjour Karim, nous regardons cela tout de suite.").wait(time.Second)
		}},
		{"reply-too-long", func(d *driver) {
			d.press("r").write("Bonjour Karim, voici une réponse bien trop longue pour ce réseau, qui compte chaque signe et n'en veut pas plus.")
		}},
		{"reply-changed-thread", func(d *driver) {
			d.press("r").write("Bonjour")
			c := d.m.composing()
			c.heard(d.m, desk.Notice{Applied: []inbox.Applied{{Number: 30, New: false, Item: d.desk.items[0], Change: inbox.Change{By: "léa", Event: inbox.Decided{Decision: inbox.Decision{Verb: inbox.VerbDone}}}}}})
			d.press("ctrl+s")
		}},
		{"note", func(d *driver) { d.press("c").write("Voir avec Léa avant de répondre.") }},
		{"canned", func(d *driver) { d.press("r ctrl+t") }},
		{"tags", func(d *driver) { d.press("t").write("li") }},
		{"assign", func(d *driver) { d.press("a") }},
		{"snooze", func(d *driver) { d.press("z") }},
		{"priority", func(d *driver) { d.press("p") }},
		{"escalate", func(d *driver) { d.press("e") }},
		{"escalate-why", func(d *driver) {
			d.press("e s").write("Trois semaines de retard, il menace d'en parler à la presse.").press("tab")
		}},
		{"palette", func(d *driver) { d.press(":").write("re") }},
		{"unsent", func(d *driver) { d.press("g n") }},
		{"review", func(d *driver) {
			r := reviewing()
			d.desk.person, d.desk.waiting, d.desk.items[0].Review = r.person, r.waiting, true
			d.press("g n e")
		}},
		{"unsent-nothing", func(d *driver) { d.desk.waiting = nil; d.press("g n") }},
		{"log", func(d *driver) { d.press("L j") }},
		{"log-filter", func(d *driver) { d.press("L /").write("verb:sgined-in by:na") }},
		{"channels", func(d *driver) { d.press("g c j") }},
		{"author", func(d *driver) { d.press("i") }},
		{"leaving", func(d *driver) {
			d.m.opt.Local = true
			d.press("+").send(heldMsg{held: []inbox.Delivery{{Verb: inbox.VerbReply, Item: 30, Text: inbox.Clean("Bonjour Karim, nous regardons.")}}})
		}},
		{"help", func(d *driver) { d.press("?") }},
	} {
		for _, size := range [][2]int{{160, 48}, {80, 24}, {40, 12}} {
			t.Run(fmt.Sprintf("%s/%dx%d", c.name, size[0], size[1]), func(t *testing.T) {
				drive(t, told, size[0], size[1], func(d *driver) {
					c.story(d)
					d.checkCells(size[0], size[1])
					golden.RequireEqual(t, d.screen())
				})
			})
		}
	}
}
