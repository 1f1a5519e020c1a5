package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// refusals are what the log tells a lead of them, newest first: who, what, of which items, why.
func (b *bench) refusals() (lines []inbox.Entry) {
	b.Helper()
	q, err := inbox.ParseLogQuery("kind:refusal")
	if err != nil {
		b.Fatal(err)
	}
	all, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Filter: q, Signed: true, Limit: 1000})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

func why(e inbox.Entry) string { why, _ := e.Patch.Set("why"); return why }

func TestWhatIsRefusedForARoleOrAWallIsInTheLog(t *testing.T) {
	team := team("doer")
	team.People = append(team.People, inbox.Person{Name: "una", Role: inbox.Lead, Brands: []string{"umbra"}})
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.decide(reply("hi"), 1)
		home := inbox.Visit{Address: "192.0.2.7", Key: "SHA256:abc"}
		vera, una := b.as("vera").From(home), b.as("una")
		ctx := b.Context()
		wishes := []struct {
			wish, by string
			items    []uint64
			try      func() error
			why      string
		}{
			{"hide", "vera", []uint64{2}, func() error {
				return third(vera.Decide(ctx, argued(inbox.VerbHide, time.Now()), desk.Target{Number: 2}))
			}, "vera is a viewer; hide takes a moderator"},
			{"done", "vera", []uint64{1, 2}, func() error {
				return second(vera.DecideAll(ctx, argued(inbox.VerbDone, time.Now()), inbox.Query{}, nil))
			}, "vera is a viewer; done takes a trainee"},
			{"tag", "una", []uint64{2}, func() error { return third(una.Decide(ctx, argued(inbox.VerbTag, time.Now()), desk.Target{Number: 2})) }, "una has no access to the brand acme"},
			{"call off", "vera", []uint64{1}, func() error { return vera.Cancel(ctx, b.delivery().ID) }, "vera is a viewer; reply takes a trainee"},
			{"release", "una", []uint64{1}, func() error { return una.Release(ctx, b.delivery().ID) }, "una has no access to the brand acme"},
			{"undo", "vera", []uint64{1}, func() error { return second(vera.UndoChange(ctx, b.last("reply").Key)) }, "that was nadia's decision; to undo it takes a lead"},
			{"erase", "vera", nil, func() error { return second(vera.Erase(ctx, "fedi", "someone")) }, "vera is a viewer; to erase takes a lead"},
			{"hide", "vera", []uint64{2}, func() error { vera.Denied(ctx, inbox.VerbHide, 2); return nil }, "vera is a viewer; hide takes a moderator"},
		}
		for i, w := range wishes {
			err := w.try()
			log := b.refusals()
			if len(log) != i+1 {
				b.Fatalf("%s: %v, and the log has %d refusals", w.wish, err, len(log))
			}
			slices.Sort(log[0].Numbers)
			if e := log[0]; e.By != w.by || e.To != w.wish || !slices.Equal(e.Numbers, w.items) || why(e) != w.why || (w.by == "vera") != (e.Visit == home) {
				b.Errorf("%s: %v; the log has %+v", w.wish, err, e)
			}
		}
		b.as("nadia").Denied(ctx, inbox.VerbHide, 2) // she may
		if _, _, err := vera.Decide(ctx, argued(inbox.VerbHide, time.Now()), desk.Target{Number: 99}); err == nil || len(b.refusals()) != len(wishes) {
			b.Errorf("what isn't there, or may be done, is logged as refused: %v", err)
		}
	})
}

func TestARefusalIsNobodysToReadButALeadsAndInNoItemsHistory(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		if _, _, err := b.as("vera").Decide(b.Context(), argued(inbox.VerbHide, time.Now()), desk.Target{Number: 1}); err == nil {
			b.Fatal("vera hides")
		}
		th, err := b.as("olga").Thread(b.Context(), 1)
		if err != nil || slices.ContainsFunc(th.History, inbox.Entry.AtDoor) {
			b.Errorf("the item's history has %+v, %v", th.History, err)
		}
		for _, name := range []string{"nadia", "vera"} {
			all, err := b.as(name).Log(b.Context(), inbox.LogAsk{Signed: true})
			if err != nil || slices.ContainsFunc(all, inbox.Entry.AtDoor) {
				b.Errorf("%s reads of refusals: %v", name, err)
			}
		}
		all, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Signed: true, Filter: inbox.LogQuery{{Field: "item", Value: "1"}, {Field: "verb", Value: "denied"}}})
		if err != nil || len(all) != 1 {
			b.Errorf("a lead finds %d refusals by the item, %v", len(all), err)
		}
	})
}

func TestNobodyFloodsTheLogWithWhatTheyAreRefused(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		try := func() {
			if _, _, err := b.as("vera").Decide(b.Context(), argued(inbox.VerbHide, time.Now()), desk.Target{Number: 1}); err == nil {
				b.Fatal("vera hides")
			}
		}
		for range 100 {
			try()
		}
		if n := len(b.refusals()); n != 60 {
			b.Errorf("of 100 refusals at once %d are in the log", n)
		}
		time.Sleep(time.Minute)
		try()
		log := b.refusals()
		if missed, _ := log[0].Patch.Set("missed"); len(log) != 61 || missed != "40" {
			b.Errorf("a minute later the log has %d, and tells that %q were left out", len(log), missed)
		}
	})
}

func TestARefusalOfVeryManyNamesSome(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(150)
		if _, err := b.as("vera").DecideAll(b.Context(), argued(inbox.VerbHide, time.Now()), inbox.Query{}, nil); err != nil {
			b.Fatal(err)
		}
		log := b.refusals()
		if len(log) != 1 || len(log[0].Numbers) != 100 {
			b.Fatalf("the log has %+v", log)
		}
		if more, _ := log[0].Patch.Set("more"); more != "50" || !strings.Contains(why(log[0]), "viewer") {
			b.Errorf("the log has %+v", log[0].Patch)
		}
	})
}

func third[T, U any](_ T, _ U, err error) error { return err }
