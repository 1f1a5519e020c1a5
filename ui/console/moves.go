package console

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// move goes to the next item or the one before; in the reader it scrolls, among the views it chooses.
func (m *model) move(by int) tea.Cmd {
	switch m.focus {
	case onReader:
		return m.scrollReader(by)
	case onViews:
		return m.showWithin(by)
	}
	m.list.step(by, m.listHigh(), m.rowHeight)
	return nil
}

// showWithin goes through the views and leaves the keys with them.
func (m *model) showWithin(by int) tea.Cmd {
	cmd := m.show(min(max(m.view+by, 0), len(m.views)-1))
	m.focus = onViews
	return cmd
}

func (m *model) halfPage(direction int) tea.Cmd {
	if m.focus == onReader {
		return m.scrollReader(direction * m.at.reader.Dy() / 2)
	}
	m.list.page(direction, m.listHigh(), m.rowHeight)
	return nil
}

func (m *model) toFirst() tea.Cmd {
	if m.focus == onReader {
		return m.scrollReader(-len(m.threadLines()))
	}
	if !m.list.moreUp {
		m.list.cursor, m.list.line = 0, 0
		return nil
	}
	m.list.rows, m.list.loaded, m.list.line = nil, false, 0
	return m.readAround(inbox.Position{})
}

func (m *model) toLast() tea.Cmd {
	if m.focus == onReader {
		return m.scrollReader(len(m.threadLines()))
	}
	if !m.list.moreDown {
		m.list.cursor, m.list.line = len(m.list.rows)-1, m.listHigh()
		return nil
	}
	m.list.line = m.listHigh()
	m.refresh.want = end(m.order)
	return m.readLast()
}

// readOn pages the reader; at the end of the thread it goes to the next unseen item.
func (m *model) readOn() tea.Cmd {
	if m.pageReader() {
		if row, ok := m.current(); ok {
			return m.saw(row.Number)
		}
		return nil
	}
	var cmd tea.Cmd
	if row, ok := m.current(); ok {
		cmd = m.saw(row.Number)
	}
	return tea.Batch(cmd, m.toUnseen(1))
}

type unseenMsg struct {
	row   inbox.Row
	found bool
	err   error
}

// toUnseen goes to the next unseen item in a direction, and beyond the window asks the desk for it.
func (m *model) toUnseen(direction int) tea.Cmd {
	if i := m.list.unseen(direction); i >= 0 {
		m.list.step(i-m.list.cursor, m.listHigh(), m.rowHeight)
		return nil
	}
	row, ok := m.current()
	if !ok || direction > 0 && !m.list.moreDown || direction < 0 && !m.list.moreUp {
		if direction > 0 {
			return m.say(plain("nothing unseen after this one"))
		}
		return m.say(plain("nothing unseen before this one"))
	}
	unseen := m.query.And(inbox.Query{Root: inbox.Term{Field: "is", Value: "unseen"}})
	ask := m.question(1)
	ask.Query, ask.From, ask.Back = unseen, m.order.At(&row.Item), direction < 0
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		p, err := d.Page(ctx, ask)
		if err != nil || len(p.Rows) == 0 {
			return unseenMsg{err: err}
		}
		return unseenMsg{row: p.Rows[0], found: true}
	})
}

func (m *model) gotUnseen(msg unseenMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.say(failed(msg.err))
	case !msg.found:
		return m.say(plain("nothing else is unseen here"))
	}
	return m.jump(m.order.At(&msg.row.Item))
}

// forward opens what has the keys: a view its list, the list its reader.
func (m *model) forward() tea.Cmd {
	if m.focus == onViews {
		m.focus = onList
		return nil
	}
	return m.enterReader()
}

// back closes what was opened last: a selection, the reader, a search.
func (m *model) back() tea.Cmd {
	switch {
	case m.focus == onReader && m.opened != nil:
		return m.backToEscalations()
	case m.focus == onReader, m.focus == onViews:
		m.focus = onList
	case m.chosen.any() || m.chosen.on:
		m.chosen.clear()
	case m.aside != nil:
		return m.leaveAlike()
	case m.view < 0:
		return m.show(0)
	case m.at.mode == narrow:
		m.focus = onViews
	}
	return nil
}

func (m *model) nextPane() tea.Cmd {
	m.opened = nil
	switch m.focus {
	case onList:
		return m.enterReader()
	case onReader:
		if m.at.mode != medium {
			m.focus = onViews
			return nil
		}
	}
	m.focus = onList
	return nil
}

func (m *model) toggleRows() tea.Cmd {
	m.compact = !m.compact
	m.redraw()
	return m.rememberPlace()
}

func (m *model) reload() tea.Cmd {
	m.reader.fresh = false
	return tea.Batch(tea.ClearScreen, m.reread(), m.readCounts())
}
