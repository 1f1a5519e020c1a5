package console

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// searchLine edits what the list shows. A mistake is told under the caret as it is typed, what could be written is proposed, and
// the list stays as it was until the search is begun.
type searchLine struct {
	input     field
	err       *inbox.QueryError
	words     inbox.Vocabulary
	proposals []inbox.Completion
	chosen    int // of the proposals

	parse   func(string) error // says what is wrong
	propose func(s string, caret int, v inbox.Vocabulary) []inbox.Completion
	past    []string // searches of before, the newest first
	turned  int      // how far back in them the line is; 0 = it is what is being written
	begun   string   // what was being written before

	such string // what could be written, where nothing is yet
}

type vocabularyMsg struct{ words inbox.Vocabulary }

func (m *model) search() tea.Cmd {
	l := &searchLine{parse: parseSearch, propose: inbox.Complete}
	if m.words != "" {
		l.input.set(m.words + " ")
	}
	m.focus = onList
	m.arrange()
	m.push(l)
	return tea.Batch(m.readVocabulary(), m.readSearches())
}

func (m *model) readVocabulary() tea.Cmd {
	d, seen := m.desk, m.wordsInSight()
	return func() tea.Msg {
		v := d.Vocabulary()
		v.Authors, v.Titles, v.Found = seen.Authors, seen.Titles, seen.Found
		return vocabularyMsg{v}
	}
}

// wordsInSight are who wrote the rows that are in memory, under which titles, and what they were found by.
func (m *model) wordsInSight() (v inbox.Vocabulary) {
	for _, r := range m.list.rows {
		for _, word := range []inbox.Text{r.Author.Handle, r.Author.Name} {
			if name := word.Line(); !slices.Contains(v.Authors, name) {
				v.Authors = append(v.Authors, name)
			}
		}
		if title := r.Title.Line(); !slices.Contains(v.Titles, title) {
			v.Titles = append(v.Titles, title)
		}
		if found := r.Found.Line(); !slices.Contains(v.Found, found) {
			v.Found = append(v.Found, found)
		}
	}
	return v
}

func (l *searchLine) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case vocabularyMsg:
		l.words = msg.words
		if l.turned == 0 {
			l.proposals = l.propose(l.input.String(), l.input.byteCaret(), l.words)
			l.chosen = max(0, min(l.chosen, len(l.proposals)-1))
		}
	case searchesMsg:
		l.past = msg.past
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc", "ctrl+c":
			m.pop(l)
			return nil
		case "enter":
			return l.find(m)
		case "ctrl+s":
			return l.save(m)
		case "tab":
			l.complete()
			return nil
		case "down", "ctrl+n":
			if l.turned > 0 {
				l.turnBack(-1)
				return nil
			}
			l.choose(1)
			return nil
		case "up", "ctrl+p":
			if l.chosen == 0 {
				l.turnBack(1)
				return nil
			}
			l.choose(-1)
			return nil
		}
		l.edit(msg)
	case tea.PasteMsg:
		l.edit(msg)
	}
	return nil
}

func parseSearch(s string) error { _, err := inbox.ParseQuery(s); return err }

// choose goes up or down in the proposals.
func (l *searchLine) choose(by int) {
	l.chosen = max(0, min(l.chosen+by, len(l.proposals)-1))
}

func (l *searchLine) edit(msg tea.Msg) {
	if !l.input.update(msg) {
		return
	}
	l.turned = 0
	l.check()
	l.proposals, l.chosen = l.propose(l.input.String(), l.input.byteCaret(), l.words), 0
}

// check parses what is written so far. The term that is being typed may yet become right, so it is no mistake.
func (l *searchLine) check() {
	l.err = nil
	var e *inbox.QueryError
	if err := l.parse(l.input.String()); errors.As(err, &e) {
		if caret := l.input.byteCaret(); caret < e.Pos || caret > e.Pos+e.Len {
			l.err = e
		}
	}
}

// complete writes the chosen proposal.
func (l *searchLine) complete() {
	if l.chosen >= len(l.proposals) {
		return
	}
	p, s := l.proposals[l.chosen], l.input.String()
	text := p.Text
	if !strings.HasSuffix(text, ":") {
		text += " "
	}
	l.input.set(s[:p.From] + text + strings.TrimLeft(s[p.To:], " "))
	l.input.caret = len([]rune(s[:p.From] + text))
	l.check()
	l.proposals, l.chosen = l.propose(l.input.String(), l.input.byteCaret(), l.words), 0
}

// find shows what was asked for, or says what is wrong with the question.
func (l *searchLine) find(m *model) tea.Cmd {
	q, err := inbox.ParseQuery(l.input.String())
	if err != nil {
		if !errors.As(err, &l.err) {
			return m.say(failed(err))
		}
		return nil
	}
	m.pop(l)
	m.doubt.words = q.String()
	m.doubt.said, _ = q.Unknown(l.words)
	return tea.Batch(m.find(q), m.rememberPlace(), m.rememberSearch(q.String()))
}

// save shows what was asked for, and asks how to call it.
func (l *searchLine) save(m *model) tea.Cmd {
	found := l.find(m)
	if l.err != nil {
		return found
	}
	return tea.Batch(found, m.saveView())
}

// find shows what a query finds; where that is a view, it is the view.
func (m *model) find(q inbox.Query) tea.Cmd { return m.findAt(q, inbox.Position{}) }

func (m *model) findAt(q inbox.Query, at inbox.Position) tea.Cmd {
	words := q.String()
	m.view, m.aside = m.viewOf(words), nil
	if v, ok := m.shown(); ok {
		m.order = m.orderOf(v)
	}
	return m.openAt(q, words, at)
}

func (l *searchLine) draw(m *model) float {
	r := m.at.list
	_, column := l.input.draw(r.Dx() - 3)
	return float{lines: l.lines(m), at: r.Min, cursor: caretAt(r.Min.X+3+column, r.Min.Y)}
}

// lines are the search as it is being written, what stands under it, and a rule: above the rows.
func (l *searchLine) lines(m *model) []string {
	s, w := m.styles, m.at.list.Dx()
	text, _ := l.input.draw(w - 3)
	lines := []string{pad(" "+s.strong.draw("/")+" "+text, w)}
	lines = append(lines, padded(l.below(m, w), w)...)
	return append(lines, s.rule.draw(rule(w)))
}

// below is what stands under the search: the mistake under its place, else what could be written.
func (l *searchLine) below(m *model, w int) []string {
	if l.err != nil {
		return l.mistake(m, w)
	}
	return []string{l.offers(m, w)}
}

// mistake points at what is wrong. The words stand beside the caret, or under it where there is no room for them.
func (l *searchLine) mistake(m *model, w int) []string {
	s, words := m.styles, m.lang.Error(l.err)
	before := min(width(prefix(l.input.String(), l.err.Pos))+3, max(w-2, 0))
	if before+2+width(words) < w {
		return []string{blank(before) + s.danger.draw("^ "+words)}
	}
	lines := []string{blank(before) + s.danger.draw("^")}
	for _, line := range wrap(words, max(w-4, 8)) {
		lines = append(lines, blank(3)+s.danger.draw(line))
	}
	return lines
}

// offers is what could be written next.
func (l *searchLine) offers(m *model, w int) string {
	s := m.styles
	if len(l.proposals) == 0 {
		if l.such != "" {
			return "   " + s.muted.draw(cut(l.such, w-4))
		}
		return "   " + s.muted.draw(cut(m.lang.Say("tab completes is: channel: tag: author: before: …"), w-4))
	}
	line, from := "  ", max(0, l.chosen-2)
	for i, p := range l.proposals[from:] {
		pen := s.muted
		if from+i == l.chosen {
			pen = s.strong
		}
		line += " " + pen.draw(steady(p.Text))
	}
	if help := m.lang.Say(l.proposals[l.chosen].Help); help != "" && width(line)+width(help)+4 < w {
		line += s.muted.draw(" · " + help)
	}
	return line
}

func (l *searchLine) hints(*model) []hint {
	return []hint{
		{key: "enter", word: "find"}, {key: "tab", word: "complete"}, {key: "ctrl-u", word: "clear it"}, {key: "↑", word: "earlier searches"},
		{key: "ctrl-s", word: "save it"}, {key: "esc", word: "leave"},
	}
}
