package console

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// logBoard is what was decided, what came of it and, for a lead, who came and went: newest first, through a filter, as it happens.
// It holds a window of the log, that is read on as one goes down.
type logBoard struct {
	board
	item   inbox.Row // under the cursor when the log was opened
	query  inbox.LogQuery
	rows   []inbox.Entry
	cutOff bool // newer rows were let go of

	asking  *searchLine // the filter as it is being written; nil: it isn't
	request uint64
	want    int                // read on until there are so many rows
	next    uint64             // where the log goes on; 0 = it doesn't
	looked  time.Time          // how far back was looked
	stop    context.CancelFunc // ends the reading that is on; nil: none is
	fresh   bool               // news are on their way
	err     error
}

// A stretch of the log is logPage rows; no more than logMost are held.
const (
	logPage = 100
	logMost = 2000
)

// logMsg brings the next stretch of the log, or with news its newest.
type logMsg struct {
	request uint64
	page    inbox.LogPage
	news    bool
	err     error
}

// logNewsMsg is the moment to look for what was logged since.
type logNewsMsg struct{ board *logBoard }

func (m *model) openLog() tea.Cmd {
	row, _ := m.current()
	l := &logBoard{item: row}
	m.push(l)
	return l.begin(m)
}

// begin reads the log by the filter from its newest entry.
func (l *logBoard) begin(m *model) tea.Cmd {
	l.halt()
	l.rows, l.next, l.cutOff, l.looked, l.err, l.at, l.top = nil, 0, false, time.Time{}, nil, 0, 0
	l.want = logPage
	return l.read(m)
}

func (l *logBoard) leave() { l.halt() }

// halt gives up the reading that is on.
func (l *logBoard) halt() {
	if l.stop != nil {
		l.stop()
		l.stop = nil
	}
	l.request++
}

func (l *logBoard) ask(m *model) inbox.LogAsk {
	return inbox.LogAsk{Brands: m.brands(), Filter: l.query, Scene: m.scene(), Signed: true, Limit: logPage}
}

// read asks for the stretch after the one that was read last.
func (l *logBoard) read(m *model) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	l.stop = stop
	ask, request, d := l.ask(m), l.request, m.desk
	ask.Before = l.next
	return func() tea.Msg {
		page, err := d.LogPage(ctx, ask)
		return logMsg{request: request, page: page, err: err}
	}
}

// got takes a stretch in, and reads on where the filter left too little of it.
func (l *logBoard) got(m *model, msg logMsg) tea.Cmd {
	l.halt()
	if l.err = msg.err; l.err != nil {
		return nil
	}
	l.rows = append(l.rows, msg.page.Entries...)
	l.next = msg.page.Next
	if !msg.page.Looked.IsZero() {
		l.looked = msg.page.Looked
	}
	if over := len(l.rows) - logMost; over > 0 {
		l.rows, l.cutOff = slices.Clone(l.rows[over:]), true
		l.at, l.top, l.want = l.at-over, l.top-over, l.want-over
	}
	if l.next != 0 && len(l.rows) < l.want {
		return l.read(m)
	}
	return nil
}

// news asks for what was logged since, unless that is above what is held.
func (l *logBoard) news(m *model) tea.Cmd {
	l.fresh = false
	if l.cutOff || l.stop != nil {
		return nil
	}
	ask, request, d := l.ask(m), l.request, m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		page, err := d.LogPage(ctx, ask)
		return logMsg{request: request, page: page, news: true, err: err}
	})
}

// gotNews puts what is new above the rows; the cursor stays on its row, or on the newest. What was taken back meanwhile shows.
func (l *logBoard) gotNews(m *model, msg logMsg) tea.Cmd {
	if l.err = msg.err; l.err != nil {
		return nil
	}
	if len(l.rows) == 0 {
		return l.begin(m)
	}
	newest := l.rows[0].Seq
	fresh := 0
	for _, e := range msg.page.Entries {
		if e.Seq > newest {
			fresh++
		} else if i := slices.IndexFunc(l.rows, func(r inbox.Entry) bool { return r.Seq == e.Seq }); i >= 0 {
			l.rows[i] = e
		}
	}
	if fresh == len(msg.page.Entries) && fresh > 0 && msg.page.Next > newest {
		return l.begin(m) // there may be more in between
	}
	l.rows = slices.Concat(msg.page.Entries[:fresh], l.rows)
	if l.at > 0 {
		l.at, l.top = l.at+fresh, l.top+fresh
	}
	return nil
}

func (l *logBoard) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case logMsg:
		switch {
		case msg.request != l.request:
		case msg.news:
			return l.gotNews(m, msg)
		default:
			return l.got(m, msg)
		}
	case logNewsMsg:
		if msg.board == l {
			return l.news(m)
		}
	case noticeMsg:
		if n := msg.notice; !l.fresh && (n.Door || n.Lost || len(n.Applied) > 0) {
			l.fresh = true
			return m.after(noticed, logNewsMsg{l})
		}
	case vocabularyMsg:
		if l.asking != nil {
			l.asking.words = msg.words
		}
	case tea.PasteMsg:
		if l.asking != nil {
			l.asking.edit(msg)
		}
	case tea.KeyPressMsg:
		if l.asking != nil {
			return l.typed(m, msg)
		}
		return l.press(m, msg.String())
	}
	return nil
}

func (l *logBoard) press(m *model, key string) tea.Cmd {
	if key == "g" && l.cutOff {
		return l.begin(m)
	}
	if l.moved(key, len(l.rows)) {
		if l.next != 0 && l.stop == nil && l.at >= len(l.rows)-10 {
			l.want = len(l.rows) + logPage/2
			return l.read(m)
		}
		return nil
	}
	switch own(l.screen(), key) {
	case "whose":
		return l.filterWhose(m, key)
	case "filter":
		return l.askFilter(m)
	case "take-back":
		return l.undo(m)
	case "open":
		return l.open(m)
	case "leave":
		if l.stop != nil && key == "esc" && len(l.query) > 0 {
			l.halt() // the walk is given up; once more leaves
			return nil
		}
		m.pop(l)
	}
	return nil
}

// filterWhose shows all of the log, what the person decided, or what was decided about the item that was under the cursor.
func (l *logBoard) filterWhose(m *model, key string) tea.Cmd {
	switch {
	case key == "a":
		return l.filter(m, nil)
	case key == "m":
		return l.filter(m, inbox.LogQuery{{Field: "person", Value: "me"}})
	case l.item.Number != 0:
		return l.filter(m, inbox.LogQuery{{Field: "item", Value: plainNumber(l.item.Number)}})
	}
	return nil
}

func (l *logBoard) screen() string {
	if l.asking != nil {
		return ""
	}
	return keys.OnLog
}

// open goes to the item, or the items, that the entry under the cursor is about.
func (l *logBoard) open(m *model) tea.Cmd {
	if len(l.rows) == 0 {
		return nil
	}
	const atOnce = 50
	e := l.rows[l.at]
	if e.Number == 0 && len(e.Numbers) == 0 {
		return m.say(plain("that is about no item"))
	}
	m.pop(l)
	if e.Number != 0 {
		return m.goTo(e.Number)
	}
	var numbers []string
	for _, n := range e.Numbers[:min(len(e.Numbers), atOnce)] {
		numbers = append(numbers, strconv.FormatUint(n, 10))
	}
	return m.findTerm("id", strings.Join(numbers, ","))
}

// undo takes back the decision under the cursor.
func (l *logBoard) undo(m *model) tea.Cmd {
	if len(l.rows) == 0 {
		return nil
	}
	d, key := m.desk, l.rows[l.at].Key
	return m.ask(func(ctx context.Context) tea.Msg {
		u, err := d.UndoChange(ctx, key)
		return undoneEntryMsg{u, err}
	})
}

type undoneEntryMsg struct {
	undone desk.Undone
	err    error
}

func (m *model) undoneEntry(msg undoneEntryMsg) tea.Cmd {
	st := failedOr(msg.err, func() status { return good("taken back: %s", msg.undone.What) })
	m.reader.fresh = false
	cmds := tea.Batch(m.say(st), m.reread(), m.readCounts(), m.readUndoable())
	for _, each := range m.layers {
		if l, ok := each.(*logBoard); ok {
			cmds = tea.Batch(cmds, l.news(m))
		}
	}
	return cmds
}
