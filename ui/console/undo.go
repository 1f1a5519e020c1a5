package console

import (
	"context"
	"errors"
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
	now   *bulk // how far the first is; of a bulk it can be stopped half way

	stopping bool // it was asked to
}

type taking struct {
	redo bool
	do   func(context.Context, func(done, total int)) (desk.Undone, error)
}

const errNothingToUndo = inbox.Reason("there is nothing to undo")

// undoableMsg tells whether there may be something to undo.
type undoableMsg struct{ may bool }

// readUndoable asks whether there may be something to undo. Where that can't be told the key tries.
func (m *model) readUndoable() tea.Cmd {
	d := m.desk
	return m.ask(func(context.Context) tea.Msg {
		may, err := d.MayUndo()
		return undoableMsg{may || err != nil}
	})
}

// undoNews asks again where the person decided or took something back, here or in another session of theirs.
func (m *model) undoNews(applied []inbox.Applied) tea.Cmd {
	me := m.desk.Person().Name
	if slices.ContainsFunc(applied, func(a inbox.Applied) bool { return a.Change.By == me }) {
		return m.readUndoable()
	}
	return nil
}

// mayUndo says why there is nothing to undo, or nil. What is on its way to the desk will be.
func (m *model) mayUndo() error {
	if m.undoable || len(m.pending) > 0 || m.bulk != nil || len(m.takings.asked) > 0 {
		return nil
	}
	return errNothingToUndo
}

// takingMsg is the moment to say how far an undo is, that takes longer than one notices: that of a bulk.
type takingMsg struct{ made int }

func (m *model) undo() tea.Cmd { return m.takeBack(taking{false, m.desk.UndoWith}) }
func (m *model) redo() tea.Cmd { return m.takeBack(taking{true, m.desk.RedoWith}) }

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
	ctx, stop := context.WithCancel(m.ctx)
	b := &bulk{title: "Undo", began: m.now, stop: stop}
	if t.redo {
		b.title = "Redo"
	}
	m.takings.now = b
	return tea.Batch(m.after(slow, takingMsg{m.takings.made}), func() tea.Msg {
		defer stop()
		u, err := t.do(ctx, b.tell)
		return undoneMsg{u, t.redo, err}
	})
}

// takingGoesOn says how far it is.
func (m *model) takingGoesOn(msg takingMsg) tea.Cmd {
	if msg.made != m.takings.made || len(m.takings.asked) == 0 {
		return nil
	}
	b, words := m.takings.now, plain("taking it back …")
	switch {
	case m.takings.stopping:
		return nil
	case b.total.Load() > 1:
		words = m.progress(b)
	case m.takings.asked[0].redo:
		words = plain("making it again …")
	}
	return tea.Batch(m.say(words), m.after(bulkEvery, msg))
}

// stopTaking ends the undo of a bulk where it is, and what was asked for after it.
func (m *model) stopTaking() tea.Cmd {
	m.takings.asked, m.takings.stopping = m.takings.asked[:1], true
	m.takings.now.stop()
	return m.say(plain("%s: stopping …", m.takings.now.title))
}

// stoppable reports whether the undo of several items is being made.
func (t *takings) stoppable() bool { return len(t.asked) > 0 && t.now.total.Load() > 1 && !t.stopping }

func (m *model) undone(msg undoneMsg) tea.Cmd {
	b := m.takings.now
	m.takings = takings{asked: m.takings.asked[1:], made: m.takings.made + 1}
	m.reader.fresh, m.quitting = false, false
	st := failedOr(msg.err, func() status { return good("%s", m.undoneWords(msg)) })
	stopped := errors.Is(msg.err, context.Canceled)
	if stopped {
		st = m.stoppedAt(msg, b)
	}
	if (msg.err == nil || stopped) && len(msg.undone.Skipped) > 0 {
		st.more = m.skippedWords(msg.undone.Skipped)
		m.skipped = skipped{"Undo", msg.undone.Skipped}
	}
	again := m.readUndoable()
	if errors.Is(msg.err, desk.ErrNothing) && !msg.redo {
		m.undoable, again = false, nil // it looked further back than that would
	}
	cmds := tea.Batch(m.say(st), m.returnTo(msg), m.readCounts(), again, m.nextTaking())
	if msg.err != nil || msg.redo {
		return cmds
	}
	return tea.Batch(cmds, m.textBack(msg.undone))
}

// undoneWords are what was taken back, or made again.
func (m *model) undoneWords(msg undoneMsg) string {
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
	return words
}

// stoppedAt is how many items an undo, or a redo, that was stopped had reached.
func (m *model) stoppedAt(msg undoneMsg, b *bulk) status {
	done, total, again := m.lang.Number(msg.undone.Items), m.lang.Number(int(b.total.Load())), "undo"
	if msg.redo {
		again = "redo"
	}
	return plain("%s: stopped at %s of %s · %s goes on", b.title, done, total, m.keyTo(again))
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
