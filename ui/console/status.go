package console

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/language"
)

// status is the one line that says what just happened, in the rule above the footer. With a deadline it counts down.
type status struct {
	phrase inbox.Phrase
	args   []any
	more   string // after it, and the first to be cut
	pen    func(styles) pen
	until  time.Time // of a countdown: the last value is how long it is until then
	ends   time.Time // when the line falls silent

	refusal bool // why a command can't be done; the next that can ends it
}

// How long a status stays.
const (
	stays    = 6 * time.Second
	staysBad = 20 * time.Second
)

func good(p inbox.Phrase, args ...any) status {
	return status{phrase: p, args: args, pen: func(s styles) pen { return s.sent }}
}

func plain(p inbox.Phrase, args ...any) status {
	return status{phrase: p, args: args, pen: func(s styles) pen { return s.text }}
}

func bad(p inbox.Phrase, args ...any) status {
	return status{phrase: p, args: args, pen: func(s styles) pen { return s.danger }}
}

// failed tells an error, and how to go on is in the error's own words.
func failed(err error) status { return bad("%s", err) }

// countdown is a status that counts the undo window down.
func (m *model) countdown(words string, until time.Time) status {
	return status{phrase: "%[1]s: leaves in %[3]s · %[2]s takes it back", args: []any{words, m.keyTo("undo")}, until: until, ends: until, pen: func(s styles) pen { return s.late }}
}

func (st status) silent() bool { return st.pen == nil }

// say puts a status on the screen.
func (m *model) say(st status) tea.Cmd {
	if m.opt.plain && !st.until.IsZero() { // a line that changes each second would be read each second
		st.phrase, st.args, st.until = "%s", []any{st.text(m.lang, m.now)}, time.Time{}
	}
	if st.ends.IsZero() {
		st.ends = m.now.Add(stays)
		if !st.silent() && st.pen(m.styles) == m.styles.danger {
			st.ends = m.now.Add(staysBad)
		}
	}
	m.told = st
	return m.tick()
}

type secondMsg struct{}

// tick wakes the screen each second while something on it counts.
func (m *model) tick() tea.Cmd {
	if m.ticking || m.told.silent() && !m.holding() {
		return nil
	}
	m.ticking = true
	return m.after(time.Second, secondMsg{})
}

func (m *model) second() tea.Cmd {
	m.ticking = false
	if !m.now.Before(m.told.ends) {
		m.told = status{}
	}
	return m.tick()
}

func (st status) text(l language.Language, now time.Time) string {
	args := st.args
	if !st.until.IsZero() {
		args = append(slices.Clone(args), l.Span(max(st.until.Sub(now), 0)))
	}
	return l.Say(st.phrase, args...) + st.more
}

type minuteMsg struct{}

// nextMinute lets ages grow on an idle screen.
func (m *model) nextMinute() tea.Cmd {
	return m.after(m.now.Truncate(time.Minute).Add(time.Minute).Sub(m.now), minuteMsg{})
}
