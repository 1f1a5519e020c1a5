package console

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// selection is what the next action works on instead of the item under the cursor.
type selection struct {
	picked map[uint64]uint64 // numbers with the versions that were seen
	ranged map[uint64]uint64 // those of the range that is being drawn
	from   inbox.Position    // where the range begins
	on     bool              // a range is being drawn
	all    bool              // all that match, beyond the screen too
}

func (s *selection) clear() {
	*s = selection{picked: map[uint64]uint64{}, ranged: map[uint64]uint64{}}
}

func (s *selection) any() bool { return s.all || len(s.picked)+len(s.ranged) > 0 }

func (s *selection) has(number uint64) bool {
	_, picked := s.picked[number]
	_, ranged := s.ranged[number]
	return s.all || picked || ranged
}

// targets are the chosen items, in the order of their numbers.
func (s *selection) targets() []desk.Target {
	var targets []desk.Target
	for n, v := range s.picked {
		targets = append(targets, desk.Target{Number: n, Version: v})
	}
	for n, v := range s.ranged {
		if _, twice := s.picked[n]; !twice {
			targets = append(targets, desk.Target{Number: n, Version: v})
		}
	}
	slices.SortFunc(targets, func(a, b desk.Target) int { return cmp.Compare(a.Number, b.Number) })
	return targets
}

// extend makes the range reach from its beginning to the cursor. Rows outside the window keep what they were.
func (s *selection) extend(l *list, order inbox.Order) {
	row, ok := l.current()
	if !s.on || !ok {
		return
	}
	first, last := s.from, row.At()
	if precedes(last, first, order) {
		first, last = last, first
	}
	for _, r := range l.rows {
		if precedes(r.At(), first, order) || precedes(last, r.At(), order) {
			delete(s.ranged, r.Number)
		} else {
			s.ranged[r.Number] = r.Version
		}
	}
}

func (m *model) toggleChosen() tea.Cmd {
	row, ok := m.current()
	if !ok {
		return nil
	}
	m.told = status{}
	if m.chosen.all {
		m.chosen.clear()
		return m.say(plain("nothing is selected"))
	}
	if _, picked := m.chosen.picked[row.Number]; picked {
		delete(m.chosen.picked, row.Number)
	} else {
		m.chosen.picked[row.Number] = row.Version
	}
	return m.move(1)
}

func (m *model) toggleRange() tea.Cmd {
	row, ok := m.current()
	if !ok {
		return nil
	}
	if m.chosen.on {
		for n, v := range m.chosen.ranged {
			m.chosen.picked[n] = v
		}
		m.chosen.on, m.chosen.ranged = false, map[uint64]uint64{}
		return nil
	}
	m.told = status{}
	m.chosen.on, m.chosen.from = true, row.At()
	return nil
}

// chooseAll selects all that match; once more, none.
func (m *model) chooseAll() tea.Cmd {
	all := !m.chosen.all
	m.told = status{}
	m.chosen.clear()
	m.chosen.all = all
	return nil
}

// decideAll records a decision about all that the view matches.
func (m *model) decideAll(d inbox.Decision) tea.Cmd {
	q := m.query
	if m.brand != "" {
		q = q.And(inbox.Query{Root: inbox.Term{Field: "brand", Value: m.brand}})
	}
	m.chosen.clear()
	seat := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		bulk, err := seat.DecideAll(ctx, d, q, nil)
		return decidedMsg{decision: d, bulk: bulk, err: err}
	})
}
