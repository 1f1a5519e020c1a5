package console

import (
	"fmt"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"vigie/inbox"
)

// inFrench is the desk of somebody whose language is French.
func inFrench(f *fakeDesk) *fakeDesk {
	f.person.Language = "fr"
	return f
}

func TestScreensInFrenchInEachSizeAndTheme(t *testing.T) {
	for _, theme := range []struct {
		name    string
		dark    bool
		profile colorprofile.Profile
	}{
		{"dark", true, colorprofile.TrueColor},
		{"light", false, colorprofile.TrueColor},
		{"plain", true, colorprofile.ASCII},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", theme.name, size[0], size[1]), func(t *testing.T) {
				drive(t, func() *fakeDesk { return inFrench(newFake(60)) }, size[0], size[1], func(d *driver) {
					d.m.opt.Profile = theme.profile
					d.m.styles = newStyles(look{dark: theme.dark, profile: theme.profile})
					d.m.redraw()
					d.press("j").wait(2 * pause)
					golden.RequireEqual(t, d.m.View().Content)
				})
			})
		}
	}
}

func TestScreensInFrenchOfWhatFloats(t *testing.T) {
	for _, c := range []struct {
		name  string
		story func(*driver)
	}{
		{"question", func(d *driver) { d.press("j j X") }},
		{"search-mistake", func(d *driver) { d.press("/").write("tag:x is:opne ") }},
		{"nothing-matches", func(d *driver) { d.press("/").write("zzz").press("enter") }},
		{"empty-view", func(d *driver) { d.press("4") }},
		{"selection", func(d *driver) { d.press("x j v j j") }},
		{"held-delivery", func(d *driver) { d.press("+") }},
		{"prefix", func(d *driver) { d.press("g") }},
		{"reply", func(d *driver) { d.press("r").write("Bonjour Karim, nous regardons cela.").wait(time.Second) }},
		{"note", func(d *driver) { d.press("c").write("Voir avec Léa avant de répondre.") }},
		{"tags", func(d *driver) { d.press("t").write("li") }},
		{"assign", func(d *driver) { d.press("a") }},
		{"snooze", func(d *driver) { d.press("z") }},
		{"priority", func(d *driver) { d.press("p") }},
		{"escalate", func(d *driver) { d.press("e") }},
		{"escalate-why", func(d *driver) { d.press("e s").write("Trois semaines de retard.").press("tab") }},
		{"palette", func(d *driver) { d.press(":").write("re") }},
		{"unsent", func(d *driver) { d.press("g n") }},
		{"log", func(d *driver) { d.press("L j") }},
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
				drive(t, func() *fakeDesk { return inFrench(told()) }, size[0], size[1], func(d *driver) {
					c.story(d)
					d.checkCells(size[0], size[1])
					golden.RequireEqual(t, d.screen())
				})
			})
		}
	}
}

func TestEveryLineInFrenchFillsItsWidth(t *testing.T) {
	for _, size := range sizes {
		drive(t, func() *fakeDesk { return inFrench(newFake(60)) }, size[0], size[1], func(d *driver) {
			for _, keys := range []string{"j", "=", "x", "enter", "esc", "tab", "b", "esc", "X", "esc", ":", "esc", "g n", "esc", "L", "esc"} {
				d.press(keys)
				d.checkCells(size[0], size[1])
			}
		})
	}
}

func TestWhereGlyphsFailFrenchIsASCIIToo(t *testing.T) {
	drive(t, func() *fakeDesk { return inFrench(told()) }, 120, 40, func(d *driver) {
		d.m.opt.ASCII = true
		for _, keys := range []string{"j", "?", "esc", "g c", "esc", "X", "esc"} {
			d.press(keys)
			for _, r := range d.screen() {
				if r > '~' {
					t.Fatalf("%q is on the screen after %s:\n%s", r, keys, d.screen())
				}
			}
		}
	})
}
