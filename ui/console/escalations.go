package console

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// escalations is what the departments owe, a column a department: the earliest due first, so that what is overdue stands at the
// top. What acts on an item acts on the card under the cursor.
type escalations struct {
	columns []column
	at      int // the column that has the cursor
	from    int // the first that is shown
	loaded  bool
	reading bool
	again   bool // something changed while it was read
	waiting bool // changes are being gathered
	err     error
	behind  scenery
}

// column is what one department owes, and where the cursor is in it.
type column struct {
	inbox.Department
	owed inbox.Owed
	at   int
	top  int // the first card shown
}

// scenery is what the list showed before a card was opened.
type scenery struct {
	view  int
	query inbox.Query
	words string
}

// owedMost is how many cards a column has: more than that nobody goes through one by one, and a search lists them all.
const owedMost = 100

type owedMsg struct {
	columns []column
	err     error
}

type owedStaleMsg struct{}

func (m *model) openEscalations() tea.Cmd {
	e := &escalations{}
	m.chosen.clear()
	m.push(e)
	return e.read(m)
}

// read asks what each department owes; while that is being read, once more after it.
func (e *escalations) read(m *model) tea.Cmd {
	if e.reading {
		e.again = true
		return nil
	}
	e.reading, e.again = true, false
	d, brands := m.desk, m.brands()
	return m.ask(func(ctx context.Context) tea.Msg {
		departments, err := d.Departments(ctx)
		msg := owedMsg{err: err}
		for _, department := range departments {
			owed, err := d.Owed(ctx, inbox.OwedAsk{Department: department.Name, Brands: brands, Limit: owedMost})
			if err != nil {
				return owedMsg{err: err}
			}
			msg.columns = append(msg.columns, column{Department: department, owed: owed})
		}
		return msg
	})
}

// got shows what was read; each cursor stays on its card, or where that went, on the one in its place.
func (e *escalations) got(m *model, msg owedMsg) tea.Cmd {
	first := !e.loaded
	e.reading, e.loaded, e.err = false, true, msg.err
	if msg.err == nil {
		for i := range msg.columns {
			msg.columns[i].stayAs(e.columns)
		}
		e.columns = msg.columns
	}
	e.at = max(0, min(e.at, len(e.columns)-1))
	if first {
		e.at = max(0, slices.IndexFunc(e.columns, func(c column) bool { return c.owed.All > 0 }))
	}
	if e.again {
		return e.read(m)
	}
	return nil
}

// stayAs puts the cursor where it was among the columns of before.
func (c *column) stayAs(before []column) {
	i := slices.IndexFunc(before, func(b column) bool { return b.Name == c.Name })
	if i < 0 {
		return
	}
	c.at, c.top = before[i].at, before[i].top
	if row, ok := before[i].card(); ok {
		if j := slices.IndexFunc(c.owed.Rows, func(r inbox.Row) bool { return r.Number == row.Number }); j >= 0 {
			c.at = j
		}
	}
	c.at = max(0, min(c.at, len(c.owed.Rows)-1))
}

// card is the item under the cursor of a column.
func (c column) card() (inbox.Row, bool) {
	if c.at >= len(c.owed.Rows) {
		return inbox.Row{}, false
	}
	return c.owed.Rows[c.at], true
}

// card is the item under the cursor.
func (e *escalations) card() (inbox.Row, bool) {
	if e.at >= len(e.columns) {
		return inbox.Row{}, false
	}
	return e.columns[e.at].card()
}

// owing is the board of escalations, where it is open.
func (m *model) owing() *escalations {
	for _, l := range m.layers {
		if e, ok := l.(*escalations); ok {
			return e
		}
	}
	return nil
}

func (e *escalations) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case owedMsg:
		return e.got(m, msg)
	case decidedMsg, undoneMsg, owedStaleMsg:
		e.waiting = false
		return e.read(m)
	case noticeMsg:
		if n := msg.notice; !e.waiting && (n.Lost || len(n.Applied) > 0) {
			e.waiting = true
			return m.after(noticed, owedStaleMsg{})
		}
	case tea.KeyPressMsg:
		return e.press(m, msg.String())
	}
	return nil
}

func (e *escalations) screen() string { return keys.OnEscalations }

func (e *escalations) press(m *model, key string) tea.Cmd {
	if e.moved(key) {
		return nil
	}
	switch own(e.screen(), key) {
	case "open":
		return e.open(m)
	case "list":
		if e.at < len(e.columns) {
			m.pop(e)
			is := inbox.Query{Root: inbox.Term{Field: "is", Value: inbox.Escalated.String()}}
			return m.find(is.And(inbox.Query{Root: inbox.Term{Field: "department", Value: e.columns[e.at].Name}}))
		}
	case "leave":
		m.pop(e)
	default:
		return e.act(m, key)
	}
	return nil
}

// moved moves among the columns and the cards; false for other keys.
func (e *escalations) moved(key string) bool {
	column, card := 0, 0
	switch key {
	case "l", "right", "tab":
		column = 1
	case "h", "left", "shift+tab":
		column = -1
	case "j", "down":
		card = 1
	case "k", "up":
		card = -1
	case "ctrl+d", "pgdown", "space":
		card = 4
	case "ctrl+u", "pgup":
		card = -4
	case "g", "home":
		card = -owedMost
	case "G", "end":
		card = owedMost
	default:
		return false
	}
	e.at = max(0, min(e.at+column, len(e.columns)-1))
	if e.at < len(e.columns) {
		c := &e.columns[e.at]
		c.at = max(0, min(c.at+card, len(c.owed.Rows)-1))
	}
	return true
}

// act does to the card what a key does in the list. What is written under a thread is written there: a card is opened for it.
func (e *escalations) act(m *model, key string) tea.Cmd {
	c, _ := m.keys.command(key)
	switch {
	case c.Verb == inbox.VerbReply, c.Verb.Notes(), c.Verb == inbox.VerbReturn:
		return m.say(plain("enter opens it: there is where to write"))
	case c.Verb != "", c.Name == "undo", c.Name == "redo", c.Name == "again", c.Name == "browser", c.Name == "copy":
		return m.run(c)
	}
	return m.say(plain("%s does nothing here", m.keyName(key)))
}

// open shows the card's item with the whole exchange in the reader; leaving that comes back here.
func (e *escalations) open(m *model) tea.Cmd {
	row, ok := e.card()
	if !ok {
		return nil
	}
	e.behind = scenery{m.view, m.query, m.words}
	m.pop(e)
	cmd := m.goTo(row.Number)
	m.focus, m.opened = onReader, e
	return tea.Batch(cmd, m.saw(row.Number))
}

// backToEscalations puts the board back over what was there before a card of it was opened.
func (m *model) backToEscalations() tea.Cmd {
	e := m.opened
	m.opened, m.focus = nil, onList
	var cmd tea.Cmd
	if e.behind.words != m.words {
		m.view = min(e.behind.view, len(m.views)-1)
		cmd = m.open(e.behind.query, e.behind.words)
	}
	m.push(e)
	return tea.Batch(cmd, e.read(m))
}

// owed is how many items are with the departments.
func (e *escalations) owed() (all int) {
	for _, c := range e.columns {
		all += c.owed.All
	}
	return all
}

func (e *escalations) hints(m *model) []hint {
	_, on := e.card()
	return m.ownHints(e.screen(), func(o keys.Own, h *hint) bool {
		switch c, _ := m.keys.named(o.Name); {
		case o.Name == "leave", o.Name == "undo":
			return o.Name == "leave" || c.why(m) == nil
		case o.Name == "cursor", o.Name == "previous":
			return false // the footer has no room for them
		case o.Name == "open":
			return on
		case c.Verb != "":
			h.off = c.why(m) != nil
		}
		return e.owed() > 0
	})
}
