package desk

import (
	"vigie/connectors"
	"vigie/inbox"
)

// This file is what the composer asks while a reply is written.

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
