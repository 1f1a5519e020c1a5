package console

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"
)

// Screens are compared with testdata, whole; go test -update draws them anew, to be looked at.

var sizes = [][2]int{{160, 48}, {120, 40}, {80, 24}, {60, 18}, {40, 12}}

func TestScreensInEachSizeAndTheme(t *testing.T) {
	for _, theme := range []struct {
		name string
		look look
	}{
		{"dark", look{dark: true, profile: colorprofile.TrueColor}},
		{"light", look{profile: colorprofile.TrueColor}},
		{"sixteen", look{dark: true, profile: colorprofile.ANSI}},
		{"sixteen-light", look{profile: colorprofile.ANSI}},
		{"contrast", look{dark: true, contrast: true, profile: colorprofile.TrueColor}},
		{"contrast-light", look{contrast: true, profile: colorprofile.TrueColor}},
		{"plain", look{dark: true, profile: colorprofile.ASCII}},
	} {
		for _, size := range sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", theme.name, size[0], size[1]), func(t *testing.T) {
				drive(t, func() *fakeDesk { return newFake(60) }, size[0], size[1], func(d *driver) {
					d.m.styles = newStyles(theme.look)
					d.m.redraw()
					d.press("j")
					d.wait(2 * pause)
					golden.RequireEqual(t, d.m.View().Content)
				})
			})
		}
	}
}

func TestScreensOfEachState(t *testing.T) {
	for _, c := range []struct {
		name  string
		desk  func() *fakeDesk
		story func(*driver)
	}{
		{"one-line-rows", nil, func(d *driver) { d.press("= j j") }},
		{"acme-alone", nil, func(d *driver) { d.press("b 1") }},
		{"brand-picker", nil, func(d *driver) { d.press("b j") }},
		{"question", nil, func(d *driver) { d.press("j j X") }},
		{"search-mistake", nil, func(d *driver) { d.press("/").write("tag:x is:opne ") }},
		{"nothing-matches", nil, func(d *driver) { d.press("/").write("zzz").press("enter") }},
		{"empty-view", nil, func(d *driver) { d.press("4") }},
		{"selection", nil, func(d *driver) { d.press("x j v j j") }},
		{"held-delivery", nil, func(d *driver) { d.press("+") }},
		{"prefix", nil, func(d *driver) { d.press("g") }},
		{"first-screen", func() *fakeDesk {
			f := newFake(0)
			f.team.Brands, f.team.Channels, f.health = nil, nil, nil
			return f
		}, func(*driver) {}},
	} {
		for _, size := range [][2]int{{120, 40}, {80, 24}, {40, 12}} {
			t.Run(fmt.Sprintf("%s/%dx%d", c.name, size[0], size[1]), func(t *testing.T) {
				make := c.desk
				if make == nil {
					make = func() *fakeDesk { return newFake(60) }
				}
				drive(t, make, size[0], size[1], func(d *driver) {
					d.m.opt.Demo = "a demo: nothing leaves this machine"
					c.story(d)
					d.wait(2 * pause)
					golden.RequireEqual(t, d.screen())
				})
			})
		}
	}
}

func TestAScreenTooSmallSaysSo(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(10) }, 39, 9, func(d *driver) {
		d.see("vigie needs 40×10 cells").resize(10, 1).see("vigie nee…").resize(80, 24).see("Karim")
	})
}

func TestEveryLineOfEveryScreenFillsItsWidthHoweverItIsMeasured(t *testing.T) {
	for _, size := range sizes {
		drive(t, func() *fakeDesk { return newFake(60) }, size[0], size[1], func(d *driver) {
			for _, keys := range []string{"j", "G", "g g", "=", "x", "enter", "esc", "tab", "tab", "b", "esc", "X", "esc"} {
				d.press(keys)
				d.checkCells(size[0], size[1])
			}
		})
	}
}

func TestWhereGlyphsFailEveryCellIsASCII(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(60) }, 120, 40, func(d *driver) {
		d.m.opt.ASCII = true
		d.send(tea.FocusMsg{})
		for _, r := range d.screen() {
			if r > '~' {
				t.Fatalf("%q is on the screen:\n%s", r, d.screen())
			}
		}
		d.checkCells(120, 40)
	})
}

func TestOurOwnGlyphsAndTheQuotesOfPeopleHaveStandInsInASCII(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 80, 24, func(d *driver) {
		d.m.opt.ASCII = true
		d.press("c").write("« cœur » — là").see("+~ Internal note on 30", `"`+" cour "+`" - la`).miss("?")
		d.press("esc t").see("> ")
	})
}
