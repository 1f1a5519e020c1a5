package desk_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestTheNextIsTheOldestThatIsNobodysAndThatNobodyAnswers(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		now := time.Now()
		b.arrive(post("1", "newest", now), post("2", "hers", now.Add(-4*time.Hour)), post("3", "in hand", now.Add(-3*time.Hour)), post("4", "oldest", now.Add(-2*time.Hour)))
		b.decide(inbox.Decision{Verb: inbox.VerbAssign, To: "lea"}, 2)
		if err := b.as("lea").Here(3, desk.Answering); err != nil {
			b.Fatal(err)
		}
		nadia := b.as("nadia")
		for _, want := range []uint64{4, 1, 0} {
			row, found, err := nadia.TakeNext(b.Context())
			if err != nil || row.Number != want || found != (want != 0) || found && b.item(want).Assignee != "nadia" {
				b.Errorf("took item %d of %s's, %t, %v; want %d", row.Number, row.Assignee, found, err, want)
			}
		}
		b.after(3 * time.Minute)
		if row, _, err := nadia.TakeNext(b.Context()); err != nil || row.Number != 3 {
			b.Errorf("nobody answers it any more, but took %d, %v", row.Number, err)
		}
	})
}

func TestTwoWhoAskAtOnceGetTwoItems(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(6)
		var took sync.Map
		var all sync.WaitGroup
		for _, who := range []string{"nadia", "lea", "olga"} {
			s := b.as(who)
			all.Go(func() {
				for range 2 {
					row, found, err := s.TakeNext(b.Context())
					if _, twice := took.LoadOrStore(row.Number, who); !found || err != nil || twice {
						b.Errorf("%s took item %d: %t, %v, twice %t", who, row.Number, found, err, twice)
					}
				}
			})
		}
		all.Wait()
	})
}

func TestATraineeTakesNothing(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(1)
		if _, _, err := b.as("tom").TakeNext(b.Context()); !errors.Is(err, desk.ErrRole) {
			b.Errorf("tom takes an item: %v", err)
		}
	})
}

func TestWhoMayTakeNoItemIsToldSoWhetherThereAreAnyOrNot(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		for range 2 {
			for _, who := range []string{"sam", "vera", "tom"} {
				if _, found, err := b.as(who).TakeNext(b.Context()); found || !errors.Is(err, desk.ErrRole) {
					b.Errorf("%s: %t, %v", who, found, err)
				}
			}
			b.arrive(post("1", "hello", time.Now()))
		}
	})
}
