package store

import (
	"cmp"
	"slices"

	"go.etcd.io/bbolt"

	"vigie/inbox"
)

// A stream gives positions in one direction, each once. Every index entry ends in the item's position, so that "and" is a walk
// of streams that leap over each other and "or" is a merge, and neither reads an item.
type stream interface {
	// seek moves to the first position at p or beyond, in the stream's direction. A stream only goes forward.
	seek(p inbox.Position) (inbox.Position, bool)
	// next moves one further.
	next() (inbox.Position, bool)
	// size is how many positions there are at the most.
	size() int
}

// direction is the way a stream goes.
type direction bool

const (
	newestFirst direction = false
	oldestFirst direction = true
)

// before reports whether a comes before b on the way.
func (d direction) before(a, b inbox.Position) bool {
	if d == oldestFirst {
		return a.Before(b)
	}
	return b.Before(a)
}

// compare is negative where a comes before b on the way, and positive where it comes after.
func (d direction) compare(a, b inbox.Position) int {
	switch {
	case a == b:
		return 0
	case d.before(a, b):
		return -1
	}
	return 1
}

// start is the position before which there is none.
func (d direction) start() inbox.Position {
	if d == oldestFirst {
		return inbox.Position{Order: -1 << 63}
	}
	return inbox.Position{Order: 1<<63 - 1, Number: 1<<64 - 1}
}

// indexStream walks over the entries of one question.
type indexStream struct {
	cursor *bbolt.Cursor
	prefix []byte
	way    direction
	count  int
	key    []byte
	head   inbox.Position
	state  streamState
	steps  int // how many entries it steps over before it seeks
}

type streamState byte

const (
	notBegun streamState = iota
	standing             // at head
	ended
)

// nearby is how many entries a stream steps over before it seeks anew, at the most: a step costs about a tenth of a seek. A
// stream that stepped in vain steps less the next time.
const nearby = 8

// turn begins the walk anew, in a direction.
func (s *indexStream) turn(way direction) { s.way, s.state, s.steps = way, notBegun, nearby }

func (s *indexStream) size() int { return s.count }

func (s *indexStream) seek(p inbox.Position) (inbox.Position, bool) {
	for i := 0; s.state == standing && i <= s.steps; i++ {
		if !s.way.before(s.head, p) {
			s.steps = nearby
			return s.head, true
		}
		if i < s.steps {
			s.next()
		}
	}
	s.steps /= 2
	if s.state == ended {
		return inbox.Position{}, false
	}
	s.key = appendPosition(append(s.key[:0], s.prefix...), p)
	k, _ := s.cursor.Seek(s.key)
	if s.way == newestFirst {
		switch {
		case k == nil:
			k, _ = s.cursor.Last()
		case string(k) != string(s.key):
			k, _ = s.cursor.Prev()
		}
	}
	return s.at(k)
}

func (s *indexStream) next() (inbox.Position, bool) {
	var k []byte
	if s.way == oldestFirst {
		k, _ = s.cursor.Next()
	} else {
		k, _ = s.cursor.Prev()
	}
	return s.at(k)
}

func (s *indexStream) at(k []byte) (inbox.Position, bool) {
	if !hasPrefix(k, s.prefix) {
		s.state = ended
		return inbox.Position{}, false
	}
	s.head, s.state = positionOf(k), standing
	return s.head, true
}

// listStream walks over positions in memory, sorted on its way.
type listStream struct {
	list []inbox.Position
	way  direction
	i    int
}

// sort puts the positions in the order of the way, each once.
func (s *listStream) sort() {
	slices.SortFunc(s.list, s.way.compare)
	s.list = slices.Compact(s.list)
}

func (s *listStream) size() int { return len(s.list) }

func (s *listStream) seek(p inbox.Position) (inbox.Position, bool) {
	s.i, _ = slices.BinarySearchFunc(s.list, p, s.way.compare)
	return s.here()
}

func (s *listStream) next() (inbox.Position, bool) {
	s.i++
	return s.here()
}

func (s *listStream) here() (inbox.Position, bool) {
	if s.i >= len(s.list) {
		return inbox.Position{}, false
	}
	return s.list[s.i], true
}

// unionStream gives what any of its parts gives.
type unionStream struct {
	parts []stream
	heads []inbox.Position
	alive []bool
	way   direction
	begun bool
}

func unionOf(parts []stream, way direction) stream {
	if len(parts) == 1 {
		return parts[0]
	}
	return &unionStream{parts: parts, heads: make([]inbox.Position, len(parts)), alive: make([]bool, len(parts)), way: way}
}

func (s *unionStream) size() (n int) {
	for _, p := range s.parts {
		n += p.size()
	}
	return n
}

func (s *unionStream) seek(p inbox.Position) (inbox.Position, bool) {
	for i, part := range s.parts {
		if !s.begun || s.alive[i] && s.way.before(s.heads[i], p) {
			s.heads[i], s.alive[i] = part.seek(p)
		}
	}
	s.begun = true
	return s.nearest()
}

func (s *unionStream) next() (inbox.Position, bool) {
	last, _ := s.nearest()
	for i, part := range s.parts {
		if s.alive[i] && s.heads[i] == last {
			s.heads[i], s.alive[i] = part.next()
		}
	}
	return s.nearest()
}

func (s *unionStream) nearest() (p inbox.Position, ok bool) {
	for i := range s.heads {
		if s.alive[i] && (!ok || s.way.before(s.heads[i], p)) {
			p, ok = s.heads[i], true
		}
	}
	return p, ok
}

// meetStream gives what all of its parts give. The smallest leads.
type meetStream struct {
	parts []stream
	way   direction
}

func meetOf(parts []stream, way direction) stream {
	if len(parts) == 1 {
		return parts[0]
	}
	slices.SortStableFunc(parts, func(a, b stream) int { return cmp.Compare(a.size(), b.size()) })
	return &meetStream{parts, way}
}

func (s *meetStream) size() int { return s.parts[0].size() }

func (s *meetStream) seek(p inbox.Position) (inbox.Position, bool) {
	return s.meet(s.parts[0].seek(p))
}

func (s *meetStream) next() (inbox.Position, bool) { return s.meet(s.parts[0].next()) }

// meet leaps until all parts stand at the same position.
func (s *meetStream) meet(p inbox.Position, ok bool) (inbox.Position, bool) {
	for i := 1; ok && i < len(s.parts); i++ {
		var q inbox.Position
		if q, ok = s.parts[i].seek(p); ok && q != p {
			p, ok = s.parts[0].seek(q)
			i = 0
		}
	}
	return p, ok
}

// siftStream gives what passes a test.
type siftStream struct {
	stream
	keep func(inbox.Position) bool
	stop func() bool // given up: nobody waits any more
}

func (s *siftStream) seek(p inbox.Position) (inbox.Position, bool) { return s.sift(s.stream.seek(p)) }
func (s *siftStream) next() (inbox.Position, bool)                 { return s.sift(s.stream.next()) }

func (s *siftStream) sift(p inbox.Position, ok bool) (inbox.Position, bool) {
	for ok && !s.keep(p) && !s.stop() {
		p, ok = s.stream.next()
	}
	return p, ok
}
