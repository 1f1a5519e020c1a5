package store

import (
	"slices"

	"vigie/inbox"
)

// rankOrders are the orders that sort by more than the time, and the index of each. Its entries are those of the items whose
// rank isn't 0, which are few; the others are walked over by the question's own streams. So a page is a walk from rank to rank.
var rankOrders = []struct {
	order inbox.Order
	kind  indexKind
}{{inbox.MostUrgent, byUrgency}, {inbox.MostFollowed, byReach}}

// rankValue stands for a rank in the index.
func rankValue(rank int) uint32 { return uint32(rank + 128) }

// ranksFrom are the ranks that a question goes through, from where it begins.
func ranksFrom(ask inbox.Ask) []int {
	ranks := ask.Order.Ranks()
	if ask.Back {
		slices.Reverse(ranks)
	}
	if ask.From == (inbox.Position{}) || len(ranks) == 1 {
		return ranks
	}
	beyond := func(rank int) bool { return rank <= ask.From.Rank }
	if ask.Back {
		beyond = func(rank int) bool { return rank >= ask.From.Rank }
	}
	first := slices.IndexFunc(ranks, beyond)
	if first < 0 {
		return ranks[len(ranks)-1:]
	}
	return ranks[first:]
}

// ranked is what an expression finds among the items of a rank, and of rank 0 what it finds at all.
func (p *plan) ranked(e inbox.Expr, order inbox.Order, rank int) found {
	f := p.find(e)
	if rank == 0 {
		return p.lead(f)
	}
	for _, o := range rankOrders {
		if o.order == order {
			index := p.indexed(p.brands, o.kind, []uint32{rankValue(rank)}, p.way)
			return p.among(index, f)
		}
	}
	return p.lead(f)
}

// among is what is found of a stream.
func (p *plan) among(s stream, f found) found {
	switch {
	case s.size() == 0:
		return found{stream: s}
	case f.stream != nil:
		return found{stream: meetOf([]stream{s, f.stream}, p.way), exact: f.exact}
	case f.keep != nil:
		return found{stream: &siftStream{s, f.keep, p.stop}}
	}
	return found{stream: s}
}
