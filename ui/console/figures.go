package console

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// figures is a screen of what was posted in a period, what became of it and what waits. The cursor stands on a figure, and enter
// opens its items.
type figures struct {
	period  period
	figures desk.Figures
	made    time.Time // when they were asked for
	err     error
	stop    context.CancelFunc // ends the counting that is on
	request uint64
	at      int         // the section of the cursor
	rows    map[int]int // the row of the cursor in each section
	day     int         // of the week's map, from Monday
	hour    int
}

// period is a length of time that a key chooses.
type period uint8

const (
	sevenDays period = iota
	today
	thirtyDays
	thisMonth
	lastMonth
)

// choosable is what a key chooses, and the word for it.
type choosable struct {
	key  string
	says inbox.Phrase
}

// periods are the keys and the words of the periods, in the order of their head.
var periods = [...]choosable{{"w", "w 7 days"}, {"t", "t today"}, {"m", "m 30 days"}, {"c", "c this month"}, {"p", "p last month"}}

// span is when a period begins and ends, by the days of now's zone.
func (p period) span(now time.Time) (from, to time.Time) {
	day := func(month time.Month, d int) time.Time {
		return time.Date(now.Year(), month, d, 0, 0, 0, 0, now.Location())
	}
	to = day(now.Month(), now.Day()+1)
	switch p {
	case today:
		return day(now.Month(), now.Day()), to
	case thirtyDays:
		return day(now.Month(), now.Day()-29), to
	case thisMonth:
		return day(now.Month(), 1), to
	case lastMonth:
		return day(now.Month()-1, 1), day(now.Month(), 1)
	}
	return day(now.Month(), now.Day()-6), to
}

// figuresMsg brings figures, whole or so far. more gives those that follow; nil where none do.
type figuresMsg struct {
	request uint64
	figures desk.Figures
	err     error
	more    <-chan figuresMsg
}

func (m *model) openFigures() tea.Cmd {
	f := &figures{rows: map[int]int{}}
	m.push(f)
	return f.count(m)
}

// count asks for the figures of the period; what was asked before is given up.
func (f *figures) count(m *model) tea.Cmd {
	f.leave()
	f.request++
	ctx, stop := context.WithCancel(m.ctx)
	f.stop, f.figures, f.made, f.err = stop, desk.Figures{}, m.now, nil
	ask := desk.FiguresAsk{Brand: m.brand, Zone: m.zone()}
	ask.From, ask.To = f.period.span(m.now.In(m.zone()))
	d, request := m.desk, f.request
	parts := make(chan figuresMsg, 1)
	work := func() tea.Msg {
		defer close(parts)
		whole, err := d.Figures(ctx, ask, func(soFar desk.Figures) {
			select {
			case parts <- figuresMsg{request: request, figures: soFar, more: parts}:
			default: // the one before wasn't drawn yet
			}
		})
		return figuresMsg{request: request, figures: whole, err: err}
	}
	return tea.Batch(work, nextFigures(parts))
}

// nextFigures waits for what is known so far.
func nextFigures(parts <-chan figuresMsg) tea.Cmd {
	return func() tea.Msg {
		if msg, ok := <-parts; ok {
			return msg
		}
		return nil
	}
}

// leave ends what is being counted.
func (f *figures) leave() {
	if f.stop != nil {
		f.stop()
	}
}

func (f *figures) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case figuresMsg:
		if msg.request == f.request && !f.figures.Whole && m.ctx.Err() == nil {
			f.figures, f.err = msg.figures, msg.err
		}
		if msg.more != nil {
			return nextFigures(msg.more)
		}
	case tea.KeyPressMsg:
		return f.press(m, msg.String())
	}
	return nil
}

func (f *figures) screen() string { return keys.OnFigures }

func (f *figures) press(m *model, key string) tea.Cmd {
	switch own(f.screen(), key) {
	case "period":
		f.period = period(slices.IndexFunc(periods[:], func(p choosable) bool { return p.key == key }))
		return f.count(m)
	case "again":
		return f.count(m)
	case "leave":
		m.pop(f)
	case "open":
		if q, n := f.under(m); n > 0 {
			m.pop(f)
			return m.find(q)
		}
		return m.say(plain("no items there"))
	case "next":
		f.turn(m, 1)
	case "previous":
		f.turn(m, -1)
	default:
		f.move(m, key)
	}
	return nil
}

// turn goes to another section.
func (f *figures) turn(m *model, by int) {
	n := len(f.sections(m)) + 1
	f.at = (f.at + by + n) % n
}

// move moves the cursor within its section; to the left and right of a list there are the other sections.
func (f *figures) move(m *model, key string) {
	down := map[string]int{"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": 8, "pgdown": 8, "ctrl+u": -8, "pgup": -8, "g": -1 << 20, "home": -1 << 20, "G": 1 << 20, "end": 1 << 20}[key]
	right := map[string]int{"l": 1, "right": 1, "h": -1, "left": -1}[key]
	switch {
	case f.at == 0:
		f.day, f.hour = max(0, min(f.day+down, 6)), max(0, min(f.hour+right, 23))
	case right != 0:
		f.turn(m, right)
	default:
		n := len(f.sections(m)[f.at-1].rows)
		f.rows[f.at] = max(0, min(f.rows[f.at]+down, n-1))
	}
}

// weekday is the day of a row of the week's map, which begins on Monday.
func weekday(row int) time.Weekday { return time.Weekday((row + 1) % 7) }

// under is the search of the figure under the cursor, and how many items it finds.
func (f *figures) under(m *model) (inbox.Query, int) {
	if f.at == 0 {
		return f.figures.Slot(weekday(f.day), f.hour), f.figures.Week[weekday(f.day)][f.hour]
	}
	s := f.sections(m)[f.at-1]
	i := f.rows[f.at]
	if i >= len(s.rows) {
		return inbox.Query{}, 0
	}
	return s.rows[i].query, s.rows[i].items
}

func (f *figures) hints(m *model) []hint {
	return m.ownHints(f.screen(), func(o keys.Own, _ *hint) bool { return o.Name != "previous" })
}
