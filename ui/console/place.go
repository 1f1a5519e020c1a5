package console

import (
	"context"
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
	Writing text   `json:"writing,omitzero"`
}

// text is what a composer is open for.
type text struct {
	Item uint64     `json:"item"`
	Verb inbox.Verb `json:"verb"`
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
	return tea.Batch(m.find(q), m.readCounts(), m.readText(msg.place.Writing))
}

// textMsg brings the item of a text that was left in the middle: the line was cut, or the program ended.
type textMsg struct {
	verb inbox.Verb
	row  inbox.Row
}

func (m *model) readText(t text) tea.Cmd {
	if t.Item == 0 {
		return nil
	}
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		draft, found, err := d.Draft(t.Item)
		if err != nil || !found || draft.Verb != t.Verb {
			return nil // it was sent or thrown away
		}
		row, err := d.Item(ctx, t.Item)
		if err != nil {
			return nil
		}
		return textMsg{t.Verb, row}
	})
}

// writeOn opens the composer of that text again, on its item.
func (m *model) writeOn(msg textMsg) tea.Cmd {
	if m.top() != nil {
		return nil
	}
	return tea.Batch(m.jump(msg.row.At()), m.writeOf(msg.verb, scopeOf(msg.row), false))
}

// rememberText keeps for which item a composer is open, whenever that changes.
func (m *model) rememberText() tea.Cmd {
	var t text
	if c := m.composing(); c != nil && c.on.one() && !c.unkept {
		t = text{c.on.row.Number, c.verb}
	}
	if t == m.writing {
		return nil
	}
	m.writing = t
	return m.rememberPlace()
}

// rememberPlace keeps where the person is now.
func (m *model) rememberPlace() tea.Cmd {
	d := m.desk
	value, err := json.Marshal(place{m.words, m.brand, m.compact, m.order == inbox.Oldest, m.writing})
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
