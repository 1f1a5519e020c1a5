package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// figured are a person's figures of the last seven days; it checks that each opens as many items as it counts.
func figured(b *bench, person string, private bool) desk.Figures {
	b.Helper()
	seat := b.as(person)
	now := seat.Now()
	f, err := seat.Figures(b.Context(), desk.FiguresAsk{From: now.Add(-7 * day), To: now.Add(time.Minute), Private: private}, nil)
	if err != nil {
		b.Fatal(err)
	}
	opens := func(what string, n int, q inbox.Query) {
		b.Helper()
		again, err := inbox.ParseQuery(q.String())
		if found, _, counted := seat.Count(b.Context(), again, 999); err != nil || counted != nil || found != n {
			b.Errorf("%s counts %d, and its search %q finds %d: %v %v", what, n, q, found, err, counted)
		}
	}
	opens("everything", f.Items, f.Query)
	opens("no tag", f.Untagged.Count, f.Untagged.Query)
	opens("answered", f.Answer.Count, f.Answer.Query)
	opens("done", f.Done.Count, f.Done.Query)
	for _, d := range f.Days {
		opens(d.Start.String(), d.Count, d.Query)
	}
	for _, bar := range slices.Concat(f.Brands, f.Channels, f.Tags, f.Hours()) {
		opens(bar.Name, bar.Count, bar.Query)
	}
	for d := range f.Week {
		for h, n := range f.Week[d] {
			if n > 0 {
				opens(fmt.Sprint(time.Weekday(d), h), n, f.Slot(time.Weekday(d), h))
			}
		}
	}
	for _, a := range f.Backlog {
		opens(a.From.String(), a.Count, a.Query)
	}
	if !f.Whole {
		b.Error("something was not looked at")
	}
	return f
}

func bars(list []desk.Bar) string {
	var words []string
	for _, bar := range list {
		if bar.Count > 0 {
			words = append(words, fmt.Sprint(bar.Name, " ", bar.Count))
		}
	}
	return strings.Join(words, ", ")
}

func TestFiguresCountWhatCameAndWhatBecameOfIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		start := time.Now() // a Saturday, at midnight in UTC
		b.arrive(post("1", "a", start), post("2", "b", start), post("3", "c", start))
		b.after(time.Hour)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"delay", "refund"}}, 1)
		b.decide(reply("hi"), 1)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"delay"}}, 2)
		b.after(2 * time.Hour)
		b.decide(reply("hi"), 2)
		b.decide(reply("hi again"), 1)
		b.after(30 * time.Hour)
		b.arrive(post("4", "d", time.Now()))
		f := figured(b, "lea", false)
		if f.Items != 4 || bars(f.Channels) != "fedi 4" || bars(f.Tags) != "delay 2, refund 1" || f.Untagged.Count != 2 || bars(f.Brands) != "acme 4" {
			t.Errorf("it counts %d items, %s, %s, %d without a tag, %s", f.Items, bars(f.Channels), bars(f.Tags), f.Untagged.Count, bars(f.Brands))
		}
		if f.Week[time.Saturday][0] != 3 || f.Week[time.Sunday][9] != 1 || bars(f.Hours()) != "0 3, 9 1" {
			t.Errorf("the week is %v", f.Week)
		}
		if n := len(f.Days); n != 8 || f.Days[n-2].Count != 3 || f.Days[n-1].Count != 1 {
			t.Errorf("the days are %v", f.Days)
		}
		if a := f.Answer; a.Count != 2 || a.Median != time.Hour || a.P90 != 3*time.Hour {
			t.Errorf("answers took %s, %s; %d of them", a.Median, a.P90, a.Count)
		}
		if d := f.Done; d.Count != 2 || d.Median != time.Hour || d.P90 != 3*time.Hour {
			t.Errorf("to be done took %s, %s; %d of them", d.Median, d.P90, d.Count)
		}
		if got := f.Backlog; got[0].Count != 1 || got[1].Count != 1 {
			t.Errorf("what waits is %v", got)
		}
	})
}

func TestFiguresTellHowDepartmentsAnswer(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "a", time.Now()), post("2", "b", time.Now()), post("3", "c", time.Now()), post("4", "d", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1, 2, 3, 4)
		answer := func(n uint64) {
			b.Helper()
			if _, _, err := b.as("sam").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbReturn, Text: inbox.Clean("two weeks")}, desk.Target{Number: n}); err != nil {
				b.Fatal(err)
			}
		}
		b.after(time.Hour)
		answer(1)
		b.decide(inbox.Decision{Verb: inbox.VerbReopen}, 4)
		b.after(5 * time.Hour)
		answer(2)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 1)
		for person, want := range map[string]string{
			"lea": "legal: 1, 0 in 0s 0s, 0 of 0; sav: 4, 2 in 1h0m0s 6h0m0s, 1 of 3; ",
			"sam": "sav: 2, 1 in 6h0m0s 6h0m0s, 0 of 2; ", // of what it has, or answered last
		} {
			got := ""
			f, err := b.as(person).Figures(b.Context(), desk.FiguresAsk{From: time.Now().Add(-day), To: time.Now()}, nil)
			for _, d := range f.Departments {
				got += fmt.Sprintf("%s: %d, %d in %s %s, %d of %d; ", d.Name, d.Given, d.Answer.Count, d.Answer.Median, d.Answer.P90, d.InTime, d.Timed)
			}
			if err != nil || got != want {
				t.Errorf("%s is told %q, %v; want %q", person, got, err, want)
			}
		}
	})
}

func TestFiguresLeaveOutWhatIsPrivateUnlessAskedFor(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		private := post("2", "psst", time.Now())
		private.Private = true
		b.arrive(post("1", "a", time.Now()), private)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"delay"}}, 1, 2)
		if f := figured(b, "lea", false); f.Items != 1 || f.Private != 1 || bars(f.Tags) != "delay 1" || f.People[0].Decisions != 1 {
			t.Errorf("it counts %d and leaves out %d; %s, %v", f.Items, f.Private, bars(f.Tags), f.People)
		}
		if f := figured(b, "lea", true); f.Items != 2 || f.Private != 0 || bars(f.Tags) != "delay 2" || f.People[0].Decisions != 2 {
			t.Errorf("with what is private it counts %d; %s, %v", f.Items, bars(f.Tags), f.People)
		}
	})
}

func TestFiguresTellLeadsAloneWhoDecidedWhat(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "a", time.Now()), post("2", "b", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 1, 2)
		if _, err := b.as("nadia").Undo(b.Context()); err != nil {
			t.Fatal(err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"delay"}}, 1)
		if f := figured(b, "lea", false); len(f.People) != 1 || f.People[0].Name != "nadia" || f.People[0].Decisions != 1 || f.People[0].Query.String() != "id:1" {
			t.Errorf("a lead is told %+v", f.People)
		}
		if f := figured(b, "nadia", false); f.People != nil {
			t.Errorf("a moderator is told %+v", f.People)
		}
	})
}

func TestFiguresStayRightWhenAnAuthorIsForgotten(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "a", time.Now()), post("2", "b", time.Now()))
		b.after(time.Hour)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"delay"}}, 1)
		b.decide(reply("hi"), 1)
		before := figured(b, "lea", false)
		if _, err := b.as("lea").Erase(b.Context(), "fedi", "a-1"); err != nil {
			t.Fatal(err)
		}
		after := figured(b, "lea", false)
		if before.Items != after.Items || before.Week != after.Week || bars(before.Tags) != bars(after.Tags) ||
			before.Answer.Median != after.Answer.Median || before.Done.Count != after.Done.Count || before.People[0].Decisions != after.People[0].Decisions {
			t.Errorf("before %+v\nafter %+v", before, after)
		}
	})
}

func TestFiguresAreRefusedForNoPeriodAndForABrandBehindAWall(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		now := time.Now()
		if _, err := b.as("lea").Figures(b.Context(), desk.FiguresAsk{From: now, To: now}, nil); !errors.Is(err, inbox.ErrIncomplete) {
			t.Error("a period of no length:", err)
		}
		if _, err := b.as("uma").Figures(b.Context(), desk.FiguresAsk{Brand: "acme", From: now.Add(-day), To: now}, nil); !errors.Is(err, desk.ErrUnknown) {
			t.Error("another brand:", err)
		}
		ctx, cancel := context.WithCancel(b.Context())
		cancel()
		b.arrive(post("1", "a", now))
		if f, err := b.as("lea").Figures(ctx, desk.FiguresAsk{From: now.Add(-day), To: now.Add(time.Minute)}, nil); err == nil || f.Whole {
			t.Error("given up, it tells all:", err)
		}
	})
}
