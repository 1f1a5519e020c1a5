package console

import (
	"strings"
	"testing"
	"time"
)

// These stories tell how the screen is laid out and looks.

func TestAScreenIsWideMediumNarrowOrTooSmall(t *testing.T) {
	drive(t, sixty, 160, 48, func(d *driver) {
		d.see("▌1 Open 58 │ is:open newest first │ Karim B. @karim_b")
		d.resize(120, 40).see("▌1 Open 58 │ is:open newest first │ Karim B. @karim_b")
		d.resize(119, 40).see("vigie All brands ▾ 1 Open 58", "Karim B. · 11:58").miss("│")
		d.resize(80, 24).see("vigie All brands ▾ 1 Open 58", "Karim B. · 11:58")
		d.resize(79, 24).see("2m").miss("Karim B. · 11:58").press("enter").see("Karim B. · 11:58").miss(" 2m ").press("esc")
		d.resize(40, 10).see("2m").resize(39, 10).see("vigie needs 40×10 cells").resize(40, 9).see("vigie needs").resize(10, 1).see("vigie nee…").resize(80, 24).see("Karim")
	})
}

func TestAResizeLosesNeitherThePlaceNorTheSelectionNorTheDraft(t *testing.T) {
	sizes := [][2]int{{80, 24}, {60, 18}, {40, 10}, {20, 5}, {500, 200}, {120, 40}}
	drive(t, func() *fakeDesk { return newFake(300) }, 160, 48, func(d *driver) {
		d.press("ctrl+d ctrl+d j x")
		was := d.under()
		for _, size := range sizes {
			d.resize(size[0], size[1]).at(was)
		}
		d.see("1 item selected").press("esc r").write("à moitié")
		for _, size := range sizes {
			d.resize(size[0], size[1]).at(was)
		}
		d.write(" écrit").see("à moitié écrit").press("esc").wait(time.Second).see("✎")
	})
}

func TestARowNamesItsBrandOnlyAmongAllBrands(t *testing.T) {
	drive(t, sixty, 80, 24, func(d *driver) { d.see("acme/fedi").press("b 1").see("fedi").miss("acme/fedi") })
}

func TestWhatAColourMeansAGlyphOrAWordSaysToo(t *testing.T) {
	drive(t, told, 120, 40, func(d *driver) { // a console of the tests has no colours
		d.see("● 2m", "○ 6m", "✗ !!", "held", "✎", "✗ 1 not sent", "▲ blog").press("3").see("→ sav, late by 3 h").press("6").see("✓")
		d.press("1 x").see("◆ 2m")
	})
}

func TestColumnsAlignAcrossRows(t *testing.T) {
	drive(t, sixty, 80, 24, func(d *driver) {
		for _, keys := range []string{"g g", "=", "b 1", "b 0"} {
			d.press(keys)
			columns := map[string]map[int]bool{"age": {}, "author": {}}
			for _, l := range strings.Split(d.screen(), "\n") {
				for name, words := range map[string][]string{"age": {"2m ", "3m ", "18m "}, "author": {"Karim B. ", "Lucie ", "anna "}} {
					for _, w := range words {
						if before, _, ok := strings.Cut(l, w); ok && strings.ContainsAny(l, "●○") && strings.HasSuffix(before, " ") {
							columns[name][width(before)] = true
						}
					}
				}
			}
			if len(columns["age"]) != 1 || len(columns["author"]) != 1 {
				t.Errorf("after %s: %v\n%s", keys, columns, d.screen())
			}
		}
	})
}

func TestARowHasTwoLinesAndItsTagsOrOneLine(t *testing.T) {
	drive(t, sixty, 80, 24, func(d *driver) {
		two := d.lineOf("Lucie") - d.lineOf("● 2m")
		d.see("colère · livraison").press("=").miss("colère · livraison").see("Karim B. La livraison")
		if one := d.lineOf("Lucie") - d.lineOf("● 2m"); two != 3 || one != 1 {
			t.Errorf("a row takes %d lines, and %d", two, one)
		}
	})
}

func TestAgesAreShortInTheListAndTimesExactInTheReader(t *testing.T) {
	drive(t, sixty, 160, 48, func(d *driver) {
		d.see("● 2m", "Karim B. · 11:58").press("G").see("2d", "19 Nov")
	})
}

func TestNumbersAreGroupedAndWordsPluralisedByLanguage(t *testing.T) {
	drive(t, told, 160, 48, func(d *driver) {
		d.see("3,412 followers", "2nd time here").press("x").see("1 item selected").press("x").see("2 items selected")
	})
	drive(t, func() *fakeDesk { return inFrench(told()) }, 160, 48, func(d *driver) {
		d.see("3\u202f412 abonnés", "2e message ici").press("x").see("1 message sélectionné").press("x").see("2 messages sélectionnés")
	})
}
