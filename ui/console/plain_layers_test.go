package console

import (
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// focus is the line of a plain screen that has the cursor, which begins with >, and the others above the keys.
func (d *driver) focus() (told string, others []string) {
	d.t.Helper()
	for y, l := range strings.Split(ansi.Strip(d.m.View().Content), "\n") {
		switch {
		case strings.HasPrefix(l, "Keys: "):
			return told, others
		case !strings.HasPrefix(l, "> "):
			others = append(others, l)
		case told != "" || y != d.m.View().Cursor.Y:
			d.t.Fatalf("what has the focus isn't told once, where the cursor stands:\n%s", d.screen())
		default:
			told = l
		}
	}
	return told, others
}

// bare are lines in their order as words, without what marks the focus.
func bare(lines []string) []string {
	var words []string
	for _, l := range lines {
		words = append(words, strings.TrimSpace(strings.TrimPrefix(l, ">")))
	}
	slices.Sort(words)
	return words
}

func TestEveryLayerIsPlainTextInAPlainScreen(t *testing.T) {
	for _, s := range slices.Concat(inboxShots(), viewShots(), writingShots(), pickerShots(), boardShots()) {
		for name, in := range map[string]func(*fakeDesk) *fakeDesk{"english": func(f *fakeDesk) *fakeDesk { return f }, "french": inFrench} {
			t.Run(s.name+" "+name, func(t *testing.T) {
				t.Parallel()
				listen(t, func() *fakeDesk { return in(s.desk()) }, 80, 24, func(d *driver) {
					s.story(d)
					d.checkPlain()
					d.focus()
				})
			})
		}
	}
}

func TestMovingInAPlainLayerChangesTheFocusThatIsToldAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		name     string
		desk     func() *fakeDesk
		open     string
		on, back string
		before   string // what has the focus
		after    string
		more     int // lines that tell more of what has the focus
	}{
		{"escalations", owing, "E", "j", "k", "anna, 5 h ago, high, overdue by 30 h", "Famille Durand, 5 h ago, urgent", 0},
		{"the week", withFigures, "%", "l", "h", "Mon from 00:00 to 01:00", "Mon from 01:00 to 02:00", 1},
		{"the week's days", withFigures, "%", "j", "k", "Mon from 00:00 to 01:00", "Tue from 00:00 to 01:00", 1},
		{"figures", withFigures, "% tab", "j", "k", "livraison: 1,204", "colère: 310", 0},
		{"log", told, "L", "j", "k", "the department's answer is late", "nadia assigned it to nadia", 1},
		{"channels", told, "g c", "j", "k", "fedi, * connected", "blog, unauthorised", 0},
		{"rules", withRules, "g R", "j", "k", "delivery", "troll", 0},
		{"digest", away, "g s", "j", "k", "names you in a note", "message of yours was refused", 0},
		{"unsent", told, "g n", "j", "k", "reply of item 24", "reply of item 28", 0},
		{"author", wellKnown, "i", "j", "k", "léa noted about the author", "nadia noted about the author", 0},
		{"own views", hasViews, "V", "j", "k", "Urgents", "Acme en retard", 0},
		{"brands", sixty, "b", "j", "k", "All brands", "Acme", 0},
		{"tags", told, "t", "down", "up", "livraison", "colère", 0},
		{"snooze", told, "z", "down", "up", "in two hours, Sat 21 Nov 14:00", "in four hours, Sat 21 Nov 16:00", 0},
		{"departments", told, "e", "down", "up", "Service après-vente, answers within 4 h", "R&D", 0},
		{"palette", told, ":", "down", "up", "Reply", "Escalate", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			listen(t, c.desk, 80, 40, func(d *driver) {
				d.press(c.open)
				first := d.screen()
				was, around := d.focus()
				d.press(c.on)
				is, others := d.focus()
				if !strings.Contains(was, c.before) || !strings.Contains(is, c.after) {
					t.Fatalf("the focus went from %q to %q:\n%s\n%s", was, is, first, d.screen())
				}
				before, after := bare(append(around, was)), bare(append(others, is))
				gone := slices.DeleteFunc(before, func(l string) bool { return slices.Contains(after, l) })
				if len(gone) != c.more {
					t.Errorf("it no longer tells %q:\n%s\n%s", gone, first, d.screen())
				}
				if d.press(c.back); d.screen() != first {
					t.Errorf("back again it tells something else:\n%s\n%s", first, d.screen())
				}
			})
		})
	}
}

func TestAPlainBoardTellsADepartmentThatOwesNothing(t *testing.T) {
	listen(t, owing, 80, 24, func(d *driver) {
		d.press("E tab").on("> 王小明, 5 h ago, low, due in 2 d").press("tab").on("> R&D, 0 items, owes nothing")
		d.see("Service après-vente, 3 items, 2 overdue").press("esc").on("Item 1 of")
	})
}

func TestAPlainScreenSetsThePeriodThatHoldsInBrackets(t *testing.T) {
	listen(t, withFigures, 80, 24, func(d *driver) {
		d.press("%").see("[w 7 days], t today").press("t").see("w 7 days, [t today], m 30 days").press("esc")
		d.press("g s").see("[l since you left], t today").press("t").see("l since you left, [t today]")
	})
}
