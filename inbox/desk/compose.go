package desk

import (
	"vigie/connectors"
	"vigie/inbox"
)

// This file is what the composer asks while a reply is written.

// Opening proposes how a reply to an item begins: the mentions without which nobody would be told. One that is to be private, though
// the item isn't, tells the author alone.
func (s *Seat) Opening(it inbox.Item, private bool) (opening string) {
	if c, ok := s.desk.channel(it.Channel); ok {
		if d, ok := c.conn.(connectors.Drafter); ok {
			c.guarded(func() { opening = d.Opening(it.Post, private && !it.Private) })
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

// MayPrivately says why a reply to an item can't be for its author alone, or nil where it can, or is so anyway.
func (s *Seat) MayPrivately(it inbox.Item) error {
	if err := s.allowed(inbox.VerbReply, it); err != nil || it.Private {
		return err
	}
	if c, ok := s.desk.channel(it.Channel); !ok || connectors.Whispers(c.conn) == nil {
		return refuse(ErrCannot, "the channel %s answers in public only", it.Channel)
	}
	return nil
}

// Proofread looks over a text that is to leave in answer to an item. It answers from memory.
func (s *Seat) Proofread(it inbox.Item, text string) []inbox.Fault {
	length, _ := s.Limit(it, text)
	return s.desk.Team().Proofread(inbox.Draught{On: it, Text: text, Length: length, Channels: s.desk.residences()})
}

// residences are where the channels are at their platforms, by name.
func (d *Desk) residences() map[string]inbox.Residence {
	d.mu.RLock()
	defer d.mu.RUnlock()
	all := make(map[string]inbox.Residence, len(d.channels))
	for name, c := range d.channels {
		r := inbox.Residence{Account: c.now().Account}
		if site, ok := c.conn.(connectors.Resident); ok {
			c.guarded(func() { r.Site = site.Site() })
		}
		all[name] = r
	}
	return all
}

// readable refuses a text in which something stops it from leaving.
func (s *Seat) readable(it inbox.Item, text inbox.Text) error {
	for _, f := range s.Proofread(it, text.String()) {
		if f.Stops {
			return refuse(ErrText, "item %d: %s", it.Number, f)
		}
	}
	return nil
}
