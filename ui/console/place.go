package console

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// place is where a person was, so that they are there again when they come back.
type place struct {
	Words   string            `json:"words"`
	View    string            `json:"view,omitempty"` // its name, where it was one
	Brand   string            `json:"brand,omitempty"`
	Picked  *string           `json:"picked,omitempty"` // the brand that was picked, where a view's own was shown
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

const placeKey = "console place"

type placeMsg struct {
	place place
	known bool
	views viewsMsg // their own
}

// recallPlace asks where the person was. What can't be read any more is no place.
func (m *model) recallPlace() tea.Cmd {
	d := m.desk
	return func() tea.Msg {
		var msg placeMsg
		msg.views.own, msg.views.err = d.Views()
		value, err := m.memory.recall()
		msg.known = err == nil && json.Unmarshal(value, &msg.place) == nil
		return msg
	}
}

// gotPlace opens the first screen: the place where the person was, or the open items.
func (m *model) gotPlace(msg placeMsg) tea.Cmd {
	var trouble tea.Cmd
	if msg.views.err != nil {
		trouble = m.say(failed(msg.views.err))
	} else {
		m.placeViews(msg.views.own)
	}
	if msg.place.Recent != nil {
		m.recent = msg.place.Recent
	}
	q, err := inbox.ParseQuery(msg.place.Words)
	if !msg.known || err != nil {
		return tea.Batch(trouble, m.open(m.query, m.words), m.readCounts())
	}
	m.compact, m.apart = msg.place.Compact, msg.place.Apart
	m.order, _ = inbox.ParseOrder(msg.place.Order)
	maps.Copy(m.orders, msg.place.Orders)
	m.brand = m.seenBrand(msg.place.Brand)
	m.picked = m.brand
	if msg.place.Picked != nil {
		m.picked = m.seenBrand(*msg.place.Picked)
	}
	m.resume, m.spot = msg.place.Spot, msg.place.Spot
	return tea.Batch(trouble, m.findAgain(q, msg.place.View), m.readCounts(), m.readText(msg.place.Writing), m.readMeanwhile(msg.place.Left))
}

// seenBrand is a brand's name where the person sees that one; "" is all.
func (m *model) seenBrand(name string) string {
	if !slices.ContainsFunc(m.seenBrands(), func(b inbox.Brand) bool { return b.Name == name }) {
		return ""
	}
	return name
}

// findAgain shows what the person was at: of several views of one search that of the name.
func (m *model) findAgain(q inbox.Query, name string) tea.Cmd {
	find := m.findAt(q, m.resume.Row)
	words := m.words
	if at := slices.IndexFunc(m.views, func(v view) bool { return v.name == name && v.words == words && cmp.Or(v.brand, m.picked) == m.brand }); at >= 0 && at != m.view {
		m.view, m.order = at, m.orderOf(m.views[at])
		return m.openAt(q, words, m.resume.Row)
	}
	return find
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
	p := place{
		Words: m.wordsKept(), Brand: m.brand, Compact: m.compact, Order: m.order.String(), Orders: m.orders, Apart: m.apart,
		Spot: m.spot, Writing: m.writing, Left: m.desk.Now(), Recent: m.recent,
	}
	if v, ok := m.shown(); ok {
		p.View = v.name
	}
	if m.picked != m.brand {
		p.Picked = &m.picked
	}
	return json.Marshal(p)
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
