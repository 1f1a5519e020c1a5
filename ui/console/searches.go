package console

import (
	"encoding/json"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// The searches that a person made, the newest first, each once; up in the search line brings them back. They are the person's own.
const (
	searchesKey  = "console searches"
	searchesMost = 100
)

// searchesMsg brings the searches of before.
type searchesMsg struct{ past []string }

func recallSearches(d Desk) (past []string, err error) {
	value, known, err := d.Recall(searchesKey)
	if err != nil || !known || json.Unmarshal(value, &past) != nil { // what can't be read any more is no past
		return nil, err
	}
	return past, nil
}

func (m *model) readSearches() tea.Cmd {
	d := m.desk
	return func() tea.Msg {
		past, err := recallSearches(d)
		if err != nil {
			return troubleMsg{err}
		}
		return searchesMsg{past}
	}
}

// rememberSearch puts a search before those that the person made elsewhere meanwhile.
func (m *model) rememberSearch(words string) tea.Cmd {
	if words == "" {
		return nil
	}
	d := m.desk
	return func() tea.Msg {
		past, err := recallSearches(d)
		if err != nil {
			return troubleMsg{err}
		}
		past = slices.DeleteFunc(past, func(s string) bool { return s == words })
		past = append([]string{words}, past[:min(len(past), searchesMost-1)]...)
		value, err := json.Marshal(past)
		if err == nil {
			err = d.Remember(searchesKey, value)
		}
		if err != nil {
			return troubleMsg{err}
		}
		return nil
	}
}

// turnBack goes to an older search, or to a newer one and at last to what was being written.
func (l *searchLine) turnBack(by int) {
	next := l.turned + by
	if next < 0 || next > len(l.past) {
		return
	}
	if l.turned == 0 {
		l.begun = l.input.String()
	}
	l.turned = next
	if text := l.begun; next == 0 {
		l.input.set(text)
	} else {
		l.input.set(l.past[next-1])
	}
	l.proposals, l.chosen = nil, 0
	l.check()
}
