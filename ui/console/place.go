package console

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// place is where a person was, so that they are there again when they come back.
type place struct {
	Words   string `json:"words"`
	Brand   string `json:"brand,omitempty"`
	Compact bool   `json:"compact,omitempty"`
	Oldest  bool   `json:"oldest,omitempty"`
}

const placeKey = "console place"

type placeMsg struct {
	place place
	known bool
}

// recallPlace asks where the person was. What can't be read any more is no place.
func (m *model) recallPlace() tea.Cmd {
	d := m.desk
	return func() tea.Msg {
		var p place
		value, known, err := d.Recall(placeKey)
		if err != nil || !known || json.Unmarshal(value, &p) != nil {
			return placeMsg{}
		}
		return placeMsg{p, true}
	}
}

// gotPlace opens the first screen: the place where the person was, or the open items.
func (m *model) gotPlace(msg placeMsg) tea.Cmd {
	q, err := inbox.ParseQuery(msg.place.Words)
	if !msg.known || err != nil {
		return tea.Batch(m.open(m.query, m.words), m.readCounts())
	}
	m.compact, m.order = msg.place.Compact, inbox.Newest
	if msg.place.Oldest {
		m.order = inbox.Oldest
	}
	for _, b := range m.seenBrands() {
		if b.Name == msg.place.Brand {
			m.brand = b.Name
		}
	}
	return tea.Batch(m.find(q), m.readCounts())
}

// rememberPlace keeps where the person is now.
func (m *model) rememberPlace() tea.Cmd {
	d := m.desk
	value, err := json.Marshal(place{m.words, m.brand, m.compact, m.order == inbox.Oldest})
	if err != nil {
		return m.say(failed(err))
	}
	return func() tea.Msg {
		if err := d.Remember(placeKey, value); err != nil {
			return troubleMsg{err}
		}
		return nil
	}
}
