package console

import (
	"cmp"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// selection is what the next action works on instead of the item under the cursor.
type selection struct {
	picked map[uint64]inbox.Row // by number, as they were seen
	ranged map[uint64]inbox.Row // those of the range that is being drawn
	from   inbox.Position       // where the range begins
	on     bool                 // a range is being drawn
	all    bool                 // all that match, beyond the screen too
}

func (s *selection) clear() {
	*s = selection{picked: map[uint64]inbox.Row{}, ranged: map[uint64]inbox.Row{}}
}

func (s *selection) any() bool { return s.all || len(s.picked)+len(s.ranged) > 0 }

func (s *selection) has(number uint64) bool {
	_, picked := s.picked[number]
	_, ranged := s.ranged[number]
	return s.all || picked || ranged
}

// rows are the chosen ones, in the order of their numbers.
func (s *selection) rows() []inbox.Row {
	all := maps.Clone(s.picked)
	maps.Copy(all, s.ranged)
	return slices.SortedFunc(maps.Values(all), func(a, b inbox.Row) int { return cmp.Compare(a.Number, b.Number) })
}

// targets are the chosen items.
func (s *selection) targets() (targets []desk.Target) {
	for _, r := range s.rows() {
		targets = append(targets, desk.Target{Number: r.Number, Version: r.Version})
	}
	return targets
}

// groups are the chosen rows that stand for several items.
func (s *selection) groups() []inbox.Row {
	return slices.DeleteFunc(s.rows(), func(r inbox.Row) bool { return r.Same < 2 })
}

// extend makes the range reach from its beginning to the cursor. Rows outside the window keep what they were.
func (s *selection) extend(l *list, order inbox.Order) {
	row, ok := l.current()
	if !s.on || !ok {
		return
	}
	first, last := s.from, order.At(&row.Item)
	if order.Precedes(last, first) {
		first, last = last, first
	}
	for _, r := range l.rows {
		if at := order.At(&r.Item); order.Precedes(at, first) || order.Precedes(last, at) {
			delete(s.ranged, r.Number)
		} else {
			s.ranged[r.Number] = r
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
		m.chosen.picked[row.Number] = row
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
		m.chosen.on, m.chosen.ranged = false, map[uint64]inbox.Row{}
		return nil
	}
	m.told = status{}
	m.chosen.on, m.chosen.from = true, m.order.At(&row.Item)
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
