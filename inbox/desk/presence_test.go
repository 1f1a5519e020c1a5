package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestOthersSeeWhoReadsAndWhoAnswersUntilThatIsOver(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		lea, nadia, vera := b.as("lea"), b.as("nadia"), b.as("vera")
		w := nadia.Watch()
		defer w.Close()
		begun := lea.Now()
		for _, at := range []error{vera.Here(1, desk.Reading), lea.Here(1, desk.Answering), b.as("lea").Here(1, desk.Reading)} {
			if at != nil {
				b.Fatal(at)
			}
		}
		if n, err := w.Next(b.Context()); err != nil || !n.Here || n.Lost {
			b.Errorf("nadia hears %+v, %v", n, err)
		}
		at := nadia.Others()[1]
		if len(at) != 2 || at[0] != (desk.Presence{Person: "lea", Number: 1, Channel: "fedi", Thread: "1", Doing: desk.Answering, Since: begun}) || at[1].Person != "vera" {
			b.Errorf("at the item are %+v", at)
		}
		if _, own := lea.Others()[1]; !own || len(lea.Others()[1]) != 1 {
			b.Errorf("lea sees %+v: herself too, or not vera", lea.Others())
		}
		b.after(time.Minute)
		if err := lea.Here(1, desk.Answering); err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(b.Context(), time.Second)
		defer cancel()
		if n, err := w.Next(ctx); err == nil {
			b.Errorf("that she goes on is told as news: %+v", n)
		}
		b.after(90 * time.Second)
		if at := nadia.Others()[1]; len(at) != 2 || at[0].Doing != desk.Answering || !at[0].Since.Equal(begun) {
			b.Errorf("while she goes on: %+v", at)
		}
		b.after(time.Minute)
		if at := nadia.Others()[1]; len(at) != 2 || at[0].Doing != desk.Reading {
			b.Errorf("after two quiet minutes: %+v", at)
		}
		if vera.Leave(); len(nadia.Others()[1]) != 1 {
			b.Errorf("vera has left: %+v", nadia.Others())
		}
		b.after(10 * time.Minute)
		if at := nadia.Others(); len(at) != 0 {
			b.Errorf("after all: %+v", at)
		}
	})
}

func TestNobodyIsSeenOverAWall(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		for _, n := range []uint64{1, 2} {
			for _, who := range []string{"sam", "uma"} {
				sees := who == "sam" && n == 1
				if err := b.as(who).Here(n, desk.Reading); errors.Is(err, desk.ErrNotFound) == sees {
					b.Errorf("%s sits at item %d: %v", who, n, err)
				}
				if err := b.as("nadia").Here(n, desk.Answering); err != nil {
					b.Fatal(err)
				}
				if at := b.as(who).Others()[n]; (len(at) > 0) != sees {
					b.Errorf("%s sees %+v at item %d", who, at, n)
				}
			}
		}
	})
}

func TestWhoSeesAnItemNoLongerIsNotShownAtIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		lea, nadia := b.as("lea"), b.as("nadia")
		if err := lea.Here(1, desk.Reading); err != nil {
			b.Fatal(err)
		}
		if len(nadia.Others()[1]) != 1 {
			b.Fatalf("before: %+v", nadia.Others())
		}
		b.changes("lea", func(p *inbox.Person) { p.Channels = []string{"elsewhere"} })
		if at := nadia.Others(); len(at) != 0 {
			b.Errorf("behind the wall: %+v", at)
		}
	})
}
