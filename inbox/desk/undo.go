package desk

import (
	"context"
	"slices"

	"vigie/inbox"
)

// MayUndo reports whether there is something that Undo could take back, or may be.
func (s *Seat) MayUndo() (bool, error) { return s.desk.store.MayUndo(s.name) }

// Undo takes back the person's last decision, or the whole of their last bulk.
func (s *Seat) Undo(ctx context.Context) (Undone, error) { return s.UndoWith(ctx, nil) }

// UndoWith is Undo that tells progress how far it is, at the start and after each slice. A context that ends keeps what was taken
// back; an undo after that takes back the rest.
func (s *Seat) UndoWith(ctx context.Context, progress func(done, total int)) (Undone, error) {
	_, entries, err := s.desk.store.LastUndoable(s.name, false)
	if err != nil {
		return Undone{}, err
	}
	if len(entries) == 0 {
		return Undone{}, refuse(ErrNothing, "there is nothing to undo for %s", s.name)
	}
	return s.undo(ctx, entries, progress)
}

// UndoChange takes back a change, or a group of them, by key. What other people decided takes a lead; what a rule did, whoever
// may do it.
func (s *Seat) UndoChange(ctx context.Context, key string) (Undone, error) {
	entries, err := s.desk.store.Change(key)
	if err != nil {
		return Undone{}, err
	}
	for _, e := range entries {
		byRule := e.By == "" && e.Rule != ""
		if me := s.Person(); e.By != s.name && !byRule && me.Role < inbox.Lead {
			err := refuse(ErrRole, "that was %s's decision; to undo it takes a lead", e.By)
			s.deny(ctx, "undo", err, e.Number)
			return Undone{}, err
		}
	}
	return s.undo(ctx, entries, nil)
}

// Redo makes again what the person took back last. An outward action waits for the undo window again.
func (s *Seat) Redo(ctx context.Context) (Undone, error) { return s.RedoWith(ctx, nil) }

// RedoWith is Redo that tells how far it is, as UndoWith does.
func (s *Seat) RedoWith(ctx context.Context, progress func(done, total int)) (Undone, error) {
	_, entries, err := s.desk.store.LastUndoable(s.name, true)
	if err != nil {
		return Undone{}, err
	}
	if len(entries) == 0 {
		return Undone{}, refuse(ErrNothing, "there is nothing to redo for %s", s.name)
	}
	entries = which(decided(entries), true)
	t := s.newTaking("redo", entries, progress)
	for _, e := range entries {
		if err := s.mayAgain(e); err != nil {
			t.skip(e.Number, err)
			continue
		}
		t.add(inbox.Undone{Change: e.Key, Number: e.Number, Redo: true, Hold: s.hold()}, e.Number)
	}
	return t.end(ctx)
}

// decided are the entries but for those of items that an answer to the same post moved: they follow it.
func decided(entries []inbox.Entry) []inbox.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e inbox.Entry) bool { return e.What == "answered" })
}

// which are the entries that were undone, or those that stand; all where none are such. Of a bulk, whose undo was stopped, some are.
func which(entries []inbox.Entry, undone bool) []inbox.Entry {
	such := slices.DeleteFunc(slices.Clone(entries), func(e inbox.Entry) bool { return e.Undone != undone })
	if len(such) == 0 {
		return entries
	}
	return such
}

// mayAgain checks that what the person decided once is still theirs to decide.
func (s *Seat) mayAgain(e inbox.Entry) error {
	row, err := s.row(e.Number)
	if err != nil {
		return err
	}
	if err := s.allowed(inbox.Verb(e.What), row.Item); err != nil {
		return err
	}
	if err := s.stillThere(e, row.Item); err != nil {
		return err
	}
	if e.Delivery != 0 {
		dl, err := s.desk.store.Delivery(e.Delivery)
		if err != nil {
			return err
		}
		if err := s.leavesAgain(dl); err != nil {
			return err
		}
	}
	return s.unleased(inbox.Verb(e.What), row.Item)
}

// stillThere checks that the team has whom the item would be handed to again, and that they may see it.
func (s *Seat) stillThere(e inbox.Entry, it inbox.Item) error {
	switch inbox.Verb(e.What) {
	case inbox.VerbEscalate, inbox.VerbMove:
		if _, ok := s.Team().Department(e.To); !ok {
			return s.noDepartment(e.To)
		}
	case inbox.VerbAssign:
		if _, ok := s.Team().Person(e.To); !ok && e.To != "" {
			return s.noPerson(e.To)
		}
		return s.mayHave(e.To, it)
	}
	return nil
}

// undo takes entries back, each as far as it can be: what has not left is called off, of what has left the inverse is decided.
func (s *Seat) undo(ctx context.Context, entries []inbox.Entry, progress func(done, total int)) (Undone, error) {
	entries = which(decided(entries), false)
	t := s.newTaking("undo", entries, progress)
	slices.Reverse(entries) // what a rule did to an item stands on what it did before
	for _, e := range entries {
		if err := s.takeBack(t, e); err != nil {
			t.skip(e.Number, err)
		}
	}
	return t.end(ctx)
}

func (s *Seat) takeBack(t *taking, e inbox.Entry) error {
	if e.Number == 0 {
		return refuse(ErrNothing, "that is nothing that can be taken back")
	}
	a, decision := inbox.ActionOf(inbox.Verb(e.What))
	if !decision || e.Undone {
		return refuse(ErrNothing, "%s of item %d is nothing that can be taken back", e.What, e.Number)
	}
	row, err := s.row(e.Number)
	if err != nil {
		return err
	}
	if err := s.Person().May(a, row.Item); err != nil {
		return refuse(ErrRole, "%s", err)
	}
	if e.Delivery == 0 {
		t.add(inbox.Undone{Change: e.Key, Number: e.Number}, e.Number)
		return nil
	}
	dl, err := s.desk.store.Delivery(e.Delivery)
	if err != nil {
		return err
	}
	switch dl.State {
	case inbox.Sending:
		return refuse(ErrOnItsWay, "the %s of item %d is on its way", e.What, e.Number)
	case inbox.Uncertain:
		return refuse(ErrOnItsWay, "nobody knows whether the %s of item %d arrived: look there, then say so in the outbox", e.What, e.Number)
	case inbox.Sent:
		return s.invert(t, a, row.Item, dl)
	}
	t.add(inbox.Undone{Change: e.Key, Number: e.Number}, e.Number)
	return nil
}

// invert decides the inverse of what has arrived. A reply is retracted by its own post, and the item it answered opens again.
func (s *Seat) invert(t *taking, a inbox.Action, it inbox.Item, dl inbox.Delivery) error {
	if a.Inverse == "" {
		return refuse(ErrFinal, "the %s of item %d has arrived, and nothing takes a %s back", a.Verb, it.Number, a.Verb)
	}
	on := it
	if a.Verb == inbox.VerbReply {
		number, ok, err := s.desk.store.Lookup(dl.Channel, dl.Remote)
		if err != nil {
			return err
		}
		if !ok {
			return refuse(ErrFinal, "the reply to item %d has arrived, and its post isn't known here", it.Number)
		}
		row, err := s.row(number)
		if err != nil {
			return err
		}
		on = row.Item
	}
	back := inbox.Decision{Verb: a.Inverse}
	if a.Verb == inbox.VerbAmend {
		var err error
		if back.Text, err = s.readBefore(on.Number, dl); err != nil {
			return err
		}
	}
	if err := s.May(a.Inverse, on); err != nil {
		return inbox.Errorf("the %s of item %d has arrived; to take it back: %w", a.Verb, it.Number, err)
	}
	t.Sent = true
	t.add(inbox.Decided{Number: on.Number, Decision: back, Hold: s.hold()}, it.Number)
	if a.Verb == inbox.VerbReply && it.Status == inbox.Done && s.allowed(inbox.VerbReopen, it) == nil {
		t.also(inbox.Decided{Number: it.Number, Decision: inbox.Decision{Verb: inbox.VerbReopen}})
	}
	return nil
}

// readBefore is what our own post read before an amendment of it arrived. Where it was edited again since, that is somebody else's
// to take back.
func (s *Seat) readBefore(number uint64, dl inbox.Delivery) (inbox.Text, error) {
	versions, err := s.desk.store.Versions(number)
	if err != nil {
		return inbox.Text{}, err
	}
	all, err := s.desk.store.Deliveries(inbox.DeliveryAsk{Number: number})
	if err != nil {
		return inbox.Text{}, err
	}
	again := slices.ContainsFunc(all, func(o inbox.Delivery) bool { return o.Verb == inbox.VerbAmend && o.ID > dl.ID && o.State == inbox.Sent })
	if again || len(versions) == 0 || versions[len(versions)-1].Text == dl.Text {
		return inbox.Text{}, refuse(ErrFinal, "item %d was amended, and what it read before isn't known here, or it was edited again since", number)
	}
	return versions[len(versions)-1].Text, nil
}

// taking gathers the changes of one undo or redo, and makes them a slice at a time.
type taking struct {
	Undone
	seat    *Seat
	wish    inbox.Phrase
	group   string
	changes []inbox.Change
	counts  map[string]uint64 // of the changes that stand for an item, by key: its number
	tell    func(done, total int)
	denied  refusals
}

func (s *Seat) newTaking(wish inbox.Phrase, entries []inbox.Entry, progress func(done, total int)) *taking {
	t := &taking{seat: s, wish: wish, counts: map[string]uint64{}, tell: progress}
	if progress == nil {
		t.tell = func(int, int) {}
	}
	t.What = inbox.Verb(entries[0].What)
	if len(entries) > 1 {
		t.group, t.Group = s.desk.opts.NewKey(), entries[0].Group
	} else {
		t.Number = entries[0].Number
	}
	return t
}

func (t *taking) add(e inbox.Event, number uint64) {
	t.also(e)
	t.counts[t.changes[len(t.changes)-1].Key] = number
}

// also adds a change that comes with another one.
func (t *taking) also(e inbox.Event) {
	c := t.seat.change(e)
	c.Group = t.group
	t.changes = append(t.changes, c)
}

func (t *taking) skip(number uint64, why error) {
	t.Skipped = append(t.Skipped, Skip{number, why})
	t.denied.note(number, why)
}

// end makes the changes. A slice that was begun is ended, so that what is counted is what was done.
func (t *taking) end(ctx context.Context) (Undone, error) {
	defer func() { t.seat.deny(ctx, t.wish, t.denied.why, t.denied.numbers...) }()
	total := len(t.counts)
	t.tell(0, total)
	for len(t.changes) > 0 {
		if err := ctx.Err(); err != nil {
			return t.Undone, err
		}
		n := min(len(t.changes), slice)
		applied, err := t.seat.desk.apply(context.WithoutCancel(ctx), t.changes[:n]...)
		if err != nil {
			return t.Undone, err
		}
		for _, a := range applied[:min(n, len(applied))] {
			number, stands := t.counts[a.Change.Key]
			switch {
			case !stands:
			case a.Err != nil:
				t.skip(number, a.Err)
			default:
				t.Items++
			}
		}
		t.changes = t.changes[n:]
		t.tell(t.Items, total)
	}
	if t.Items == 0 && len(t.Skipped) > 0 {
		return t.Undone, t.Skipped[0].Why
	}
	return t.Undone, nil
}
