package console

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// access is what the team file lets somebody see and do: their role, and the walls around their part of the inbox. The desk asks
// the file at every step; the screen follows here, so that nothing stays on it that the person no longer sees.
type access struct {
	role             inbox.Role
	department       string
	brands, channels []string
}

func accessOf(p inbox.Person) access { return access{p.Role, p.Department, p.Brands, p.Channels} }

func (a access) same(b access) bool {
	return a.role == b.role && a.department == b.department && slices.Equal(a.brands, b.brands) && slices.Equal(a.channels, b.channels)
}

// followAccess takes the console to what the person may see by now, where the team file changed that. They stay at their place
// where they still see it.
func (m *model) followAccess() tea.Cmd {
	me := m.desk.Person()
	was, now := m.access, accessOf(me)
	if now.same(was) {
		return nil
	}
	m.access, m.stale = now, true
	kept := m.closeLayers(me)
	row, had := m.list.current()
	sees := had && me.SeesItem(row.Item)
	hadView := m.view >= 0
	m.placeViews(m.own)
	m.brand, m.picked = m.seenBrand(m.brand), m.seenBrand(m.picked)
	m.forget(me)

	there := m.readThere
	if lost := hadView && m.view < 0; lost || !sees && firstView(was.role) != firstView(now.role) {
		there = func() tea.Cmd { return m.show(firstView(now.role)) }
	}
	return tea.Batch(kept, there(), m.readCounts(), m.readOthers(), m.say(was.told(now)))
}

// told says what changed.
func (a access) told(now access) status {
	if a.role != now.role {
		return plain("your role is now: %s", now.role)
	}
	return plain("the team file changed what you see of the inbox")
}

// closeLayers closes what was opened with the access of before, but for a text on an item that the person still sees. What they
// wrote stays as a draft; what they type on decides nothing.
func (m *model) closeLayers(me inbox.Person) (kept tea.Cmd) {
	c := m.composing()
	if c != nil && c.over == nil && me.SeesItem(c.on.row.Item) {
		m.layers = []layer{c}
		return nil
	}
	if c != nil {
		kept = c.save(m)
		c.close(m)
	}
	if e := m.escalating(); e != nil {
		kept = m.forgetDraft(e.key())
	}
	if len(m.layers) > 0 || c != nil {
		m.layers = nil
		m.deaf = deafness{until: m.now.Add(textPauses)}
	}
	return kept
}

// forget takes off the screen what the person no longer sees, before anything is read again.
func (m *model) forget(me inbox.Person) {
	unseen := func(r inbox.Row) bool { return !me.SeesItem(r.Item) }
	m.reader.fresh = false
	if row, ok := m.current(); !ok || unseen(row) {
		m.reader, m.focus = reader{visit: m.reader.visit}, onList
	}
	m.list.replace(slices.DeleteFunc(slices.Clone(m.list.rows), unseen), m.list.moreUp, m.list.moreDown, m.order)
	m.chosen.clear()
	m.skipped, m.opened = skipped{}, nil
	m.redraw()
}

// readThere reads the list again around the cursor. What was asked for with the access of before is dropped.
func (m *model) readThere() tea.Cmd {
	row, ok := m.list.current()
	if !ok {
		return m.readAround(inbox.Position{})
	}
	return m.readAround(m.order.At(&row.Item))
}
