package console

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// Who answers presses r and types on, with an eye on the post. Where no text was opened, because a colleague answers there or the
// role may not, what is typed then are not keys: each of its letters would be a decision. So it is left out until the person
// pauses, or presses esc.

const (
	textBegins = 700 * time.Millisecond  // within this after the key that opens a text, its first letter is typed
	textPauses = 1500 * time.Millisecond // who types no letter for so long doesn't type on
)

// deafness is how long keys are taken for a text that has no place.
type deafness struct {
	until time.Time
	why   string // what was said when it began
	said  bool   // that something was left out
}

// opensText reports whether a command opens a place for a text, so that what is typed next belongs there.
func (c command) opensText() bool {
	action, _ := inbox.ActionOf(inbox.Verb(c.Name))
	return action.TakesText() && !action.Asks
}

// deafen begins to leave out what is typed, where a command that opens a text opened none.
func (m *model) deafen(c command) {
	if !c.opensText() {
		return
	}
	switch m.top().(type) {
	case *composer, *why:
		return
	}
	m.deaf = deafness{until: m.now.Add(textBegins)}
	if m.told.refusal {
		m.deaf.why = m.told.text(m.lang, m.now)
	}
}

// leavesOut takes a key for a part of a text that has no place; false where it is a key.
func (m *model) leavesOut(key tea.KeyPressMsg) (tea.Cmd, bool) {
	if !m.now.Before(m.deaf.until) {
		if m.deaf.said {
			m.deaf, m.told = deafness{}, status{}
		}
		return nil, false
	}
	if k := key.String(); k == "esc" || k == "ctrl+c" {
		m.deaf, m.told = deafness{}, status{}
		return nil, m.top() == nil
	}
	m.deaf.until, m.deaf.said = m.now.Add(textPauses), true
	st := bad("what you type is left out, until you pause or press %s", m.keyName("esc"))
	if m.deaf.why != "" {
		st = bad("what you type is left out, until you pause or press %s · %s", m.keyName("esc"), m.deaf.why)
	}
	return m.say(st), true
}
