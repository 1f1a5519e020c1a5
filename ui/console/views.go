package console

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
	"vigie/ui/language"
)

// view is a saved search with a name and a key.
type view struct {
	name  string
	key   string // the second key after g; "" = none
	words string
	query inbox.Query
	order inbox.Order                         // that it begins with
	brand string                              // that it shows alone; "" = the one that was picked
	own   bool                                // the person's
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
		views = append(views, savedView(v))
	}
	if role >= inbox.Lead {
		views = append(views, view{name: l.Say("Review"), key: "w", query: inbox.Query{Root: inbox.Term{Field: "is", Value: "review"}}, kept: func(c inbox.Counts, _ string) int { return c.Review }})
	}
	for i := range views {
		views[i].words = views[i].query.String()
	}
	return views
}

func savedView(v inbox.View) view {
	return view{name: v.Name, key: v.Key, query: v.Query, order: v.Order, brand: v.Brand}
}

// ownViews are a person's. A letter that something else has by now is no longer theirs.
func ownViews(own inbox.OwnViews, t inbox.Team) []view {
	var views []view
	for _, v := range own {
		one := savedView(v)
		if _, held := keys.Holder(t, v.Key); held {
			one.key = ""
		}
		one.own, one.words = true, v.Query.String()
		views = append(views, one)
	}
	return views
}

// same reports whether two views are one: as it was, and as it is when the views are put together anew.
func (v view) same(o view) bool {
	return v.own == o.own && v.name == o.name && v.words == o.words && v.brand == o.brand
}

// placeViews puts the views together anew, from the team file and the person's own, and reports whether that changed any. What is
// shown stays shown.
func (m *model) placeViews(own inbox.OwnViews) (changed bool) {
	fresh := append(standardViews(m.lang, m.team, m.desk.Person().Role), ownViews(own, m.team)...)
	unchanged := func(a, b view) bool { return a.same(b) && a.key == b.key && a.order == b.order }
	m.own = own
	if slices.EqualFunc(m.views, fresh, unchanged) {
		return false
	}
	before, tallies := m.views, make([]tally, len(fresh))
	place := func(was int) int {
		if was < 0 || was >= len(before) {
			return -1
		}
		return slices.IndexFunc(fresh, before[was].same)
	}
	for i := range before {
		if at := place(i); at >= 0 {
			tallies[at] = m.tallies[i]
		}
	}
	m.view = place(m.view)
	if m.aside != nil {
		m.aside.view = place(m.aside.view)
	}
	m.views, m.tallies = fresh, tallies
	m.bind()
	return true
}

type viewsMsg struct {
	own inbox.OwnViews
	err error
}

// readViews asks for the person's own views: another session of theirs may have changed them.
func (m *model) readViews() tea.Cmd {
	d := m.desk
	return func() tea.Msg {
		own, err := d.Views()
		return viewsMsg{own, err}
	}
}

func (m *model) gotViews(msg viewsMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(failed(msg.err))
	}
	if m.placeViews(msg.own) {
		return m.readCounts()
	}
	return nil
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
	v, was := m.views[i], m.brand
	if _, known := m.team.Brand(v.brand); v.brand != "" && !known {
		return m.say(bad("%s shows the brand %s, and there is none", v.name, v.brand))
	}
	m.view, m.aside, m.order, m.brand = i, nil, m.orderOf(v), cmp.Or(v.brand, m.picked)
	if m.brand != was {
		m.redraw()
	}
	return tea.Batch(m.open(v.query, v.words), m.rememberPlace())
}

// viewOf is the view that a search is, within the brand that is shown; -1 where it is none.
func (m *model) viewOf(words string) int {
	return slices.IndexFunc(m.views, func(v view) bool { return v.words == words && cmp.Or(v.brand, m.picked) == m.brand })
}

// shown is the view that is shown.
func (m *model) shown() (v view, ok bool) {
	if m.view < 0 || m.view >= len(m.views) {
		return v, false
	}
	return m.views[m.view], true
}

// open shows what a query finds, from its beginning.
func (m *model) open(q inbox.Query, words string) tea.Cmd {
	return m.openAt(q, words, inbox.Position{})
}

// openAt shows what a query finds, the cursor at a position.
func (m *model) openAt(q inbox.Query, words string, at inbox.Position) tea.Cmd {
	m.query, m.words, m.opened = q, words, nil
	m.list = list{}
	m.reader.on, m.reader.drawn.valid = match{}, false
	m.chosen.clear()
	if m.focus != onReader || m.at.mode == narrow {
		m.focus = onList
	}
	m.refresh.want = at
	return tea.Batch(m.readAround(at), m.whenSlow())
}
