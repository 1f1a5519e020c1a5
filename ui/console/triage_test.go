package console

import (
	"errors"
	"testing"
	"time"

	"vigie/inbox"
)

func TestDoneGoesOnToTheNextAndUndoBringsTheItemBack(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.see("Karim B.", "1 Open", "28")
		first := d.under()
		d.press("d").see("Done 30 · u takes it back", "27").miss("● 2m")
		if d.under() != first-1 {
			t.Errorf("the cursor is on %d", d.under())
		}
		d.press("u").see("Undone: done", "● 2m")
		if d.under() != first {
			t.Errorf("undo brought the cursor to %d", d.under())
		}
	})
}

func TestARefusedDecisionPutsTheRowBackWithTheReason(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.desk.refuse = errors.New("the disk is full")
		d.press("d").see("Done: the disk is full", "● 2m   acme/fedi   Karim B.")
		if len(d.m.pending) != 0 {
			t.Error("rows still wait")
		}
	})
}

func TestWhatLeavesTheMachineCountsDownTheUndoWindow(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("+").see("leaves in 8 s · u takes it back", "nadia liked it · leaves in 8 s")
		d.wait(3500 * time.Millisecond).see("leaves in 5 s · u")
		d.wait(6 * time.Second).miss("leaves in")
	})
}

func TestWhatIsDangerousAsksAndAnotherKeyAnswers(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("X").see("Delete?", "“La livraison a trois").press("X").see("Delete?").press("enter").see("Delete?")
		d.press("esc").miss("Delete?").see("● 2m")
		d.press("X y").see("Delete 30: leaves in 8 s").miss("Delete?")
	})
}

func TestAKeyThatCanDoNothingSaysWhy(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/").write("channel:flux").press("enter H").see("the channel flux can't hide; it only reads")
	})
}

func TestEveryActionWorksOnTheSelection(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("x x").see("2 items selected", "◆").press("d").see("Done: 2 items", "26").miss("◆")
		d.press("v j j v").see("3 items selected").press("esc").miss("selected")
		d.press("*").see("all 26 that match are selected").press("d").see("Done: 26 items", "Nothing here: open is empty")
	})
}

func TestTheLastDecisionIsMadeAgain(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press(".").see("nothing was decided yet").press("M").see("Mute 30").press("j .").see("Mute 29")
		d.press("M").see("Unmute 29")
	})
}

func TestAPlaceOfTheListSurvivesAResize(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(300) }, 160, 48, func(d *driver) {
		d.press("ctrl+d ctrl+d j x")
		was := d.under()
		for _, size := range [][2]int{{80, 24}, {60, 18}, {40, 10}, {20, 5}, {500, 200}, {120, 40}} {
			d.resize(size[0], size[1])
			if d.under() != was {
				t.Fatalf("%v moved the cursor from %d to %d", size, was, d.under())
			}
		}
		d.see("1 item selected")
	})
}

func TestNewItemsSlipInWithoutMovingTheRowUnderTheCursor(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		was, line := d.under(), d.lineOf("● 2m   acme/fedi")
		for i := range 3 {
			it := item(uint64(500+i), 9)
			it.Order = noon.UnixMilli() + int64(i)
			d.desk.arrive(it)
		}
		d.wait(time.Second).see("↑ 3 new above")
		if d.under() != was || d.lineOf("2m   acme/fedi") != line {
			t.Errorf("the cursor went from %d on line %d to %d on line %d", was, line, d.under(), d.lineOf("2m   acme/fedi"))
		}
		d.press("g g").miss("new above")
		if d.under() != 502 {
			t.Errorf("the first item is %d", d.under())
		}
	})
}

func TestTheWindowIsReadByPagesAndStaysSmall(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(1000) }, 120, 40, func(d *driver) {
		for range 350 {
			d.press("ctrl+d")
		}
		if d.under() != 1 {
			t.Errorf("the end is item %d", d.under())
		}
		if n := len(d.m.list.rows); n > 2*least+1 {
			t.Errorf("%d rows are kept", n)
		}
		d.press("g g")
		if d.under() != 1000 {
			t.Errorf("the beginning is item %d", d.under())
		}
		d.press("G")
		if d.under() != 1 {
			t.Errorf("G leads to item %d", d.under())
		}
		d.press("k k k")
		if d.under() != 4 {
			t.Errorf("and up from there to item %d", d.under())
		}
	})
}

func TestNextUnseenIsFoundBeyondTheWindow(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := newFake(500)
		for n := uint64(101); n <= 500; n++ {
			f.seen[n] = true
		}
		return f
	}, 80, 24, func(d *driver) {
		d.press("n")
		if d.under() != 100 {
			t.Errorf("n leads to item %d", d.under())
		}
		d.press("N").see("nothing else is unseen")
	})
}

func TestAnItemThatIsReadForAWhileIsSeen(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.see("● 2m").wait(2 * time.Second).see("○ 2m")
		if !d.desk.seen[30] {
			t.Error("the desk wasn't told")
		}
	})
}

func TestATrashedItemIsRestoredByTheSameKey(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := newFake(30)
		f.items[0].Visibility = inbox.Deleted
		return f
	}, 120, 40, func(d *driver) {
		d.see("deleted").press("X").see("Restore 30: leaves in")
	})
}
