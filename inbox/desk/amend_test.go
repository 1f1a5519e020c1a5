package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// answered has a bench whose reply "hi" to item 1 was delivered, as item 2.
func answered(b *bench) {
	b.Helper()
	b.arrive(post("1", "hello", time.Now()))
	b.run()
	b.decide(reply("hi"), 1)
	b.after(time.Minute)
	if own := b.item(2); !own.Ours || own.Text.String() != "hi" {
		b.Fatalf("our own post is %+v", own)
	}
}

func amend(text string) inbox.Decision {
	return inbox.Decision{Verb: inbox.VerbAmend, Text: inbox.Clean(text)}
}

func TestOurDeliveredReplyIsAmendedAfterTheUndoWindow(t *testing.T) {
	onBench(t, "amending", func(b *bench) {
		answered(b)
		b.decide(amend("hi, Karim"), 2)
		b.after(time.Second)
		if own := b.item(2); own.Text.String() != "hi" || len(b.platform.done()) != 1 {
			b.Errorf("in the undo window it reads %q, %q arrived", own.Text, b.platform.done())
		}
		b.after(time.Minute)
		if own := b.item(2); own.Text.String() != "hi, Karim" || !own.Ours || own.Status != inbox.Done {
			b.Errorf("it reads %q, and is %s", own.Text, own.Status)
		}
	})
}

func TestUndoOfAnAmendmentGoesBackToTheFormerText(t *testing.T) {
	onBench(t, "amending", func(b *bench) {
		answered(b)
		b.decide(amend("hi, Karim"), 2)
		b.after(time.Minute)
		u, err := b.as("nadia").Undo(b.Context())
		if err != nil || !u.Sent {
			b.Fatalf("%+v, %v", u, err)
		}
		b.after(time.Minute)
		if own := b.item(2); own.Text.String() != "hi" {
			b.Errorf("it reads %q", own.Text)
		}
		remote := b.item(2).Remote
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 hi", "amend " + remote + " hi, Karim", "amend " + remote + " hi"}) {
			b.Errorf("%q arrived", did)
		}
	})
}

func TestOnlyWhatWeWroteIsAmended(t *testing.T) {
	onBench(t, "amending", func(b *bench) {
		answered(b)
		for number, want := range map[uint64]error{1: inbox.ErrNotNow, 2: inbox.ErrNoChange} {
			if _, _, err := b.as("nadia").Decide(b.Context(), amend("hi"), desk.Target{Number: number}); !errors.Is(err, want) {
				b.Errorf("item %d: %v", number, err)
			}
		}
		if _, _, err := b.as("tom").Decide(b.Context(), amend("ho"), desk.Target{Number: 2}); !errors.Is(err, desk.ErrRole) {
			b.Errorf("a trainee: %v", err)
		}
	})
	onBench(t, "doer", func(b *bench) {
		answered(b)
		if _, _, err := b.as("nadia").Decide(b.Context(), amend("ho"), desk.Target{Number: 2}); !errors.Is(err, desk.ErrCannot) {
			b.Errorf("where the channel can't: %v", err)
		}
	})
}

func TestUndoOfAnAmendmentTakesNoLaterOneBack(t *testing.T) {
	onBench(t, "amending", func(b *bench) {
		answered(b)
		for _, by := range []struct{ person, text string }{{"nadia", "hi, Karim"}, {"lea", "hello, Karim"}, {"lea", "good day, Karim"}} {
			if _, _, err := b.as(by.person).DecideNow(b.Context(), amend(by.text), desk.Target{Number: 2}); err != nil {
				b.Fatal(err)
			}
			b.after(time.Minute)
		}
		if _, err := b.as("nadia").Undo(b.Context()); !errors.Is(err, desk.ErrFinal) {
			b.Errorf("Nadia takes back what Léa wrote after her: %v", err)
		}
		b.after(time.Minute)
		if own := b.item(2); own.Text.String() != "good day, Karim" {
			b.Errorf("it reads %q", own.Text)
		}
	})
}

func TestWhatIsRetractedIsNotRetractedAgain(t *testing.T) {
	onBench(t, "amending", func(b *bench) {
		answered(b)
		b.platform.script(answer{err: gone})
		b.decide(inbox.Decision{Verb: inbox.VerbRetract}, 2)
		b.after(time.Minute)
		if _, _, err := b.as("nadia").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbRetract}, desk.Target{Number: 2}); !errors.Is(err, inbox.ErrNotNow) {
			b.Errorf("it is retracted again: %v", err)
		}
	})
}
