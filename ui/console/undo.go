package console

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// step is where a decision about one row was made.
type step struct {
	at    inbox.Position
	group string // of the decision, where the row stood for several items
}

// trailMost is how many decisions are remembered by where they were made.
const trailMost = 100

// noteTrail notes by what an undo will name a decision about a row that stood for several items.
func (m *model) noteTrail(msg decidedMsg) {
	for i, s := range slices.Backward(m.trail) {
		if msg.bulk.Group != "" && len(msg.targets) == 1 && s.at.Number == msg.targets[0].Number {
			m.trail[i].group = msg.bulk.Group
			return
		}
	}
}

type undoneMsg struct {
	undone desk.Undone
	redo   bool
	err    error
}

// takings are the undos and redos that were asked for, of which the first is being made: one after the other.
type takings struct {
	asked []taking
	made  int
}

type taking struct {
	redo bool
	do   func(context.Context) (desk.Undone, error)
}

// slowTakingMsg says that one takes longer than one notices: that of a bulk.
type slowTakingMsg struct{ made int }

func (m *model) undo() tea.Cmd { return m.takeBack(taking{false, m.desk.Undo}) }
func (m *model) redo() tea.Cmd { return m.takeBack(taking{true, m.desk.Redo}) }

func (m *model) takeBack(t taking) tea.Cmd {
	if m.bulk != nil {
		return m.say(failed(errBulkGoesOn))
	}
	m.takings.asked = append(m.takings.asked, t)
	if len(m.takings.asked) > 1 {
		return nil
	}
	return m.nextTaking()
}

func (m *model) nextTaking() tea.Cmd {
	if len(m.takings.asked) == 0 {
		return nil
	}
	t := m.takings.asked[0]
	return tea.Batch(m.after(slow, slowTakingMsg{m.takings.made}), m.ask(func(ctx context.Context) tea.Msg {
		u, err := t.do(ctx)
		return undoneMsg{u, t.redo, err}
	}))
}

// slowTaking says what goes on.
func (m *model) slowTaking(msg slowTakingMsg) tea.Cmd {
	switch {
	case msg.made != m.takings.made || len(m.takings.asked) == 0:
		return nil
	case m.takings.asked[0].redo:
		return m.say(plain("making it again …"))
	}
	return m.say(plain("taking it back …"))
}

func (m *model) undone(msg undoneMsg) tea.Cmd {
	m.takings.asked = m.takings.asked[1:]
	m.takings.made++
	m.reader.fresh = false
	st := failedOr(msg.err, func() status {
		what := m.lang.Word(msg.undone.What)
		if msg.undone.Items > 1 {
			what = m.lang.Count(msg.undone.Items, "%[2]s of %[1]d item", "%[2]s of %[1]d items", what)
		}
		words := m.lang.Say("Undone: %s", what)
		if msg.redo {
			words = m.lang.Say("Made again: %s", what)
		}
		if msg.undone.Sent {
			words += m.lang.Say(" · it had left already, so the channel is told to take it back")
		}
		return good("%s", words)
	})
	if msg.err == nil && len(msg.undone.Skipped) > 0 {
		st.more = m.skippedWords(msg.undone.Skipped)
		m.skipped = skipped{"Undo", msg.undone.Skipped}
	}
	cmds := tea.Batch(m.say(st), m.returnTo(msg), m.readCounts(), m.nextTaking())
	if msg.err != nil || msg.redo {
		return cmds
	}
	return tea.Batch(cmds, m.textBack(msg.undone))
}

// returnTo takes the cursor back to the row whose decision was undone, where that was one row and decided here.
func (m *model) returnTo(msg undoneMsg) tea.Cmd {
	if msg.err == nil && !msg.redo {
		u := msg.undone
		for _, s := range slices.Backward(m.trail) { // they stay: what is made again is undone again
			if s.group == u.Group && (u.Group != "" || s.at.Number == u.Number) {
				return m.jump(s.at)
			}
		}
	}
	return m.reread()
}

func failedOr(err error, otherwise func() status) status {
	if err != nil {
		return failed(err)
	}
	return otherwise()
}
