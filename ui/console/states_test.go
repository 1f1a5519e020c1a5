package console

import (
	"testing"
	"time"

	"vigie/inbox"
)

func TestALateAnswerIsDropped(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.desk.lag = 2 * time.Second
		d.press("3").wait(time.Second).press("1").wait(1500*time.Millisecond).miss("late by 3 h").wait(2*time.Second).see("is:open", "Karim")
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

func TestTheViewThatIsShownStandsInTheHeaderOfAMediumScreenInEveryLanguage(t *testing.T) {
	for _, c := range []struct {
		desk func() *fakeDesk
		view string
	}{{sixty, "1 Open 58"}, {func() *fakeDesk { return inFrench(newFake(60)) }, "1 À traiter 58"}, {reviewing, "1 Open 10"}} {
		drive(t, c.desk, 80, 24, func(d *driver) {
			d.see(c.view, "✗ 1", "▲").checkCells(80, 24)
		})
	}
}

func TestABoardWithNothingSaysWhatToDoAndOffersNoKeyThatCantAct(t *testing.T) {
	few := func() *fakeDesk { return newFake(3) }
	for keys, says := range map[string]string{
		"E":   "Nobody owes an answer. e on an item hands it to a department.",
		"g R": "No rule yet: write a [[rule]] in the team file.",
		"g s": "nothing happened",
	} {
		drive(t, few, 80, 24, func(d *driver) {
			d.press(keys).see(says, "esc leave").miss("enter its items", "enter open it", "f urge", "H let it hide")
		})
	}
}

func TestWhatAKeyDoesIsToldWhereLittleRoomIs(t *testing.T) {
	for keys, hint := range map[string]string{
		"b": "enter show", "a": "enter assign", ":": "enter do it", "o": "", "e": "its letter choose", "g c": "enter its items",
	} {
		drive(t, sixty, 40, 12, func(d *driver) { d.press(keys).see(hint) })
	}
	drive(t, sixty, 40, 12, func(d *driver) {
		d.press("enter").see("esc back").press("esc").miss("esc back").press("h").see("enter show", "esc back")
	})
}

func TestTheStateOfAChannelStaysWhereLittleRoomIs(t *testing.T) {
	drive(t, told, 40, 12, func(d *driver) { d.press("g c j").see("blog ▲ unauthorised") })
}

func TestThePaletteTellsTheWholeReasonOfWhatIsUnderTheCursor(t *testing.T) {
	drive(t, sixty, 80, 24, func(d *driver) {
		d.press(":").write("recall the last").see("no reply of yours waits to leave; what has left is taken back")
	})
}
