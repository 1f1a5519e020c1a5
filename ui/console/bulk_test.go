package console

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

// slowDesk takes its time for each item of a bulk.
func slowDesk() *fakeDesk {
	f := newFake(120)
	f.slow = 20 * time.Millisecond
	return f
}

func TestABulkTellsHowFarItIsAndIsStoppedHalfWay(t *testing.T) {
	drive(t, slowDesk, 120, 40, func(d *driver) {
		d.press("* t").see("Tags of all that match").write("lot").press("enter").miss("esc stops it")
		d.wait(time.Second).see("Tag:", "of 118 · esc stops it")
		d.press("u").see("a decision about many items is still being made; esc stops it")
		d.press("* d").see("a decision about many items is still being made; esc stops it").press("esc")
		d.wait(time.Second).see("Tag: stopped at", "of 118 · u takes it back")
		tagged := 0
		for _, it := range d.desk.items {
			if it.HasTag("lot") {
				tagged++
			}
		}
		if tagged == 0 || tagged == 118 {
			t.Errorf("%d items were tagged", tagged)
		}
	})
}

func TestASelectionTellsHowFarItIsAndIsStoppedHalfWayToo(t *testing.T) {
	drive(t, slowDesk, 120, 40, func(d *driver) {
		d.press("; v ctrl+d ctrl+d ctrl+d ctrl+d ctrl+d ctrl+d").see("items selected").press("t").write("lot").press("enter")
		d.wait(700*time.Millisecond).see("Tag:", "esc stops it")
		d.press("g g x j x d").see("a decision about many items is still being made; esc stops it").press("c").write("to both").press("ctrl+s")
		d.see("a decision about many items", "to both").press("esc esc esc")
		d.wait(100*time.Millisecond).see("Tag: stopped at", "u takes it back")
	})
}

func TestAnUndoThatTakesLongSaysSoAndTheNextOneWaitsForIt(t *testing.T) {
	drive(t, slowDesk, 120, 40, func(d *driver) {
		d.press("d d").see("Done").press("u u").wait(350 * time.Millisecond).see("taking it back …").wait(100 * time.Millisecond).see("Undone: done")
		d.wait(270 * time.Millisecond).see("taking it back …").wait(100 * time.Millisecond).see("Undone: done")
		if d.under() != 120 {
			t.Errorf("the cursor is on %d", d.under())
		}
	})
}

func TestTheUndoOfABulkTellsHowFarItIsAndIsStoppedHalfWay(t *testing.T) {
	drive(t, slowDesk, 120, 40, func(d *driver) {
		d.press("d").wait(time.Second)
		d.desk.undoes = 118
		d.press("u").wait(time.Second).see("Undo:", "of 118 · esc stops it").press("u q").see("is still being made; esc stops it")
		if d.quit {
			t.Error("it left in the middle")
		}
		d.press("esc").see("Undo: stopped at").miss("stopped at 0 of").see("of 118 · u goes on").wait(5 * time.Second)
		if n := len(d.desk.undo); n != 1 {
			t.Errorf("%d decisions are left to undo", n)
		}
		d.press("u").wait(4 * time.Second).see("Undone: done")
	})
}

func TestTheFooterOffersUndoOnlyWhereThereIsSomethingToUndo(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(20) }, 120, 40, func(d *driver) {
		d.miss("u undo").press("u").see("there is nothing to undo")
		d.press("d").see("u undo").press("u").see("Undone: done").miss("u undo")
	})
}

func TestTheKeysGoOnWhileABulkIsMade(t *testing.T) {
	drive(t, slowDesk, 120, 40, func(d *driver) {
		first := d.under()
		d.press("* t").write("lot").press("enter").wait(time.Second).press("j")
		if d.under() == first {
			t.Error("the cursor didn't move")
		}
		d.press("q")
		if d.quit {
			t.Error("it left in the middle")
		}
		d.wait(3 * time.Second).see("Tag: 118 items")
	})
}

func TestWhatABulkSkippedIsListedWithWhy(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(20) }, 120, 40, func(d *driver) {
		d.press(":").write("what was skipped").see("the last decision left nothing out").press("esc")
		d.press("x t").write("lot").press("enter").press("* t").write("lot").press("enter").see("u takes it back · 1 skipped (g k): ")
		d.press("g k").see("Tag: skipped", "1 item was left as it is", "20 · Karim B.").press("enter")
		if d.under() != 20 {
			t.Errorf("the cursor is on %d", d.under())
		}
	})
}

func TestABulkIsOneUndoAlsoBeyondTheScreen(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("* d").see("Done: 4 items").miss("La commande 4412").press("u").see("Undone: done of 4 items", "La commande 4412")
	})
}

func TestWhatABulkHidesIsOneCountdownAndOneUndo(t *testing.T) {
	atDesk(t, func(d *driver, v *village) {
		for i := range 3 {
			v.says(fmt.Sprint(i), fmt.Sprint("author ", i), fmt.Sprint("insult ", i))
		}
		d.press(";").wait(5 * time.Minute).press("x H").wait(20 * time.Second).press("* H")
		d.see("Hide: 2 items: leaves in 8 s · u takes it back · 1 skipped (g k)").wait(3 * time.Second).see("leaves in 6 s")
		d.press("u").see("Undone: hide of 2 items").wait(time.Minute)
		if got := v.reached(); len(got) != 1 {
			t.Errorf("the village got %q", got)
		}
		d.press("x j x H").see("Hide: 2 items: leaves in 8 s").wait(time.Minute)
		if got := v.reached(); len(got) != 3 {
			t.Errorf("the village got %q", got)
		}
	})
}

func TestAReportAsksWhyAndThenWhetherToSendIt(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(20) }, 120, 40, func(d *driver) {
		d.press(":").write("report it to").press("enter").write("menaces").press("enter").see("Report?").press("enter").see("Report?").press("y")
		if got := d.desk.waiting; len(got) != 1 || got[0].Verb != inbox.VerbReport || !strings.Contains(got[0].Text.String(), "menaces") {
			t.Errorf("%+v", got)
		}
	})
}

func TestTheFooterOffersUndoNoMoreOnceThereWasNothing(t *testing.T) {
	drive(t, func() *fakeDesk { f := newFake(20); f.long = true; return f }, 120, 40, func(d *driver) {
		d.see("u undo").press("u").see("there is nothing to undo").miss("u undo")
		d.press("d").see("u undo")
	})
}

func TestHowManyAreSelectedEndsBeforeTheScreenDoes(t *testing.T) {
	drive(t, func() *fakeDesk { return inFrench(newFake(30)) }, 40, 12, func(d *driver) {
		d.press("*").see("trouvés", "… ─")
	})
}
