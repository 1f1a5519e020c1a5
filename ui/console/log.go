package console

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// logBoard is what was decided and what came of it, newest first: of everybody, of the person, or of one item.
type logBoard struct {
	board
	scope   logScope
	item    inbox.Row // under the cursor when the log was opened
	rows    []inbox.Entry
	shown   []inbox.Entry // those that hold what was typed
	filter  field
	typing  bool
	request uint64
	more    bool // the log goes on
	reading bool
	err     error
}

type logScope uint8

const (
	ofAll logScope = iota
	ofMe
	ofItem
)

const logPage = 200

type logMsg struct {
	request uint64
	rows    []inbox.Entry
	err     error
}

func (m *model) openLog() tea.Cmd {
	row, _ := m.current()
	l := &logBoard{item: row}
	m.push(l)
	return l.read(m)
}

// read asks for the log from its newest entry, or where rows are there for what comes before the last of them.
func (l *logBoard) read(m *model) tea.Cmd {
	l.request++
	l.reading = true
	ask := inbox.LogAsk{Brands: m.brands(), Limit: logPage}
	switch l.scope {
	case ofMe:
		ask.By = m.desk.Person().Name
	case ofItem:
		ask.Number = l.item.Number
	}
	if n := len(l.rows); n > 0 {
		ask.Before = l.rows[n-1].Seq
	}
	d, request := m.desk, l.request
	return m.ask(func(ctx context.Context) tea.Msg {
		rows, err := d.Log(ctx, ask)
		return logMsg{request, rows, err}
	})
}

func (l *logBoard) again(m *model) tea.Cmd {
	l.rows, l.shown = nil, nil
	return l.read(m)
}

func (l *logBoard) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case logMsg:
		if msg.request != l.request {
			return nil
		}
		l.reading, l.err, l.more = false, msg.err, len(msg.rows) == logPage
		l.rows = append(l.rows, msg.rows...)
		l.sift()
	case tea.PasteMsg:
		if l.typing && l.filter.update(msg) {
			l.sift()
		}
	case tea.KeyPressMsg:
		if l.typing {
			return l.typed(msg)
		}
		return l.press(m, msg.String())
	}
	return nil
}

// typed edits the filter; enter and esc go back to the list.
func (l *logBoard) typed(key tea.KeyPressMsg) tea.Cmd {
	switch key.String() {
	case "enter":
		l.typing = false
	case "esc", "ctrl+c":
		l.typing = false
		l.filter.set("")
		l.sift()
	default:
		if l.filter.update(key) {
			l.at = 0
			l.sift()
		}
	}
	return nil
}

// sift keeps the entries that hold every word that was typed.
func (l *logBoard) sift() {
	words := inbox.Fold(l.filter.String())
	l.shown = nil
	for _, e := range l.rows {
		if words == "" || holdsAll(inbox.Fold(fmt.Sprintf("%s %d %s %s", sentence(e), e.Number, e.Text, e.Patch)), words) {
			l.shown = append(l.shown, e)
		}
	}
}

func (l *logBoard) press(m *model, key string) tea.Cmd {
	if l.moved(key, len(l.shown)) {
		if l.more && !l.reading && l.at >= len(l.shown)-10 {
			return l.read(m)
		}
		return nil
	}
	switch key {
	case "a":
		l.scope = ofAll
		return l.again(m)
	case "m":
		l.scope = ofMe
		return l.again(m)
	case "t":
		if l.item.Number != 0 {
			l.scope = ofItem
			return l.again(m)
		}
	case "/":
		l.typing = true
	case "u":
		return l.undo(m)
	case "enter":
		if len(l.shown) > 0 {
			e := l.shown[l.at]
			if e.Number == 0 {
				return nil // it is about many
			}
			m.pop(l)
			return m.goTo(e.Number)
		}
	case "esc", "q", "L", "ctrl+c":
		m.pop(l)
	}
	return nil
}

// undo takes back the decision under the cursor.
func (l *logBoard) undo(m *model) tea.Cmd {
	if len(l.shown) == 0 {
		return nil
	}
	d, key := m.desk, l.shown[l.at].Key
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
	cmds := tea.Batch(m.say(st), m.reread(), m.readCounts())
	for _, each := range m.layers {
		if l, ok := each.(*logBoard); ok {
			cmds = tea.Batch(cmds, l.again(m))
		}
	}
	return cmds
}

func (l *logBoard) draw(m *model) float {
	_, _, w := m.boardSize()
	var all []entry
	for _, e := range l.shown {
		all = append(all, entry{[]string{m.logLine(e, w)}})
	}
	head, column := l.head(m, w)
	f := m.drawBoard(&l.board, "Log of decisions", head, all)
	if l.typing {
		f.cursor = caretAt(f.at.X+4+column, f.at.Y+1)
	}
	return f
}

func (l *logBoard) head(m *model, w int) ([]string, int) {
	s := m.styles
	var words []string
	for i, word := range []string{"a everybody's", "m mine", "t item " + plainNumber(l.item.Number)} {
		p := s.muted
		if logScope(i) == l.scope {
			p = s.strong
		}
		words = append(words, p.draw(word))
	}
	line, column := "  "+strings.Join(words, "   "), 0
	if l.typing || l.filter.String() != "" {
		var text string
		text, column = l.filter.draw(w - 2)
		line = s.strong.draw("/") + " " + text
	}
	lines := []string{line, s.rule.draw(rule(w + 2))}
	switch {
	case l.err != nil:
		lines = append(lines, "  "+s.danger.draw(cut(l.err.Error(), w)))
	case !l.reading && len(l.shown) == 0:
		lines = append(lines, "  "+s.muted.draw("nothing was decided here"))
	}
	return lines, column - 2
}

// logLine is when, who did what, to which item, and what was written with it.
func (m *model) logLine(e inbox.Entry, w int) string {
	s := m.styles
	p := s.text
	switch {
	case e.Undone:
		p = s.faint
	case e.What == "refused" || e.What == "uncertain":
		p = s.danger
	case e.By == "" && e.Rule == "":
		p = s.muted
	}
	when := s.muted.draw(fit(clock(e.At, m.now, m.zone()), 13))
	item := s.muted.draw(fitRight(aboutItem(e), 6))
	what := sentence(e)
	text := e.Text.Line()
	if text != "" {
		text = "  “" + text + "”"
	}
	room := w - 13 - 6 - 4
	what = cut(what, room)
	return when + " " + item + "  " + p.draw(what) + s.muted.draw(cut(text, max(room-width(what), 0)))
}

// aboutItem is the item that an entry is of; one of many tells in its words how many.
func aboutItem(e inbox.Entry) string {
	if e.Number == 0 {
		return ""
	}
	return plainNumber(e.Number)
}

func (l *logBoard) hints(*model) []hint {
	if l.typing {
		return []hint{{key: "type", word: "words to look for"}, {key: "enter", word: "keep"}, {key: "esc", word: "everything again"}}
	}
	return []hint{{key: "enter", word: "its item"}, {key: "u", word: "take it back"}, {key: "/", word: "filter"}, {key: "a m t", word: "whose"}, {key: "esc", word: "leave"}}
}
