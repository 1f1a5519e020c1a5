package desk_test

import (
	"testing"
	"time"

	"vigie/inbox"
)

func TestASnoozedItemWakesWhenItIsTime(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.run()
		b.after(time.Second)
		b.decide(inbox.Decision{Verb: inbox.VerbSnooze, Until: time.Now().Add(30 * time.Hour)}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbSnooze, Until: time.Now().Add(time.Minute)}, 2)
		b.after(61 * time.Second)
		if it := b.item(2); it.Status != inbox.Open {
			b.Errorf("a minute later the item is %s", it.Status)
		}
		b.after(29 * time.Hour)
		if it := b.item(1); it.Status != inbox.Snoozed {
			b.Errorf("29 hours later the item is %s", it.Status)
		}
		b.after(time.Hour)
		if it := b.item(1); it.Status != inbox.Open {
			b.Errorf("30 hours later the item is %s", it.Status)
		}
	})
}

func TestALateAnswerIsToldOnce(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		b.after(12 * time.Hour)
		log, err := b.as("lea").Log(b.Context(), inbox.LogAsk{Number: 1})
		if err != nil || len(log) != 2 || log[0].What != "late" || !log[0].At.Equal(b.item(1).Due) {
			b.Errorf("the log is %+v, %v", log, err)
		}
	})
}

func TestWhatWasDueWhileTheDeskWasOffIsDoneAtItsStart(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbSnooze, Until: time.Now().Add(time.Hour)}, 1)
		b.decide(reply("hi"), 2)
		b.after(70 * time.Minute)
		b.run()
		b.after(time.Second)
		if it, did := b.item(1), b.platform.done(); it.Status != inbox.Open || len(did) != 1 {
			b.Errorf("the item is %s, arrived %q", it.Status, did)
		}
	})
}
