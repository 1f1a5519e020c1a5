package desk

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"vigie/inbox"
)

// Doing is what somebody does with an item right now.
type Doing uint8

// What somebody may be doing.
const (
	Reading   Doing = iota
	Writing         // a note, a department's answer, or a reply without the lease
	Answering       // a reply, by the lease on its thread
)

// What somebody does counts for so long after they last said so.
const (
	readingLasts = 10 * time.Minute
	writingLasts = 2 * time.Minute
)

func (d Doing) lasts() time.Duration {
	if d == Reading {
		return readingLasts
	}
	return writingLasts
}

// Presence is somebody who is at an item.
type Presence struct {
	Person  string
	Number  uint64
	Channel string
	Thread  string // of the item, on its channel
	Doing   Doing
	Since   time.Time
	Away    bool // whose line was cut while they were answering: their lease ends by itself
}

// In reports whether the presence is in the thread of an item.
func (p Presence) In(it inbox.Item) bool { return p.thread() == threadOf(it) }

// SameThread reports whether two items hang from the same root.
func SameThread(a, b inbox.Item) bool { return threadOf(a) == threadOf(b) }

// threadKey is what a lease is on.
type threadKey struct{ channel, root string }

func threadOf(it inbox.Item) threadKey {
	return threadKey{it.Channel, cmp.Or(it.Thread, it.Remote)}
}

func (p Presence) thread() threadKey { return threadKey{p.Channel, p.Thread} }

// presences is who is where, a place a seat, and who holds which thread. It is kept in memory alone.
type presences struct {
	mu     sync.Mutex
	places map[*Seat]place
	leases map[threadKey]place // by whom a thread is being answered
}

type place struct {
	Presence
	until time.Time
}

func (p place) over(at time.Time) bool { return !at.Before(p.until) }

// Here says what the person does at this seat, and is said again while they do it: what isn't ends by itself. Whoever watches is
// told where that is news. Answering takes the lease on the thread, or renews it, and is refused with an AnsweringError where
// somebody else has it; anything else gives it back.
func (s *Seat) Here(number uint64, doing Doing) error { return s.sit(number, doing, false) }

// TakeOver is Here(number, Answering), whoever has the lease on the thread: they lose it, and are told.
func (s *Seat) TakeOver(number uint64) error { return s.sit(number, Answering, true) }

func (s *Seat) sit(number uint64, doing Doing, over bool) error {
	row, err := s.row(number)
	if err != nil {
		return err
	}
	if reply, _ := inbox.ActionOf(inbox.VerbReply); doing == Answering {
		if err := s.Person().May(reply, row.Item); err != nil {
			return refuse(ErrRole, "%s", err)
		}
	}
	of := threadOf(row.Item)
	news, err := s.desk.here.sit(s, Presence{Person: s.name, Number: number, Channel: of.channel, Thread: of.root, Doing: doing, Since: s.Now()}, over)
	if news {
		s.desk.feed.publish(Notice{Here: true})
	}
	return err
}

// Leave ends what the person did at this seat; it is called however the seat came to its end. A lease stays theirs until it
// runs out, so that they find it again after a cut line.
func (s *Seat) Leave() {
	if s.desk.here.leave(s) {
		s.desk.feed.publish(Notice{Here: true})
	}
}

// Others are the other people who are at items that the person may see, by item; who answers comes first. Who was at an item and
// may see it no longer has left it.
func (s *Seat) Others() map[uint64][]Presence {
	others := map[uint64][]Presence{}
	for _, p := range s.desk.here.now(s.Now()) {
		if p.Person != s.name {
			others[p.Number] = append(others[p.Number], p)
		}
	}
	for number, at := range others {
		row, err := s.row(number)
		at = slices.DeleteFunc(at, func(p Presence) bool { return err != nil || !s.desk.person(p.Person).SeesItem(row.Item) })
		if len(at) == 0 {
			delete(others, number)
			continue
		}
		slices.SortFunc(at, func(a, b Presence) int {
			return cmp.Or(cmp.Compare(b.Doing, a.Doing), a.Since.Compare(b.Since), cmp.Compare(a.Person, b.Person))
		})
		others[number] = at
	}
	return others
}

// sit notes where a seat is. news reports whether that tells the others anything; the error is that of a lease that somebody
// else has, with which the person is there all the same, and writes.
func (ps *presences) sit(s *Seat, p Presence, over bool) (news bool, refused error) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if ps.places == nil {
		ps.places, ps.leases = map[*Seat]place{}, map[threadKey]place{}
	}
	now := p.Since
	before, known := ps.places[s]
	known = known && !before.over(now)
	if p.Doing == Answering {
		if news, refused = ps.take(p, over); refused != nil {
			p.Doing = Writing
		}
	}
	if known && before.Number == p.Number && before.Doing == p.Doing {
		p.Since = before.Since
	} else {
		news = true
	}
	ps.places[s] = place{p, now.Add(p.Doing.lasts())}
	if known && before.Doing == Answering {
		ps.giveBack(before.Person, before.thread(), now)
	}
	return news, refused
}

func (ps *presences) leave(s *Seat) (news bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	_, news = ps.places[s]
	delete(ps.places, s)
	return news
}

// now is who is where, each person once an item, with the most that they do there; who said nothing for too long has left.
func (ps *presences) now(at time.Time) []Presence {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	var all []Presence
	for of, l := range ps.leases {
		if l.over(at) {
			delete(ps.leases, of)
			continue
		}
		l.Away = !ps.answers(l.Person, of, at)
		all = append(all, l.Presence)
	}
	for s, p := range ps.places {
		if p.over(at) {
			delete(ps.places, s)
			continue
		}
		if p.Doing == Answering {
			if l, held := ps.leases[p.thread()]; held && l.Person == p.Person {
				continue // told by the lease
			}
			p.Doing = Writing // they had it
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
