package console

import (
	"testing"
	"time"

	"vigie/inbox"
)

func TestQuittingAsksAboutWhatARuleHides(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.m.opt.Local = true
		d.desk.waiting = append(d.desk.waiting, inbox.Delivery{ID: 7, Item: 30, Verb: inbox.VerbHide, Rule: "insults", State: inbox.Holding, At: noon.Add(8 * time.Second)})
		d.press("q").see("1 message waits to leave", "hide of item 30", "rule “insults”")
		if d.quit {
			t.Fatal("it left without asking")
		}
		d.press("s").wait(time.Second)
		if !d.quit || d.desk.waiting[len(d.desk.waiting)-1].State != inbox.Sent {
			t.Errorf("quit %v, waiting %+v", d.quit, d.desk.waiting)
		}
	})
}

func TestQuittingSaysWhoseScreensEndWithIt(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.m.opt.Guests = func() []string { return []string{"léa", "nadia"} }
		w.press("q").see("2 screens are open through this vigie", "léa, nadia", "y leave").miss("send now").press("s k q")
		if w.quit {
			t.Fatal("it left all the same")
		}
		w.press("r").write("Bonsoir").press("ctrl+s q").see("1 message waits to leave", "2 screens are open", "send now").press("y")
		if w.quit {
			t.Fatal("it left without what waits")
		}
		w.press("k")
		if !w.quit {
			t.Error("it stays")
		}
	})
}
