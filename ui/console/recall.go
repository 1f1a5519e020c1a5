package console

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// sentReply is a reply that was sent from here and can still be taken back.
type sentReply struct {
	number  uint64
	change  string // its key
	text    string
	private bool
	until   time.Time // then it leaves
}

// outbound remembers the replies of this session whose undo window may still run, the newest last.
type outbound []sentReply

const outboundMost = 20

func (o *outbound) add(msg decidedMsg, on scope) {
	if msg.decision.Verb != inbox.VerbReply || !on.one() || len(msg.applied) == 0 {
		return
	}
	a := msg.applied[0]
	*o = append(*o, sentReply{on.row.Number, a.Change.Key, msg.decision.Text.String(), msg.decision.Private, heldUntil(msg.applied)})
	*o = (*o)[max(len(*o)-outboundMost, 0):]
}

// take removes and gives back the newest reply that fits.
func (o *outbound) take(fits func(sentReply) bool) (sentReply, bool) {
	for i, r := range slices.Backward(*o) {
		if fits(r) {
			*o = slices.Delete(*o, i, i+1)
			return r, true
		}
	}
	return sentReply{}, false
}

func (m *model) mayRecall() error {
	if !m.recallable() && m.mayOwn(inbox.VerbAmend) != nil {
		return inbox.Reason("no reply of yours waits to leave; what has left is taken back with u")
	}
	return nil
}

// recallable reports whether a reply that was sent from here waits to leave.
func (m *model) recallable() bool {
	return slices.ContainsFunc(m.sent, func(r sentReply) bool { return r.until.After(m.now) })
}

// recalledMsg brings a reply that was taken back, and its item as it is again.
type recalledMsg struct {
	reply  sentReply
	row    inbox.Row
	undone desk.Undone
	here   bool // the cursor is on the item again already
	told   inbox.Phrase
	err    error
}

// recall takes the last reply back into the composer while its undo window runs; after that, the one that answers the item under
// the cursor is amended where it stands.
func (m *model) recall() tea.Cmd {
	if !m.recallable() {
		return m.amend()
	}
	r, ok := m.sent.take(func(r sentReply) bool { return r.until.After(m.now) })
	if !ok {
		return nil
	}
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		undone, err := d.UndoChange(ctx, r.change)
		if err != nil {
			return recalledMsg{reply: r, err: err}
		}
		row, err := d.Item(ctx, r.number)
		return recalledMsg{reply: r, row: row, undone: undone, told: "taken back before it left", err: err}
	})
}

// textBack puts the text of a reply that was undone back into its composer.
func (m *model) textBack(u desk.Undone) tea.Cmd {
	if u.What != inbox.VerbReply || u.Items != 1 || u.Sent {
		return nil
	}
	r, ok := m.sent.take(func(sentReply) bool { return true })
	if !ok {
		return nil
	}
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		row, err := d.Item(ctx, r.number)
		return recalledMsg{reply: r, row: row, undone: u, here: true, told: "taken back before it left", err: err}
	})
}

func (m *model) recalled(msg recalledMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(failed(msg.err))
	}
	cmds := m.readCounts()
	if !msg.here {
		cmds = tea.Batch(cmds, m.returnTo(undoneMsg{undone: msg.undone}))
	}
	if m.top() != nil { // somebody is at another text already: this one waits as a draft
		keep := m.keeper.next(inbox.Draft{Number: msg.reply.number, Verb: inbox.VerbReply, Text: msg.reply.text, Saved: m.now, Private: msg.reply.private})
		m.showDraft(msg.reply.number, true)
		return tea.Batch(cmds, m.say(good("%s; the text waits as a draft", msg.told)), m.ask(func(context.Context) tea.Msg {
			return keptMsg{draftKey{msg.reply.number, inbox.VerbReply}, msg.reply.text, keep()}
		}))
	}
	c := m.openComposer(inbox.VerbReply, scopeOf(msg.row))
	setText(&c.text, msg.reply.text, len([]rune(msg.reply.text)))
	c.private = msg.reply.private
	return tea.Batch(cmds, c.attend(m, false), c.changed(m), m.say(good(msg.told)))
}
