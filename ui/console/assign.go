package console

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// pickAssignee asks whose item it is to be: the person's own first, then the rest of the team, and nobody.
func (m *model) pickAssignee() tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	m.pick(&picker{title: m.lang.Say("Assign %s", m.named(s)), word: "assign", choose: func(m *model, c choice) tea.Cmd {
		m.recent.chose("assign", c.id)
		return m.decideOn(s, inbox.Decision{Verb: inbox.VerbAssign, To: c.id})
	}}, m.assignees(s))
	return nil
}

func (m *model) assignees(s scope) []choice {
	me := m.desk.Person().Name
	all := []choice{m.assignee(me, m.lang.Say("you"))}
	for _, p := range m.team.People {
		if p.Name != me && (!s.one() || p.Sees(s.row.Brand)) {
			all = append(all, m.assignee(p.Name, m.lang.Word(p.Role)))
		}
	}
	all = append(all, choice{id: "", mark: " ", name: m.lang.Say("nobody"), also: "none"})
	for i := range all {
		if s.one() && all[i].id == s.row.Assignee {
			all[i].mark = "✓"
		}
	}
	return m.recent.first("assign", all)
}

func (m *model) assignee(name, about string) choice {
	if n := m.counts.Assignee[name]; n > 0 {
		about += m.lang.Say(" · has %s", m.lang.Number(n))
	}
	return choice{id: name, mark: " ", name: inbox.CleanLine(m.person(name)).String(), about: about, also: name}
}

type tookMsg struct {
	row   inbox.Row
	found bool
	err   error
}

// takeNext assigns to the person the next item that is nobody's, and goes there.
func (m *model) takeNext() tea.Cmd {
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		row, found, err := d.TakeNext(ctx)
		return tookMsg{row, found, err}
	})
}

func (m *model) took(msg tookMsg) tea.Cmd {
	switch {
	case msg.err != nil:
		return m.say(failed(msg.err))
	case !msg.found:
		return m.say(plain("no open item is nobody's"))
	}
	return tea.Batch(m.goTo(msg.row.Number), m.say(good("item %d is yours", msg.row.Number)))
}
