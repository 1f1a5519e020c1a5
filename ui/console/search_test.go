package console

import (
	"testing"
)

func TestTabCompletesFieldsAndTheirValues(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("ta").see("tag:").press("tab").see("colère", "livraison")
		d.write("li").press("tab").see("/ tag:livraison").press("enter").see("王小明").miss("Lucie")
	})
}

func TestASearchThatIsAViewIsThatView(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("is:escalated").press("enter").see("▌3 Escalated", "late by 3 h")
	})
}

func TestAPersonComesBackToWhereTheyWere(t *testing.T) {
	var kept map[string][]byte
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("b 1 3 =").see("▎Acme", "▌3 Escalated")
		kept = d.desk.kept
	})
	again := func() *fakeDesk {
		f := newFake(30)
		f.kept = kept
		return f
	}
	drive(t, again, 120, 40, func(d *driver) {
		d.see("▎Acme", "▌3 Escalated")
		if !d.m.compact {
			t.Error("rows have two lines again")
		}
	})
}

func TestAMistakeIsToldWholeAlsoOnANarrowScreen(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 60, 18, func(d *driver) {
		d.press("/ ctrl+u").write("is:open livraison by:me tag:x").see("write one of is, has, brand, channel", "author").press("enter").see("livraison by:me", "author")
	})
}

func TestASearchThatFindsNothingNamesTheWordThatNothingHas(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("brand:acmee is:open").press("enter").see("Nothing matches.", "nothing is known as brand:acmee: did you", "mean brand:acme?")
		d.press("/ ctrl+u").write("brand:acme zzz").press("enter").see("Nothing matches.").miss("nothing is known")
	})
}

func TestTheSearchThatIsWrittenHidesNoRow(t *testing.T) {
	for _, size := range sizes {
		drive(t, told, size[0], size[1], func(d *driver) {
			for range 6 {
				row, _ := d.m.list.current()
				first := snippet(row, 20)[:12]
				line := d.lineOf(first)
				d.press("/")
				if d.lineOf(first) < 0 {
					t.Errorf("at %v the search hides %q:\n%s", size, first, d.screen())
				}
				d.press("ctrl+u").write("is:opne tag:x").see("opne")
				if d.lineOf(first) < 0 {
					t.Errorf("at %v a mistake in the search hides %q:\n%s", size, first, d.screen())
				}
				if d.press("esc"); size[1] > 12 && line >= 5 && d.lineOf(first) != line {
					t.Errorf("at %v the row of %q moved from line %d to %d", size, first, line, d.lineOf(first))
				}
				d.press("j")
			}
		})
	}
}
