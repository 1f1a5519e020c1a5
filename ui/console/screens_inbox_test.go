package console

import (
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// inboxShots are the list and the reader in each of their states.
func inboxShots() []shot {
	return []shot{
		{"inbox", sixty, func(d *driver) {
			d.m.opt.Demo = "Demo: everything here is invented and nothing leaves this machine"
			d.press("j")
		}},
		{"inbox-one-line-rows", sixty, func(d *driver) { d.press("= j j") }},
		{"inbox-of-one-brand", sixty, func(d *driver) { d.press("b 1") }},
		{"inbox-others-at-work", atWork, func(d *driver) {}},
		{"inbox-selection", sixty, func(d *driver) { d.press("x j v j j") }},
		{"inbox-alike", alike, func(d *driver) { d.press("j") }},
		{"inbox-alike-opened", alike, func(d *driver) { d.press("j F") }},
		{"inbox-held-delivery", sixty, func(d *driver) { d.press("+") }},
		{"inbox-prefix", sixty, func(d *driver) { d.press("g") }},
		{"inbox-search-mistake", sixty, func(d *driver) { d.press("/").write("tag:x is:opne ") }},
		{"inbox-nothing-matches", sixty, func(d *driver) { d.press("/").write("zzz").press("enter") }},
		{"inbox-empty-view", sixty, func(d *driver) { d.press("4") }},
		{"inbox-no-channels", func() *fakeDesk {
			f := newFake(0)
			f.team.Brands, f.team.Channels, f.health = nil, nil, nil
			return f
		}, func(*driver) {}},
		{"inbox-loading", sixty, func(d *driver) {
			d.desk.lag = 10 * time.Second
			d.press("3").wait(time.Second)
		}},
		{"inbox-failing", func() *fakeDesk {
			f := newFake(30)
			f.broken = errors.New("store /data/vigie.db: input/output error")
			return f
		}, func(*driver) {}},
		{"inbox-ascii", sixty, func(d *driver) {
			d.m.opt.Glyphs = ASCIIGlyphs
			d.press("j")
		}},
		{"inbox-latin", sixty, func(d *driver) {
			d.m.opt.Glyphs = LatinGlyphs
			d.press("j")
		}},
		{"views", sixty, func(d *driver) { d.press("h j") }},
		{"reader", told, func(d *driver) { d.press("enter") }},
		{"reader-urgency", withMoods, func(d *driver) { d.press("enter") }},
		{"reader-links", conversation(func(karim *inbox.Item, _ *fakeDesk) {
			karim.Text = inbox.Clean("Lisez https://acme.example@evil.example/a puis http://аррӏе.example:8080/ !")
		}), func(d *driver) { d.press("enter") }},
	}
}

// alike is a desk whose list has a row for all that say the same.
func alike() *fakeDesk {
	f := newFake(60)
	f.alike = true
	return f
}

// atWork is a desk with two colleagues at items.
func atWork() *fakeDesk {
	f := newFake(60)
	f.others = map[uint64][]desk.Presence{
		60: {{Person: "lea", Number: 60, Channel: "fedi", Thread: "root", Doing: desk.Answering, Since: noon.Add(-time.Minute)}},
		59: {{Person: "tom", Number: 59, Doing: desk.Reading, Since: noon}},
	}
	return f
}

func TestEveryLineOfEveryScreenFillsItsWidthHoweverItIsMeasured(t *testing.T) {
	for _, desk := range []func() *fakeDesk{sixty, func() *fakeDesk { return inFrench(newFake(60)) }} {
		for _, size := range sizes {
			drive(t, desk, size[0], size[1], func(d *driver) {
				for _, keys := range []string{"j", "G", "g g", "=", "x", "enter", "esc", "tab", "tab", "b", "esc", "X", "esc", ":", "esc", "g n", "esc", "L", "esc"} {
					d.press(keys)
					d.checkCells(size[0], size[1])
				}
			})
		}
	}
}

func TestWhereGlyphsFailEveryCellIsASCII(t *testing.T) {
	for _, desk := range []func() *fakeDesk{told, func() *fakeDesk { return inFrench(told()) }} {
		drive(t, desk, 120, 40, func(d *driver) {
			d.m.opt.Glyphs = ASCIIGlyphs
			for _, keys := range []string{"j", "?", "esc", "g c", "esc", "X", "esc", "%", "esc", "E"} {
				d.press(keys)
				for _, r := range d.screen() {
					if r > '~' {
						t.Fatalf("%q is on the screen after %s:\n%s", r, keys, d.screen())
					}
				}
			}
		})
	}
}

func TestOurOwnGlyphsAndTheQuotesOfPeopleHaveStandInsInASCII(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 80, 24, func(d *driver) {
		d.m.opt.Glyphs = ASCIIGlyphs
		d.send(tea.FocusMsg{})
		d.press("c").write("« cœur » — là").see("+~ Internal note on 30", `"`+" cour "+`" - la`).miss("?")
		d.press("esc t").see("> ")
	})
}
