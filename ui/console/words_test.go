package console

import (
	"testing"

	"vigie/inbox"
)

func TestWhoHasNoNameIsAddressedInTheirLanguage(t *testing.T) {
	for language, words := range map[string][]string{"": {"you", "@you", "you marked it done"}, "fr": {"vous", "@vous", "vous l’avez traité"}} {
		drive(t, func() *fakeDesk {
			f := newFake(20)
			f.person.Name, f.person.Language = nameless, language
			f.items[0].Assignee = nameless
			return f
		}, 120, 40, func(d *driver) {
			d.see(words[:2]...).press("a").see(words[0]).press("esc")
			d.desk.writing.entries = append(d.desk.writing.entries, inbox.Entry{Seq: 99, Key: "99", At: noon, By: nameless, Number: 20, What: "done"})
			d.press("L").see(words[2])
			if d.desk.items[0].Assignee != nameless {
				t.Error("what is shown was stored")
			}
		})
	}
}
