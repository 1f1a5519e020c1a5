package console

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// This file is the text that somebody is in the middle of: what it is for is kept with their place, its words as a draft, so that
// it opens again after the line was cut or the program ended.

// text is what a text is being written for.
type text struct {
	Item    uint64         `json:"item"`
	Verb    inbox.Verb     `json:"verb"`
	Blank   bool           `json:"blank,omitempty"`   // nothing was written, so that there is no draft
	Keep    bool           `json:"keep,omitempty"`    // the item stays open
	Review  uint64         `json:"review,omitempty"`  // the delivery that it is to leave with, in place of its author's words
	Several *several       `json:"several,omitempty"` // it is for these
	To      string         `json:"to,omitempty"`      // the department of an escalation
	Urgency inbox.Priority `json:"urgency,omitempty"` // likewise
}

// key is what its words are a draft of.
func (t text) key() draftKey {
	switch {
	case t.Review != 0:
		return draftKey{verb: reviewDraft(t.Review)}
	case t.Several != nil:
		return draftKey{verb: t.Verb}
	}
	return draftKey{t.Item, t.Verb}
}

// textMsg brings what a text that was left in the middle is for.
type textMsg struct {
	text     text
	draft    inbox.Draft
	row      inbox.Row
	rows     []inbox.Row // of several
	delivery inbox.Delivery
}

// readText looks whether a text is still to be written. One that was sent or thrown away isn't, nor is a reply that has left
// meanwhile.
func (m *model) readText(t text) tea.Cmd {
	if t.Item == 0 {
		return nil
	}
	d, of := m.desk, t.key()
	return m.ask(func(ctx context.Context) tea.Msg {
		draft, found, err := d.Draft(of.number, of.verb)
		if err != nil || !found && !t.Blank {
			return nil
		}
		row, err := d.Item(ctx, t.Item)
		if err != nil {
			return nil
		}
		msg := textMsg{text: t, draft: draft, row: row}
		if t.Several != nil {
			msg.rows = t.Several.rows(ctx, d)
		}
		if t.Review != 0 {
			return msg.reviewed(ctx, d)
		}
		return msg
	})
}

// reviewed is the message with the reply that a lead was editing, where it still waits for one.
func (msg textMsg) reviewed(ctx context.Context, d Desk) tea.Msg {
	th, err := d.Thread(ctx, msg.text.Item)
	if err != nil {
		return nil
	}
	i := slices.IndexFunc(th.Deliveries, func(dl inbox.Delivery) bool { return dl.ID == msg.text.Review && dl.State == inbox.InReview })
	if i < 0 {
		return nil
	}
	msg.delivery = th.Deliveries[i]
	return msg
}

// writeOn opens the composer of that text again, on what it is for.
func (m *model) writeOn(msg textMsg) tea.Cmd {
	if m.top() != nil {
		return nil
	}
	var there tea.Cmd
	if m.resume.Row == (inbox.Position{}) && !msg.row.Ours {
		there = m.jump(m.order.At(&msg.row.Item))
	}
	writing := m.writeAgain(msg)
	if c := m.composing(); c != nil {
		c.keep = msg.text.Keep
		if m.resume.Reader {
			c.focus = onReader
		}
	}
	return tea.Batch(there, writing)
}

func (m *model) writeAgain(msg textMsg) tea.Cmd {
	s := scopeOf(msg.row)
	if k := msg.text.Several; k != nil {
		s = k.scope(m, msg.row, msg.rows)
	}
	switch {
	case len(s.targets) == 0 && !s.all:
		return nil // none of them is theirs any more
	case msg.text.Review != 0:
		return m.review(reviewMsg{row: msg.row, delivery: msg.delivery})
	case msg.text.To != "":
		return m.escalateAgain(msg, s)
	case msg.text.Verb == inbox.VerbAmend:
		return m.amendOf(msg.row)
	}
	return m.writeOf(msg.text.Verb, s, false)
}

// rememberText keeps what a text is being written for, whenever that changes.
func (m *model) rememberText() tea.Cmd {
	var t text
	if c := m.composing(); c != nil {
		t = text{Item: c.on.row.Number, Verb: c.verb, Blank: c.untouched(), Keep: c.keep, Several: c.several}
		if c.review != nil {
			t.Review = c.review.ID
		}
	} else if e := m.escalating(); e != nil {
		t = text{Item: e.on.row.Number, Verb: e.verb, To: e.to.Name, Urgency: e.urgency, Several: e.several}
	}
	if t == m.writing {
		return nil
	}
	m.writing = t
	return m.rememberPlace()
}
