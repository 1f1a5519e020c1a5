package console

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// long is a desk with a long text under item 20.
func long() *fakeDesk {
	f := writing()
	var lines []string
	for i := range 100 {
		lines = append(lines, fmt.Sprint("line ", i))
	}
	for i := range f.items {
		if f.items[i].Number == 20 {
			f.items[i].Text = inbox.Clean(strings.Join(lines, "\n"))
		}
	}
	return f
}

// comesBack plays what somebody does, and then looks whether they find the same screen at another console, while that the line of
// the first is dead hasn't shown yet.
func comesBack(t *testing.T, w, h int, story func(*driver)) {
	t.Helper()
	drive(t, long, w, h, func(d *driver) {
		story(d)
		d.wait(8 * time.Second) // what was said is over
		was, caret := d.screen(), d.m.View().Cursor
		sitDown(d.t, d.desk, d.desk, w, h, func(again *driver) {
			again.wait(10 * time.Second)
			if got := again.screen(); got != was {
				t.Errorf("the screen was\n%s\nand is\n%s", was, got)
			}
			switch at := again.m.View().Cursor; {
			case (at == nil) != (caret == nil):
				t.Errorf("the caret was %v and is %v", caret, at)
			case at != nil && at.Position != caret.Position:
				t.Errorf("the caret was at %v and is at %v", caret.Position, at.Position)
			}
		})
	})
}

func TestSigningInAgainGivesTheSameScreen(t *testing.T) {
	for name, story := range map[string]func(*driver){
		"the row on its line":        func(d *driver) { d.press("j j j j j j j j j j").press("k k k") },
		"a view and its order":       func(d *driver) { d.press("6 , j") },
		"a search":                   func(d *driver) { d.press("/").write("channel:fedi").press("enter").press("j j") },
		"the scroll of the thread":   func(d *driver) { d.press("j j j j j j j j").press("J J J J J J J") },
		"the keys in the reader":     func(d *driver) { d.press("j j j j j j j j enter").press("j j j j j") },
		"the composer and its caret": func(d *driver) { d.press("j j r").write("Bonjour Karim").press("left left left") },
		"a composer in the reader":   func(d *driver) { d.press("j j j j j j j j j j enter j j j r").write("à suivre").press("tab") },
		"a composer with nothing":    func(d *driver) { d.press("j r") },
		"a note":                     func(d *driver) { d.press("j c").write("Voir avec Léa") },
		"the composer that was left": func(d *driver) { d.press("j r").write("Bonjour").press("esc") },
	} {
		for _, size := range [][2]int{{160, 48}, {80, 24}} {
			t.Run(fmt.Sprint(name, " at ", size[0]), func(t *testing.T) { comesBack(t, size[0], size[1], story) })
		}
	}
}

func TestALineThatWasDeadForAWhileTakesNobodyBack(t *testing.T) {
	drive(t, long, 160, 48, func(d *driver) {
		d.press("j j").wait(2 * time.Second)
		sitDown(d.t, d.desk, d.desk, 160, 48, func(again *driver) {
			again.press("j j").wait(2 * time.Second)
			if err := d.m.leavePlace(); err != nil {
				t.Fatal(err)
			}
			sitDown(d.t, d.desk, d.desk, 160, 48, func(third *driver) {
				if third.under() != again.under() {
					t.Errorf("the cursor is on item %d, and was on %d", third.under(), again.under())
				}
			})
		})
	})
}

func TestALineThatWasDeadForAWhileDoesNotTouchTheDraftThatWentOnElsewhere(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write("Bonjour").wait(time.Second)
		sitDown(d.t, d.desk, d.desk, 160, 48, func(again *driver) {
			again.see("Bonjour").write(" Karim").wait(time.Second)
			if err := d.m.flush(); err != nil {
				t.Fatal(err)
			}
			if got := d.desk.text(30).Text; !strings.HasSuffix(got, "Bonjour Karim") {
				t.Errorf("the draft is %q", got)
			}
		})
	})
}

func TestWhatLeftMeanwhileIsSaidOnce(t *testing.T) {
	for _, c := range []struct {
		what desk.Meanwhile
		says string
	}{
		{desk.Meanwhile{Sent: 2}, "Since you left, 2 h ago: 2 sent · L shows them"},
		{desk.Meanwhile{Sent: 1, Refused: 3, Uncertain: 1}, "Since you left, 2 h ago: 1 sent, 3 refused, 1 uncertain · g n shows what hasn't left"},
		{desk.Meanwhile{}, ""},
	} {
		drive(t, writing, 160, 48, func(d *driver) {
			d.miss("Since you left") // there was no time before
			d.press("j")
			if err := d.m.leavePlace(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(2 * time.Hour)
			d.desk.meanwhile = c.what
			sitDown(d.t, d.desk, d.desk, 160, 48, func(again *driver) {
				if c.says == "" {
					again.miss("Since you left")
					return
				}
				again.see(c.says).wait(30 * time.Second).miss("Since you left")
			})
		})
	}
}
