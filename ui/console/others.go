package console

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox/desk"
)

// This file is who else is at work on what is shown.

type othersMsg map[uint64][]desk.Presence

// readOthers asks who is at which item.
func (m *model) readOthers() tea.Cmd {
	d := m.desk
	return m.ask(func(context.Context) tea.Msg { return othersMsg(d.Others()) })
}

func (m *model) gotOthers(msg othersMsg) {
	m.others = msg
	clear(m.rows)
}

// here tells the others what the person is at. That it can't be told is no trouble of theirs.
func (m *model) here(number uint64, doing desk.Doing) tea.Cmd {
	d := m.desk
	return m.ask(func(context.Context) tea.Msg {
		_ = d.Here(number, doing)
		return nil
	})
}

// atWork says who else is at an item: who answers it, or who reads it where nobody does.
func (m *model) atWork(number uint64) string {
	at := m.others[number]
	if len(at) == 0 {
		return ""
	}
	words := at[0].Person + " is reading"
	if at[0].Doing == desk.Answering {
		words = at[0].Person + " is answering"
	}
	if more := len(at) - 1; more > 0 {
		words += " +" + grouped(more)
	}
	return words
}

// warn says that somebody else is answering an item that the person begins to write about.
func (m *model) warn(number uint64) tea.Cmd {
	if at := m.others[number]; len(at) > 0 && at[0].Doing == desk.Answering {
		return m.say(bad("%s is answering this already, since %s", at[0].Person, span(m.now.Sub(at[0].Since))))
	}
	return nil
}
