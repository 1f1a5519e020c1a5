package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// pickCanned offers the canned texts of the item's brand, and what the team's commands write; the chosen one goes in at the caret.
func (c *composer) pickCanned(m *model) tea.Cmd {
	var all []choice
	texts := map[string]string{}
	for _, r := range m.team.Replies {
		if r.Brand == "" || r.Brand == c.on.row.Brand {
			text := inbox.Clean(m.desk.Fill(r.Text, c.on.row.Item)).String()
			texts[r.Name] = text
			all = append(all, choice{id: r.Name, mark: " ", name: r.Name, about: strings.Join(strings.Fields(prefix(text, 400)), " "), also: text})
		}
	}
	pipes := map[string]inbox.Pipe{}
	for _, p := range c.written(m) {
		o := m.pipeChoice(p)
		pipes[o.id] = p
		all = append(all, o)
	}
	if len(all) == 0 && m.desk.Person().Role == inbox.DepartmentRole {
		return m.say(plain("canned texts are for who answers the public"))
	}
	if len(all) == 0 {
		return m.say(plain("the team file has no [[reply]] for %s", m.brandTitleOf(c.on.row.Brand)))
	}
	m.pick(&picker{title: m.lang.Say("Canned texts"), word: "insert", choose: func(m *model, o choice) tea.Cmd {
		m.recent.chose("canned", o.id)
		if p, ok := pipes[o.id]; ok {
			return m.runPipe(p, c.on, []inbox.Row{c.on.row}, c)
		}
		c.text.InsertString(texts[o.id])
		return c.changed(m)
	}}, m.recent.first("canned", all))
	return nil
}
