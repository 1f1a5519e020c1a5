package console

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// This file is the lease on a thread: whoever answers there has it, whoever else begins to is asked, and whoever lost it is told.

// rival is who else answers in the thread of an item.
func (m *model) rival(it inbox.Item) (desk.Presence, bool) {
	for _, at := range m.others {
		for _, p := range at {
			if p.Doing == desk.Answering && p.In(it) {
				return p, true
			}
		}
	}
	return desk.Presence{}, false
}

// askTakeOver asks before a reply is begun that somebody else is writing. The key that confirms is another one.
func (m *model) askTakeOver(s scope, p desk.Presence) {
	m.push(&question{
		key:   "y",
		title: m.lang.Say("Take over from %s", p.Person),
		about: m.lang.Say("%s, since %s, %s ago.", m.does(p), m.on(p.Since), m.lang.Span(m.now.Sub(p.Since))),
		help:  m.lang.Say("They are told at once, and keep their text."),
		yes:   func(m *model) tea.Cmd { return m.writeOf(inbox.VerbReply, s, true) },
	})
}

// attendEvery is how often the others are told that a text is still being typed: well within the time that a lease lasts.
const attendEvery = 20 * time.Second

// leaseMsg is the desk's answer to a composer that was opened, or is being typed in.
type leaseMsg struct {
	number uint64
	over   bool
	err    error
}

// attend tells the others what is being written. A reply takes the lease on its thread with that, or renews it.
func (c *composer) attend(m *model, over bool) tea.Cmd {
	if !c.on.one() {
		return nil
	}
	c.attended = m.now
	d, number, doing := m.desk, c.on.row.Number, desk.Writing
	if c.verb == inbox.VerbReply {
		doing = desk.Answering
	}
	return m.ask(func(context.Context) tea.Msg {
		if over {
			return leaseMsg{number, true, d.TakeOver(number)}
		}
		return leaseMsg{number, false, d.Here(number, doing)}
	})
}

// typing renews the lease now and then.
func (c *composer) typing(m *model) tea.Cmd {
	if m.now.Sub(c.attended) < attendEvery {
		return nil
	}
	return c.attend(m, false)
}

func (c *composer) leased(m *model, msg leaseMsg) tea.Cmd {
	if msg.number != c.on.row.Number || c.verb != inbox.VerbReply {
		return nil
	}
	if held, ok := errors.AsType[*desk.AnsweringError](msg.err); ok {
		return c.lose(m, held.By)
	}
	if _, taken := m.rival(c.on.row.Item); msg.over || !taken {
		c.rival = nil
	}
	return nil
}

// contested looks whether somebody else answers the thread now.
func (c *composer) contested(m *model) tea.Cmd {
	if c.verb != inbox.VerbReply || !c.on.one() {
		return nil
	}
	p, taken := m.rival(c.on.row.Item)
	switch {
	case taken:
		return c.lose(m, p)
	case c.rival != nil:
		gone := c.rival.Person
		c.rival = nil
		return tea.Batch(c.attend(m, false), m.say(good("%s no longer answers it: the answer is yours", gone)))
	}
	return nil
}

// lose says who answers the thread in this one's place. The text stays.
func (c *composer) lose(m *model, p desk.Presence) tea.Cmd {
	known := c.rival != nil && c.rival.Person == p.Person
	if c.rival = &p; known {
		return nil
	}
	return m.say(bad("%s answers it now; your text is kept", p.Person))
}

// rivalLines say in the composer who answers the thread.
func (c *composer) rivalLines(m *model, w int) []string {
	if c.rival == nil {
		return nil
	}
	words := m.lang.Say("▲ %s, since %s; your text is kept", m.does(*c.rival), m.on(c.rival.Since))
	return []string{m.styles.late.draw(cut(words, w))}
}
