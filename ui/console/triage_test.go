package console

import (
	"errors"
	"testing"
	"time"

	"vigie/inbox"
)

func TestARefusedDecisionPutsTheRowBackWithTheReason(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.desk.refuse = errors.New("the disk is full")
		d.press("d").see("Done: the disk is full", "● 2m   acme/fedi   Karim B.")
		if len(d.m.pending) != 0 {
			t.Error("rows still wait")
		}
	})
}

func TestAKeyThatCanDoNothingSaysWhy(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/").write("channel:flux").press("enter H").see("the channel flux can't hide; it only reads")
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

func TestAMutedItemSaysSoInItsRowAndInTheReader(t *testing.T) {
	for _, size := range sizes {
		drive(t, told, size[0], size[1], func(d *driver) {
			d.press("M").see("⊘ muted").press("=").see("⊘ mu").press("= enter").see("⊘ muted").press("esc M").miss("⊘ muted")
		})
	}
	drive(t, func() *fakeDesk { return inFrench(told()) }, 80, 24, func(d *driver) { d.press("M").see("⊘ en sourdine") })
}

func TestWhyAnItemIsEscalatedMayBeLeftEmpty(t *testing.T) {
	for _, f := range []func() *fakeDesk{told, func() *fakeDesk { return inFrench(told()) }} {
		drive(t, f, 40, 12, func(d *driver) {
			d.press("e s")
			if !d.shows("left empty") && !d.shows("Facultatif") {
				t.Errorf("nothing says so:\n%s", d.screen())
			}
			if !d.shows("urgent ") && !d.shows("urgente ") {
				t.Errorf("not every urgency can be read:\n%s", d.screen())
			}
			d.press("enter")
			if len(d.desk.writing.verbs) != 1 {
				t.Errorf("it did %v", d.desk.writing.verbs)
			}
		})
	}
}
