package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// showEscalations goes to what departments have, the oldest first: what waits longest is on top.
func (m *model) showEscalations() tea.Cmd {
	for i, v := range m.views {
		if v.name == "Escalated" {
			m.order = inbox.Oldest
			return m.show(i)
		}
	}
	return nil
}
