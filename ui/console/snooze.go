package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// snoozes are the times that are proposed, as one would type them.
var snoozes = []struct {
	typed string
	name  inbox.Phrase
}{
	{"2h", "in two hours"}, {"4h", "in four hours"}, {"tomorrow", "tomorrow"}, {"3d", "in three days"}, {"monday", "on Monday"}, {"7d", "in a week"}, {"30d", "in thirty days"},
}

// pickSnooze asks until when an item shall be out of sight: one of the usual times, or any that can be written.
func (m *model) pickSnooze() tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	p := &picker{title: m.lang.Say("Snooze %s", m.named(s)), word: "snooze", choose: func(m *model, c choice) tea.Cmd {
		until, err := inbox.ParseWhen(c.id, m.now, m.zone())
		if err != nil {
			return m.say(failed(err))
		}
		m.recent.chose("snooze", c.id)
		return m.decideOn(s, inbox.Decision{Verb: inbox.VerbSnooze, Until: until})
	}}
	p.typed, p.none = m.typedWhen, "write 2h, 14:30, monday 9:00, 24/12 …"
	var all []choice
	for _, z := range snoozes {
		if c, ok := m.when(z.typed, m.lang.Say(z.name)); ok {
			all = append(all, c)
		}
	}
	m.pick(p, m.recent.first("snooze", all))
	return nil
}

// typedWhen is the time that somebody wrote, where it is one and isn't proposed already.
func (m *model) typedWhen(text string) []choice {
	text = strings.TrimSpace(text)
	for _, z := range snoozes {
		if z.typed == strings.ToLower(text) {
			return nil
		}
	}
	if c, ok := m.when(text, text); ok {
		return []choice{c}
	}
	return nil
}

func (m *model) when(typed, name string) (choice, bool) {
	until, err := inbox.ParseWhen(typed, m.now, m.zone())
	if err != nil {
		return choice{}, false
	}
	return choice{id: typed, mark: " ", name: name, about: m.lang.Weekday(until.In(m.zone())), brief: m.lang.Soon(until.In(m.zone()), m.now.In(m.zone())), also: typed}, true
}
