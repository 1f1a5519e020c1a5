package console

import (
	"context"
	"errors"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// reviewMsg brings the item of a reply that a lead wants to edit before it is released.
type reviewMsg struct {
	row      inbox.Row
	delivery inbox.Delivery
	err      error
}

// editReview opens the composer on a reply that waits for a lead.
func (m *model) editReview(d inbox.Delivery) tea.Cmd {
	seat := m.desk
	return tea.Batch(m.goTo(d.Item), m.ask(func(ctx context.Context) tea.Msg {
		row, err := seat.Item(ctx, d.Item)
		return reviewMsg{row, d, err}
	}))
}

func (m *model) review(msg reviewMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(failed(msg.err))
	}
	if m.top() != nil {
		return m.say(bad("leave this first"))
	}
	c := m.openComposer(inbox.VerbReply, scopeOf(msg.row))
	c.review, c.private = &msg.delivery, msg.delivery.Private
	c.opening = msg.delivery.Text.String()
	setText(&c.text, c.opening, len([]rune(c.opening)))
	c.loading = true
	return m.readDraft(c.key())
}

// reviewDraft is the name under which a lead's text for a reply of somebody else is kept.
func reviewDraft(delivery uint64) inbox.Verb { return inbox.Verb(fmt.Sprint("release ", delivery)) }

// mayReview says why there is no reply here for the person to edit and release.
func (m *model) mayReview() error {
	row, ok := m.current()
	switch {
	case !ok:
		return errNoItem
	case m.desk.Person().Role < inbox.Lead:
		return inbox.Reason("that takes a lead")
	case !row.Review:
		return inbox.Reason("no reply waits for a lead here")
	}
	if _, ok := m.waitingReview(); !ok {
		return inbox.Reason("the reply is still being read")
	}
	return nil
}

// waitingReview is the reply of the item under the cursor that waits for a lead.
func (m *model) waitingReview() (inbox.Delivery, bool) {
	row, _ := m.current()
	if !m.reader.loaded || m.reader.number != row.Number {
		return inbox.Delivery{}, false
	}
	all := m.reader.thread.Deliveries
	i := slices.IndexFunc(all, func(d inbox.Delivery) bool {
		return d.Item == row.Number && d.State == inbox.InReview && d.Verb == inbox.VerbReply
	})
	if i < 0 {
		return inbox.Delivery{}, false
	}
	return all[i], true
}

// reviewHere opens the composer on the reply that waits for a lead, of the item under the cursor.
func (m *model) reviewHere() tea.Cmd {
	row, _ := m.current()
	d, _ := m.waitingReview()
	return m.review(reviewMsg{row: row, delivery: d})
}

// reviewedMsg is the desk's answer to a text that a lead released.
type reviewedMsg struct {
	composer *composer
	err      error
}

// release hands the text over to leave in place of what was written.
func (c *composer) release(m *model) tea.Cmd {
	c.close(m)
	seat, id, text := m.desk, c.review.ID, inbox.Clean(c.value())
	keep, drop := m.keeper.last(c.draft(m.now)), m.keeper.next(inbox.Draft{Verb: reviewDraft(id)})
	return m.ask(func(ctx context.Context) tea.Msg {
		err := keep(func() error { return seat.ReleaseAs(ctx, id, text) })
		if err == nil || errors.Is(err, inbox.ErrDelivery) { // it has left, or another lead was quicker
			_ = drop() // what is left of it is shown nowhere
		}
		return reviewedMsg{c, err}
	})
}

// reviewed shows what became of it. A text that was refused is back in its composer, unless another lead was quicker.
func (m *model) reviewed(msg reviewedMsg) tea.Cmd {
	c := msg.composer
	if msg.err == nil {
		return m.released(releasedMsg{told: m.lang.Say("%s's reply to item %d is released", c.review.By, c.review.Item)})
	}
	if m.top() == nil && !errors.Is(msg.err, inbox.ErrDelivery) {
		c.asking, c.focus = false, m.focus
		m.push(c)
		m.focus = onReader
	}
	return m.released(releasedMsg{err: msg.err})
}

// reviewNews tells the author of a reply what a lead made of it.
func (m *model) reviewNews(all []inbox.Applied) tea.Cmd {
	me := m.desk.Person().Name
	for _, a := range all {
		e, ok := a.Change.Event.(inbox.Progressed)
		if !ok || a.Err != nil || a.Delivery == nil || a.Delivery.Verb != inbox.VerbReply || a.Delivery.By != me || a.Change.By == me || a.Change.By == "" {
			continue
		}
		switch {
		case e.Progress.State == inbox.Ready && !e.Progress.Text.Empty():
			return m.say(good("%s edited and released your reply to item %d", a.Change.By, a.Number))
		case e.Progress.State == inbox.Ready:
			return m.say(good("%s released your reply to item %d", a.Change.By, a.Number))
		case e.Progress.State == inbox.Cancelled:
			return m.say(bad("%s sent your reply to item %d back: %s", a.Change.By, a.Number, e.Progress.Words.Line()))
		}
	}
	return nil
}

// written is the text of the reply that an entry of the log released with another one.
func (m *model) written(e inbox.Entry) string {
	for _, h := range m.reader.thread.History {
		if h.Delivery == e.Delivery && h.What == string(inbox.VerbReply) {
			return h.Text.String()
		}
	}
	return ""
}
