package console

import (
	"context"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// keepEvery is how long a change to a text waits until it is kept, together with those that follow.
const keepEvery = 300 * time.Millisecond

type (
	// draftMsg brings the draft that lies on an item for a verb.
	draftMsg struct {
		of    draftKey
		draft inbox.Draft
		found bool
		err   error
	}
	keepMsg struct{} // the text is to be kept now
	keptMsg struct { // it was
		of   draftKey
		text string
		err  error
	}
)

func (m *model) readDraft(of draftKey) tea.Cmd {
	d := m.desk
	return m.ask(func(context.Context) tea.Msg {
		draft, found, err := d.Draft(of.number, of.verb)
		return draftMsg{of, draft, found, err}
	})
}

// gotDraft puts the draft in before what was typed meanwhile, the caret where it was.
func (c *composer) gotDraft(m *model, msg draftMsg) tea.Cmd {
	if !c.loading || msg.of != c.key() {
		return nil
	}
	c.loading = false
	if msg.err != nil {
		return m.say(bad("the draft can't be read: %v", msg.err))
	}
	if msg.found {
		typed := ""
		if now := c.text.Value(); now != c.opening {
			typed = now[min(len(c.opening), len(now)):]
		}
		setText(&c.text, msg.draft.Text+typed, msg.draft.Caret+len([]rune(typed)))
		c.saved, c.private = msg.draft.Text, msg.draft.Private
		c.begun = &msg.draft
		if c.verb == inbox.VerbReply && c.review == nil {
			c.opening = c.opens(m)
		}
		c.news = append(c.news, c.newsSince(m, msg.draft)...)
	}
	if c.text.Value() != c.saved && !c.untouched() {
		return c.changed(m)
	}
	return nil
}

// changed has the text kept in a moment.
func (c *composer) changed(m *model) tea.Cmd {
	typing := c.typing(m)
	if c.saving || c.loading {
		return typing
	}
	c.saving = true
	return tea.Batch(typing, m.after(keepEvery, keepMsg{}))
}

// save keeps the text, or drops a draft that was emptied.
func (c *composer) save(m *model) tea.Cmd {
	c.saving = false
	if c.loading {
		return nil
	}
	draft := c.draft(m.now)
	if draft.Text == c.saved && c.saved == "" {
		return nil
	}
	m.showDraft(draft.Number, draft.Text != "")
	keep := m.keeper.next(draft)
	return m.ask(func(context.Context) tea.Msg { return keptMsg{c.key(), draft.Text, keep()} })
}

func (c *composer) kept(m *model, msg keptMsg) tea.Cmd {
	switch {
	case msg.of != c.key():
	case msg.err != nil:
		return m.say(bad("the draft isn't kept: %v", msg.err))
	default:
		c.saved = msg.text
	}
	return nil
}

// showDraft shows at once that a row has a draft, or no longer.
func (m *model) showDraft(number uint64, has bool) {
	if i := m.list.index(number); i >= 0 {
		m.list.rows[i].Draft = has
	}
}

// keeper writes drafts in the order in which they were typed, whatever order their commands run in: one that comes late is
// left out, so that no draft rises again after its text was sent.
type keeper struct {
	desk Desk
	mu   sync.Mutex
	made uint64              // the last ticket that was given out
	done map[draftKey]uint64 // the last ticket that was written
}

// draftKey is what a draft is of: an item, or else several (0) and a verb.
type draftKey struct {
	number uint64
	verb   inbox.Verb
}

func newKeeper(d Desk) *keeper { return &keeper{desk: d, done: map[draftKey]uint64{}} }

// next gives the way to keep a draft, to be called once, in a command.
func (k *keeper) next(d inbox.Draft) func() error {
	k.made++
	ticket := k.made
	return func() error {
		k.mu.Lock()
		defer k.mu.Unlock()
		return k.write(ticket, d)
	}
}

// last gives the way to keep a draft and then to send it, with no other draft of that item in between.
func (k *keeper) last(d inbox.Draft) func(send func() error) error {
	k.made++
	ticket := k.made
	return func(send func() error) error {
		k.mu.Lock()
		defer k.mu.Unlock()
		if d.Text != "" {
			if err := k.write(ticket, d); err != nil {
				return err
			}
		}
		return send()
	}
}

func (k *keeper) write(ticket uint64, d inbox.Draft) error {
	of := draftKey{d.Number, d.Verb}
	if ticket < k.done[of] {
		return nil
	}
	k.done[of] = ticket
	if d.Text == "" {
		return k.desk.DropDraft(d.Number, d.Verb)
	}
	return k.desk.SaveDraft(d)
}

// flush keeps the text of an open composer where the console ends without being asked: a cut line, a signal, a panic.
func (m *model) flush() error {
	if e := m.escalating(); e != nil {
		return m.keeper.next(e.draft(m.now))()
	}
	c := m.composing()
	if c == nil || c.loading || !c.saving && c.text.Value() == c.saved || c.untouched() && c.saved == "" {
		return nil
	}
	return m.keeper.next(c.draft(m.now))()
}
