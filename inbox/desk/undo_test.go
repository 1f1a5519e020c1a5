package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestUndoInsideTheWindowCallsTheReplyOff(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		u, err := b.as("nadia").Undo(b.Context())
		if err != nil || u.Items != 1 || u.What != inbox.VerbReply || u.Sent {
			b.Fatalf("undone %+v, %v", u, err)
		}
		b.after(time.Minute)
		if it, dl := b.item(1), b.delivery(); it.Status != inbox.Open || dl.State != inbox.Cancelled || len(b.platform.done()) != 0 {
			b.Errorf("the item is %s, the delivery %s, arrived %q", it.Status, dl.State, b.platform.done())
		}
		if u, err = b.as("nadia").Redo(b.Context()); err != nil || u.Items != 1 {
			b.Fatalf("redone %+v, %v", u, err)
		}
		if len(b.platform.done()) != 0 {
			b.Error("a redone reply leaves without its window")
		}
		b.after(time.Minute)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 hi"}) {
			b.Errorf("after the redo %q arrived", did)
		}
	})
}

func TestUndoAfterTheDeliveryDecidesTheInverse(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 1)
		b.after(time.Minute)
		u, err := b.as("nadia").Undo(b.Context())
		if err != nil || !u.Sent || u.Items != 1 {
			b.Fatalf("undone %+v, %v", u, err)
		}
		b.after(time.Minute)
		if it := b.item(1); it.Visibility != inbox.Public {
			b.Errorf("the item is %s", it.Visibility)
		}
	})
}

func TestUndoOfAnArrivedReplyRetractsIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		b.after(time.Minute)
		if _, err := b.as("nadia").Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.after(time.Minute)
		want := []string{"reply 1 hi", "retract ours-1 "}
		if did := b.platform.done(); !slices.Equal(did, want) || b.item(1).Status != inbox.Open {
			b.Errorf("arrived %q, want %q; the item is %s", did, want, b.item(1).Status)
		}
	})
}

func TestUndoSaysWhyItCant(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.run()
		nadia := b.as("nadia")
		if _, err := nadia.Undo(b.Context()); !errors.Is(err, desk.ErrNothing) {
			b.Errorf("nothing to undo: %v", err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbReport, Text: inbox.Clean("abuse")}, 1)
		b.after(time.Minute)
		if _, err := nadia.Undo(b.Context()); !errors.Is(err, desk.ErrFinal) {
			b.Errorf("a report that arrived: %v", err)
		}
		b.platform.script(answer{hang: true})
		b.decide(reply("hi"), 2)
		b.after(10 * time.Second)
		if _, err := nadia.Undo(b.Context()); !errors.Is(err, desk.ErrOnItsWay) {
			b.Errorf("a reply on its way: %v", err)
		}
	})
}

func TestUndoIsRefusedWhereSomebodyMovedOnSince(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbPriority, Priority: inbox.High}, 1)
		if _, _, err := b.as("lea").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbPriority, Priority: inbox.Urgent}, desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if _, err := b.as("nadia").Undo(b.Context()); !errors.Is(err, inbox.ErrChanged) {
			b.Errorf("undo over lea's decision: %v", err)
		}
	})
}

func TestOthersDecisionsAreUndoneByALead(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 1)
		log, err := b.as("lea").Log(b.Context(), inbox.LogAsk{Number: 1})
		if err != nil || len(log) != 1 {
			b.Fatalf("the log is %v, %v", log, err)
		}
		if _, err := b.as("tom").UndoChange(b.Context(), log[0].Key); !errors.Is(err, desk.ErrRole) {
			b.Errorf("a trainee undoes Nadia's: %v", err)
		}
		if _, err := b.as("lea").UndoChange(b.Context(), log[0].Key); err != nil || b.item(1).Status != inbox.Open {
			b.Errorf("a lead undoes Nadia's: %v, the item is %s", err, b.item(1).Status)
		}
	})
}

// many brings n items that match the query tag-free.
func (b *bench) many(n int) {
	for i := range n {
		b.arrive(post(fmt.Sprint(i), "hello", time.Now()))
	}
}

func TestABulkIsOneUndo(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(5)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}, 3)
		bulk := b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}, 1, 2, 3, 4, 99)
		if bulk.Done != 3 || len(bulk.Skipped) != 2 {
			b.Fatalf("the bulk is %+v", bulk)
		}
		u, err := b.as("nadia").Undo(b.Context())
		if err != nil || u.Items != 3 {
			b.Fatalf("undone %+v, %v", u, err)
		}
		for n := range uint64(5) {
			if it := b.item(n + 1); it.HasTag("x") != (n+1 == 3) {
				b.Errorf("item %d is tagged %v", n+1, it.Tags)
			}
		}
	})
}

func TestAllThatMatchIsFrozenAtTheStart(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(250)
		nadia := b.as("nadia")
		var steps []int
		bulk, err := nadia.DecideAll(b.Context(), inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}, inbox.Query{}, func(done, total int) {
			steps = append(steps, done)
			if done == 100 { // while it runs, somebody moves the last one, and another arrives
				b.decide(inbox.Decision{Verb: inbox.VerbDone}, 250)
				b.arrive(post("new", "new", time.Now()))
			}
		})
		if err != nil || bulk.Done != 249 || len(bulk.Skipped) != 1 || bulk.Skipped[0].Number != 250 || !errors.Is(bulk.Skipped[0].Why, inbox.ErrChanged) {
			b.Fatalf("%d done, skipped %v, %v", bulk.Done, bulk.Skipped, err)
		}
		if !slices.Equal(steps, []int{0, 100, 200, 250}) {
			b.Errorf("progress told %v", steps)
		}
		if b.item(251).HasTag("x") {
			b.Error("what arrived later was decided too")
		}
		if u, err := nadia.UndoChange(b.Context(), bulk.Group); err != nil || u.Items != 249 {
			b.Errorf("undone %d, %v", u.Items, err)
		}
	})
}

func TestABulkThatIsStoppedKeepsWhatWasDone(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(250)
		ctx, cancel := context.WithCancel(b.Context())
		bulk, err := b.as("nadia").DecideAll(ctx, inbox.Decision{Verb: inbox.VerbDone}, inbox.Query{}, func(done, _ int) {
			if done > 0 {
				cancel()
			}
		})
		if !errors.Is(err, context.Canceled) || bulk.Done != 100 {
			b.Errorf("%d done, %v", bulk.Done, err)
		}
	})
}

func TestAnUndoThatIsStoppedKeepsWhatItTookBackAndTheNextOneTakesTheRest(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(250)
		nadia := b.as("nadia")
		tag := inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}
		if _, err := nadia.DecideAll(b.Context(), tag, inbox.Query{}, nil); err != nil {
			b.Fatal(err)
		}
		tagged := func() (n int) {
			for number := range uint64(250) {
				if b.item(number + 1).HasTag("x") {
					n++
				}
			}
			return n
		}
		var told []int
		stopped := func(take func(context.Context, func(int, int)) (desk.Undone, error)) (desk.Undone, error) {
			ctx, cancel := context.WithCancel(b.Context())
			defer cancel()
			return take(ctx, func(done, total int) {
				if told = append(told, done, total); done > 0 {
					cancel()
				}
			})
		}
		if u, err := stopped(nadia.UndoWith); !errors.Is(err, context.Canceled) || u.Items != 100 || tagged() != 150 {
			b.Fatalf("undone %d, %v; %d are still tagged", u.Items, err, tagged())
		}
		if !slices.Equal(told, []int{0, 250, 100, 250}) {
			b.Errorf("progress told %v", told)
		}
		if u, err := nadia.Undo(b.Context()); err != nil || u.Items != 150 || len(u.Skipped) > 0 || tagged() != 0 {
			b.Fatalf("undone %d of the rest, skipped %d, %v; %d are still tagged", u.Items, len(u.Skipped), err, tagged())
		}
		if u, err := stopped(nadia.RedoWith); !errors.Is(err, context.Canceled) || u.Items != tagged() {
			b.Errorf("made %d again, %v; %d are tagged", u.Items, err, tagged())
		}
	})
}

func TestADecisionAboutSomeItemsTellsHowFarItIsAndIsOneUndo(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(250)
		nadia := b.as("nadia")
		var targets []desk.Target
		for n := range uint64(250) {
			targets = append(targets, desk.Target{Number: n + 1, Version: 1})
		}
		b.decide(inbox.Decision{Verb: inbox.VerbAssign, To: "nadia"}, 7)
		var steps []int
		bulk, err := nadia.DecideEach(b.Context(), inbox.Decision{Verb: inbox.VerbDone}, targets, func(done, total int) {
			steps = append(steps, done, total)
		})
		if err != nil || bulk.Done != 249 || len(bulk.Skipped) != 1 || bulk.Skipped[0].Number != 7 || !errors.Is(bulk.Skipped[0].Why, inbox.ErrChanged) {
			b.Fatalf("%d done, skipped %v, %v", bulk.Done, bulk.Skipped, err)
		}
		if !slices.Equal(steps, []int{0, 250, 100, 250, 200, 250, 250, 250}) {
			b.Errorf("progress told %v", steps)
		}
		if u, err := nadia.Undo(b.Context()); err != nil || u.Items != 249 || u.Group != bulk.Group {
			b.Errorf("undone %+v, %v", u, err)
		}
	})
}

func TestWhatABulkSendsWaitsForOneWindowAndIsOneUndo(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(250)
		nadia := b.as("nadia")
		bulk, err := nadia.DecideAll(b.Context(), inbox.Decision{Verb: inbox.VerbHide}, inbox.Query{}, func(int, int) {
			time.Sleep(2 * time.Second) // a window is 8 s
		})
		if left := bulk.Until.Sub(nadia.Now()); err != nil || bulk.Done != 250 || left <= 0 || left > inbox.DefaultUndoWindow {
			b.Fatalf("%d done, %v left, %v, skipped %v", bulk.Done, left, err, bulk.Skipped[:min(1, len(bulk.Skipped))])
		}
		if u, err := nadia.Undo(b.Context()); err != nil || u.Items != 250 || u.Sent {
			b.Errorf("undone %+v, %v", u, err)
		}
	})
}

func TestUndoOfWhatIsOfNoItemNamesNone(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.as("vera").Denied(b.Context(), inbox.VerbHide, 1)
		_, err := b.as("olga").UndoChange(b.Context(), b.refusals()[0].Key)
		if !errors.Is(err, desk.ErrNothing) || err.Error() != "that is nothing that can be taken back" {
			b.Errorf("the undo of a refusal: %v", err)
		}
	})
}
