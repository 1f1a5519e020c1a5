package console

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// askFilter has the log's filter written, from what it is.
func (l *logBoard) askFilter(m *model) tea.Cmd {
	s := &searchLine{
		parse:   func(text string) error { _, err := inbox.ParseLogQuery(text); return err },
		propose: inbox.CompleteLog,
		such:    m.lang.Say("tab completes person:, verb:, kind:, item:, since:, from:, key:, …"),
	}
	if words := l.query.String(); words != "" {
		s.input.set(words + " ")
	}
	l.asking = s
	return m.readVocabulary()
}

// typed edits the filter; enter reads the log by it, esc leaves it as it was.
func (l *logBoard) typed(m *model, key tea.KeyPressMsg) tea.Cmd {
	switch key.String() {
	case "esc", "ctrl+c":
		l.asking = nil
	case "enter":
		q, err := inbox.ParseLogQuery(l.asking.input.String())
		if err != nil {
			if !errors.As(err, &l.asking.err) {
				return m.say(failed(err))
			}
			return nil
		}
		return l.filter(m, q)
	case "tab":
		l.asking.complete()
	case "down", "ctrl+n":
		l.asking.choose(1)
	case "up", "ctrl+p":
		l.asking.choose(-1)
	default:
		l.asking.edit(key)
	}
	return nil
}

// filter reads the log by another filter.
func (l *logBoard) filter(m *model, q inbox.LogQuery) tea.Cmd {
	l.asking, l.query = nil, q
	return l.begin(m)
}
