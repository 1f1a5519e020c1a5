package console

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
)

// status is the one line that says what just happened, in the rule above the footer. With a deadline it counts down.
type status struct {
	words string
	pen   func(styles) pen
	until time.Time // of a countdown: the words are followed by the seconds that are left
	after string    // follows the seconds
	ends  time.Time // when the line falls silent
}

// How long a status stays.
const (
	stays    = 6 * time.Second
	staysBad = 20 * time.Second
)

func good(format string, args ...any) status {
	return status{words: fmt.Sprintf(format, args...), pen: func(s styles) pen { return s.sent }}
}

func plain(format string, args ...any) status {
	return status{words: fmt.Sprintf(format, args...), pen: func(s styles) pen { return s.text }}
}

func bad(format string, args ...any) status {
	return status{words: fmt.Sprintf(format, args...), pen: func(s styles) pen { return s.danger }}
}

// failed tells an error, and how to go on is in the error's own words.
func failed(err error) status { return bad("%s", err.Error()) }

// countdown is a status that counts the undo window down.
func countdown(words string, until time.Time) status {
	return status{words: words + " in ", until: until, after: " · u takes it back", ends: until, pen: func(s styles) pen { return s.late }}
}

// say puts a status on the screen.
func (m *model) say(st status) tea.Cmd {
	if st.ends.IsZero() {
		st.ends = m.now.Add(stays)
		if st.words != "" && st.pen(m.styles) == m.styles.danger {
			st.ends = m.now.Add(staysBad)
		}
	}
	m.told = st
	return m.tick()
}

type secondMsg struct{}

// tick wakes the screen each second while something on it counts.
func (m *model) tick() tea.Cmd {
	if m.ticking || m.told.words == "" && !m.holding() {
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

func (st status) text(now time.Time) string {
	if st.until.IsZero() {
		return st.words
	}
	left := max(int(st.until.Sub(now).Round(time.Second)/time.Second), 0)
	return fmt.Sprintf("%s%d s%s", st.words, left, st.after)
}

type minuteMsg struct{}

// nextMinute lets ages grow on an idle screen.
func (m *model) nextMinute() tea.Cmd {
	return m.after(m.now.Truncate(time.Minute).Add(time.Minute).Sub(m.now), minuteMsg{})
}
