package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
)

func TestTimesOfASearchAreFoundInEveryCombinationAndOrder(t *testing.T) {
	b := newBench(t)
	var all []inbox.Item
	for i := range 60 {
		p := b.post(fmt.Sprint(i), fmt.Sprintf("colis %d", i%3))
		p.Posted = monday.Add(-time.Duration(i*i%97) * 5 * time.Hour)
		n := b.bring(p).Number
		if i%2 == 0 {
			b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"even"}})
		}
		if i%5 == 0 {
			b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbDone})
		}
	}
	for n := uint64(1); n <= 60; n++ {
		row, err := b.Item(n, "")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, row.Item)
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	scene := inbox.Scene{Now: monday, Person: "nadia", Zone: paris}
	for _, query := range []string{
		"before:2d", "after:2d", "after:5d before:2d", "before:5d after:2d", "on:yesterday", "on:yesterday or before:9d", "-after:3d",
		"hour:9", "weekday:friday", "weekday:fri hour:23 tag:even", "is:open after:6d before:1d", "tag:even (on:yesterday or hour:4) is:open",
		"colis after:4d", "colis (after:1d or before:8d) -hour:5", "(after:4d before:2d) (tag:even or is:done)", "before:90w", "after:1970-01-01",
		"before:1970-01-01", "id:1,2,3,4,5,6,7,8 after:5d", "since:2w before:3d",
	} {
		q := parse(t, query)
		var want []uint64
		slices.SortFunc(all, func(a, b inbox.Item) int { return newestFirst.compare(a.At(), b.At()) })
		for _, it := range all {
			if q.Match(&it, scene) {
				want = append(want, it.Number)
			}
		}
		for _, order := range []inbox.Order{inbox.Newest, inbox.Oldest} {
			var got []uint64
			ask := inbox.Ask{Query: q, Scene: scene, Order: order, Limit: 7}
			for more := true; more; {
				page, err := b.Page(t.Context(), ask)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range page.Rows {
					got = append(got, r.Number)
					ask.From = r.At()
				}
				more = page.More
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, order %v: found %v, want %v", query, order, got, want)
			}
			slices.Reverse(want)
		}
		if n, _, err := b.Count(t.Context(), inbox.Ask{Query: q, Scene: scene}, 999); err != nil || n != len(want) {
			t.Errorf("%s: counted %d, %v; want %d", query, n, err, len(want))
		}
	}
}

func TestAStoryTellsWhatWasDoneAboutAnItemOldestFirst(t *testing.T) {
	b := newBench(t)
	one, two := b.arrive("1", "a").Number, b.arrive("2", "b").Number
	b.decide("nadia", one, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("secret")})
	b.decide("léa", one, inbox.Decision{Verb: inbox.VerbDone})
	list, more, err := b.Stories(t.Context(), inbox.Ask{Order: inbox.Oldest, Limit: 1})
	if err != nil || !more || len(list) != 1 || list[0].Number != one {
		t.Fatalf("%v, %t, %v", list, more, err)
	}
	past := list[0].Past
	if len(past) != 2 || past[0].What != "note" || past[0].By != "nadia" || past[1].What != "done" || !past[0].Text.Empty() {
		t.Errorf("%+v", past)
	}
	if list, more, err = b.Stories(t.Context(), inbox.Ask{Order: inbox.Oldest, From: list[0].At()}); err != nil || more || len(list) != 1 || list[0].Number != two || list[0].Past != nil {
		t.Errorf("%v, %t, %v", list, more, err)
	}
}
