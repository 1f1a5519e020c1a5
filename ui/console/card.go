package console

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// card is who the author of an item is to us: how they stand on the channel, what they wrote, what became of it, what we answered,
// and what colleagues noted about them.
type card struct {
	board
	row    inbox.Row
	known  inbox.AuthorHistory
	loaded bool
	stale  bool // it is read again in a moment
	err    error
	says   *inbox.Standing // of the platform; nil = it doesn't tell, or hasn't yet
	rest   []string        // of the head, what there is no room for
}

type cardMsg struct {
	number uint64
	known  inbox.AuthorHistory
	err    error
}

// standingMsg is what the platform says of an author.
type standingMsg struct {
	number uint64
	says   inbox.Standing
	err    error
}

// cardNewsMsg is the moment to read a card again.
type cardNewsMsg struct{ card *card }

func (m *model) mayLook() error {
	if _, ok := m.current(); !ok {
		return errNoItem
	}
	return nil
}

func (m *model) openCard() tea.Cmd {
	row, ok := m.current()
	if !ok {
		return nil
	}
	c := &card{row: row}
	m.push(c)
	return c.read(m)
}

// topCard is the card that has the keys, or nothing.
func (m *model) topCard() layer {
	if c, ok := m.top().(*card); ok {
		return c
	}
	return nil
}

func (c *card) read(m *model) tea.Cmd {
	c.stale = false
	d, number := m.desk, c.row.Number
	return tea.Batch(m.ask(func(ctx context.Context) tea.Msg {
		known, err := d.Author(ctx, number)
		return cardMsg{number, known, err}
	}), m.ask(func(ctx context.Context) tea.Msg {
		says, err := d.Standing(ctx, number)
		return standingMsg{number, says, err}
	}))
}

func (c *card) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case cardMsg:
		if msg.number == c.row.Number {
			c.known, c.err, c.loaded = msg.known, msg.err, true
		}
	case standingMsg:
		if msg.number == c.row.Number && msg.err == nil { // where it can't be asked, less is known and nothing is wrong
			c.says = &msg.says
		}
	case cardNewsMsg:
		if msg.card == c {
			return c.read(m)
		}
	case noticeMsg:
		if !c.stale && (msg.notice.Lost || slices.ContainsFunc(msg.notice.Applied, func(a inbox.Applied) bool { return sameAuthor(a.Item, c.row.Item) })) {
			c.stale = true
			return m.after(noticed, cardNewsMsg{c})
		}
	case tea.KeyPressMsg:
		return c.press(m, msg.String())
	}
	return nil
}

// sameAuthor reports whether two items are of one person.
func sameAuthor(a, b inbox.Item) bool {
	return a.Channel == b.Channel && a.Brand == b.Brand && a.Author.Key() == b.Author.Key()
}

// searchable is by what a search finds all of an author: a handle that names its server, since an index leads to it, else the id.
func searchable(a inbox.Author) string {
	if h := a.Handle.String(); strings.HasPrefix(h, "@") && strings.Contains(h[1:], "@") {
		return h
	}
	return a.Key()
}

func (c *card) screen() string { return keys.OnAuthor }

func (c *card) press(m *model, key string) tea.Cmd {
	lines := c.lines()
	if c.moved(key, len(lines)) {
		return nil
	}
	switch own(c.screen(), key) {
	case "open":
		if number := lines.at(c.board.at).number; number != 0 {
			m.pop(c)
			return m.goTo(number)
		}
	case "note":
		return c.write(m)
	case "take-away":
		return c.takeAway(m, lines.at(c.board.at).note)
	case "list":
		m.pop(c)
		return m.findTerm("author", searchable(c.row.Author))
	case "leave":
		m.pop(c)
	}
	return nil
}

// write opens the composer for a note about the author, over the card.
func (c *card) write(m *model) tea.Cmd {
	if err := m.desk.May(inbox.VerbAbout, c.row.Item); err != nil {
		a, _ := inbox.ActionOf(inbox.VerbAbout)
		return m.say(bad("%s: %s", a.Title, m.reason(err)))
	}
	return m.writeOf(inbox.VerbAbout, scopeOf(c.row), false)
}

// takeAway takes a note back; the desk asks whether it is the person's, or the person a lead.
func (c *card) takeAway(m *model, note *inbox.AuthorNote) tea.Cmd {
	if note == nil {
		return m.say(plain("u takes a note about them away"))
	}
	d, key := m.desk, note.Key
	return m.ask(func(ctx context.Context) tea.Msg {
		u, err := d.UndoChange(ctx, key)
		return undoneEntryMsg{u, err}
	})
}

// cardLine is what the cursor of a card stops at: a note about them, a post of theirs, or an answer of ours.
type cardLine struct {
	number uint64 // where enter goes; 0 = nowhere
	at     time.Time
	facts  bool // the rest of the head
	note   *inbox.AuthorNote
	post   *inbox.Item
	answer *inbox.Answer
}

type cardLines []cardLine

// at is the i-th line, or nothing.
func (l cardLines) at(i int) cardLine {
	if i < 0 || i >= len(l) {
		return cardLine{}
	}
	return l[i]
}

// lines are what the head has no room for, the notes, then their posts and our answers together, the newest first.
func (c *card) lines() (all cardLines) {
	if len(c.rest) > 0 {
		all = append(all, cardLine{facts: true})
	}
	for i := range c.known.Notes {
		n := &c.known.Notes[i]
		all = append(all, cardLine{number: n.Number, note: n})
	}
	var said cardLines
	for i := range c.known.Recent {
		it := &c.known.Recent[i]
		said = append(said, cardLine{number: it.Number, at: it.Posted, post: it})
	}
	for i := range c.known.Answers {
		a := &c.known.Answers[i]
		said = append(said, cardLine{number: a.Number, at: a.At, answer: a})
	}
	slices.SortStableFunc(said, func(a, b cardLine) int { return b.at.Compare(a.at) })
	return append(all, said...)
}

func (c *card) hints(m *model) []hint {
	return m.ownHints(c.screen(), func(o keys.Own, h *hint) bool {
		switch o.Name {
		case "note":
			h.off = m.desk.May(inbox.VerbAbout, c.row.Item) != nil
		case "take-away":
			n, me := c.lines().at(c.board.at).note, m.desk.Person()
			return n != nil && (n.By == me.Name || me.Role >= inbox.Lead)
		}
		return true
	})
}

// authorNews reads the author of the shown item again where something was decided about them.
func (m *model) authorNews(n desk.Notice) tea.Cmd {
	row, ok := m.current()
	if !ok || row.Number != m.reader.number {
		return nil
	}
	for _, a := range n.Applied {
		if sameAuthor(a.Item, row.Item) && aboutAuthor(a.Change.Event) {
			return m.readAuthor(pausedMsg{m.reader.visit})
		}
	}
	return nil
}

// aboutAuthor reports whether something may have been decided about an author more than about an item.
func aboutAuthor(e inbox.Event) bool {
	switch e := e.(type) {
	case inbox.Decided:
		return e.Decision.Verb.OfAuthor()
	case inbox.Undone, inbox.Progressed, inbox.Forgotten:
		return true
	}
	return false
}
