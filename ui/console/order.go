package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// turnOrder shows the list in the next order; the cursor stays on its item, and the view keeps the order.
func (m *model) turnOrder() tea.Cmd {
	m.order = inbox.Orders[(int(m.order)+1)%len(inbox.Orders)].Order
	if m.view >= 0 {
		m.orders[m.views[m.view].words] = m.order.String()
	}
	return tea.Batch(m.reread(), m.rememberPlace())
}

// orderOf is the order that the person chose for a view, or else the view's own.
func (m *model) orderOf(v view) inbox.Order {
	if o, ok := inbox.ParseOrder(m.orders[v.words]); ok {
		return o
	}
	return v.order
}

// orderName is how the list's head names the order.
func (m *model) orderName() string {
	switch m.order {
	case inbox.Oldest:
		return m.lang.Say("oldest first")
	case inbox.MostUrgent:
		return m.lang.Say("most urgent first")
	case inbox.MostFollowed:
		return m.lang.Say("most followed first")
	}
	return m.lang.Say("newest first")
}
