package store

import (
	"bytes"
	"container/heap"
	"strings"

	"vigie/inbox"
)

// findWords is what the postings know of words. Rare ones give a stream; of common ones every item that comes along is
// asked, since it is soon found.
func (p *plan) findWords(w inbox.Words) found {
	if len(w.Words) == 0 {
		return found{}
	}
	hits := make([]hits, len(w.Words))
	rarest := 0
	for i, word := range w.Words {
		hits[i] = p.hitsOf(bounded(word), w.Prefix && i == len(w.Words)-1)
		if hits[i].count < hits[rarest].count {
			rarest = i
		}
	}
	hits[0], hits[rarest] = hits[rarest], hits[0]
	fresh := p.freshHits(w)
	if isRare(hits[0].count, p.bucket(bucketItems).Sequence()) {
		return found{stream: p.rare(hits, fresh)}
	}
	return found{keep: p.common(hits, fresh)}
}

// isRare weighs two ways to the newest hundred: to look up where all of the hits stand, or to walk over items from the newest
// until a hundred are hits. A step of either costs about the same.
func isRare(hits int, items uint64) bool { return uint64(hits)*uint64(hits) <= 100*items }

// hits are the postings of a word, or of all words that begin so.
type hits struct {
	parts map[uint32]chunk // by the upper part of the numbers
	count int              // at the most
}

func (v *view) hitsOf(word string, prefix bool) hits {
	h := hits{parts: map[uint32]chunk{}}
	last, _ := split(v.posted())
	c := v.bucket(bucketTerms).Cursor()
	for part := range last + 1 {
		key := chunkKey(part, word)
		k, b := c.Seek(key)
		var all union
		for ; bytes.HasPrefix(k, key) && (prefix || len(k) == len(key)); k, b = c.Next() {
			all.add(b)
		}
		if all.chunk != nil {
			h.parts[part] = all.chunk
			h.count += all.chunk.len()
		}
	}
	return h
}

// union is what some chunks hold together: the one that there is, or a bitmap of its own.
type union struct {
	chunk
	own bool
}

func (u *union) add(c chunk) {
	switch {
	case u.chunk == nil:
		u.chunk = c
		return
	case !u.own:
		bitmap := make(chunk, bitmapSize)
		u.each(func(low uint16) { bitmap.put(low) })
		u.chunk, u.own = bitmap, true
	}
	c.each(func(low uint16) { u.put(low) })
}

func (h hits) has(number uint64) bool {
	part, low := split(number)
	c, ok := h.parts[part]
	return ok && c.has(low)
}

// rare is a stream of what all the words hit.
func (p *plan) rare(all []hits, fresh []inbox.Position) stream {
	s := &heapStream{way: p.way, list: fresh}
	orders := p.orders()
	for part, c := range all[0].parts {
		c.each(func(low uint16) {
			number := numberOf(part, low)
			for _, other := range all[1:] {
				if !other.has(number) {
					return
				}
			}
			s.list = append(s.list, inbox.Position{Order: orders.of(number), Number: number})
		})
	}
	return s
}

// common is a test of an item for all the words.
func (p *plan) common(all []hits, fresh []inbox.Position) func(inbox.Position) bool {
	isFresh := make(map[uint64]bool, len(fresh))
	for _, f := range fresh {
		isFresh[f.Number] = true
	}
	return func(at inbox.Position) bool {
		for _, h := range all {
			if !h.has(at.Number) {
				return isFresh[at.Number]
			}
		}
		return true
	}
}

// rest is what a stream leaves open about an item. Where the postings tell all of a word, it isn't looked for in the text
// again; an item that no posting tells yet is asked everything.
func (p *plan) rest(q inbox.Query, scene inbox.Scene) func(*record) bool {
	known := inbox.Query{Root: withoutWords(q.Root)}
	return func(r *record) bool {
		if p.isFresh(r.Number) {
			return q.Match(&r.Item, scene)
		}
		return known.Match(&r.Item, scene)
	}
}

// withoutWords is an expression without the single words that stand in it beside the rest.
func withoutWords(e inbox.Expr) inbox.Expr {
	switch e := e.(type) {
	case inbox.Words:
		if len(e.Words) == 1 && len(e.Words[0]) < maxWord {
			return nil
		}
	case inbox.And:
		var rest inbox.And
		for _, part := range e {
			if part = withoutWords(part); part != nil {
				rest = append(rest, part)
			}
		}
		return rest
	}
	return e
}

// freshHits are the items that may hold the words and that no posting tells yet.
func (p *plan) freshHits(w inbox.Words) (list []inbox.Position) {
	p.eachFresh(func(f fresh) {
		for _, word := range w.Words {
			if !strings.Contains(f.folded, word) {
				return
			}
		}
		list = append(list, f.at)
	})
	return list
}

// heapStream walks over positions in memory of which only the first are likely to be asked for: they are sorted as they are
// given. It goes only forward.
type heapStream struct {
	list  []inbox.Position
	way   direction
	ready bool
}

func (s *heapStream) size() int { return len(s.list) }

func (s *heapStream) seek(p inbox.Position) (inbox.Position, bool) {
	if !s.ready {
		kept := s.list[:0]
		for _, q := range s.list {
			if !s.way.before(q, p) {
				kept = append(kept, q)
			}
		}
		s.list, s.ready = kept, true
		heap.Init(s)
	}
	for len(s.list) > 0 && s.way.before(s.list[0], p) {
		heap.Pop(s)
	}
	return s.here()
}

func (s *heapStream) next() (inbox.Position, bool) {
	last, ok := s.here()
	for ok && len(s.list) > 0 && s.list[0] == last {
		heap.Pop(s)
	}
	return s.here()
}

func (s *heapStream) here() (inbox.Position, bool) {
	if len(s.list) == 0 {
		return inbox.Position{}, false
	}
	return s.list[0], true
}

func (s *heapStream) Len() int           { return len(s.list) }
func (s *heapStream) Less(i, j int) bool { return s.way.before(s.list[i], s.list[j]) }
func (s *heapStream) Swap(i, j int)      { s.list[i], s.list[j] = s.list[j], s.list[i] }
func (s *heapStream) Push(p any)         { s.list = append(s.list, p.(inbox.Position)) }

func (s *heapStream) Pop() any {
	last := s.list[len(s.list)-1]
	s.list = s.list[:len(s.list)-1]
	return last
}
