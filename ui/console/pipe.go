package console

import (
	"context"
	"encoding/json"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// pipesKey is under which the commands that items were given to are remembered, the newest first.
const pipesKey = "pipes"

// pipesMsg brings them.
type pipesMsg struct{ commands []string }

const errElsewhere = inbox.Reason("commands run on your own machine only, and this console is another's")

// mayPipe says why no command can be given anything here: none is run but on the person's own machine.
func (m *model) mayPipe() error {
	switch {
	case m.opt.Pipe == nil:
		return errElsewhere
	case m.chosen.all:
		return inbox.Reason("all that match is too much for a command; select what it is to get")
	}
	if _, ok := m.current(); !ok {
		return errNoItem
	}
	return nil
}

// given is what a command gets: the selected rows, else the one under the cursor alone, whatever says the same.
func (m *model) given() (scope, []inbox.Row) {
	if s, _ := m.scopeNow(); m.chosen.any() {
		return s, m.chosen.rows()
	}
	row, _ := m.current()
	return scopeOf(row), []inbox.Row{row}
}

func (m *model) openPipe() tea.Cmd {
	seat := m.desk
	return m.ask(func(context.Context) tea.Msg {
		var msg pipesMsg
		if value, known, err := seat.Recall(pipesKey); err == nil && known {
			_ = json.Unmarshal(value, &msg.commands) // damaged: as if there were none
		}
		return msg
	})
}

// pickPipe asks for the command: one of the team's, one of those that were run last, or what is typed.
func (m *model) pickPipe(msg pipesMsg) tea.Cmd {
	if m.top() != nil || m.mayPipe() != nil {
		return nil
	}
	on, rows := m.given()
	p := &picker{title: m.lang.Count(len(rows), "Give %d item to a command", "Give %d items to a command"), word: "run"}
	p.none = "type a command"
	byID := map[string]inbox.Pipe{}
	var all []choice
	for _, pipe := range m.team.Pipes {
		c := m.pipeChoice(pipe)
		byID[c.id] = pipe
		all = append(all, c)
	}
	m.recent["pipe"] = msg.commands
	for _, c := range msg.commands {
		all = append(all, choice{id: c, mark: " ", name: c, also: c})
	}
	p.choose = func(m *model, c choice) tea.Cmd {
		pipe, named := byID[c.id]
		if !named {
			pipe = inbox.Pipe{Command: c.id}
		}
		return m.runPipe(pipe, on, rows, nil)
	}
	p.typed = func(text string) []choice {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return []choice{{id: text, mark: " ", name: text, also: text}}
	}
	m.pick(p, all)
	return nil
}

// pipeChoice is a command of the team in a list to choose from.
func (m *model) pipeChoice(p inbox.Pipe) choice {
	c := choice{id: "pipe " + p.Name, mark: "|", name: p.Name, key: m.keyName(p.Key), about: p.Command, also: "pipe " + p.Command}
	if m.opt.Pipe == nil { // nor is the command anybody's who can't run it
		c.off, c.about, c.also = true, m.lang.Error(errElsewhere), "pipe"
	}
	return c
}

// giveTo gives the items to one of the team's commands, or says why it can't.
func (m *model) giveTo(p inbox.Pipe) tea.Cmd {
	if err := m.mayPipe(); err != nil {
		return m.say(bad("%s: %s", p.Name, m.reason(err)))
	}
	on, rows := m.given()
	return m.runPipe(p, on, rows, nil)
}

// written are the team's commands that write a part of a text like this one.
func (c *composer) written(m *model) (pipes []inbox.Pipe) {
	into := c.verb
	if c.published() {
		into = inbox.VerbReply
	}
	for _, p := range m.team.Pipes {
		if p.Into != "" && p.Into == into {
			pipes = append(pipes, p)
		}
	}
	return pipes
}
