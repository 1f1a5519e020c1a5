package desk_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// inThread is a post in the thread of the post "1".
func inThread(remote string) inbox.Post {
	p := post(remote, "and another thing", time.Now())
	p.Thread, p.Parent = "1", "1"
	return p
}

func TestWhoeverAnswersHasTheThreadUntilTheyLeaveItOrFallSilent(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), inThread("2"), post("3", "hello", time.Now()))
		nadia, lea := b.as("nadia"), b.as("lea")
		answer := func(s *desk.Seat, n uint64, refused bool) {
			b.Helper()
			err := s.Here(n, desk.Answering)
			if errors.Is(err, desk.ErrAnswering) != refused || !refused && err != nil {
				b.Errorf("%s answers item %d: %v, want refused: %t", s.Person().Name, n, err, refused)
			}
		}
		answer(nadia, 1, false)
		answer(lea, 1, true)
		answer(lea, 2, true) // of the same thread
		answer(lea, 3, false)
		answer(lea, 1, true)
		answer(nadia, 3, false) // lea gave it back when she went on
		answer(lea, 1, false)
		b.after(90 * time.Second)
		answer(lea, 1, false) // renewed
		b.after(90 * time.Second)
		answer(nadia, 1, true)
		b.after(time.Minute)
		answer(nadia, 1, false)
		if err := nadia.Here(1, desk.Reading); err != nil {
			b.Fatal(err)
		}
		answer(lea, 2, false)
	})
}

func TestALeaseSaysWhoHasItAndSinceWhen(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		nadia := b.as("nadia")
		if err := nadia.Here(1, desk.Answering); err != nil {
			b.Fatal(err)
		}
		begun := nadia.Now()
		b.after(100 * time.Second)
		told, ok := errors.AsType[*desk.AnsweringError](b.as("lea").Here(1, desk.Answering))
		if !ok || told.By.Person != "nadia" || !told.By.Since.Equal(begun) || told.By.Away || told.Error() != "item 1: nadia has been answering it for 1 min" {
			b.Errorf("lea is told %+v: %v", told, told)
		}
		nadia.Leave()
		told, ok = errors.AsType[*desk.AnsweringError](b.as("lea").Here(1, desk.Answering))
		if !ok || !told.By.Away || told.Error() != "item 1: nadia was answering it until their line broke" {
			b.Errorf("after a cut line lea is told %+v: %v", told, told)
		}
	})
}

func TestALeaseIsTakenOverKnowinglyAndWhoLostItIsToldAtOnce(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		nadia, lea := b.as("nadia"), b.as("lea")
		if err := nadia.Here(1, desk.Answering); err != nil {
			b.Fatal(err)
		}
		w := nadia.Watch()
		defer w.Close()
		if err := lea.TakeOver(1); err != nil {
			b.Fatal(err)
		}
		if n, err := w.Next(b.Context()); err != nil || !n.Here {
			b.Errorf("nadia hears %+v, %v", n, err)
		}
		if at := nadia.Others()[1]; len(at) != 1 || at[0].Person != "lea" || at[0].Doing != desk.Answering {
			b.Errorf("nadia sees %+v", at)
		}
		if at := lea.Others()[1]; len(at) != 1 || at[0].Doing != desk.Writing {
			b.Errorf("lea sees %+v", at)
		}
		if err := nadia.Here(1, desk.Answering); !errors.Is(err, desk.ErrAnswering) {
			b.Errorf("nadia types on: %v", err)
		}
		if _, _, err := nadia.Decide(b.Context(), reply("mine"), desk.Target{Number: 1}); !errors.Is(err, desk.ErrAnswering) {
			b.Errorf("nadia sends all the same: %v", err)
		}
	})
}

func TestNoPathSendsAReplyIntoAThreadThatSomebodyElseAnswers(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), inThread("2"))
		nadia, lea := b.as("nadia"), b.as("lea")
		if _, _, err := lea.Decide(b.Context(), reply("hi"), desk.Target{Number: 2}); err != nil {
			b.Fatal(err)
		}
		if _, err := lea.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if err := nadia.Here(1, desk.Answering); err != nil {
			b.Fatal(err)
		}
		to := desk.Target{Number: 2}
		for path, send := range map[string]func() error{
			"Decide":    func() error { _, _, err := lea.Decide(b.Context(), reply("hi"), to); return err },
			"DecideNow": func() error { _, _, err := lea.DecideNow(b.Context(), reply("hi"), to); return err },
			"DecideAll": func() error {
				bulk, err := lea.DecideAll(b.Context(), reply("hi"), inbox.Query{Root: idOf(2)}, nil)
				if err == nil && len(bulk.Skipped) == 1 {
					err = bulk.Skipped[0].Why
				}
				return err
			},
			"Redo": func() error {
				undone, err := lea.Redo(b.Context())
				if err == nil && len(undone.Skipped) == 1 {
					err = undone.Skipped[0].Why
				}
				return err
			},
		} {
			if err := send(); !errors.Is(err, desk.ErrAnswering) {
				b.Errorf("%s: %v", path, err)
			}
		}
		if _, _, err := lea.Decide(b.Context(), inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("a note")}, to); err != nil {
			b.Errorf("a note takes no lease: %v", err)
		}
		if _, _, err := nadia.Decide(b.Context(), reply("mine"), desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if _, _, err := lea.Decide(b.Context(), reply("hi"), to); err != nil {
			b.Errorf("nadia has sent hers, and lea: %v", err)
		}
	})
}

func TestYourOwnLeaseIsRetakenFromAnotherSeat(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		cut, again, lea := b.as("nadia"), b.as("nadia"), b.as("lea")
		if err := cut.Here(1, desk.Answering); err != nil {
			b.Fatal(err)
		}
		begun := cut.Now()
		b.after(time.Minute)
		cut.Leave()
		if at := lea.Others()[1]; len(at) != 1 || !at[0].Away {
			b.Errorf("lea sees %+v", at)
		}
		if err := again.Here(1, desk.Answering); err != nil {
			b.Fatal(err)
		}
		if at := lea.Others()[1]; len(at) != 1 || at[0].Away || !at[0].Since.Equal(begun) {
			b.Errorf("lea sees %+v", at)
		}
	})
}

func TestWhoMayNotAnswerTakesNoLease(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		for _, who := range []string{"vera", "sam"} {
			if err := b.as(who).TakeOver(1); !errors.Is(err, desk.ErrRole) {
				b.Errorf("%s: %v", who, err)
			}
		}
	})
}

// Whatever people do, a thread has one holder at most, nobody else sends into it, and no lease lasts for ever.
func TestAThreadHasOneHolderWhateverPeopleDo(t *testing.T) {
	now := time.Now()
	b := &bench{T: t, machine: "here", platform: &platform{}}
	b.options = desk.Options{Team: team("doer"), Registry: kinds(b.platform), Now: func() time.Time { return now }}
	b.open(filepath.Join(t.TempDir(), "vigie.db"))
	defer b.close()
	b.arrive(post("1", "hello", now), inThread("2"), post("3", "hello", now))
	names := []string{"nadia", "lea", "olga"}
	all := b.as("vera")
	rapid.Check(t, func(r *rapid.T) {
		var seats []*desk.Seat
		for _, who := range append(names, "nadia") {
			seats = append(seats, b.as(who))
		}
		for range rapid.IntRange(1, 20).Draw(r, "steps") {
			s, n := rapid.SampledFrom(seats).Draw(r, "seat"), rapid.Uint64Range(1, 3).Draw(r, "item")
			me := s.Person().Name
			switch what := rapid.IntRange(0, 5).Draw(r, "what"); what {
			case 0, 1:
				err := s.Here(n, desk.Answering)
				if holder := holderOf(all, b.item(n).Item); (err == nil) != (holder == me) {
					r.Fatalf("%s answers: %v, but %q has it", me, err, holder)
				}
			case 2:
				if err := s.TakeOver(n); err != nil || holderOf(all, b.item(n).Item) != me {
					r.Fatalf("%s takes over: %v", me, err)
				}
			case 3:
				if err := s.Here(n, desk.Reading); err != nil {
					r.Fatal(err)
				}
			case 4:
				s.Leave()
			case 5:
				now = now.Add(time.Duration(rapid.IntRange(1, 100).Draw(r, "seconds")) * time.Second)
			}
			holder := holderOf(all, b.item(n).Item)
			for _, who := range names {
				_, _, err := b.as(who).Decide(b.Context(), reply(""), desk.Target{Number: n})
				if refused := !errors.Is(err, inbox.ErrIncomplete); refused != (holder != "" && holder != who) {
					r.Fatalf("%s sends to %d while %q has it: %v", who, n, holder, err)
				}
			}
		}
		now = now.Add(2 * time.Minute)
		for _, s := range seats {
			s.Leave()
		}
		if others := all.Others(); len(others) != 0 {
			r.Fatalf("%+v are left", others)
		}
	})
}

// holderOf is who has the lease on an item's thread, as somebody else sees it.
func holderOf(s *desk.Seat, it inbox.Item) string {
	holder := ""
	for _, at := range s.Others() {
		for _, p := range at {
			if p.Doing == desk.Answering && p.In(it) {
				holder += p.Person
			}
		}
	}
	return holder
}

func TestADecisionOnWhatMovedSaysWhatMoved(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		thread, err := b.as("lea").Thread(b.Context(), 1)
		if err != nil {
			b.Fatal(err)
		}
		seen := thread.Seen()
		if seen != (desk.Target{Number: 1, Version: 1, Newest: 1}) {
			b.Fatalf("seen as %+v", seen)
		}
		send := func(d inbox.Decision) error {
			_, _, err := b.as("lea").Decide(b.Context(), d, seen)
			return err
		}
		b.arrive(inThread("2"))
		wrote := `item 1 changed since it was seen: karim wrote item 2: “and another thing”`
		if err := send(reply("hi")); fmt.Sprint(err) != wrote || !errors.Is(err, inbox.ErrChanged) {
			b.Errorf("a reply past a new post: %v", err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbAssign, To: "tom"}, 1)
		moved := "item 1 changed since it was seen: nadia: tag (+x); nadia: assign (assignee none → tom); karim wrote item 2: “and another thing”"
		for _, v := range []inbox.Verb{inbox.VerbDone, inbox.VerbEscalate, inbox.VerbAssign, inbox.VerbHide, inbox.VerbReport} {
			if err := send(argued(v, time.Now())); !errors.Is(err, inbox.ErrChanged) || err.Error() != moved {
				b.Errorf("%s: %v", v, err)
			}
		}
		err = send(reply("hi"))
		if changed, ok := errors.AsType[*desk.ChangedError](err); !ok || len(changed.Since) != 2 || len(changed.New) != 1 || changed.Now != (desk.Target{Number: 1, Version: 3, Newest: 2}) {
			b.Errorf("a reply: %v", err)
		} else {
			seen = changed.Now
		}
		if err := send(reply("hi")); err != nil {
			b.Errorf("knowingly: %v", err)
		}
	})
}
