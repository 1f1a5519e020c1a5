package console

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

const errNotSuspended = inbox.Reason("only a console that a shell on this machine started can be suspended")

// maySuspend says why the console can't be stopped and brought back, or nil.
func (m *model) maySuspend() error {
	if !m.opt.Suspends {
		return errNotSuspended
	}
	return nil
}

// suspend gives the terminal back to the shell until that has the console go on. The consoles of others that have joined would stop
// too, so it isn't done while there are any.
func (m *model) suspend() tea.Cmd {
	joined := m.opt.Guests
	return m.ask(func(context.Context) tea.Msg {
		if joined != nil && len(joined()) > 0 {
			return troubleMsg{inbox.Reason("other screens are open through this vigie: suspending it would stop them too")}
		}
		return tea.SuspendMsg{}
	})
}

// resumed reads again what may have changed meanwhile.
func (m *model) resumed() tea.Cmd {
	m.reader.fresh = false
	return tea.Batch(m.reread(), m.readCounts(), m.readUndoable(), m.readOthers())
}

// suspends reports whether a key asks to suspend the console. With ctrl it does so everywhere, also where a text is typed, as in every
// program of a terminal.
func (m *model) suspends(msg tea.KeyPressMsg) (command, bool) {
	c, ok := m.keys.command(msg.String())
	return c, ok && c.Name == "suspend" && msg.Mod.Contains(tea.ModCtrl)
}
