package console

import (
	"testing"
	"time"
)

func TestWhoComesBackIsToldWhatHappened(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.miss("Since you left").press("j k").wait(2 * time.Minute).press("q")
		w.wait(time.Hour)
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("d").press("c").write("@nad").press("tab").write("?").press("ctrl+s").press("e s").write("perdu").press("enter")
		back := sit(t, w.ctx, w.real, "nadia")
		back.see("Since you left", "l since you left", "1 names you in a note", "1 went to a department", "by léa:", "1 h ago")
		back.press("enter").see("is:mentioned", "@nadia ?").miss("l since you left")
		back.press("g s").see("by léa:").press("G enter").see("id:").miss("by léa:")
	})
}

func TestWhoWasAwayAMomentIsToldNothingByItself(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("j k").wait(2 * time.Minute).press("q")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("d")
		back := sit(t, w.ctx, w.real, "nadia")
		back.miss("l since you left").press("g s").see("l since you left", "by léa: done 1").press("t").see("today", "by léa: done 1", "new items on wall")
		back.press("esc").miss("l since you left")
	})
}
