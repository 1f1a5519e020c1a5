package desk

import "vigie/inbox"

// This file is how colleagues are named in notes.

// named are the people of the team whom a text that stays in the inbox names.
func (s *Seat) named(d inbox.Decision) []string {
	if !d.Verb.Internal() {
		return nil
	}
	people := s.Team().People // nobody learns by it who else there is
	names := make([]string, len(people))
	for i, p := range people {
		names[i] = p.Name
	}
	return inbox.Mentions(d.Text, names)
}

// mayRead refuses a decision that names a colleague who couldn't read it: they would wait for each other.
func (s *Seat) mayRead(d inbox.Decision, it inbox.Item) error {
	if it.Ours && len(d.Mentions) > 0 {
		return refuse(inbox.ErrNotNow, "item %d is our own post, which stands in no list: name @%s in a note on what it answers", it.Number, d.Mentions[0])
	}
	team := s.desk.Team()
	switch d.Verb {
	case inbox.VerbEscalate, inbox.VerbMove:
		it.Department = d.To
	case inbox.VerbSendBack:
		it.Department = ""
	}
	for _, name := range d.Mentions {
		p, ok := team.Person(name)
		switch {
		case !ok, p.SeesItem(it):
		case !p.Sees(it.Brand):
			return refuse(ErrRole, "@%s has no access to the brand %s and couldn't read this: name somebody else", name, it.Brand)
		case !p.SeesChannel(it.Channel):
			return refuse(ErrRole, "@%s has no access to the channel %s and couldn't read this: name somebody else", name, it.Channel)
		default:
			return refuse(ErrRole, "item %d is not with @%s's department, who couldn't read this: name somebody else", it.Number, name)
		}
	}
	return nil
}

// Colleagues are the other people who see an item, whom a note on it can name.
func (s *Seat) Colleagues(it inbox.Item) (names []string) {
	for _, p := range s.Team().People {
		if p.Name != s.name && p.SeesItem(it) {
			names = append(names, p.Name)
		}
	}
	return names
}
