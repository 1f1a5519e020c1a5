package console

import (
	"testing"
	"time"

	"vigie/inbox/desk"
)

func TestRowsSayWhoIsAtThem(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		n := d.under()
		at := func(people ...desk.Presence) {
			for i := range people {
				people[i].Number, people[i].Channel, people[i].Thread = n, "fedi", "thread"
			}
			d.desk.others = map[uint64][]desk.Presence{n: people}
			d.desk.notices <- desk.Notice{Here: true}
			d.wait(time.Second)
		}
		d.miss("lea is")
		at(desk.Presence{Person: "lea", Doing: desk.Answering, Since: d.desk.Now()}, desk.Presence{Person: "tom"})
		d.see("lea is answering +1")
		at(desk.Presence{Person: "tom"})
		d.see("tom is reading").miss("lea is answering +1")
		d.desk.others = nil
		d.wait(2 * time.Minute).miss("tom is")
	})
}

func TestTheNextThatIsNobodysIsTaken(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("g u").see("item 1 is yours")
		if row, _ := d.desk.Item(t.Context(), 1); d.under() != 1 || row.Assignee != "nadia" {
			t.Errorf("the cursor is on item %d, item 1 is %q's", d.under(), row.Assignee)
		}
	})
}

func TestOthersAreToldWhatIsReadAndAnswered(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		n := d.under()
		told := func(want desk.Doing) {
			t.Helper()
			d.desk.mu.Lock()
			defer d.desk.mu.Unlock()
			if at := d.desk.here; at.Number != n || at.Doing != want {
				t.Errorf("told %+v, want item %d and %d", at, n, want)
			}
		}
		d.wait(5 * time.Second)
		told(desk.Reading)
		d.press("r")
		told(desk.Answering)
		d.press("esc")
		d.wait(time.Second)
		told(desk.Reading)
	})
}

func TestWhoIsAtRestIsShownNoMoreUntilTheirNextKey(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		lea := sit(t, w.ctx, w.real, "léa")
		lea.wait(2 * time.Second)
		w.wait(time.Second).see("léa is reading").wait(9 * time.Minute).press("J").see("léa is reading")
		w.wait(2 * time.Minute).press("J").miss("léa is")
		lea.press("J").wait(61 * time.Second)
		w.wait(time.Second).see("léa is reading")
	})
}
