package console

import (
	"cmp"
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// countsMsg brings the numbers that the store keeps.
type countsMsg struct {
	counts inbox.Counts
	health []desk.Health
	err    error
}

// talliesMsg brings the numbers of the views that have to be counted.
type talliesMsg struct {
	brand   string
	of      []view
	tallies []tally // of these; those that weren't counted aren't known
	took    time.Duration
}

// counting keeps one count of the views running at a time, however often something changes.
type counting struct {
	brand   string // within which
	running bool
	again   bool // something changed meanwhile
}

// readCounts asks for the numbers of header and views. What the store keeps comes at once, the rest when it is counted.
func (m *model) readCounts() tea.Cmd {
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		counts, err := d.Counts(ctx)
		return countsMsg{counts, d.Health(), err}
	})
}

func (m *model) gotCounts(msg countsMsg) tea.Cmd {
	calls := m.attendChannels(m.health, msg.health)
	m.health = msg.health
	if msg.err != nil {
		return calls
	}
	m.counts = msg.counts
	for i, v := range m.views {
		if m.isKept(v) {
			m.tallies[i] = tally{n: v.kept(msg.counts, m.desk.Person().Name), known: true}
		}
	}
	return tea.Batch(calls, m.countViews())
}

// isKept reports whether the store keeps how many a view holds, of all brands.
func (m *model) isKept(v view) bool { return v.kept != nil && m.picked == "" }

// countViews counts the views of which the store keeps no number, one after the other.
func (m *model) countViews() tea.Cmd {
	if m.counting.running && m.counting.brand == m.picked {
		m.counting.again = true
		return nil
	}
	queries := map[int]inbox.Query{}
	for i, v := range m.views {
		if !m.isKept(v) {
			queries[i] = inside(v.counted(), cmp.Or(v.brand, m.picked))
		}
	}
	if len(queries) == 0 {
		return nil
	}
	m.counting = counting{brand: m.picked, running: true}
	msg, d := talliesMsg{brand: m.picked, of: m.views, tallies: make([]tally, len(m.views))}, m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		begun := d.Now()
		for i, q := range queries {
			n, more, err := d.Count(ctx, q, countMost)
			msg.tallies[i] = tally{n: n, more: more, known: err == nil}
		}
		msg.took = d.Now().Sub(begun)
		return msg
	})
}

// inside is a query inside a brand; "" is all.
func inside(q inbox.Query, brand string) inbox.Query {
	if brand == "" {
		return q
	}
	return q.And(inbox.Query{Root: inbox.Term{Field: "brand", Value: brand}})
}

// breath is how many times as long as a count took the next one waits, so that counting never has more than a tenth of a
// processor while items keep arriving.
const breath = 9

type countAgainMsg struct{ brand string }

// gotTallies shows what was counted, unless another brand was picked by now.
func (m *model) gotTallies(msg talliesMsg) tea.Cmd {
	if msg.brand != m.picked {
		return nil
	}
	for i, t := range msg.tallies {
		if at := slices.IndexFunc(m.views, msg.of[i].same); t.known && at >= 0 {
			m.tallies[at] = t
		}
	}
	m.counting.running = m.counting.again
	if !m.counting.again {
		return nil
	}
	return m.after(breath*msg.took, countAgainMsg{msg.brand})
}

// countAgain counts what has changed since the last count.
func (m *model) countAgain(msg countAgainMsg) tea.Cmd {
	if msg.brand != m.picked {
		return nil
	}
	m.counting.running = false
	return m.countViews()
}
