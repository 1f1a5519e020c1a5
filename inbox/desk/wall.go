package desk

import (
	"context"
	"maps"
	"slices"

	"vigie/inbox"
)

// This file is what a person may see: the walls between brands, and that of a department, which sees the items that were
// escalated to it alone, and those around some channels.

// Watch begins a watch over what the person may see. Close it at the end.
func (s *Seat) Watch() *Watcher {
	return s.desk.feed.watch(func(it inbox.Item) bool { return s.Person().SeesItem(it) })
}

// walled reports whether the person sees less than whole brands: their department's items, or those of some channels. What the
// store keeps by the brand tells too much then.
func (s *Seat) walled() bool {
	p := s.Person()
	return p.Role == inbox.DepartmentRole || len(p.Channels) > 0
}

// behind puts the person's walls and scene into a question.
func (s *Seat) behind(ask inbox.Ask) inbox.Ask {
	ask.Brands = s.brands(ask.Brands)
	ask.Scene.Now, ask.Scene.Person = s.Now(), s.name
	p := s.Person()
	if p.Role == inbox.DepartmentRole {
		ask.Query = ask.Query.And(inbox.Query{Root: inbox.Term{Field: "department", Value: p.Department}})
	}
	if len(p.Channels) > 0 {
		theirs := inbox.Or{}
		for _, c := range p.Channels {
			theirs = append(theirs, inbox.Term{Field: "channel", Value: c})
		}
		ask.Query = ask.Query.And(inbox.Query{Root: theirs})
	}
	return ask
}

// brands are those that the person may see among some; none asked for are all. A person of every brand has no walls: nil.
func (s *Seat) brands(asked []string) []string {
	walls := s.Person().Brands
	switch {
	case len(walls) == 0:
		return asked
	case len(asked) == 0:
		return walls
	}
	seen := []string{}
	for _, b := range asked {
		if slices.Contains(walls, b) {
			seen = append(seen, b)
		}
	}
	return seen
}

// onlySeen leaves out the items that the person may not see.
func (s *Seat) onlySeen(items []inbox.Item) []inbox.Item {
	p := s.Person()
	return slices.DeleteFunc(items, func(it inbox.Item) bool { return !p.SeesItem(it) })
}

// exchange is what the person may see of a thread. A department also reads our answers to its items.
func (s *Seat) exchange(items []inbox.Item) []inbox.Item {
	p := s.Person()
	theirs := map[string]bool{}
	for _, it := range items {
		theirs[it.Remote] = p.SeesItem(it)
	}
	return slices.DeleteFunc(items, func(it inbox.Item) bool { return !p.SeesItem(it) && !(it.Ours && theirs[it.Parent]) })
}

// walledCounts are the numbers of a department or of some channels: what the store keeps of a channel, and the rest counted, up
// to as many as a screen tells.
func (s *Seat) walledCounts(ctx context.Context) (inbox.Counts, error) {
	c := inbox.Counts{Status: map[inbox.Status]int{}, Department: map[string]int{}, Mentioned: map[string]int{}}
	for _, status := range inbox.Statuses {
		n, _, err := s.Count(ctx, inbox.Query{Root: inbox.Term{Field: "is", Value: status.String()}}, 1000)
		if err != nil {
			return c, err
		}
		c.Status[status] = n
	}
	n, _, err := s.Count(ctx, inbox.Query{Root: inbox.Term{Field: "is", Value: "mentioned"}}, 1000)
	if err != nil {
		return c, err
	}
	c.Mentioned[s.name] = n
	if s.Person().Role != inbox.DepartmentRole {
		err := s.channelCounts(&c)
		return c, err
	}
	if n := c.Status[inbox.Escalated]; n > 0 {
		c.Department[s.Person().Department] = n
	}
	return c, nil
}

// channelCounts adds what the store keeps of the channels that the person may see.
func (s *Seat) channelCounts(c *inbox.Counts) error {
	kept, err := s.desk.store.Counts(s.brands(nil))
	maps.DeleteFunc(kept.Channel, func(channel string, _ int) bool { return !s.Person().SeesChannel(channel) })
	c.Channel = kept.Channel
	return err
}
