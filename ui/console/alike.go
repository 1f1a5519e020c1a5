package console

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// Open items that say nearly the same are one row, the newest of them. What is decided on that row is decided on all of them,
// in one go that one undo takes back. A reply alone goes to the one that is shown.

// aside is what was shown before a group was opened.
type aside struct {
	query inbox.Query
	words string
	view  int
	at    inbox.Position
}

// collapses reports whether what says the same is one row.
func (m *model) collapses() bool { return !m.apart && m.aside == nil }

// wordsKept is the search that the person is at, also while a group of it is open.
func (m *model) wordsKept() string {
	if m.aside != nil {
		return m.aside.words
	}
	return m.words
}

func (m *model) mayAlike() error {
	if row, ok := m.list.current(); m.aside == nil && (!ok || row.Same < 2) {
		return inbox.Reason("no other item here says the same")
	}
	return nil
}

// showAlike opens the group under the cursor, or closes it again.
func (m *model) showAlike() tea.Cmd {
	if m.aside != nil {
		return m.leaveAlike()
	}
	row, _ := m.list.current()
	alike, _ := row.Alike()
	m.aside = &aside{m.query, m.words, m.view, m.order.At(&row.Item)}
	q := m.query.And(alike)
	return m.openAt(q, q.String(), m.aside.at)
}

// leaveAlike goes back to the row that stood for the group.
func (m *model) leaveAlike() tea.Cmd {
	from := m.aside
	m.view, m.aside = from.view, nil
	return m.openAt(from.query, from.words, from.at)
}

// toggleApart collapses what says the same, or no longer.
func (m *model) toggleApart() tea.Cmd {
	m.apart = !m.apart
	words := plain("what says nearly the same is one row")
	if m.apart {
		words = plain("every item has its row")
	}
	return tea.Batch(m.say(words), m.reread(), m.rememberPlace())
}

// size is how many items a scope holds, at least.
func (s scope) size() int {
	n := len(s.targets)
	for _, r := range s.alike {
		n += r.Same - 1
	}
	return n
}

// sendAlike hands a decision to the desk about some rows and whatever they stand for.
func (m *model) sendAlike(d inbox.Decision, s scope) tea.Cmd {
	ask := m.question(alikePage)
	ask.Collapse = false
	q, seat := m.query, m.desk
	return m.begin(d, s.targets, func(ctx context.Context, progress func(done, total int)) (desk.Bulk, error) {
		targets := slices.Clone(s.targets)
		for _, row := range s.alike {
			alike, _ := row.Alike()
			ask.Query = q.And(alike)
			more, err := membersOf(ctx, seat, ask, row)
			if err != nil {
				return desk.Bulk{}, err
			}
			targets = append(targets, more...)
		}
		return seat.DecideEach(ctx, d, targets, progress)
	})
}

// alikePage is how many of a group are read at a time.
const alikePage = 1000

// membersOf are the items that a row stands for besides its own, as they are now.
func membersOf(ctx context.Context, seat Desk, ask inbox.Ask, row inbox.Row) (targets []desk.Target, err error) {
	ask.Brands, ask.From = []string{row.Brand}, inbox.Position{}
	for {
		page, err := seat.Page(ctx, ask)
		if err != nil {
			return nil, err
		}
		for _, r := range page.Rows {
			if r.Number != row.Number {
				targets = append(targets, desk.Target{Number: r.Number, Version: r.Version})
			}
		}
		if !page.More || len(page.Rows) == 0 {
			return targets, nil
		}
		ask.From = ask.Order.At(&page.Rows[len(page.Rows)-1].Item)
	}
}
