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
		{"help", func(d *driver) { d.press("?") }},
	} {
		for _, size := range [][2]int{{160, 48}, {80, 24}} {
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
