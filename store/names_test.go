package store

import (
	"fmt"
	"slices"
	"testing"

	"vigie/inbox"
)

func TestItemsWithoutABrandStayFoundBesideThoseWithOne(t *testing.T) {
	b := newBench(t)
	b.must("", inbox.Arrived{Channel: "news", Post: b.post("1", "sans marque")})
	b.must("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: b.post("2", "avec")})
	b.must("", inbox.Arrived{Channel: "news", Post: b.post("3", "sans marque")})
	if got := b.numbers("channel:news"); !slices.Equal(got, []uint64{3, 1}) {
		t.Errorf("the channel without a brand has %v", got)
	}
	if r, err := b.Check(t.Context()); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v, %v", r.Problems, err)
	}
}

func TestOneNameTooManyRefusesItsItemAndNoOther(t *testing.T) {
	b := newBench(t)
	known := b.arrive("known", "Bonjour")
	tags := make([]string, maxNames)
	for i := range tags {
		tags[i] = fmt.Sprintf("t%05d", i)
	}
	crowd := inbox.Arrived{Channel: "blog", Brand: "acme", Post: b.post("crowd", "x"), Start: inbox.Triage{Tags: tags}}
	late := inbox.Arrived{Channel: "blog", Brand: "acme", Post: b.post("late", "x"), Start: inbox.Triage{Tags: []string{"late"}}}
	plain := inbox.Arrived{Channel: "blog", Brand: "acme", Post: b.post("plain", "x")}
	tagged := inbox.Decided{Number: known.Number, Decision: inbox.Decision{Verb: inbox.VerbTag, Add: []string{"later"}}}
	got := b.apply(b.change("", crowd), b.change("", late), b.change("nadia", tagged), b.change("", plain))
	for i, refused := range []bool{false, true, true, false} {
		if (got[i].Err != nil) != refused {
			t.Errorf("change %d: %v", i, got[i].Err)
		}
	}
	if r, err := b.Check(t.Context()); err != nil || len(r.Problems) > 0 {
		t.Errorf("%v, %v", r.Problems, err)
	}
}
