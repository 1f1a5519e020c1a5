package store

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"vigie/inbox"
)

// What the log calls that which no person decided.
const (
	whatArrived  = "arrived"
	whatEdited   = "edited"
	whatGone     = "gone"
	whatWoke     = "woke"
	whatLate     = "late"
	whatUndo     = "undo"
	whatReleased = "released"
	whatRedo     = "redo"
	whatForgot   = "forgot"

	whatAnswered = "answered" // the same post, on another channel
)

// Apply applies changes in their order, in one transaction that is on disk when it returns. A change that is refused has
// Applied.Err and the others go on; one whose key is in the log already, or that brings what is known, gives Nothing. The first
// answers are those to the changes, in their order; what follows are other items that the changes moved. The error is the
// store's own, and then nothing was done.
func (s *Store) Apply(ctx context.Context, changes []inbox.Change) (applied []inbox.Applied, err error) {
	if err := s.postBeforeForgetting(ctx, changes); err != nil {
		return nil, err
	}
	err = s.write(ctx, laneOf(changes), func(t *txn) error {
		applied, err = t.applyAll(changes)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.tail.add(applied)
	return applied, nil
}

// postBeforeForgetting sees to it that what is to be forgotten is only in the postings, from where it is taken out.
func (s *Store) postBeforeForgetting(ctx context.Context, changes []inbox.Change) error {
	if !slices.ContainsFunc(changes, func(c inbox.Change) bool { _, yes := c.Event.(inbox.Forgotten); return yes }) {
		return nil
	}
	return s.postAll(ctx, sliceWords)
}

// laneOf lets what a person waits for overtake what channels bring.
func laneOf(changes []inbox.Change) lane {
	for _, c := range changes {
		switch c.Event.(type) {
		case inbox.Arrived, inbox.Gone, inbox.Polled, inbox.Measured, inbox.Forgotten:
			return patient
		}
	}
	return urgent
}

func (t *txn) applyAll(changes []inbox.Change) ([]inbox.Applied, error) {
	t.also = nil
	applied := make([]inbox.Applied, 0, len(changes))
	for _, c := range changes {
		a, err := t.apply(c)
		if r, ok := errors.AsType[refusal](err); ok {
			a, err = inbox.Applied{Number: a.Number, Err: r.why}, nil
		}
		if err != nil {
			return nil, err
		}
		a.Change = c
		applied = append(applied, a)
	}
	return append(applied, t.also...), nil
}

// refusal is the error of one change: nothing of it was done, and the others go on.
type refusal struct{ why error }

func (r refusal) Error() string { return r.why.Error() }

// refuse turns an error into a refusal; nil stays nil.
func refuse(err error) error {
	if err == nil {
		return nil
	}
	return refusal{err}
}

func (t *txn) apply(c inbox.Change) (inbox.Applied, error) {
	c.At = inbox.Milli(c.At)
	if t.wasApplied(c.Key) {
		return t.appliedBefore(c)
	}
	switch e := c.Event.(type) {
	case inbox.Arrived:
		return t.arrived(c, e)
	case inbox.Gone:
		return t.gone(c, e)
	case inbox.Decided:
		return t.decided(c, e)
	case inbox.Undone:
		return t.undone(c, e)
	case inbox.Progressed:
		return t.progressed(c, e)
	case inbox.Captured:
		return t.captured(c, e)
	case inbox.Woke:
		return t.woke(c, e)
	case inbox.Late:
		return t.late(c, e)
	case inbox.Polled:
		return t.polled(c, e)
	case inbox.Measured:
		return t.measured(c, e)
	case inbox.Renamed:
		return t.renamed(e)
	case inbox.Signed:
		return inbox.Applied{}, t.signed(c, e)
	case inbox.Denied:
		return inbox.Applied{}, t.denied(c, e)
	case inbox.Forgotten:
		return t.forgotten(c, e)
	}
	return inbox.Applied{}, refuse(fmt.Errorf("a change of the kind %T is not known here", c.Event))
}

// appliedBefore answers a change that comes again with its item as it is now.
func (t *txn) appliedBefore(c inbox.Change) (inbox.Applied, error) {
	a := inbox.Applied{Nothing: true}
	entries, err := t.entriesUnder(logPrefix(logOfKey, hashed(c.Key)))
	if err != nil {
		return a, err
	}
	a.Number = entries[0].Number
	a.Item, err = t.item(a.Number)
	if errors.Is(err, ErrNoItem) {
		err = nil // forgotten since
	}
	return a, err
}

// edit is an item being changed: as it is now in memory, and what it was found by before.
type edit struct {
	record
	before *indexed // nil: it is new
	was    uint64   // its version before
}

// load reads an item to change it. An item that isn't there refuses the change.
func (t *txn) load(n uint64) (*edit, error) {
	r, err := t.record(n)
	if errors.Is(err, ErrNoItem) {
		return nil, refuse(err)
	}
	if err != nil {
		return nil, err
	}
	numbers, err := t.numbers(&r.Item)
	if err != nil {
		return nil, err
	}
	return &edit{record: r, before: indexedOf(&r, numbers), was: r.Version}, nil
}

// save writes an item, and the difference in what it is found and counted by.
func (t *txn) save(e *edit) error {
	numbers, err := t.numbers(&e.Item)
	if err != nil {
		return err
	}
	after := indexedOf(&e.record, numbers)
	if err := t.reindex(e.before, after); err != nil {
		return err
	}
	e.before = after
	return t.bucket(bucketItems).Put(numberKey(e.Number), encodeRecord(&e.record, numbers))
}

// lineOf is the entry of the log that a change makes about an item.
func lineOf(c inbox.Change, number uint64, what string, p inbox.Patch) entry {
	return entry{Entry: inbox.Entry{
		Key: c.Key, Group: c.Group, At: c.At, By: c.By, Visit: c.Visit, Rule: c.Rule, Number: number, What: what, Patch: p,
	}}
}

// note logs what a change made of an item.
func (t *txn) note(e *edit, line entry) error {
	brand, err := t.intern(brandName, e.Brand)
	if err != nil {
		return err
	}
	line.author = e.author
	return t.log(line, brand)
}

func (t *txn) woke(c inbox.Change, e inbox.Woke) (inbox.Applied, error) {
	it, err := t.load(e.Number)
	if err != nil {
		return inbox.Applied{Number: e.Number}, err
	}
	var p inbox.Patch
	it.Item, p = it.With(it.Wake(c.At))
	a := inbox.Applied{Number: e.Number, Item: it.Item, Patch: p, Nothing: len(p) == 0}
	if a.Nothing {
		return a, nil
	}
	return a, errors.Join(t.save(it), t.note(it, lineOf(c, e.Number, whatWoke, p)))
}

func (t *txn) late(c inbox.Change, e inbox.Late) (inbox.Applied, error) {
	it, err := t.load(e.Number)
	if err != nil {
		return inbox.Applied{Number: e.Number}, err
	}
	a := inbox.Applied{Number: e.Number, Item: it.Item}
	due := inbox.Milli(it.Due)
	if it.Status != inbox.Escalated || due.IsZero() || due.After(c.At) || it.Late.Equal(due) {
		a.Nothing = true
		return a, nil
	}
	it.Late = due
	a.Item = it.Item
	line := lineOf(c, e.Number, whatLate, nil)
	line.To = it.Department
	return a, errors.Join(t.save(it), t.note(it, line))
}
