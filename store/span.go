package store

import (
	"math"

	"vigie/inbox"
)

// span is a stretch of the order of items: from the one, up to but not including the other.
type span struct{ from, to int64 }

// meet is what two spans have in common; nil is all of time.
func (s *span) meet(other *span) *span {
	if s == nil || other == nil {
		if s == nil {
			return other
		}
		return s
	}
	return &span{max(s.from, other.from), min(s.to, other.to)}
}

// spanStream gives what of a stream lies in a span: it begins with a seek there, and ends where the span does.
type spanStream struct {
	stream
	span
	way direction
}

func (s *spanStream) seek(p inbox.Position) (inbox.Position, bool) {
	first := inbox.Position{Order: s.from}
	if s.way == newestFirst {
		first = inbox.Position{Order: max(s.to, math.MinInt64+1) - 1, Number: math.MaxUint64}
	}
	if s.way.before(p, first) {
		p = first
	}
	return s.within(s.stream.seek(p))
}

func (s *spanStream) next() (inbox.Position, bool) { return s.within(s.stream.next()) }

func (s *spanStream) within(p inbox.Position, ok bool) (inbox.Position, bool) {
	if !ok || p.Order < s.from || p.Order >= s.to {
		return inbox.Position{}, false
	}
	return p, true
}
