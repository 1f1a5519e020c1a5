package desk

import (
	"context"
	"iter"
	"slices"

	"vigie/inbox"
)

// This file is what takes a lead.

// Import brings what another inbox, or a backup of this one, tells: arrivals, deletions and decisions. It takes a lead. told hears
// what became of the changes, some at a time; those that the desk refuses are told by themselves. An error of the source ends
// the import after what came before it.
func (s *Seat) Import(ctx context.Context, changes iter.Seq2[inbox.Change, error], told func([]inbox.Applied)) error {
	if err := s.lead("import"); err != nil {
		s.deny(ctx, "import", err)
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
	switch e := c.Event.(type) {
	case inbox.Arrived:
		if len(e.Rules) > 0 {
			return refuse(ErrCannot, "an import brings no rules: what they decided is told as the item's past")
		}
		if err := s.mayImport(e.Channel, e.Brand); err != nil {
			return err
		}
	case inbox.Gone:
		if err := s.mayImport(e.Channel); err != nil {
			return err
		}
	case inbox.Decided:
		if _, err := s.row(e.Number); err != nil {
			return err
		}
		if a, _ := inbox.ActionOf(e.Decision.Verb); a.Outward {
			return refuse(ErrCannot, "a %s would leave again: imports bring what was said, not what to do", a.Verb)
		}
	default:
		return refuse(ErrCannot, "an import brings arrivals, deletions and decisions only")
	}
	if c.Key == "" {
		c.Key = s.desk.opts.NewKey()
	}
	if c.At.IsZero() {
		c.At = s.Now()
	}
	return nil
}

// mayImport checks the walls around a channel: those of the brands that the import names, and of those whose the channel is, by
// what it brought before and by the team file.
func (s *Seat) mayImport(channel string, brands ...string) error {
	record, err := s.desk.store.Channel(channel)
	if err != nil {
		return err
	}
	if record.Number != 0 {
		brands = append(brands, record.Brand)
	}
	if conf, configured := s.desk.Team().Channel(channel); configured {
		brands = append(brands, conf.Brand)
	}
	me := s.Person()
	if len(brands) == 0 {
		brands = []string{""}
	}
	if slices.ContainsFunc(brands, func(b string) bool { return !me.Sees(b) }) || !me.SeesChannel(channel) {
		return refuse(ErrRole, "%s has no access to the channel %s", s.name, channel)
	}
	return nil
}

// Rename gives a channel another name in the store; its items and its number stay. It takes a lead.
func (s *Seat) Rename(ctx context.Context, from, to string) error {
	if err := s.lead("rename a channel"); err != nil {
		s.deny(ctx, "rename a channel", err)
		return err
	}
	record, err := s.desk.store.Channel(from)
	if err != nil {
		return err
	}
	if me := s.Person(); !me.Sees(record.Brand) || !me.SeesChannel(from) {
		return refuse(ErrUnknown, "no channel is called %q", inbox.CleanLine(from))
	}
	applied, err := s.desk.apply(ctx, s.change(inbox.Renamed{From: from, To: to}))
	if err != nil {
		return err
	}
	s.desk.feed.publish(Notice{Lost: true, Channels: true})
	return applied[0].Err
}

func (s *Seat) lead(what inbox.Phrase) error {
	if me := s.Person(); me.Role < inbox.Lead {
		return refuse(ErrRole, "%s is a %s; to %s takes a %s", me.Name, me.Role, what, inbox.Lead)
	}
	return nil
}
