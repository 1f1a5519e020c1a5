package store

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"vigie/inbox"
)

// decided carries out a person's decision.
func (t *txn) decided(c inbox.Change, e inbox.Decided) (inbox.Applied, error) {
	a := inbox.Applied{Number: e.Number}
	it, err := t.load(e.Number)
	if err != nil {
		return a, err
	}
	action, ok := inbox.ActionOf(e.Decision.Verb)
	if !ok {
		return a, refuse(fmt.Errorf("item %d: %q is no action: %w", e.Number, e.Decision.Verb, inbox.ErrIncomplete))
	}
	if action.Exact && e.Version != 0 && e.Version != it.Version {
		return a, refuse(fmt.Errorf("item %d: somebody moved it, look at it again: %w", e.Number, inbox.ErrChanged))
	}
	if a.Patch, a.Delivery, err = t.decide(c, it, e.Decision, c.Key, e.Hold); err != nil {
		return a, err
	}
	if err := t.keepSeen(c.By, it); err != nil {
		return a, err
	}
	a.Item = it.Item
	if err := t.save(it); err != nil || e.Decision.Verb != inbox.VerbReply {
		return a, err
	}
	return a, t.answeredToo(c, &it.Item)
}

// decide moves an item in memory by a decision, and writes the delivery and the entry of the log that come of it. The caller
// saves the item. It refuses before it has written anything.
func (t *txn) decide(c inbox.Change, it *edit, d inbox.Decision, key string, hold time.Time) (p inbox.Patch, out *inbox.Delivery, err error) {
	d.Until = inbox.Milli(d.Until)
	by := c.By
	if c.Rule != "" {
		by = inbox.ByRule(c.Rule)
	}
	next, err := inbox.Decide(it.Item, d, by, c.At)
	if err != nil {
		return nil, nil, refuse(err)
	}
	moved, p := it.With(next)
	if d.Verb.Internal() || d.Verb == inbox.VerbReply {
		moved.Flags = moved.Named(d.Mentions, c.By)
	} else {
		d.Mentions = nil // nothing that colleagues read, so an undo takes no mention away
	}
	if _, err := t.numbers(&moved); err != nil {
		return nil, nil, refuseCrowded(err)
	}
	it.Item = moved
	if d.Verb == inbox.VerbNote {
		it.Notes++
	}
	if d.Evidence {
		if err := t.keepEvidence(c, it, d); err != nil {
			return nil, nil, err
		}
	}
	line := lineOf(c, it.Number, string(d.Verb), p)
	line.To, line.Text, line.Mentions = d.To, d.Text, d.Mentions
	if d.Verb == inbox.VerbPriority {
		line.To = d.Priority.String()
	}
	if delivery, ok := inbox.NewDelivery(it.Item, d, c, key, hold); ok {
		if delivery.ID, err = t.bucket(bucketDeliveries).NextSequence(); err != nil {
			return nil, nil, err
		}
		if err := t.putDelivery(nil, &delivery); err != nil {
			return nil, nil, err
		}
		it.Pending, it.Review = it.Pending+1, it.Review || delivery.State == inbox.InReview
		out, line.Delivery = &delivery, delivery.ID
	}
	return p, out, t.note(it, line)
}

// recount tells again what the item shows of its deliveries.
func (t *txn) recount(it *edit) error {
	deliveries, err := t.deliveriesOf(it.Number)
	if err != nil {
		return err
	}
	it.Pending, it.Unsent, it.Review = 0, false, false
	for _, d := range deliveries {
		switch {
		case d.Stuck():
			it.Unsent = true
		case !d.State.Final():
			it.Pending, it.Review = it.Pending+1, it.Review || d.State == inbox.InReview
		}
	}
	return nil
}

// undone takes back what a change decided about an item, or makes it again: all of it or nothing.
func (t *txn) undone(c inbox.Change, e inbox.Undone) (inbox.Applied, error) {
	a := inbox.Applied{Number: e.Number}
	it, err := t.load(e.Number)
	if err != nil {
		return a, err
	}
	if it.Forgotten {
		return a, refuse(fmt.Errorf("item %d: %w: what was written was forgotten", e.Number, inbox.ErrNotNow))
	}
	lines, err := t.undoableLines(e)
	if err != nil {
		return a, err
	}
	before := it.Triage
	moves := make([]move, len(lines))
	for i, line := range lines {
		if moves[i], err = t.turn(it, line, c, e); err != nil {
			return a, refuse(unturnable(e, line, err))
		}
		it.Item.Triage = moves[i].triage
	}
	if len(inbox.Diff(before, it.Triage)) > 0 {
		it.Version++
	}
	for i := range moves {
		if err := t.turned(c, it, e, &lines[i], &moves[i]); err != nil {
			return a, err
		}
		if moves[i].after != nil {
			a.Delivery = moves[i].after
		}
	}
	if err := errors.Join(t.recount(it), t.keepSeen(c.By, it)); err != nil {
		return a, err
	}
	a.Item, a.Patch = it.Item, inbox.Diff(before, it.Triage)
	if err := t.save(it); err != nil || !slices.ContainsFunc(lines, func(l entry) bool { return l.What == string(inbox.VerbReply) }) {
		return a, err
	}
	return a, t.turnSame(c, e.Change, e.Redo)
}

// unturnable says which decision can't be taken back, or made again, and why.
func unturnable(e inbox.Undone, line entry, why error) error {
	a, _ := inbox.ActionOf(inbox.Verb(line.What))
	if e.Redo {
		return inbox.Errorf("item %d: “%s” can't be made again: %w", e.Number, a.Title, why)
	}
	return inbox.Errorf("item %d: “%s” can't be taken back: %w", e.Number, a.Title, why)
}

func done(redo bool) string {
	if redo {
		return "made again"
	}
	return "taken back"
}

// undoableLines are what the change decided about the item, in the order to turn them: an undo goes backwards.
func (t *txn) undoableLines(e inbox.Undone) ([]entry, error) {
	lines, err := t.entriesUnder(logPrefix(logOfKey, hashed(e.Change)))
	if err != nil {
		return nil, err
	}
	lines = slices.DeleteFunc(lines, func(l entry) bool { return l.Number != e.Number || !isDecision(l.What) })
	if len(lines) == 0 {
		return nil, refuse(fmt.Errorf("item %d: %w", e.Number, ErrNoChange))
	}
	if lines[0].Undone != e.Redo {
		return nil, refuse(fmt.Errorf("item %d: %w: that was %s already", e.Number, inbox.ErrNoChange, done(e.Redo)))
	}
	if !e.Redo {
		slices.Reverse(lines)
	}
	return lines, nil
}

// move is one entry of the log being taken back or made again.
type move struct {
	patch         inbox.Patch
	triage        inbox.Triage
	before, after *inbox.Delivery // nil where the entry caused none
}

// turn works out what an undo or a redo makes of an item and a delivery. It writes nothing.
func (t *txn) turn(it *edit, line entry, c inbox.Change, e inbox.Undone) (m move, err error) {
	m.patch = line.Patch
	if !e.Redo {
		m.patch = line.Patch.Invert()
	}
	if line.Delivery != 0 {
		before, err := t.delivery(line.Delivery)
		if err != nil {
			return m, err
		}
		after, err := before.Recall(c.At)
		if e.Redo {
			after, err = before.Resend(e.Hold, c.At)
		}
		if err != nil {
			return m, err
		}
		m.before, m.after = &before, &after
	}
	m.triage, err = m.patch.Apply(it.Triage)
	return m, err
}

// turned writes what turn worked out, and marks the entry.
func (t *txn) turned(c inbox.Change, it *edit, e inbox.Undone, line *entry, m *move) error {
	line.Undone = !e.Redo
	if err := t.putEntry(line); err != nil {
		return err
	}
	by := -1
	news := lineOf(c, it.Number, whatUndo, m.patch)
	if e.Redo {
		by, news.What = 1, whatRedo
		it.Flags = it.Named(line.Mentions, c.By)
	} else {
		it.Flags = it.Unnamed(line.Mentions)
	}
	if line.What == string(inbox.VerbNote) {
		it.Notes += by
	}
	news.of, news.Delivery = line.Seq, line.Delivery
	if m.after != nil {
		if err := t.putDelivery(m.before, m.after); err != nil {
			return err
		}
	}
	return t.note(it, news)
}
