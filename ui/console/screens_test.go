package console

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// Every screen is compared with what it was: its text at each size in each language, and its colours at one size. go test
// -update draws them anew, to be looked at.

// sizes are those of a large screen, of one beside an editor, of a terminal as it opens, of a split one, and the least.
var sizes = [][2]int{{160, 48}, {120, 40}, {80, 24}, {60, 18}, {40, 12}}

// a theme is a look with its name.
type namedLook struct {
	name string
	look look
}

// grounds are the looks of every screen.
var grounds = []namedLook{
	{"dark", look{dark: true, profile: colorprofile.TrueColor}},
	{"light", look{profile: colorprofile.TrueColor}},
	{"no colour", look{dark: true, profile: colorprofile.ASCII}},
}

// shot is a screen, and how a person comes there.
type shot struct {
	name  string
	desk  func() *fakeDesk
	story func(*driver)
}

func TestScreens(t *testing.T) {
	for _, s := range slices.Concat(inboxShots(), viewShots(), writingShots(), pickerShots(), boardShots()) {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			t.Run("english", func(t *testing.T) { golden.RequireEqual(t, s.inEverySize(t, s.desk)) })
			t.Run("french", func(t *testing.T) {
				golden.RequireEqual(t, s.inEverySize(t, func() *fakeDesk { return inFrench(s.desk()) }))
			})
			t.Run("colours", func(t *testing.T) { golden.RequireEqual(t, s.inEachLook(t, grounds)) })
		})
	}
}

func TestTheInboxInEachTheme(t *testing.T) {
	golden.RequireEqual(t, shot{"", sixty, func(d *driver) { d.press("j") }}.inEachLook(t, []namedLook{
		{"sixteen", look{dark: true, profile: colorprofile.ANSI}},
		{"sixteen light", look{profile: colorprofile.ANSI}},
		{"contrast", look{dark: true, contrast: true, profile: colorprofile.TrueColor}},
		{"contrast light", look{contrast: true, profile: colorprofile.TrueColor}},
	}))
}

// inFrench is the desk of somebody whose language is French.
func inFrench(f *fakeDesk) *fakeDesk {
	f.person.Language = "fr"
	return f
}

// inEverySize is the text of the screen at every size, which no look changes.
func (s shot) inEverySize(t *testing.T, f func() *fakeDesk) string {
	var all strings.Builder
	for _, size := range sizes {
		drive(t, f, size[0], size[1], func(d *driver) {
			s.play(d)
			text := folded(d.screen())
			for _, l := range grounds[:2] { // a console of the tests has no colour
				if got := folded(ansi.Strip(d.in(l.look))); got != text {
					t.Errorf("in %s the screen of %dx%d says something else:\n%s", l.name, size[0], size[1], got)
				}
			}
			fmt.Fprintf(&all, "%dx%d\n%s", size[0], size[1], text)
		})
	}
	return all.String()
}

// inEachLook is the screen of a terminal as it opens, with its colours.
func (s shot) inEachLook(t *testing.T, looks []namedLook) string {
	var all strings.Builder
	for _, l := range looks {
		drive(t, s.desk, 80, 24, func(d *driver) {
			d.in(l.look)
			s.play(d)
			fmt.Fprintf(&all, "%s\n%s", l.name, folded(d.m.View().Content))
		})
	}
	return all.String()
}

func (s shot) play(d *driver) {
	s.story(d)
	d.wait(2 * pause)
	d.checkCells(d.m.w, d.m.h)
}

// in draws the screen in another look.
func (d *driver) in(l look) string {
	d.m.styles = newStyles(l)
	d.m.redraw()
	d.m.stale = true
	return d.m.View().Content
}

// folded leaves out the blanks that fill the lines of a screen, and tells how often a line comes again right below itself.
func folded(screen string) string {
	var lines []string
	again := 0
	for l := range strings.SplitSeq(screen+"\n", "\n") {
		l = strings.TrimRight(l, " ")
		if len(lines) > 0 && l == lines[len(lines)-1] {
			again++
			continue
		}
		if again > 0 {
			lines = append(lines, fmt.Sprintf("⋮ %d more", again))
			again = 0
		}
		lines = append(lines, l)
	}
	return strings.Join(lines, "\n")
}
