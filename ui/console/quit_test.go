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
