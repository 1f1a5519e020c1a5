package console

import (
	"strings"

	"charm.land/bubbles/v2/textarea"

	"vigie/inbox"
)

// This file is how colleagues are named in notes, and how a row tells that a note names the person.

// namesMe reports whether a note of an item names the person, who hasn't read it.
func (m *model) namesMe(it inbox.Item) bool { return it.Names(m.desk.Person().Name) }

// offered are the colleagues who may be meant by the name that is begun before the caret of a text; those that begin so come
// first. The caret is between letters of which begun are the last.
func (m *model) offered(v inbox.Verb, it inbox.Item, t *textarea.Model) (names []string, begun string) {
	if !v.Internal() {
		return nil, ""
	}
	begun, ok := inbox.MentionBegun(beforeCaret(t), len(beforeCaret(t)))
	if !ok {
		return nil, ""
	}
	var within []string
	for _, name := range m.desk.Colleagues(it) {
		switch folded, typed := inbox.Fold(name), inbox.Fold(begun); {
		case strings.HasPrefix(folded, typed):
			names = append(names, name)
		case strings.Contains(folded, typed):
			within = append(within, name)
		}
	}
	return append(names, within...), begun
}

// completeName writes the first name that is offered; false where none is.
func (m *model) completeName(v inbox.Verb, it inbox.Item, t *textarea.Model) bool {
	names, begun := m.offered(v, it, t)
	if len(names) == 0 {
		return false
	}
	before := strings.TrimSuffix(beforeCaret(t), begun) + names[0]
	after := string([]rune(t.Value())[caretOf(t):])
	if !strings.HasPrefix(after, " ") {
		before += " "
	}
	setText(t, before+after, len([]rune(before)))
	return true
}

func beforeCaret(t *textarea.Model) string { return string([]rune(t.Value())[:caretOf(t)]) }

// drawOffered is a line of the names that are offered; "" where none is.
func (m *model) drawOffered(v inbox.Verb, it inbox.Item, t *textarea.Model, w int) string {
	names, _ := m.offered(v, it, t)
	line := ""
	for i, name := range names {
		p, word := m.styles.muted, "@"+steady(name)
		if i == 0 {
			p = m.styles.strong
		}
		if width(line)+width(word)+2 > w {
			break
		}
		line += p.draw(word) + "  "
	}
	return line
}
