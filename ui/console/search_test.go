package console

import (
	"testing"
)

func TestASearchReplacesWhatTheListShows(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("channel:flux").press("enter").see("channel:flux", "Le Journal").miss("Lucie")
		d.press("esc").see("is:open", "Lucie")
	})
}

func TestAMistakeIsToldUnderTheCaretAndTheListStays(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("is:opne").miss("is no value").write(" ").see(`"opne" is no value of this field`)
		d.press("enter").see(`"opne"`, "Lucie").press("esc").see("is:open", "Karim")
	})
}

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

func TestTypingReachesNoGlobalKey(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("dqXS").see("/ dqXS")
		if d.quit || len(d.m.pending) > 0 || len(d.m.layers) != 1 {
			t.Error("a letter of the search did something")
		}
	})
}

func TestViewsOpenByDigitsByTheirFrenchKeysAndByLetters(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		for _, keys := range []string{"3", "\"", "g e"} {
			d.press("1").see("▌1 Open").press(keys).see("▌3 Escalated")
		}
		d.press("2").see("▌2 Mine", "Le Journal").press("9").see("there is no view 9")
	})
}

func TestABrandShowsItsItemsAndCountsAlone(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.see("acme/fedi", "orion/forum").press("b j enter").see("▎Acme ▾", "fedi  Karim B.", "1 Open      19").miss("forum", "orion")
		d.press("b 0").see("All brands", "orion/forum")
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
