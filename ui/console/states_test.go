package console

import (
	"errors"
	"testing"
	"time"

	"vigie/inbox"
)

func TestAnInboxThatCantBeReadSaysWhyAndIsReadAgain(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := newFake(30)
		f.broken = errors.New("store /data/vigie.db: input/output error")
		return f
	}, 80, 24, func(d *driver) {
		d.see("The inbox can't be read.", "store /data/vigie.db: input/output error", "ctrl-l reads again").miss("Karim")
		d.desk.broken = nil
		d.press("ctrl+l").see("Karim").miss("can't be read")
	})
}

func TestASlowReadingSaysSoAndKeysStillAnswer(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.desk.lag = 2 * time.Second
		d.press("3").see("is:escalated").miss("Reading").wait(time.Second).see("Reading …")
		d.press("b").see("All brands 28").press("esc")
		d.wait(3 * time.Second).see("late by 3 h").miss("Reading")
	})
}

func TestALateAnswerIsDropped(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.desk.lag = 2 * time.Second
		d.press("3").wait(time.Second).press("1").wait(1500*time.Millisecond).miss("late by 3 h").wait(2*time.Second).see("is:open", "Karim")
	})
}

func TestWhoHasTheKeysIsShown(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 60, 18, func(d *driver) {
		d.see("● 2m").press("enter").see("Notre nouveau service", "11:58").miss("● 2m")
		d.press("j j j esc").see("○ 2m").press("h").see("▌1 Open", "fedi").press("j").see("▌2 Mine").press("l").see("Le Journal")
	})
}

func TestADepartmentBeginsAtWhatItHasToAnswerWithItsOwnKeys(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := told()
		f.person = inbox.Person{Name: "sofia", Role: inbox.DepartmentRole, Department: "sav"}
		return f
	}, 120, 40, func(d *driver) {
		d.see("is:escalated", "R return it").miss("r reply", "d done", "t tag")
	})
}
