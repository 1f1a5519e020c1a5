package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
)

// filtered are the numbers of the entries that a filter keeps, and how many pages were read for them.
func (b *bench) filtered(ask inbox.LogAsk, filter string) (seqs []uint64, pages int) {
	b.t.Helper()
	var err error
	if ask.Filter, err = inbox.ParseLogQuery(filter); err != nil {
		b.t.Fatal(err)
	}
	ask.Scene = inbox.Scene{Now: b.now, Person: "lea", Zone: time.UTC}
	for {
		page, err := b.LogPage(b.t.Context(), ask)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, e := range page.Entries {
			seqs = append(seqs, e.Seq)
		}
		pages++
		if ask.Before = page.Next; page.Next == 0 {
			return seqs, pages
		}
	}
}

func TestAFilterOfTheLogIsReadByTheNarrowestIndexAndTellsTheSameAsAWalk(t *testing.T) {
	b := newBench(t)
	one, two := b.arrive("1", "a").Number, b.arrive("2", "b").Number
	b.must("", inbox.Arrived{Channel: "fedi", Brand: "other", Post: b.post("3", "c")})
	b.decide("nadia", one, tag("x"))                                                                                                   // 1
	b.decide("lea", two, tag("y"))                                                                                                     // 2
	b.decide("nadia", 3, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("vu")})                                                // 3
	b.must("nadia", inbox.Signed{What: inbox.SignedIn, Visit: inbox.Visit{Address: "192.0.2.1", Key: "SHA256:abc"}})                   // 4
	b.must("", inbox.Signed{What: inbox.TurnedAway, Visit: inbox.Visit{Address: "198.51.100.7"}, Why: inbox.CleanLine("no such key")}) // 5
	for filter, want := range map[string][]uint64{
		"": {5, 4, 3, 2, 1}, "person:nadia": {4, 3, 1}, "person:me": {2}, "person:NADIA verb:tag": {1}, "person:nobody": {5},
		"item:1": {1}, "brand:other": {3}, "channel:fedi": {3}, "-channel:fedi kind:decision": {2, 1}, "from:192.": {4}, "key:abc": {4}, `"no such"`: {5},
		"person:gone": nil, "since:1h": {5, 4, 3, 2, 1}, "until:1h": nil,
	} {
		if got, _ := b.filtered(inbox.LogAsk{Signed: true}, filter); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, not %v", filter, got, want)
		}
	}
	if got, _ := b.filtered(inbox.LogAsk{}, "from:192."); len(got) != 0 {
		t.Errorf("who came is told to whoever doesn't ask: %v", got)
	}
	if got, _ := b.filtered(inbox.LogAsk{Signed: true, Brands: []string{"acme"}}, "brand:other"); len(got) != 0 {
		t.Errorf("a filter leads over a wall: %v", got)
	}
	if got, pages := b.filtered(inbox.LogAsk{Signed: true, Limit: 2}, "-item:99"); !slices.Equal(got, []uint64{5, 4, 3, 2, 1}) || pages != 3 {
		t.Errorf("two at a time give %v in %d pages", got, pages)
	}
}

func TestALongWalkOfTheLogIsReadInSlicesAndCanBeGivenUp(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	b.decide("lea", n, tag("x"))
	var changes []inbox.Change
	for i := range logScan + 10 {
		changes = append(changes, b.change("nadia", inbox.Decided{Number: n, Decision: inbox.Decision{Verb: inbox.VerbNote, Text: inbox.CleanLine(fmt.Sprint("note ", i))}}))
	}
	b.apply(changes...)
	if got, pages := b.filtered(inbox.LogAsk{}, "x -person:nadia"); len(got) != 1 || pages < 2 {
		t.Errorf("%v was found in %d pages", got, pages)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.LogPage(ctx, inbox.LogAsk{}); !errors.Is(err, context.Canceled) {
		t.Errorf("given up, it says %v", err)
	}
}

func TestALookBackEndsWhereNothingNewEnoughCanCome(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	b.decide("lea", n, tag("old"))
	b.must("lea", inbox.Signed{What: inbox.SignedIn})
	b.now = b.now.Add(5 * time.Hour)
	c := b.change("lea", inbox.Decided{Number: n, Decision: tag("imported")})
	c.At = c.At.Add(-100 * time.Hour) // an import tells of what was
	b.apply(c)
	b.decide("lea", n, tag("new"))
	page, err := b.LogPage(t.Context(), inbox.LogAsk{Signed: true, Filter: inbox.LogQuery{{Field: "since", Value: "1h"}}, Scene: inbox.Scene{Now: b.now}})
	if err != nil || len(page.Entries) != 1 || page.Next != 0 || page.Entries[0].What != "tag" {
		t.Errorf("since an hour: %+v, %v", page, err)
	}
}

func TestAnErasureIsALineOfTheLogThatTellsNoName(t *testing.T) {
	b := newBench(t)
	p := b.post("1", "hello")
	p.Author = inbox.Author{ID: "anna-id", Name: inbox.CleanLine("Anna"), Followers: -1}
	n := b.bring(p).Number
	c := b.change("lea", nil)
	c.Visit = inbox.Visit{Address: "192.0.2.1", Key: "SHA256:abc"}
	receipt, err := b.Erase(t.Context(), c, "blog", "anna-id", anything)
	if err != nil {
		t.Fatal(err)
	}
	entries, err := b.Log(inbox.LogAsk{Brands: []string{"acme"}})
	if err != nil || len(entries) != 1 {
		t.Fatalf("%+v, %v", entries, err)
	}
	e := entries[0]
	if e.What != inbox.Erased || e.By != "lea" || e.Visit != c.Visit || !slices.Equal(e.Numbers, []uint64{n}) || e.Forgot != receipt.Forgot ||
		!slices.Equal(e.Patch, inbox.Patch{{Name: "author", To: receipt.Author}}) || !e.Text.Empty() {
		t.Errorf("the log tells %+v", e)
	}
}

func BenchmarkLogPage(b *testing.B) {
	s := imported(b)
	for _, filter := range []string{"", "person:nadia", "person:nadia verb:note", "nowhereatall"} {
		b.Run(filter, func(b *testing.B) {
			q, err := inbox.ParseLogQuery(filter)
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				if _, err := s.LogPage(b.Context(), inbox.LogAsk{Filter: q}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
