package console

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// searchLine edits what the list shows. A mistake is told under the caret as it is typed, and the list stays as it was.
type searchLine struct {
	input field
	err   *inbox.QueryError
}

func (m *model) search() tea.Cmd {
	l := &searchLine{}
	if m.words != "" {
		l.input.set(m.words + " ")
	}
	m.focus = onList
	m.arrange()
	m.push(l)
	return nil
}

func (l *searchLine) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "esc", "ctrl+c":
			m.pop(l)
			return nil
		case "enter":
			return l.find(m)
		}
	}
	if l.input.update(msg) {
		l.check()
	}
	return nil
}

// check parses what is written so far. What may yet become right is no mistake: the last word while the cursor is behind it.
func (l *searchLine) check() {
	l.err = nil
	var e *inbox.QueryError
	if _, err := inbox.ParseQuery(l.input.String()); errors.As(err, &e) {
		if e.Pos+e.Len < len(strings.TrimRight(l.input.String(), " ")) || strings.HasSuffix(l.input.String(), " ") {
			l.err = e
		}
	}
}

// find shows what was asked for, or says what is wrong with the question.
func (l *searchLine) find(m *model) tea.Cmd {
	q, err := inbox.ParseQuery(l.input.String())
	if err != nil {
		var e *inbox.QueryError
		if errors.As(err, &e) {
			l.err = e
			return nil
		}
		return m.say(failed(err))
	}
	m.pop(l)
	m.view = -1
	for i, v := range m.views {
		if v.words == q.String() {
			m.view = i
		}
	}
	return m.open(q, q.String())
}

func (l *searchLine) draw(m *model) float {
	s, r := m.styles, m.at.list
	w := r.Dx()
	text, column := l.input.draw(w - 3)
	below := s.muted.draw(" is: channel: tag: author: before: …  \"words together\"")
	if l.err != nil {
		before := width(prefix(l.input.String(), min(l.err.Pos, len(l.input.String()))))
		caret := blank(min(before, max(w-12, 0)) + 3)
		below = caret + s.danger.draw("^ ") + s.danger.draw(cut(l.err.Error(), max(w-width(caret)-3, 10)))
	}
	lines := []string{
		pad(" "+s.strong.draw("/")+" "+text, w),
		pad(below, w),
		s.rule.draw(rule(w)),
	}
	return float{lines: lines, at: r.Min, cursor: caretAt(r.Min.X+3+column, r.Min.Y)}
}

func (l *searchLine) hints(*model) []hint {
	return []hint{{key: "enter", word: "find"}, {key: "esc", word: "leave it as it was"}}
}
