package desk

import (
	"time"

	"vigie/inbox"
)

// This file is the lease that somebody has on a thread while they answer in it. No lease is needed to send a reply: a command
// takes none. But while somebody else has it the desk refuses to send one, on whichever path it comes.

// AnsweringError says who is answering in a thread already. It matches ErrAnswering.
type AnsweringError struct {
	Number uint64 // the item that was to be answered
	By     Presence
	For    time.Duration
}

func (e *AnsweringError) Error() string { return spoken(e) }
func (e *AnsweringError) Unwrap() error { return ErrAnswering }

// Phrase tells it in words.
func (e *AnsweringError) Phrase() (inbox.Phrase, []any) {
	switch who := e.By.Person; {
	case e.By.Away:
		return "item %d: %s was answering it until their line broke", []any{e.Number, who}
	case e.For < time.Minute:
		return "item %d: %s began to answer it %d s ago", []any{e.Number, who, e.For / time.Second}
	default:
		return "item %d: %s has been answering it for %d min", []any{e.Number, who, e.For / time.Minute}
	}
}

// take takes the lease on a thread, or renews it; news reports whether it is another's than before, or on another item.
func (ps *presences) take(p Presence, over bool) (news bool, err error) {
	now := p.Since
	l, held := ps.leases[p.thread()]
	held = held && !l.over(now)
	if held && l.Person != p.Person && !over {
		return false, ps.answering(p.Number, l, now)
	}
	news = true
	if held && l.Person == p.Person {
		news = l.Number != p.Number || !ps.answers(p.Person, p.thread(), now)
		p.Since = l.Since
	}
	ps.leases[p.thread()] = place{p, now.Add(writingLasts)}
	return news, nil
}

func (ps *presences) answering(number uint64, l place, at time.Time) *AnsweringError {
	l.Away = !ps.answers(l.Person, l.thread(), at)
	return &AnsweringError{number, l.Presence, at.Sub(l.Since)}
}

// answers reports whether a person answers in a thread at one of their seats.
func (ps *presences) answers(person string, of threadKey, at time.Time) bool {
	for _, p := range ps.places {
		if p.Person == person && p.Doing == Answering && p.thread() == of && !p.over(at) {
			return true
		}
	}
	return false
}

// giveBack ends a person's lease, unless they answer there at another seat too; news reports whether there was one.
func (ps *presences) giveBack(person string, of threadKey, at time.Time) (news bool) {
	if l, held := ps.leases[of]; !held || l.Person != person || ps.answers(person, of, at) {
		return false
	}
	delete(ps.leases, of)
	return true
}

// free says who else has the lease on an item's thread, as an error; nil where nobody has.
func (ps *presences) free(it inbox.Item, person string, at time.Time) error {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if l, held := ps.leases[threadOf(it)]; held && l.Person != person && !l.over(at) {
		return ps.answering(it.Number, l, at)
	}
	return nil
}

// answered ends the lease of a person whose reply is on its way; they are at the item still.
func (ps *presences) answered(s *Seat, it inbox.Item, at time.Time) (news bool) {
	ps.mu.Lock()
	defer ps.mu.Unlock()
	if p, known := ps.places[s]; known && p.Doing == Answering && p.thread() == threadOf(it) {
		p.Doing, p.Since = Reading, at
		ps.places[s] = p
	}
	return ps.giveBack(s.name, threadOf(it), at)
}

// unleased refuses a reply in a thread that somebody else is answering.
func (s *Seat) unleased(v inbox.Verb, it inbox.Item) error {
	if v != inbox.VerbReply {
		return nil
	}
	return s.desk.here.free(it, s.name, s.Now())
}
