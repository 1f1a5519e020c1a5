package console

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// composer is where a text is written: a reply, a note, or a department's answer. It opens under the thread, for an item that
// stays the same until it closes, and keeps the text as a draft while it is being typed.
type composer struct {
	verb inbox.Verb
	on   scope
	text textarea.Model

	several *several     // on, as it is kept; nil for one item
	begun   *inbox.Draft // what was found there; nil: nothing was
	opening string       // what the channel puts at the beginning
	loading bool         // the draft is being read
	saved   string       // the text as it was last kept
	saving  bool         // it will be kept in a moment
	keep    bool         // the item stays open after the reply
	private bool         // the author alone is to see the reply
	news    []string     // what changed in the thread since it was opened
	asking  bool         // whether to send all the same
	focus   pane         // had the keys before
	over    layer        // on which it stands; nil = the panes

	review *inbox.Delivery // the reply of somebody else that a lead edits before it is released

	rival    *desk.Presence // who answers the thread in this one's place; nil where nobody does
	attended time.Time      // when the others were told of it last
}

// reply opens the composer for an answer to the author; where somebody else is answering, it asks first.
func (m *model) reply() tea.Cmd {
	s, ok := m.scopeNow()
	if ok && !m.chosen.any() {
		s = scopeOf(s.row) // not those that say the same
	}
	if ok && !s.one() {
		return m.say(bad("Reply: %v", errOneOnly))
	}
	if p, taken := m.rival(s.row.Item); ok && taken {
		m.askTakeOver(s, p)
		return nil
	}
	if !ok {
		return nil
	}
	return m.writeOf(inbox.VerbReply, s, false)
}

// giveBack opens the composer for the department's answer.
func (m *model) giveBack() tea.Cmd { return m.write(inbox.VerbReturn) }

func (m *model) write(v inbox.Verb) tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	return m.writeOf(v, s, false)
}

// writeOf opens the composer on a scope, with the draft that lies there; over takes a thread over from who answers it.
func (m *model) writeOf(v inbox.Verb, s scope, over bool) tea.Cmd {
	c := m.openComposer(v, s)
	c.loading = true
	return tea.Batch(m.readDraft(c.key()), c.attend(m, over))
}

// openComposer puts an empty composer under the thread.
func (m *model) openComposer(v inbox.Verb, s scope) *composer {
	c := &composer{verb: v, on: s, text: newTextarea(), focus: m.focus, over: m.topCard(), several: m.severalOf(s)}
	if v == inbox.VerbReply {
		c.opening = c.opens(m)
	}
	setText(&c.text, c.opening, len([]rune(c.opening)))
	m.push(c)
	m.focus = onReader
	m.arrange()
	m.reader.drawn.valid, m.reader.placed = false, false
	if m.reader.loaded {
		c.sees(m.reader.thread)
	}
	return c
}

// composing is the composer that is open, or nil.
func (m *model) composing() *composer {
	for _, l := range m.layers {
		if c, ok := l.(*composer); ok {
			return c
		}
	}
	return nil
}

func (c *composer) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return c.press(m, msg)
	case tea.PasteMsg:
		c.text.InsertString(pasted(msg.Content))
		return c.changed(m)
	case draftMsg:
		return c.gotDraft(m, msg)
	case keepMsg:
		return c.save(m)
	case keptMsg:
		return c.kept(m, msg)
	case noticeMsg:
		c.heard(m, msg.notice)
	case leaseMsg:
		return c.leased(m, msg)
	case editorMsg:
		return c.openEditor(m, msg)
	case editedMsg:
		return c.edited(m, msg)
	}
	return nil
}

// press has our own keys first; the rest is the text field's.
func (c *composer) press(m *model, key tea.KeyPressMsg) tea.Cmd {
	k := key.String()
	switch {
	case c.asking:
		return c.answer(m, k)
	case c.loading && (k == "esc" || k == "ctrl+c" || k == "ctrl+s"):
		return nil // the draft is on its way; closing now would lose it or what was typed
	}
	switch k {
	case "esc", "ctrl+c":
		return c.leave(m)
	case "ctrl+s":
		return c.finish(m)
	case "tab":
		if c.review != nil {
			return nil // that was decided with the reply
		}
		if m.completeName(c.verb, c.on.row.Item, &c.text) {
			return c.changed(m)
		}
		c.keep = !c.keep && c.verb == inbox.VerbReply
		return nil
	case "shift+tab":
		return c.togglePrivate(m)
	case "ctrl+t":
		return c.pickCanned(m)
	case "ctrl+o":
		return c.editOutside(m)
	case "shift+up":
		return m.scrollReader(-1)
	case "shift+down":
		return m.scrollReader(1)
	}
	before, caret := c.text.Value(), caretOf(&c.text)
	c.text, _ = c.text.Update(key)
	if c.text.Value() == before && caretOf(&c.text) == caret {
		return nil
	}
	return c.changed(m)
}

// answer takes the answer to whether to send although the thread changed. It is another key than the one that asked.
func (c *composer) answer(m *model, key string) tea.Cmd {
	switch key {
	case "y":
		c.asking, c.news = false, nil
		return c.send(m)
	case "esc", "n", "ctrl+c":
		c.asking = false
	}
	return nil
}

// finish sends, or says why it can't be.
func (c *composer) finish(m *model) tea.Cmd {
	if err := c.refusal(m); err != nil {
		return m.say(failed(err))
	}
	if (len(c.news) > 0 || c.rival != nil || len(c.faults(m)) > 0) && !c.verb.Notes() {
		c.asking = true
		return nil
	}
	return c.send(m)
}

// refusal is why the text can't be sent as it stands.
func (c *composer) refusal(m *model) error {
	text := c.value()
	if strings.TrimSpace(text) == "" && c.verb != inbox.VerbReturn {
		return inbox.Reason("there is nothing to send yet")
	}
	if c.on.one() {
		if err := m.desk.May(c.verb, c.on.row.Item); err != nil {
			return err
		}
	}
	if !c.published() {
		return nil
	}
	for _, f := range c.faults(m) {
		if f.Stops {
			c.goToWords(f.Words)
			return inbox.Errorf("%s", f)
		}
	}
	if n, most := m.desk.Limit(c.on.row.Item, text); most > 0 && n > most {
		return inbox.Errorf("%s too long for %s: it takes %s", m.lang.Count(n-most, "%d character", "%d characters"), c.on.row.Channel, m.lang.Number(most))
	}
	return nil
}

// value is the text as it would be sent.
func (c *composer) value() string {
	return strings.TrimRight(inbox.Clean(c.text.Value()).String(), "\n ")
}

// send hands the text over and closes the composer. The text is kept as a draft until the desk has taken it, so that nothing
// that goes wrong in between loses it.
func (c *composer) send(m *model) tea.Cmd {
	switch {
	case c.review != nil:
		return c.release(m)
	case m.bulk != nil && !c.on.one():
		return m.say(failed(errBulkGoesOn))
	}
	c.close(m)
	d := inbox.Decision{Verb: c.verb, Text: inbox.Clean(c.value()), KeepOpen: c.keep, Private: c.private}
	if !c.on.one() {
		return tea.Batch(c.save(m), m.decideOn(c.on, d))
	}
	m.last = d
	m.stepPast(c.on, d)
	m.waitFor(d, c.on.targets)
	m.showDraft(c.on.row.Number, false)
	keep := m.keeper.last(c.draft(m.now))
	seat, on, over := m.desk, c.on, c.rival != nil
	return m.ask(func(ctx context.Context) tea.Msg {
		var msg sentMsg
		msg.err = keep(func() (err error) {
			if over {
				err = seat.TakeOver(on.row.Number)
			}
			if err != nil {
				return err
			}
			msg.bulk, msg.applied, err = seat.Decide(ctx, d, on.targets...)
			return err
		})
		if d.Verb != inbox.VerbReply {
			_ = seat.Here(on.row.Number, desk.Reading) // a reply gives its lease back by itself
		}
		msg.decision, msg.targets, msg.composer = d, on.targets, c
		return msg
	})
}

// sentMsg is the desk's answer to a text that was sent, and the composer that it came from.
type sentMsg struct {
	decidedMsg
	composer *composer
}

// sentText shows what became of a text. One that was refused is back in its composer.
func (m *model) sentText(msg sentMsg) tea.Cmd {
	cmd := m.decided(msg.decidedMsg)
	c := msg.composer
	if msg.err == nil {
		m.sent.add(msg.decidedMsg, c.on)
		return cmd
	}
	if m.top() != c.over {
		m.showDraft(c.on.row.Number, true)
		return cmd
	}
	c.asking, c.focus = false, m.focus
	if held, ok := errors.AsType[*desk.AnsweringError](msg.err); ok {
		c.rival = &held.By
	}
	if errors.Is(msg.err, inbox.ErrChanged) {
		c.news = append(c.news, m.changed(msg.err)...)
	}
	m.push(c)
	m.focus = onReader
	return tea.Batch(cmd, m.rowAgain(c.on.row.Number))
}

// leave closes the composer and keeps the draft.
func (c *composer) leave(m *model) tea.Cmd {
	c.close(m)
	left := m.reading(c.on.row.Number)
	if c.loading {
		return left
	}
	cmd := tea.Batch(c.save(m), left)
	if c.untouched() {
		return cmd
	}
	return tea.Batch(cmd, m.say(c.keptWhere(m)))
}

// keptWhere says how the draft is opened again.
func (c *composer) keptWhere(m *model) status {
	switch {
	case c.review != nil:
		return plain("the draft is kept; %s opens it again", m.keyTo("review"))
	case !c.on.one():
		return plain("the draft is kept; %s on several items opens it again", m.keyTo(string(c.verb)))
	}
	return plain("the draft is kept; %s opens it again", m.keyTo(string(c.verb)))
}

func (c *composer) close(m *model) {
	m.pop(c)
	m.focus = c.focus
	m.arrange()
	m.reader.drawn.valid = false
}

// untouched reports whether there is nothing in the text but what the channel put there.
func (c *composer) untouched() bool {
	text := strings.TrimSpace(c.text.Value())
	return text == "" || text == strings.TrimSpace(c.opening)
}

// key is what the text is a draft of.
func (c *composer) key() draftKey {
	switch {
	case c.review != nil:
		return draftKey{verb: reviewDraft(c.review.ID)}
	case !c.on.one():
		return draftKey{verb: c.verb}
	}
	return draftKey{c.on.row.Number, c.verb}
}

// goesWith are the items with which a text for several is forgotten: those that it was begun on among them. None: any.
func (c *composer) goesWith() []uint64 {
	numbers := c.on.numbers()
	if c.begun == nil || len(numbers) == 0 {
		return numbers
	}
	if len(c.begun.On) == 0 {
		return nil
	}
	numbers = append(numbers, c.begun.On...)
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// draft is the text as it is kept.
func (c *composer) draft(now time.Time) inbox.Draft {
	of := c.key()
	d := inbox.Draft{Number: of.number, Verb: of.verb, Text: c.text.Value(), Caret: caretOf(&c.text), Saved: now, Seen: c.on.row.Version, Private: c.private}
	if of.number == 0 {
		d.On, d.Seen = c.goesWith(), 0
	}
	if c.untouched() {
		d.Text = ""
	}
	return d
}
