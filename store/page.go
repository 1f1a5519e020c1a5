package store

import (
	"context"
	"slices"

	"vigie/inbox"
)

const defaultPage = 100

// Item is an item as a person sees it.
func (s *Store) Item(n uint64, person string) (row inbox.Row, err error) {
	err = s.read(func(v *view) error {
		r, err := v.record(n)
		if err != nil {
			return err
		}
		who := v.names.number(personName, person)
		row = inbox.Row{Item: r.Item, Seen: v.seen(who, &r), Draft: who != 0 && v.bucket(bucketDrafts).Get(personKey(who, n)) != nil}
		return nil
	})
	return row, err
}

// Page is the answer to a question, in the order that was asked. What is ours stands in no page.
func (s *Store) Page(ctx context.Context, ask inbox.Ask) (page inbox.Page, err error) {
	limit := ask.Limit
	if limit <= 0 {
		limit = defaultPage
	}
	err = s.read(func(v *view) error {
		w := v.newWalk(ctx, ask)
		drafts, err := v.draftNumbers(ask.Scene.Person)
		if err != nil {
			return err
		}
		for w.advance() {
			switch len(page.Rows) {
			case limit:
				page.More = true
				return nil
			case 0: // none are kept ready for a page that has no row
				page.Rows = make([]inbox.Row, 0, min(limit, defaultPage))
			}
			page.Rows = append(page.Rows, w.row(drafts))
		}
		return w.err
	})
	if ask.Back {
		slices.Reverse(page.Rows)
	}
	return page, err
}

func (v *view) draftNumbers(person string) (map[uint64]bool, error) {
	numbers := map[uint64]bool{}
	err := v.eachDraft(person, func(n uint64, _ []byte) error {
		numbers[n] = true
		return nil
	})
	return numbers, err
}

// Count is how many items a question finds, up to most; more tells that there are more than that. Where one index answers it,
// its counter is read and nothing is counted.
func (s *Store) Count(ctx context.Context, ask inbox.Ask, most int) (n int, more bool, err error) {
	ask.From, ask.Back, ask.Order, ask.Collapse = inbox.Position{}, false, inbox.Newest, false
	err = s.read(func(v *view) error {
		w := v.newWalk(ctx, ask)
		if w.found.exact && w.found.disjoint {
			n = w.found.size()
			return nil
		}
		for n <= most && w.advance() {
			n++
		}
		return w.err
	})
	return min(n, most), n > most, err
}

// walk goes over the items that a question finds.
type walk struct {
	v     *view
	ctx   context.Context
	ask   inbox.Ask
	who   uint32
	plan  *plan
	ranks []int              // of the order, those that are still to come, the present one first
	found found              // those of the present rank
	rest  func(*record) bool // what the stream doesn't tell
	alike *alike             // nil: nothing is collapsed
	begun bool               // the present rank
	steps int
	at    record
	bytes []byte // of the item at which it stands; nil: it is remembered
	err   error
}

func (v *view) newWalk(ctx context.Context, ask inbox.Ask) *walk {
	w := &walk{v: v, ctx: ctx, ask: ask, who: v.names.number(personName, ask.Scene.Person)}
	if ask.Scene.Seen == nil {
		w.ask.Scene.Seen = func(uint64) bool { return v.seen(w.who, &w.at) }
	}
	w.plan = &plan{
		view: v, scene: w.ask.Scene, brands: v.brandNumbers(ask.Brands), stop: w.stopped,
		way: direction((ask.Order == inbox.Oldest) != ask.Back),
	}
	w.rest = w.plan.rest(ask.Query, w.ask.Scene)
	w.ranks = ranksFrom(ask)
	w.found = w.plan.ranked(ask.Query.Root, ask.Order, w.ranks[0])
	if ask.Collapse && ask.Order != inbox.MostFollowed { // where who says it counts
		w.collapse()
	}
	return w
}

// advance moves to the next item that the question finds.
func (w *walk) advance() bool {
	for {
		for p, ok := w.step(); ok && !w.stopped(); p, ok = w.found.next() {
			if w.alike.passes(p) {
				continue
			}
			if w.err = w.read(p.Number); w.err != nil {
				return false
			}
			if w.ask.Order.Rank(&w.at.Item) == w.ranks[0] && w.fits(w.found.exact) && !w.alike.hides(w) {
				return true
			}
		}
		if w.err != nil || len(w.ranks) == 1 {
			return false
		}
		w.ranks, w.begun = w.ranks[1:], false
		w.found = w.plan.ranked(w.ask.Query.Root, w.ask.Order, w.ranks[0])
	}
}

// read reads an item, or remembers it.
func (w *walk) read(n uint64) (err error) {
	if w.bytes, err = w.v.recordBytes(n); err != nil {
		return err
	}
	if w.v.store.records.find(n, w.bytes, w.v.names, &w.at) {
		w.bytes = nil
		return nil
	}
	return w.at.decode(n, w.bytes, w.v.names)
}

// row is the item at which the walk stands, as the person sees it.
func (w *walk) row(drafts map[uint64]bool) inbox.Row {
	if w.bytes != nil {
		w.v.store.records.keep(w.bytes, w.v.names, &w.at)
	}
	row := inbox.Row{Item: w.at.Item, Seen: w.v.seen(w.who, &w.at), Draft: drafts[w.at.Number]}
	row.Same, row.SameMore = w.alike.size()
	return row
}

// fits reports whether the item that was read is one that the question finds.
func (w *walk) fits(exact bool) bool {
	return !w.at.Ours && (exact || w.rest(&w.at)) && w.sees(&w.at)
}

// sees keeps the walls between brands also where a stream doesn't lead with the brand.
func (w *walk) sees(r *record) bool {
	return w.ask.Brands == nil || slices.Contains(w.ask.Brands, r.Brand)
}

// step begins where the question says, or goes on.
func (w *walk) step() (inbox.Position, bool) {
	if w.begun {
		return w.found.next()
	}
	w.begun = true
	if w.ask.From == (inbox.Position{}) || w.ask.Order.Ranks()[0] != 0 && w.ranks[0] != w.ask.From.Rank {
		return w.found.seek(w.plan.way.start())
	}
	from := w.ask.From
	from.Rank = 0
	p, ok := w.found.seek(from)
	if ok && p == from {
		return w.found.next()
	}
	return p, ok
}

// stopped reports whether nobody waits for the answer any more. It looks now and then.
func (w *walk) stopped() bool {
	w.steps++
	if w.err == nil && w.steps%256 == 0 {
		w.err = w.ctx.Err()
	}
	return w.err != nil
}
