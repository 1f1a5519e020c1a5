package console

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// teamReadMsg tells that the team file was read again, or why all stays as it was.
type teamReadMsg struct{ err error }

// awaitTeam waits for the next reading of the team file.
func (m *model) awaitTeam() tea.Cmd {
	read := m.opt.TeamRead
	if read == nil {
		return nil
	}
	return m.ask(func(ctx context.Context) tea.Msg {
		select {
		case err := <-read:
			return teamReadMsg{err}
		case <-ctx.Done():
			return nil
		}
	})
}

// teamRead says so; of several faults the first, with its line.
func (m *model) teamRead(msg teamReadMsg) tea.Cmd {
	if msg.err == nil {
		st := plain("the team file was read again")
		st.more = m.plainLater()
		return tea.Batch(m.awaitTeam(), m.say(st))
	}
	faults := strings.Split(m.lang.Error(msg.err), "\n")
	st := bad("the team stays as it was: %s", faults[0])
	if more := len(faults) - 1; more > 0 {
		st.more = " · " + m.lang.Count(more, "and %d more", "and %d more")
	}
	return tea.Batch(m.awaitTeam(), m.say(st))
}
