package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/inbox"
	"vigie/store"
)

// This file is what waits, and who did what.

// ages part what waits by how long it does.
var ages = [...]time.Duration{0, 24 * time.Hour, 3 * 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour}

// backlogMost bounds how many items of an age are counted.
const backlogMost = 1_000_000

// backlog counts what waits now, by its age.
func (c *counting) backlog(ctx context.Context) error {
	waits := inbox.Query{Root: inbox.Or{inbox.Term{Field: "is", Value: "open"}, inbox.Term{Field: "is", Value: "returned"}}}
	for i, from := range ages {
		a := Age{From: from, Query: c.base.And(waits)}
		if i > 0 {
			a.Query = a.Query.And(inbox.Query{Root: ageTerm("before", from)})
		}
		if i+1 < len(ages) {
			a.To = ages[i+1]
			a.Query = a.Query.And(inbox.Query{Root: ageTerm("after", a.To)})
		}
		a.Query = a.Query.And(c.public)
		var err error
		if a.Count, _, err = c.seat.Count(ctx, a.Query, backlogMost); err != nil {
			return err
		}
		c.f.Backlog = append(c.f.Backlog, a)
	}
	return nil
}

func ageTerm(field string, age time.Duration) inbox.Term {
	return inbox.Term{Field: field, Value: strconv.Itoa(int(age/(24*time.Hour))) + "d"}
}

// doing is what somebody decided.
type doing struct {
	decisions int
	did       map[inbox.Verb]int
	items     []uint64 // the newest
}

// people reads back in the log what everybody decided in the period. It tells no more than a lead may know.
func (c *counting) people(ctx context.Context) error {
	if c.seat.Person().Role < inbox.Lead {
		return nil
	}
	who := map[string]*doing{}
	left := map[uint64]bool{}
	err := c.decisions(ctx, func(e inbox.Entry) error {
		out, known := left[e.Number]
		if !known {
			row, err := c.seat.desk.store.Item(e.Number, "")
			if err != nil && !errors.Is(err, store.ErrNoItem) {
				return err
			}
			out = err != nil || row.Private && !c.f.FiguresAsk.Private
			left[e.Number] = out
		}
		if out {
			return nil
		}
		d := who[e.By]
		if d == nil {
			d = &doing{did: map[inbox.Verb]int{}}
			who[e.By] = d
		}
		d.decisions++
		d.did[inbox.Verb(e.What)]++
		if len(d.items) < digestMost && !slices.Contains(d.items, e.Number) {
			d.items = append(d.items, e.Number)
		}
		return nil
	})
	for name, d := range who {
		p := PersonFigures{Name: name, Decisions: d.decisions, Did: didOf(d.did), Query: itemsNamed(d.items)}
		c.f.People = append(c.f.People, p)
	}
	slices.SortFunc(c.f.People, func(a, b PersonFigures) int {
		return cmp.Or(cmp.Compare(b.Decisions, a.Decisions), strings.Compare(a.Name, b.Name))
	})
	return err
}

// decisions tells what people decided in the period and what stands of it, newest first.
func (c *counting) decisions(ctx context.Context, told func(inbox.Entry) error) error {
	ask := inbox.LogAsk{Limit: figuresPage}
	if c.f.Brand != "" {
		ask.Brands = []string{c.f.Brand}
	}
	for {
		page, err := c.seat.LogPage(ctx, ask)
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			_, decision := inbox.ActionOf(inbox.Verb(e.What))
			switch {
			case e.Rule == inbox.ImportRule: // it tells of earlier times
			case e.At.Before(c.f.From):
				return nil
			case decision && e.By != "" && e.Rule == "" && !e.Undone && e.Number != 0 && e.At.Before(c.f.To):
				if err := told(e); err != nil {
					return err
				}
			}
		}
		if page.Next == 0 || page.Looked.Before(c.f.From) {
			return nil
		}
		ask.Before = page.Next
	}
}

// didOf are counted decisions, the most frequent first.
func didOf(counted map[inbox.Verb]int) (did []Did) {
	for _, a := range inbox.Actions {
		if n := counted[a.Verb]; n > 0 {
			did = append(did, Did{a.Verb, n})
		}
	}
	slices.SortStableFunc(did, func(a, b Did) int { return b.Count - a.Count })
	return did
}

// itemsNamed finds items by their numbers.
func itemsNamed(numbers []uint64) inbox.Query {
	words := make([]string, min(len(numbers), digestMost))
	for i := range words {
		words[i] = strconv.FormatUint(numbers[i], 10)
	}
	return inbox.Query{Root: inbox.Term{Field: "id", Value: strings.Join(words, ",")}}
}
