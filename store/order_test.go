package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"vigie/inbox"
)

// expected is what a question finds, made the slow way: every item is asked, sorted, and what says the same is put together.
func expected(t *rapid.T, s *Store, ask inbox.Ask) (rows []inbox.Row) {
	var all []inbox.Item
	for n := range uint64(100) {
		if row, err := s.Item(n, ""); err == nil && !row.Ours && ask.Query.Match(&row.Item, ask.Scene) {
			all = append(all, row.Item)
		}
	}
	groups := map[string][]inbox.Item{}
	key := func(it inbox.Item) string {
		if it.Gist() == 0 || !ask.Collapse || ask.Order == inbox.MostFollowed {
			return fmt.Sprint("alone ", it.Number)
		}
		return fmt.Sprint(it.Brand, it.Gist())
	}
	slices.SortFunc(all, func(a, b inbox.Item) int { // the newest first, what is being looked at before it
		return cmp.Or(-cmp.Compare(btoi(a.Number == ask.Stay), btoi(b.Number == ask.Stay)), newestFirst.compare(a.At(), b.At()))
	})
	for _, it := range all {
		groups[key(it)] = append(groups[key(it)], it)
	}
	for _, g := range groups {
		row := inbox.Row{Item: g[0]}
		if len(g) > 1 {
			row.Same = len(g)
		}
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b inbox.Row) int {
		if ask.Order.Precedes(ask.Order.At(&a.Item), ask.Order.At(&b.Item)) {
			return -1
		}
		return 1
	})
	return rows
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// told are rows as a failing test shows them.
func told(rows []inbox.Row) (words []string) {
	for _, r := range rows {
		words = append(words, fmt.Sprintf("%d×%d", r.Number, r.Same))
	}
	return words
}

// walked are all pages of a question, one after the other from either end.
func walked(t *rapid.T, s *Store, ask inbox.Ask) (rows []inbox.Row) {
	for {
		page, err := s.Page(context.Background(), ask)
		if err != nil {
			t.Fatal(err)
		}
		if ask.Back {
			rows = append(page.Rows, rows...)
		} else {
			rows = append(rows, page.Rows...)
		}
		if !page.More {
			return rows
		}
		ask.From = ask.Order.At(&page.Rows[len(page.Rows)-1].Item)
		if ask.Back {
			ask.From = ask.Order.At(&page.Rows[0].Item)
		}
	}
}

func TestPagesOfEveryOrderCollapsedOrNotAreWhatIsFoundTheSlowWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scratch(t)
		d := &drawer{t: t, at: monday}
		changes := d.changes()
		if _, err := s.Apply(context.Background(), changes); err != nil {
			t.Fatal(err)
		}
		q, err := inbox.ParseQuery(d.one("query", "", "is:open", "is:open channel:blog", "bonjour", "is:open -author:a", "priority:>=high"))
		if err != nil {
			t.Fatal(err)
		}
		ask := inbox.Ask{
			Query: q, Order: rapid.SampledFrom(inbox.Orders).Draw(t, "order").Order, Back: rapid.Bool().Draw(t, "back"),
			Limit: rapid.IntRange(1, 4).Draw(t, "limit"), Collapse: rapid.Bool().Draw(t, "collapse"), Scene: inbox.Scene{Now: d.at},
		}
		if rapid.Bool().Draw(t, "stays") {
			ask.Stay = d.number("stay")
		}
		want, got := told(expected(t, s, ask)), told(walked(t, s, ask))
		if !slices.Equal(got, want) {
			t.Fatalf("%+v gives %v, want %v", ask, got, want)
		}
	})
}

func TestALargeGroupIsOneRowAndWhatIsBehindItIsFound(t *testing.T) {
	b := newBench(t)
	last := b.arrive("last", "something else")
	for i := range 3 * alikeLarge {
		b.arrive(fmt.Sprint(i), fmt.Sprintf("Où est ma commande n° %d ???", i))
	}
	first := b.arrive("first", "another thing")
	q, _ := inbox.ParseQuery("is:open")
	for _, order := range []inbox.Order{inbox.Newest, inbox.MostUrgent} {
		page, err := b.Page(t.Context(), inbox.Ask{Query: q, Order: order, Collapse: true, Scene: inbox.Scene{Now: b.now}})
		if err != nil || len(page.Rows) != 3 || page.Rows[0].Number != first.Number || page.Rows[1].Same != 3*alikeLarge || page.Rows[2].Number != last.Number {
			t.Errorf("%v: %v, %v", order, told(page.Rows), err)
		}
		alike, _ := page.Rows[1].Alike()
		if n, _, err := b.Count(t.Context(), inbox.Ask{Query: alike}, 1000); err != nil || n != 3*alikeLarge {
			t.Errorf("its own question finds %d, %v", n, err)
		}
	}
}
