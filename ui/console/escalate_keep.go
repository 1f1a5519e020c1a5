package console

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// This file keeps why something is escalated while it is being typed, as a composer keeps its text: only a cut line leaves such a
// draft behind, since esc takes the words back.

// escalating is the escalation whose reason is being written, or nil.
func (m *model) escalating() *escalation {
	for _, l := range m.layers {
		if e, ok := l.(*escalation); ok && e.to != nil {
			return e
		}
	}
	return nil
}

// key is what the reason is a draft of.
func (e *escalation) key() draftKey {
	if e.several != nil {
		return draftKey{verb: e.verb}
	}
	return draftKey{e.on.row.Number, e.verb}
}

func (e *escalation) draft(now time.Time) inbox.Draft {
	of := e.key()
	d := inbox.Draft{Number: of.number, Verb: of.verb, Text: e.why.Value(), Caret: caretOf(&e.why), Saved: now}
	if of.number == 0 {
		d.On = e.on.numbers()
	}
	return d
}

// hear takes what isn't a key.
func (e *escalation) hear(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		e.why.InsertString(pasted(msg.Content))
		return e.changed(m)
	case keepMsg:
		e.saving = false
		return m.keepDraft(e.draft(m.now))
	}
	return nil
}

// changed has the reason kept in a moment.
func (e *escalation) changed(m *model) tea.Cmd {
	if e.saving {
		return nil
	}
	e.saving = true
	return m.after(keepEvery, keepMsg{})
}

// keepDraft keeps a text.
func (m *model) keepDraft(d inbox.Draft) tea.Cmd {
	keep := m.keeper.next(d)
	return m.ask(func(context.Context) tea.Msg {
		if err := keep(); err != nil {
			return troubleMsg{err}
		}
		return nil
	})
}

// forgetDraft drops a text that was taken back, or became a decision.
func (m *model) forgetDraft(of draftKey) tea.Cmd {
	return m.keepDraft(inbox.Draft{Number: of.number, Verb: of.verb})
}

// escalateAgain opens an escalation on its reason as it was when the line was cut.
func (m *model) escalateAgain(msg textMsg, s scope) tea.Cmd {
	to, known := m.team.Department(msg.text.To)
	if !known {
		return nil
	}
	e := &escalation{verb: msg.text.Verb, on: s, to: &to, why: newTextarea(), urgency: msg.text.Urgency, several: msg.text.Several}
	setText(&e.why, msg.draft.Text, msg.draft.Caret)
	m.push(e)
	return nil
}
