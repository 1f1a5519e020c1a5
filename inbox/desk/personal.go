package desk

import (
	"context"
	"iter"

	"vigie/connectors"
	"vigie/inbox"
)

// Draft is the person's draft on an item.
func (s *Seat) Draft(number uint64) (inbox.Draft, bool, error) {
	if _, err := s.row(number); err != nil {
		return inbox.Draft{}, false, err
	}
	return s.desk.store.Draft(s.name, number)
}

// SaveDraft keeps a text that was begun.
func (s *Seat) SaveDraft(d inbox.Draft) error {
	if _, err := s.row(d.Number); err != nil {
		return err
	}
	d.Saved = s.Now()
	return s.desk.store.SaveDraft(s.name, d)
}

// DropDraft forgets a draft.
func (s *Seat) DropDraft(number uint64) error { return s.desk.store.DropDraft(s.name, number) }

// Drafts are all texts that the person began.
func (s *Seat) Drafts() ([]inbox.Draft, error) { return s.desk.store.Drafts(s.name) }

// MarkSeen notes that the person has opened some items. What they may not see stays as it is.
func (s *Seat) MarkSeen(numbers ...uint64) error {
	var seen []uint64
	for _, n := range numbers {
		if _, err := s.row(n); err == nil {
			seen = append(seen, n)
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return s.desk.store.MarkSeen(s.name, seen...)
}

// Remember keeps something of the person's own: a last view, a sort order.
func (s *Seat) Remember(key string, value []byte) error {
	return s.desk.store.Remember(s.name, key, value)
}

// Recall is what Remember kept.
func (s *Seat) Recall(key string) (value []byte, known bool, err error) {
	return s.desk.store.Recall(s.name, key)
}

// Opening proposes how a reply to an item begins: the mentions without which nobody would be told.
func (s *Seat) Opening(it inbox.Item) (opening string) {
	if c, ok := s.desk.channel(it.Channel); ok {
		if d, ok := c.conn.(connectors.Drafter); ok {
			c.guarded(func() { opening = d.Opening(it.Post) })
		}
	}
	return opening
}

// Limit is how long a reply to an item is as its platform counts, and the most that it takes there; 0 is no limit known.
func (s *Seat) Limit(it inbox.Item, text string) (length, most int) {
	if c, ok := s.desk.channel(it.Channel); ok {
		if l, ok := c.conn.(connectors.Limiter); ok {
			c.guarded(func() { length, most = l.Limit(it.Post, text) })
			return length, most
		}
	}
	return len([]rune(text)), 0
}

// guarded calls a connector for what it knows by itself; a panic costs the answer only.
func (c *channel) guarded(f func()) {
	var err error
	defer c.caught(&err)
	f()
}

// Fill puts what is known of an item into a canned reply.
func (s *Seat) Fill(canned string, it inbox.Item) string { return s.Team().Fill(canned, it, s.name) }

// Import brings what another inbox, or a backup of this one, tells: arrivals, deletions and decisions. It takes a lead. told hears
// what became of the changes, some at a time; those that the desk refuses are told by themselves. An error of the source ends
// the import after what came before it.
func (s *Seat) Import(ctx context.Context, changes iter.Seq2[inbox.Change, error], told func([]inbox.Applied)) error {
	if err := s.lead("import"); err != nil {
		return err
	}
	defer s.desk.feed.publish(Notice{Lost: true})
	_, err := s.desk.store.Bulk(ctx, s.onlyImportable(changes, told), told)
	return err
}

// onlyImportable passes over the changes that the desk refuses, and tells them.
func (s *Seat) onlyImportable(changes iter.Seq2[inbox.Change, error], told func([]inbox.Applied)) iter.Seq2[inbox.Change, error] {
	return func(yield func(inbox.Change, error) bool) {
		for c, err := range changes {
			if err == nil {
				if why := s.importable(&c); why != nil {
					told([]inbox.Applied{{Change: c, Err: why}})
					continue
				}
			}
			if !yield(c, err) {
				return
			}
		}
	}
}

// importable lets in what only says what was heard and decided: nothing that would leave, and nothing behind a wall.
func (s *Seat) importable(c *inbox.Change) error {
	brand := ""
	switch e := c.Event.(type) {
	case inbox.Arrived:
		brand = e.Brand
	case inbox.Gone:
		record, err := s.desk.store.Channel(e.Channel)
		if err != nil {
			return err
		}
		brand = record.Brand
	case inbox.Decided:
		row, err := s.row(e.Number)
		if err != nil {
			return err
		}
		if a, _ := inbox.ActionOf(e.Decision.Verb); a.Outward {
			return refuse(ErrCannot, "a %s would leave again: imports bring what was said, not what to do", a.Verb)
		}
		brand = row.Brand
	default:
		return refuse(ErrCannot, "an import brings arrivals, deletions and decisions only")
	}
	if !s.Person().Sees(brand) {
		return refuse(ErrRole, "%s has no access to the brand %s", s.name, brand)
	}
	if c.Key == "" {
		c.Key = s.desk.opts.NewKey()
	}
	if c.At.IsZero() {
		c.At = s.Now()
	}
	return nil
}

// Rename gives a channel another name in the store; its items and its number stay. It takes a lead.
func (s *Seat) Rename(ctx context.Context, from, to string) error {
	if err := s.lead("rename a channel"); err != nil {
		return err
	}
	record, err := s.desk.store.Channel(from)
	if err != nil {
		return err
	}
	if !s.Person().Sees(record.Brand) {
		return refuse(ErrUnknown, "no channel is called %q", inbox.CleanLine(from))
	}
	applied, err := s.desk.apply(ctx, s.desk.change(s.name, inbox.Renamed{From: from, To: to}))
	if err != nil {
		return err
	}
	s.desk.feed.publish(Notice{Lost: true, Channels: true})
	return applied[0].Err
}

func (s *Seat) lead(what string) error {
	if me := s.Person(); me.Role < inbox.Lead {
		return refuse(ErrRole, "%s is a %s; to %s takes a %s", me.Name, me.Role, what, inbox.Lead)
	}
	return nil
}
