package console

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// This file is who else is at work on what is shown.

type (
	othersMsg map[uint64][]desk.Presence
	gatherMsg struct{} // who is at which item may have changed
)

// gathering is how long news of who is where is gathered: it comes with every step of everybody.
const gathering = time.Second / 2

// gather reads in a while who is at which item, at once for whoever is writing: somebody may have taken that over.
func (m *model) gather() tea.Cmd {
	if m.composing() != nil {
		return m.readOthers()
	}
	if m.refresh.gathering {
		return nil
	}
	m.refresh.gathering = true
	return m.after(gathering, gatherMsg{})
}

// readOthers asks who is at which item. That nothing changed is no news.
func (m *model) readOthers() tea.Cmd {
	m.refresh.gathering = false
	d, was := m.desk, m.others
	return m.ask(func(context.Context) tea.Msg {
		now := d.Others()
		if maps.EqualFunc(was, now, slices.Equal) {
			return nil
		}
		return othersMsg(now)
	})
}

func (m *model) gotOthers(msg othersMsg) tea.Cmd {
	m.others = msg
	clear(m.rows)
	if c := m.composing(); c != nil {
		return c.contested(m)
	}
	return nil
}

// reading tells the others what the person reads. That it can't be told is no trouble of theirs.
func (m *model) reading(number uint64) tea.Cmd {
	d := m.desk
	return m.ask(func(context.Context) tea.Msg {
		_ = d.Here(number, desk.Reading)
		return nil
	})
}

// readsOn tells the others that the person is still at what they read, where they pressed a key in the last minute: who is at rest
// is shown for a while, and then no more.
func (m *model) readsOn() tea.Cmd {
	if m.now.Sub(m.present.active) > time.Minute || len(m.layers) > 0 || m.at.reader.Empty() || !m.reader.loaded {
		return nil
	}
	return m.reading(m.reader.number)
}

// does is what somebody does, in a few words.
func (m *model) does(p desk.Presence) string {
	switch {
	case p.Away:
		return m.lang.Say("%s was answering", p.Person)
	case p.Doing == desk.Answering:
		return m.lang.Say("%s is answering", p.Person)
	case p.Doing == desk.Writing:
		return m.lang.Say("%s is writing", p.Person)
	}
	return m.lang.Say("%s is reading", p.Person)
}

// doesSince is what somebody does, and for how long where that is a minute or more.
func (m *model) doesSince(p desk.Presence) string {
	if m.now.Sub(p.Since) < time.Minute {
		return m.does(p)
	}
	return m.lang.Say("%s for %s", m.does(p), m.lang.Span(m.now.Sub(p.Since)))
}

// atWork says who else is at an item: the one who does most, and how many more there are.
func (m *model) atWork(number uint64) string {
	at := m.others[number]
	if len(at) == 0 {
		return ""
	}
	words := m.does(at[0])
	if more := len(at) - 1; more > 0 {
		words += " +" + m.lang.Number(more)
	}
	return words
}

// company says who else is in the thread of an item, each once with the most that they do, since when; no more than fills w cells.
func (m *model) company(it inbox.Item, w int) string {
	var all []*desk.Presence
	for _, at := range m.others {
		for i := range at {
			if at[i].In(it) {
				all = append(all, &at[i])
			}
		}
	}
	slices.SortFunc(all, func(a, b *desk.Presence) int {
		return cmp.Or(cmp.Compare(b.Doing, a.Doing), a.Since.Compare(b.Since), cmp.Compare(a.Person, b.Person))
	})
	words := ""
	for i, p := range all {
		if width(words) > w {
			break
		}
		if !slices.ContainsFunc(all[:i], func(before *desk.Presence) bool { return before.Person == p.Person }) {
			words = joined(words, m.doesSince(*p))
		}
	}
	return cut(words, w)
}
