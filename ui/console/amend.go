package console

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// ours is our last answer to the item under the cursor that is still there, as its own row.
func (m *model) ours() (inbox.Row, bool) {
	row, ok := m.current()
	if !ok || !m.reader.loaded || m.reader.number != row.Number {
		return inbox.Row{}, false
	}
	for _, it := range slices.Backward(m.reader.thread.Items) {
		if it.Ours && it.Parent == row.Remote && it.Visibility != inbox.Deleted {
			return inbox.Row{Item: it, Seen: true}, true
		}
	}
	return inbox.Row{}, false
}

// mayOwn says why a verb can't be done to our answer to the item under the cursor, or nil.
func (m *model) mayOwn(v inbox.Verb) error {
	row, ok := m.current()
	if !ok {
		return errNoItem
	}
	if own, ok := m.ours(); ok {
		return m.desk.May(v, own.Item)
	}
	if err := m.desk.May(v, row.Item); err != nil && !errors.Is(err, inbox.ErrNotNow) {
		return err
	}
	return inbox.Reason("no answer of ours stands here")
}

// amend opens the composer on our delivered answer, with the text that it has.
func (m *model) amend() tea.Cmd {
	own, ok := m.ours()
	if !ok {
		return nil
	}
	return m.amendOf(own)
}

func (m *model) amendOf(own inbox.Row) tea.Cmd {
	c := m.openComposer(inbox.VerbAmend, scopeOf(own))
	c.opening = own.Text.String()
	setText(&c.text, c.opening, len([]rune(c.opening)))
	c.loading = true
	return m.readDraft(c.key())
}

// retract asks whether our delivered answer is to be taken off the platform.
func (m *model) retract() tea.Cmd {
	own, ok := m.ours()
	if !ok {
		return nil
	}
	a, _ := inbox.ActionOf(inbox.VerbRetract)
	m.push(newQuestion(m, a, func(m *model) tea.Cmd { return m.decideOn(scopeOf(own), inbox.Decision{Verb: a.Verb}) }))
	return nil
}

// published reports whether the text is for the platform: an answer, or one that was given already.
func (c *composer) published() bool { return c.verb == inbox.VerbReply || c.verb == inbox.VerbAmend }
