package console

import tea "charm.land/bubbletea/v2"

// showEscalations goes to what departments have.
func (m *model) showEscalations() tea.Cmd {
	for i, v := range m.views {
		if v.key == "e" {
			return m.show(i)
		}
	}
	return nil
}
