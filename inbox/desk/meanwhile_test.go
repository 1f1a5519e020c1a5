package desk_test

import (
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestWhoComesBackHearsWhatBecameOfTheirDeliveriesAndOfNobodyElses(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.run()
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()), post("3", "hello", time.Now()))
		send := func(who string, n uint64) {
			b.Helper()
			if _, _, err := b.as(who).DecideNow(b.Context(), reply("hi"), desk.Target{Number: n}); err != nil {
				b.Fatal(err)
			}
			b.after(time.Minute)
		}
		send("nadia", 1)
		left := b.as("nadia").Now()
		b.after(time.Second)
		tells := func(want desk.Meanwhile) {
			b.Helper()
			if got, err := b.as("nadia").Meanwhile(b.Context(), left); err != nil || got != want {
				b.Errorf("told %+v, %v; want %+v", got, err, want)
			}
		}
		tells(desk.Meanwhile{})
		send("lea", 2)
		tells(desk.Meanwhile{})
		b.platform.script(answer{err: refused})
		send("nadia", 3)
		tells(desk.Meanwhile{Refused: 1})
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 2)
		b.after(time.Minute)
		tells(desk.Meanwhile{Sent: 1, Refused: 1})
	})
}
