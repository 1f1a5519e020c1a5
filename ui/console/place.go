package console

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// place is where a person was, so that they are there again when they come back.
type place struct {
	Words   string            `json:"words"`
	Brand   string            `json:"brand,omitempty"`
	Compact bool              `json:"compact,omitempty"`
	Order   string            `json:"order,omitempty"`
	Orders  map[string]string `json:"orders,omitempty"` // of views, by their searches
	Apart   bool              `json:"apart,omitempty"`  // near-duplicates aren't collapsed
	Spot    spot              `json:"spot,omitzero"`
	Writing text              `json:"writing,omitzero"`
	Left    time.Time         `json:"left,omitzero"` // when this was kept
	Recent  recent            `json:"recent,omitempty"`
}

// spot is what somebody was looking at.
type spot struct {
	Row    inbox.Position `json:"row"`
	Line   int            `json:"line,omitempty"`   // of the pane, on which the row began
	Scroll int            `json:"scroll,omitempty"` // of its thread
	Reader bool           `json:"reader,omitempty"` // it had the keys
}

// text is what a composer is open for.
type text struct {
	Item  uint64     `json:"item"`
	Verb  inbox.Verb `json:"verb"`
	Blank bool       `json:"blank,omitempty"` // nothing was written, so that there is no draft
	Keep  bool       `json:"keep,omitempty"`  // the item stays open
}

const placeKey = "console place"

type placeMsg struct {
	place place
	known bool
}

// recallPlace asks where the person was. What can't be read any more is no place.
func (m *model) recallPlace() tea.Cmd {
	return func() tea.Msg {
		var p place
		value, err := m.memory.recall()
		if err != nil || json.Unmarshal(value, &p) != nil {
			return placeMsg{}
		}
		return placeMsg{p, true}
	}
}

// gotPlace opens the first screen: the place where the person was, or the open items.
func (m *model) gotPlace(msg placeMsg) tea.Cmd {
	if msg.place.Recent != nil {
		m.recent = msg.place.Recent
	}
	q, err := inbox.ParseQuery(msg.place.Words)
	if !msg.known || err != nil {
		return tea.Batch(m.open(m.query, m.words), m.readCounts())
	}
	m.compact, m.apart = msg.place.Compact, msg.place.Apart
	m.order, _ = inbox.ParseOrder(msg.place.Order)
	maps.Copy(m.orders, msg.place.Orders)
	for _, b := range m.seenBrands() {
		if b.Name == msg.place.Brand {
			m.brand = b.Name
		}
	}
	m.resume, m.spot = msg.place.Spot, msg.place.Spot
	return tea.Batch(m.findAt(q, m.resume.Row), m.readCounts(), m.readText(msg.place.Writing), m.readMeanwhile(msg.place.Left))
}

// comeBack puts the row under the cursor where it was, and the keys.
func (m *model) comeBack() {
	row, ok := m.list.current()
	if !ok || m.order.At(&row.Item) != m.resume.Row {
		return
	}
	m.list.line = m.resume.Line
	switch c := m.composing(); {
	case !m.resume.Reader:
	case c != nil:
		c.focus = onReader
	case m.top() == nil:
		m.focus = onReader
	}
}

// spotNow is what the person is looking at.
func (m *model) spotNow() spot {
	row, ok := m.list.current()
	if !ok {
		return m.spot // not read yet, or empty: there is none
	}
	focus := m.focus
	if c := m.composing(); c != nil {
		focus = c.focus
	}
	return spot{Row: m.order.At(&row.Item), Line: m.list.line, Scroll: m.reader.scroll, Reader: focus == onReader}
}

// textMsg brings the item of a text that was left in the middle: the line was cut, or the program ended.
type textMsg struct {
	text text
	row  inbox.Row
}

func (m *model) readText(t text) tea.Cmd {
	if t.Item == 0 {
		return nil
	}
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		draft, found, err := d.Draft(t.Item)
		if err != nil || !found && !t.Blank || found && draft.Verb != t.Verb {
			return nil // it was sent or thrown away
		}
		row, err := d.Item(ctx, t.Item)
		if err != nil {
			return nil
		}
		return textMsg{t, row}
	})
}

// writeOn opens the composer of that text again, on its item.
func (m *model) writeOn(msg textMsg) tea.Cmd {
	if m.top() != nil {
		return nil
	}
	var there tea.Cmd
	if m.resume.Row == (inbox.Position{}) {
		there = m.jump(m.order.At(&msg.row.Item))
	}
	writing := m.writeOf(msg.text.Verb, scopeOf(msg.row), false)
	if c := m.composing(); c != nil {
		c.keep = msg.text.Keep
		if m.resume.Reader {
			c.focus = onReader
		}
	}
	return tea.Batch(there, writing)
}

// rememberText keeps for which item a composer is open, whenever that changes.
func (m *model) rememberText() tea.Cmd {
	var t text
	if c := m.composing(); c != nil && c.on.one() && !c.unkept && c.verb != inbox.VerbAmend {
		t = text{c.on.row.Number, c.verb, c.untouched(), c.keep}
	}
	if t == m.writing {
		return nil
	}
	m.writing = t
	return m.rememberPlace()
}

// spotEvery is how long the cursor's moves are gathered before its place is kept.
const spotEvery = time.Second

type spotMsg struct{}

// rememberSpot keeps soon where the cursor went.
func (m *model) rememberSpot() tea.Cmd {
	if m.spotting || m.spotNow() == m.spot {
		return nil
	}
	m.spotting = true
	return m.after(spotEvery, spotMsg{})
}

// rememberPlace keeps where the person is now.
func (m *model) rememberPlace() tea.Cmd {
	value, err := m.placeNow()
	if err != nil {
		return m.say(failed(err))
	}
	keep := m.memory.next(value)
	return func() tea.Msg {
		if err := keep(); err != nil {
			return troubleMsg{err}
		}
		return nil
	}
}

func (m *model) placeNow() ([]byte, error) {
	m.spot = m.spotNow()
	return json.Marshal(place{m.wordsKept(), m.brand, m.compact, m.order.String(), m.orders, m.apart, m.spot, m.writing, m.desk.Now(), m.recent})
}

// leavePlace keeps where the person was when the console ended, unless they are elsewhere already: an end that shows late must
// not take them back.
func (m *model) leavePlace() error {
	value, err := m.placeNow()
	return errors.Join(err, m.memory.last(value))
}

// memory keeps places in the order in which somebody was there, whatever order their commands run in.
type memory struct {
	desk Desk
	made uint64 // the last ticket that was given out

	mu   sync.Mutex
	done uint64 // the last that was used
	kept []byte // as this console knows it
}

func (k *memory) recall() ([]byte, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	value, _, err := k.desk.Recall(placeKey)
	k.kept = value
	return value, err
}

// next gives the way to keep a place, to be called once, in a command.
func (k *memory) next(value []byte) func() error {
	k.made++
	ticket := k.made
	return func() error {
		k.mu.Lock()
		defer k.mu.Unlock()
		if ticket < k.done {
			return nil
		}
		k.done, k.kept = ticket, value
		return k.desk.Remember(placeKey, value)
	}
}

// last keeps a place where no other console of the person has kept one since.
func (k *memory) last(value []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, _, err := k.desk.Recall(placeKey)
	if err != nil || !bytes.Equal(now, k.kept) {
		return err
	}
	return k.desk.Remember(placeKey, value)
}
