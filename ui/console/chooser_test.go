package console

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"vigie/inbox"
)

func typedInto(c *chooser, text string) []string {
	c.input.set("")
	for _, r := range text {
		c.update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	var names []string
	for _, o := range c.shown {
		names = append(names, o.name)
	}
	return names
}

func TestTypingFindsWhatBeginsSoFirstWithoutCaseOrAccents(t *testing.T) {
	var c chooser
	for _, name := range []string{"remboursé", "colère", "écologie", "chocolat", "Collectif"} {
		c.all = append(c.all, choice{id: name, name: name, also: "tag"})
	}
	c.filter()
	for typed, want := range map[string]string{
		"":       "remboursé colère écologie chocolat Collectif",
		"col":    "colère Collectif écologie chocolat",
		"ECO":    "écologie",
		"rembé":  "",
		"rembou": "remboursé",
		"tag":    "remboursé colère écologie chocolat Collectif",
	} {
		if got := strings.Join(typedInto(&c, typed), " "); got != want {
			t.Errorf("%q finds %q, want %q", typed, got, want)
		}
	}
}

func TestTheCursorOfAChooserStandsOnAChoiceWhateverIsPressed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c chooser
		for _, name := range rapid.SliceOfN(rapid.StringMatching(`[a-cé]{0,4}`), 0, 20).Draw(t, "names") {
			c.all = append(c.all, choice{id: name, name: name})
		}
		c.filter()
		for _, key := range rapid.SliceOfN(rapid.SampledFrom([]string{"down", "up", "tab", "a", "b", "backspace"}), 0, 30).Draw(t, "keys") {
			c.update(keyPress(key))
			if _, ok := c.chosen(); ok != (len(c.shown) > 0) {
				t.Fatalf("after %s the cursor is on %d of %d", key, c.at, len(c.shown))
			}
		}
	})
}

func TestWhatWasChosenLastComesFirst(t *testing.T) {
	r := recent{}
	all := func() []choice { return []choice{{id: "a"}, {id: "b"}, {id: "c"}} }
	r.chose("tag", "c")
	r.chose("tag", "b")
	r.chose("other", "a")
	var ids []string
	for _, c := range r.first("tag", all()) {
		ids = append(ids, c.id)
	}
	if !slices.Equal(ids, []string{"b", "c", "a"}) {
		t.Errorf("offered %v", ids)
	}
	for i := range 3 * recentMost {
		r.chose("tag", strings.Repeat("x", i))
	}
	if len(r["tag"]) > recentMost {
		t.Errorf("%d are remembered", len(r["tag"]))
	}
}

func TestATextKeepsItsCaretWhateverIsInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.ReplaceAll(inbox.Clean(rapid.String().Draw(t, "text")).String(), "\ufffd", "")
		at := rapid.IntRange(0, len([]rune(text))).Draw(t, "caret")
		area := newTextarea()
		setText(&area, text, at)
		if area.Value() != text || caretOf(&area) != at {
			t.Fatalf("%q with the caret at %d became %q with the caret at %d", text, at, area.Value(), caretOf(&area))
		}
		lines, caret := drawTextarea(&area, 20, 4)
		for _, l := range lines {
			if width(l) != 20 {
				t.Fatalf("the line %q takes %d cells", l, width(l))
			}
		}
		if caret.X < 0 || caret.X >= 20 || caret.Y < 0 || caret.Y >= 4 {
			t.Fatalf("the caret is at %v", caret)
		}
	})
}

func TestASpaceBetweenWordsTurnsNoTagByChance(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("t").write("ivr").press("space").see("no tag begins with “ivr”", "› ivr").press("down up").press("esc")
		d.press("t").write("liv").press("space").see("– livraison")
	})
}

func TestASnoozeThatCantBeReadShowsWhatCanBeWritten(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("z").write("soon").see("write 2h, 14:30, monday 9:00, 24/12").press("ctrl+u").write("24/12 18:00").see("Thu 24 Dec 18:00")
	})
}

func TestEveryTimeToSnoozeUntilIsWholeAtEverySizeInBothLanguages(t *testing.T) {
	clock := regexp.MustCompile(`▌.* \d\d:\d\d │`)
	for _, f := range []func() *fakeDesk{told, func() *fakeDesk { return inFrench(told()) }} {
		for _, size := range sizes {
			drive(t, f, size[0], size[1], func(d *driver) {
				d.press("z")
				for range snoozes {
					if !clock.MatchString(d.screen()) {
						t.Errorf("no whole time under the cursor:\n%s", d.screen())
					}
					d.press("down")
				}
			})
		}
	}
}

func TestNoTwoLinksLookAlikeHoweverNarrowTheScreen(t *testing.T) {
	linked := conversation(func(karim *inbox.Item, _ *fakeDesk) {
		karim.Text = inbox.Clean("https://acme.example/help/returns/a or https://acme.example/help/returns/b")
	})
	drive(t, linked, 40, 12, func(d *driver) { d.press("o").see("returns/a", "returns/b") })
}
