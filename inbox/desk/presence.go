package desk

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Doing is what somebody does with an item right now.
type Doing uint8

// What somebody may be doing.
const (
	Reading Doing = iota
	Answering
)

// What somebody does counts for so long after they last said so.
const (
	readingLasts   = 10 * time.Minute
	answeringLasts = 2 * time.Minute
)

// Presence is somebody who is at an item.
type Presence struct {
	Person string
	Number uint64
	Doing  Doing
	Since  time.Time
}

// presences is who is where, a place a seat. It is kept in memory alone.
type presences struct {
	mu sync.Mutex
	of map[*Seat]place
}

type place struct {
	Presence
	until time.Time
}

// Here says what the person does at this seat, and is said again while they do it: what isn't ends by itself. Number 0 is nothing.
// Whoever watches is told where that is news.
func (s *Seat) Here(number uint64, doing Doing) error {
	if number == 0 {
		s.desk.here.leave(s)
		s.desk.feed.publish(Notice{Here: true})
		return nil
	}
	if _, err := s.row(number); err != nil {
		return err
	}
	if s.desk.here.sit(s, Presence{Person: s.name, Number: number, Doing: doing, Since: s.Now()}) {
		s.desk.feed.publish(Notice{Here: true})
	}
	return nil
}

// Others are the other people who are at items that the person may see, by item; who answers comes first.
func (s *Seat) Others() map[uint64][]Presence {
	others := map[uint64][]Presence{}
	for _, p := range s.desk.here.now(s.Now()) {
		if _, err := s.row(p.Number); p.Person != s.name && err == nil {
			others[p.Number] = append(others[p.Number], p)
		}
	}
	for _, at := range others {
		slices.SortFunc(at, func(a, b Presence) int {
			return cmp.Or(cmp.Compare(b.Doing, a.Doing), a.Since.Compare(b.Since), cmp.Compare(a.Person, b.Person))
		})
	}
	return others
}

// sit notes where a seat is; news reports whether that is another place than before.
func (ps *presences) sit(s *Seat, p Presence) (news bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.of == nil {
		ps.of = map[*Seat]place{}
	}
	before, known := ps.of[s]
	lasts := map[Doing]time.Duration{Reading: readingLasts, Answering: answeringLasts}[p.Doing]
	now := p.Since
	news = !known || before.Number != p.Number || before.Doing != p.Doing || !now.Before(before.until)
	if !news {
		p.Since = before.Since
	}
	ps.of[s] = place{p, now.Add(lasts)}
	return news
}

func (ps *presences) leave(s *Seat) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	delete(ps.of, s)
}

// now is who is where, each person once an item, with the most that they do there; who said nothing for too long has left.
func (ps *presences) now(at time.Time) []Presence {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	var all []Presence
	for s, p := range ps.of {
		if !at.Before(p.until) {
			delete(ps.of, s)
			continue
		}
		i := slices.IndexFunc(all, func(o Presence) bool { return o.Person == p.Person && o.Number == p.Number })
		switch {
		case i < 0:
			all = append(all, p.Presence)
		case p.Doing > all[i].Doing:
			all[i] = p.Presence
		}
	}
	return all
}
