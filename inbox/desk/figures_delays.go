package desk

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"vigie/inbox"
)

// This file is how long things took, as the log of each item tells.

// delays notes when an item was first answered, when it was done, and what became of what departments were given.
func (c *counting) delays(s *inbox.Story) {
	posted := time.UnixMilli(s.Order)
	var answered, done time.Time
	var with *given
	for _, e := range s.Past {
		verb := inbox.Verb(e.What)
		_, decision := inbox.ActionOf(verb)
		elsewhere := e.What == "answered"
		if e.Undone || !decision && !elsewhere {
			continue
		}
		imported := e.Rule == inbox.ImportRule
		if _, ours := e.Patch.Set("answered"); (ours || imported && verb == inbox.VerbReply) && answered.IsZero() {
			answered = e.At
		}
		if to, moves := e.Patch.Set("status"); moves && to == inbox.Done.String() || imported && (verb == inbox.VerbReply || verb == inbox.VerbDone) {
			done = e.At
		}
		with = c.handed(with, s, e)
	}
	if answered.IsZero() {
		answered = s.Answered // by a post of ours that came before it
	}
	if !answered.IsZero() {
		c.answer = append(c.answer, max(answered.Sub(posted), 0))
	}
	if s.Status == inbox.Done && !done.IsZero() {
		c.done = append(c.done, max(done.Sub(posted), 0))
	}
	if with != nil && s.Overdue(c.now) {
		c.departments[with.to].timed++
	}
}

// given is what a department has and did not answer yet.
type given struct {
	to      string
	at, due time.Time
}

// handing is how a department dealt with what it was given.
type handing struct {
	items         []uint64
	given         int
	took          []time.Duration
	timed, inTime int
}

// handed follows an item to departments and back.
func (c *counting) handed(with *given, s *inbox.Story, e inbox.Entry) *given {
	since, moves := e.Patch.Set("escalated")
	imported := e.Rule == inbox.ImportRule && e.What == string(inbox.VerbEscalate)
	switch {
	case moves && since != "" || imported:
		with = &given{to: cmp.Or(e.To, s.Department), at: e.At}
		if due, ok := e.Patch.Set("due"); ok {
			with.due, _ = time.Parse(time.RFC3339Nano, due) // zero where the log doesn't tell
		}
		h := c.departments[with.to]
		if h == nil {
			h = &handing{}
			c.departments[with.to] = h
		}
		h.given++
		if n := len(h.items); n <= digestMost && (n == 0 || h.items[n-1] != s.Number) {
			h.items = append(h.items, s.Number)
		}
	case with != nil && e.What == string(inbox.VerbReturn):
		h := c.departments[with.to]
		h.took = append(h.took, max(e.At.Sub(with.at), 0))
		if !with.due.IsZero() {
			h.timed++
			if !e.At.After(with.due) {
				h.inTime++
			}
		}
		with = nil
	case moves:
		with = nil // taken back, unanswered
	}
	return with
}

// handings are the figures of departments, in the order of their names; one of them is told its own alone.
func (c *counting) handings(f Figures) (all []DepartmentFigures) {
	me := c.seat.Person()
	for _, name := range slices.Sorted(maps.Keys(c.departments)) {
		if me.Role == inbox.DepartmentRole && name != me.Department {
			continue
		}
		h := c.departments[name]
		q := itemsNamed(h.items)
		if len(h.items) > digestMost {
			q = f.Find(inbox.Term{Field: "department", Value: name})
		}
		all = append(all, DepartmentFigures{Name: name, Given: h.given, Answer: delayOf(h.took, q), Timed: h.timed, InTime: h.inTime, Query: q})
	}
	return all
}

// delayOf sums up how long things took.
func delayOf(took []time.Duration, q inbox.Query) Delay {
	if len(took) == 0 {
		return Delay{Query: q}
	}
	took = slices.Sorted(slices.Values(took))
	share := func(percent int) time.Duration { return took[(len(took)*percent+99)/100-1] }
	return Delay{Count: len(took), Median: share(50), P90: share(90), Query: q}
}
