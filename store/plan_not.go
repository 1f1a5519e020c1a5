package store

import (
	"math"

	"vigie/inbox"
)

// find of a negation: what is so of each item can be had from an index as what isn't, and of the rest a test tells that costs
// less than reading items.

// findNot is what the indexes know of what an expression doesn't find. Beside others the smaller side of it is taken: what it
// doesn't find, to walk over, or what it does, to be left out.
func (p *plan) findNot(e inbox.Expr, beside bool) found {
	switch e := e.(type) {
	case inbox.Not:
		return p.find(e.Expr)
	case inbox.And: // one of them isn't so
		return p.findAny(eachNot(e))
	case inbox.Or: // none of them is so
		return p.findAll(eachNot(e))
	case inbox.Term:
		f := p.findTerm(e)
		if !f.exact {
			return found{}
		}
		if others := p.others(e); others != nil && (!beside || others.size() < f.size()) {
			return found{stream: others, exact: true, disjoint: true}
		}
		return p.outside(f)
	}
	return found{}
}

func eachNot(parts []inbox.Expr) []inbox.Expr {
	not := make([]inbox.Expr, len(parts))
	for i, part := range parts {
		not[i] = inbox.Not{Expr: part}
	}
	return not
}

// others are the items that a term doesn't find, where each item has one value of what it asks, and it stands in an index; nil
// where that isn't so.
func (p *plan) others(t inbox.Term) stream {
	switch t.Field {
	case "is":
		status, err := inbox.ParseStatus(t.Value)
		if err != nil {
			return nil
		}
		var values []uint32
		for _, other := range everyStatus {
			if other != uint32(status) {
				values = append(values, other)
			}
		}
		return p.statuses(values...)
	case "channel":
		return p.indexed(p.brands, byChannel, p.refused(t, channelName), p.way)
	case "brand":
		return p.indexed(p.refused(t, brandName), byStatus, everyStatus, p.way)
	}
	return nil
}

// refused are the numbers of the names that a term doesn't accept; of brands, of those that may be seen.
func (p *plan) refused(t inbox.Term, of nameKind) (numbers []uint32) {
	all := p.brands
	if of != brandName {
		all = nil
		for i := range p.names.byNumber[of] {
			all = append(all, uint32(i+1))
		}
	}
	for _, n := range all {
		if yes, _ := t.Accepts(p.names.name(of, n), p.scene); !yes {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// outside passes what isn't found, where all that is known of it is one thing.
func (p *plan) outside(f found) found {
	switch {
	case f.stream != nil:
		return found{keep: (&absence{of: f.stream, way: p.way}).test, exact: true}
	case f.keep != nil:
		return found{keep: func(at inbox.Position) bool { return !f.keep(at) }, exact: true}
	case f.during == nil:
		return found{}
	case f.during.from == math.MinInt64:
		return found{during: &span{f.during.to, math.MaxInt64}, exact: true}
	case f.during.to == math.MaxInt64:
		return found{during: &span{math.MinInt64, f.during.from}, exact: true}
	}
	return found{keep: func(at inbox.Position) bool { return at.Order < f.during.from || at.Order >= f.during.to }, exact: true}
}

// absence tells of positions that come on the way whether a stream leaves them out. It goes along with them, and only forward.
type absence struct {
	of    stream
	way   direction
	head  inbox.Position
	begun bool
	ended bool
}

func (a *absence) test(at inbox.Position) bool {
	if !a.ended && (!a.begun || a.way.before(a.head, at)) {
		head, ok := a.of.seek(at)
		a.head, a.begun, a.ended = head, true, !ok
	}
	return a.ended || a.head != at
}
