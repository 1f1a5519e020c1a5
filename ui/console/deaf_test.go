package console

import (
	"testing"
	"time"
)

func TestATextThatFindsAColleagueAtTheThreadDecidesNothing(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("r").write("Bonjour, nous regardons; d'ici midi. y").see("Take over from nadia?", "what you type is left out, until you pause or press esc")
		lea.wait(2*time.Second).see("Take over from nadia?").press("esc").miss("left out").miss("Take over", "Public reply")
		lea.see("1 Open       4").press("d").wait(time.Second).see("Done 1")
	})
}

func TestATextThatTheRoleMayNotWriteDecidesNothing(t *testing.T) {
	flow(t, "sofia", func(w *work) {
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("e s").press("enter").wait(time.Second)
		w.wait(time.Second).see("La commande 4412")
		w.press("r").see("Reply: ").write("dRd, Rcu").see("Reply: ", "what you type is left out").miss("Note for", "Answer of")
		w.press("esc").miss("left out").press("R").see("Answer of Service").miss("Reply: ")
	})
}

func TestKeysAreKeysAgainAfterAPause(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("x x x r").see("one item at a time").write("dd").wait(time.Second).write("dd").see("left out", "1 Open       4")
		w.wait(2 * time.Second).press("d").wait(time.Second).miss("1 Open       4")
	})
}

func TestTheFooterOfASelectionNamesNothingThatTheRoleMayNot(t *testing.T) {
	flow(t, "sofia", func(w *work) {
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("e s").press("enter").wait(time.Second)
		w.wait(time.Second).see("La commande 4412").press("x").see("◆ 1m").miss("d done", "e escalate", "t tag", "z snooze", "a assign")
		w.press("d").see("Done: ").miss("Done 1")
	})
}
