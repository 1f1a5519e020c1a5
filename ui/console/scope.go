package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// scope is what a layer was opened for: it stays the same while the list moves behind the layer.
type scope struct {
	all     bool // all that match, beyond the screen too
	targets []desk.Target
	alike   []inbox.Row // those of the targets that stand for others too
	row     inbox.Row   // the item, or the one under the cursor among several
}

// scopeNow is what the next action works on: the selection, or else the item under the cursor.
func (m *model) scopeNow() (scope, bool) {
	row, ok := m.current()
	if !ok {
		return scope{}, false
	}
	if !m.chosen.any() {
		s := scopeOf(row)
		if row.Same > 1 {
			s.alike = []inbox.Row{row}
		}
		return s, true
	}
	s := scope{all: m.chosen.all, targets: m.chosen.targets(), alike: m.chosen.groups(), row: row}
	if rows := m.chosen.rows(); s.one() {
		s.row = rows[0] // the cursor may be elsewhere
	}
	return s, true
}

// scopeOf is one item as a scope.
func scopeOf(row inbox.Row) scope {
	return scope{row: row, targets: []desk.Target{{Number: row.Number, Version: row.Version}}}
}

// one reports whether the scope is a single item.
func (s scope) one() bool { return !s.all && len(s.targets) == 1 && len(s.alike) == 0 }

// named is a scope in the title of a layer.
func (m *model) named(s scope) string {
	switch {
	case s.all:
		return m.lang.Say("all that match")
	case !s.one():
		return m.lang.Count(s.size(), "%d item", "%d items")
	}
	return m.lang.Say("%d · %s", s.row.Number, m.authorName(s.row.Author))
}

// decideOn records a decision about a scope.
func (m *model) decideOn(s scope, d inbox.Decision) tea.Cmd {
	if m.bulk != nil && !s.one() {
		return m.say(failed(errBulkGoesOn))
	}
	m.last = d
	if s.all {
		return m.decideAll(d)
	}
	m.stepPast(s, d)
	if len(s.alike) > 0 {
		return m.sendAlike(d, s)
	}
	return m.send(d, s.targets)
}

// stepPast moves the cursor off an item that a decision takes out of the list, and remembers where it was.
func (m *model) stepPast(s scope, d inbox.Decision) {
	row, ok := m.list.current()
	if !ok || s.all || len(s.targets) != 1 || row.Number != s.targets[0].Number {
		return
	}
	m.trail = append(m.trail[max(len(m.trail)-trailMost, 0):], step{at: m.order.At(&row.Item)})
	if movesOn(d) {
		m.list.step(1, m.listHigh(), m.rowHeight)
	}
}

const errOneOnly = inbox.Reason("it goes to one item at a time; end the selection first")
