package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// turnOrder shows the list in the next order; the cursor stays on its item, and the view keeps the order.
func (m *model) turnOrder() tea.Cmd {
	m.order = inbox.Orders[(int(m.order)+1)%len(inbox.Orders)].Order
	if v, ok := m.shown(); ok {
		m.orders[v.ordered()] = m.order.String()
	}
	return tea.Batch(m.reread(), m.rememberPlace())
}

// ordered is under which the order that the person chose for a view is kept.
func (v view) ordered() string {
	switch {
	case v.own:
		return "own " + v.name
	case v.brand != "":
		return inside(v.query, v.brand).String()
	}
	return v.words
}

// orderOf is the order that the person chose for a view, or else the view's own.
func (m *model) orderOf(v view) inbox.Order {
	if o, ok := inbox.ParseOrder(m.orders[v.ordered()]); ok {
		return o
	}
	return v.order
}

// orderName is how the list's head names the order.
func (m *model) orderName() string { return m.lang.Say(orderPhrase(m.order)) }

func orderPhrase(o inbox.Order) inbox.Phrase {
	switch o {
	case inbox.Oldest:
		return "oldest first"
	case inbox.MostUrgent:
		return "most urgent first"
	case inbox.MostFollowed:
		return "most followed first"
	}
	return "newest first"
}
