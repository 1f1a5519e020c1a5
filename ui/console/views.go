package console

import (
	"image"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/language"
)

// view is a saved search with a name and a key.
type view struct {
	name  string
	key   string // the second key after g; "" = none
	words string
	query inbox.Query
	order inbox.Order
	tally inbox.Query                         // what its number counts, where that isn't what it shows
	kept  func(c inbox.Counts, me string) int // its number among those that the store keeps; nil: it has to be counted
}

// counted is what the number of a view counts.
func (v view) counted() inbox.Query {
	if v.tally.Root != nil {
		return v.tally
	}
	return v.query
}

// tally is how many a view holds.
type tally struct {
	n     int
	more  bool // at least n
	known bool
}

// many is a tally as it is shown; "" where it is nothing.
func (m *model) many(t tally) string {
	switch {
	case !t.known || t.n == 0:
		return ""
	case t.more:
		return m.lang.Number(t.n) + "+"
	}
	return m.lang.Number(t.n)
}

// countMost is up to where searches are counted.
const countMost = 999

// standardViews are those that every console has, the team's own, then a lead's.
func standardViews(l language.Language, t inbox.Team, role inbox.Role) []view {
	is := func(s inbox.Status) inbox.Expr { return inbox.Term{Field: "is", Value: s.String()} }
	status := func(s inbox.Status) func(inbox.Counts, string) int {
		return func(c inbox.Counts, _ string) int { return c.Status[s] }
	}
	mine := inbox.And{inbox.Term{Field: "assignee", Value: "me"}, inbox.Or{is(inbox.Open), is(inbox.Returned)}}
	views := []view{
		{name: l.Say("Open"), key: "o", query: inbox.Query{Root: is(inbox.Open)}, kept: status(inbox.Open)},
		{name: l.Say("Mine"), key: "m", query: inbox.Query{Root: mine}, kept: func(c inbox.Counts, me string) int { return c.Assignee[me] }},
		{name: l.Say("Escalated"), key: "e", query: inbox.Query{Root: is(inbox.Escalated)}, kept: status(inbox.Escalated)},
		{name: l.Say("Returned"), key: "r", query: inbox.Query{Root: is(inbox.Returned)}, kept: status(inbox.Returned)},
		{name: l.Say("Snoozed"), key: "z", query: inbox.Query{Root: is(inbox.Snoozed)}, kept: status(inbox.Snoozed)},
		{name: l.Say("Done"), key: "d", query: inbox.Query{Root: is(inbox.Done)}, kept: status(inbox.Done)},
		{
			name: l.Say("Mentions"), key: "a", query: inbox.Query{Root: inbox.Term{Field: "mentions", Value: "me"}},
			tally: inbox.Query{Root: inbox.Term{Field: "is", Value: "mentioned"}}, // so that reading one leaves it where it is
			kept:  func(c inbox.Counts, me string) int { return c.Mentioned[me] },
		},
	}
	for _, v := range t.Views {
		views = append(views, view{name: v.Name, key: v.Key, query: v.Query})
	}
	if role >= inbox.Lead {
		views = append(views, view{name: l.Say("Review"), key: "w", query: inbox.Query{Root: inbox.Term{Field: "is", Value: "review"}}, kept: func(c inbox.Counts, _ string) int { return c.Review }})
	}
	for i := range views {
		views[i].words = views[i].query.String()
	}
	return views
}

// firstView is where somebody begins who has not been here before: at what is open, a department at what it has to answer.
func firstView(role inbox.Role) int {
	if role == inbox.DepartmentRole {
		return 2
	}
	return 0
}

// show opens a view from its beginning.
func (m *model) show(i int) tea.Cmd {
	if i < 0 || i >= len(m.views) {
		return m.say(bad("there is no view %d", i+1))
	}
	m.view, m.aside, m.order = i, nil, m.orderOf(m.views[i])
	return tea.Batch(m.open(m.views[i].query, m.views[i].words), m.rememberPlace())
}

// open shows what a query finds, from its beginning.
func (m *model) open(q inbox.Query, words string) tea.Cmd {
	return m.openAt(q, words, inbox.Position{})
}

// openAt shows what a query finds, the cursor at a position.
func (m *model) openAt(q inbox.Query, words string, at inbox.Position) tea.Cmd {
	m.query, m.words, m.opened = q, words, nil
	m.list = list{}
	m.chosen.clear()
	if m.focus != onReader || m.at.mode == narrow {
		m.focus = onList
	}
	m.refresh.want = at
	return tea.Batch(m.readAround(at), m.whenSlow())
}

// numberMark is the key of the i-th view in the one cell that the sidebar has for it.
func (m *model) numberMark(i int) string {
	if k := m.keys.number(i); width(k) == 1 {
		return k
	}
	return " "
}

// drawViews is the sidebar: the views with their keys and numbers, then the channels and how they are.
func (m *model) drawViews(r image.Rectangle) []string {
	s, w := m.styles, r.Dx()
	var lines []string
	for i, v := range m.views {
		name, key := s.text, s.muted
		edge := " "
		if i == m.view {
			name, key, edge = s.strong, s.strong, s.accent.draw("▌")
		}
		number := m.many(m.tallies[i])
		room, end := w-6-width(number), "  "
		if width(v.name) > room {
			room, end = room+1, " "
		}
		lines = append(lines, edge+key.draw(m.numberMark(i))+" "+name.draw(fit(v.name, room)+" ")+s.muted.draw(number)+end)
	}
	lines = append(lines, blank(w))
	for _, h := range m.health {
		if m.brand == "" || h.Brand == m.brand {
			lines = append(lines, m.drawChannel(h, w))
		}
	}
	return lines
}

func (m *model) drawChannel(h desk.Health, w int) string {
	s := m.styles
	number := ""
	if n := m.counts.Channel[h.Channel]; n > 0 {
		number = m.lang.Number(n)
	}
	glyph, p := m.healthMark(h.State)
	return " " + p.draw(glyph) + " " + s.text.draw(fit(h.Channel, w-4-width(number)-1)) + s.muted.draw(number) + "  "
}

// healthMark is how a channel's state is shown: by a glyph that says it without its colour.
func (m *model) healthMark(st desk.State) (string, pen) {
	switch st {
	case desk.Connected:
		return "●", m.styles.sent
	case desk.Idle, desk.Connecting, desk.Off:
		return "◌", m.styles.muted
	case desk.Waiting:
		return "◐", m.styles.late
	}
	return "▲", m.styles.danger
}
