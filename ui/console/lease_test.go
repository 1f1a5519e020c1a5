package console

import (
	"testing"
	"time"
)

func TestWhoeverAnswersAlreadyIsToldBeforeASecondOneBegins(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.see("nadia is answering").press("r").see("Take over from nadia?", "nadia is answering, since", "They are told at once, and keep their text.")
		lea.press("r").see("Take over from nadia?") // the key that asked doesn't answer
		lea.press("esc").miss("Take over", "Public reply")
		w.miss("léa answers")
	})
}

func TestWhoLosesTheAnswerIsToldAtOnceAndKeepsTheirText(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("r").wait(time.Second).press("y").see("Public reply to Auteur 1").wait(time.Second)
		w.wait(time.Second).see("léa answers it now; your text is kept", "▲ léa is answering, since", "Bonjour").write(" !").see("Bonjour !")
		w.press("ctrl+s").see("send it all the same").press("esc").see("Bonjour !")
		lea.press("esc").wait(time.Second)
		w.wait(time.Second).see("léa no longer answers it: the answer is yours").miss("▲ léa")
		w.press("ctrl+s").see("Reply 1: leaves in").wait(20 * time.Second)
		w.left("Bonjour !")
	})
}

func TestAnAnswerThatWasLostIsSentKnowingly(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("r").wait(time.Second).press("y").write("Moi aussi").wait(time.Second)
		w.wait(time.Second).press("ctrl+s y").see("Reply 1: leaves in")
		lea.wait(time.Second).see("▲ nadia replied").press("ctrl+s").see("send it all the same")
	})
}

func TestALeaseIsKeptWhileSomebodyTypesAndEndsWhenTheyFallSilent(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		lea := sit(t, w.ctx, w.real, "léa")
		w.press("r").write("Bonjour")
		for range 6 {
			w.wait(50 * time.Second).write(".")
			lea.settle()
		}
		lea.wait(time.Second).press("r").see("Take over from nadia?").press("esc")
		lea.wait(3 * time.Minute).press("r").see("Public reply to Auteur 1").miss("Take over")
		lea.write("Je prends").wait(time.Second)
		w.wait(time.Second).see("léa answers it now; your text is kept")
	})
}

func TestYourOwnLeaseIsTakenAgainSilentlyAfterACutLine(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour").wait(time.Second)
		lea := sit(t, w.ctx, w.real, "léa")
		w.m.desk.Leave()
		lea.wait(time.Second).see("nadia was answering")
		again := sit(t, w.ctx, w.real, "nadia")
		again.see("Public reply to Auteur 1", "Bonjour").miss("Take over", "answers it now")
		lea.wait(time.Second).see("nadia is answering").miss("nadia was answering")
	})
}

func TestANoteTakesNoLease(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("c").write("À vérifier")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.see("nadia is writing").press("r").see("Public reply to Auteur 1").miss("Take over")
		w.press("ctrl+s").wait(time.Second)
		lea.wait(2 * time.Second).miss("nadia is writing")
	})
}

func TestTheReaderSaysWhoIsInTheThread(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		lea := sit(t, w.ctx, w.real, "léa")
		lea.wait(2 * time.Second)
		w.wait(time.Second).see("léa is reading")
		lea.press("r")
		w.wait(time.Second).see("léa is answering").wait(117 * time.Second).see("léa is answering for 1 min")
		lea.press("esc")
		w.wait(time.Second).see("léa is reading")
		lea.m.desk.Leave()
		w.wait(time.Second).miss("léa is")
	})
}

func TestAComposerStaysWhereItsItemWasTheLastOfTheView(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("x * d").wait(time.Second)
		w.wait(time.Second).see("Public reply to Auteur 1", "Bonjour", "▲ léa marked it done")
		sit(t, w.ctx, w.real, "nadia").see("Public reply to Auteur 1", "Bonjour")
	})
}
