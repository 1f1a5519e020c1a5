package console

import (
	"testing"
	"time"
)

func TestANoteReachesAColleagueAndIsAnswered(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		lea := sit(t, w.ctx, w.real, "léa")
		lea.wait(time.Second).see("7 Mentions").miss("7 Mentions 1")
		w.press("c").write("@").see("@léa").write("l").see("@léa", "tab name them").press("tab").write("peux-tu regarder ?").press("ctrl+s")
		lea.wait(time.Second).see("7 Mentions 1").press("g a")
		lea.see("mentions:me", "@léa peux-tu regarder ?").wait(3*time.Second).miss("7 Mentions 1").see("mentions:me", "@léa peux-tu regarder ?")
		lea.press("c").write("@nad").press("tab").write("c'est fait").press("ctrl+s")
		w.wait(time.Second).see("7 Mentions 1")
	})
}

func TestARowThatNamesThePersonIsMarkedUntilItIsRead(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("j c").write("@léa ?").press("ctrl+s")
		lea := sit(t, w.ctx, w.real, "léa")
		if lea.lineOf("▏@ ") < 0 {
			t.Errorf("no row is marked:\n%s", lea.screen())
		}
		lea.press("j").wait(3 * time.Second)
		if lea.lineOf("▌@ ") >= 0 || lea.lineOf("▏@ ") >= 0 {
			t.Errorf("a row that was read is marked still:\n%s", lea.screen())
		}
	})
}

func TestANoteToWhoMayNotReadItComesBack(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("c").write("@sofia ?").press("ctrl+s").see("@sofia", "couldn't read this", "Internal note")
		w.press("esc e s").write("@so").see("@sofia").press("tab").write("merci").press("enter").see("Escalate 1")
		sofia := sit(t, w.ctx, w.real, "sofia")
		sofia.wait(time.Second).press("7").see("7 Mentions", "merci")
	})
}
