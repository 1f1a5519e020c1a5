package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// pickPriority asks how soon an item wants an answer.
func (m *model) pickPriority() tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	var all []choice
	for p := inbox.Urgent; p >= inbox.Low; p-- {
		c := choice{id: p.String(), mark: " ", name: m.lang.Word(p), about: priorityGlyph(p)}
		if s.one() && s.row.UrgencyLevel() == p {
			c.mark = "✓"
		}
		all = append(all, c)
	}
	m.pick(&picker{title: m.lang.Say("Priority of %s", m.named(s)), word: "set", choose: func(m *model, c choice) tea.Cmd {
		p, err := inbox.ParsePriority(c.id)
		if err != nil {
			return m.say(failed(err))
		}
		m.recent.chose("priority", c.id)
		return m.decideOn(s, inbox.Decision{Verb: inbox.VerbPriority, Priority: p})
	}}, m.recent.first("priority", all))
	return nil
}

// priorityGlyph is how a row shows a priority.
func priorityGlyph(p inbox.Priority) string {
	switch p {
	case inbox.Urgent:
		return "!!"
	case inbox.High:
		return "!"
	case inbox.Low:
		return "↓"
	}
	return ""
}
