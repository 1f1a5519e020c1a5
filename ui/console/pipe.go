package console

import (
	"context"
	"encoding/json"
	"image"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// pipesKey is under which the commands that items were given to are remembered, the newest first.
const pipesKey = "pipes"

// pipesMsg brings them.
type pipesMsg struct{ commands []string }

// mayPipe says why no command can be given anything here: none is run but on the person's own machine.
func (m *model) mayPipe() error {
	switch {
	case m.opt.Pipe == nil:
		return inbox.Reason("commands run on your own machine only, and this console is another's")
	case m.chosen.all:
		return inbox.Reason("all that match is too much for a command; select what it is to get")
	}
	if _, ok := m.current(); !ok {
		return errNoItem
	}
	return nil
}

// pipeRows are the items that a command gets.
func (m *model) pipeRows() []inbox.Row {
	if m.chosen.any() {
		return m.chosen.rows()
	}
	row, _ := m.current()
	return []inbox.Row{row}
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

// pickPipe asks for the command, with those that were run last.
func (m *model) pickPipe(msg pipesMsg) tea.Cmd {
	if m.top() != nil || m.mayPipe() != nil {
		return nil
	}
	rows := m.pipeRows()
	p := &picker{title: m.lang.Count(len(rows), "Give %d item to a command", "Give %d items to a command"), word: "run"}
	p.none = "type a command"
	p.choose = func(m *model, c choice) tea.Cmd { return m.runPipe(c.id, rows) }
	p.typed = func(text string) []choice {
		if text = strings.TrimSpace(text); text == "" {
			return nil
		}
		return []choice{{id: text, mark: " ", name: text, also: text}}
	}
	m.recent["pipe"] = msg.commands
	var all []choice
	for _, c := range msg.commands {
		all = append(all, choice{id: c, mark: " ", name: c, also: c})
	}
	m.pick(p, all)
	return nil
}

// piped shows what a command prints, while it runs and after.
type piped struct {
	command string
	out     string
	err     error
	running bool
	top     int
	stop    context.CancelFunc
}

type pipedMsg struct {
	of  *piped
	out string
	err error
}

// runPipe gives items to a command, and remembers it.
func (m *model) runPipe(command string, rows []inbox.Row) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	p := &piped{command: command, running: true, stop: stop}
	m.push(p)
	m.recent.chose("pipe", command)
	value, err := json.Marshal(m.recent["pipe"])
	seat, run := m.desk, m.opt.Pipe
	return m.ask(func(context.Context) tea.Msg {
		defer stop()
		if err == nil {
			_ = seat.Remember(pipesKey, value) // it runs all the same
		}
		out, err := run(ctx, command, rows)
		return pipedMsg{p, inbox.Clean(out).String(), err}
	})
}

func (p *piped) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pipedMsg:
		if msg.of == p {
			p.out, p.err, p.running = strings.TrimRight(msg.out, "\n "), msg.err, false
		}
	case tea.KeyPressMsg:
		return p.press(m, msg.String())
	}
	return nil
}

func (p *piped) press(m *model, key string) tea.Cmd {
	_, high, _ := m.boardSize()
	switch key {
	case "esc", "q", "ctrl+c":
		p.stop()
		m.pop(p)
	case "j", "down":
		p.top++
	case "k", "up":
		p.top--
	case "space", "pgdown", "ctrl+d":
		p.top += high / 2
	case "pgup", "ctrl+u":
		p.top -= high / 2
	case "r":
		return p.insert(m, (*model).reply)
	case "c":
		return p.insert(m, (*model).writeNote)
	}
	return nil
}

// insert puts what was printed into a text that opens for it.
func (p *piped) insert(m *model, open func(*model) tea.Cmd) tea.Cmd {
	if p.running || p.out == "" {
		return nil
	}
	m.pop(p)
	cmd := open(m)
	c := m.composing()
	if c == nil {
		return cmd
	}
	c.text.InsertString(p.out)
	return tea.Batch(cmd, c.changed(m))
}

func (p *piped) draw(m *model) float {
	w, high, inner := m.boardSize()
	var lines []string
	switch {
	case p.running:
		lines = []string{m.styles.muted.draw(m.lang.Say("running …"))}
	case p.err != nil:
		for _, l := range wrap(m.lang.Error(p.err), inner) {
			lines = append(lines, m.styles.danger.draw(l))
		}
	case p.out == "":
		lines = []string{m.styles.muted.draw(m.lang.Say("it printed nothing"))}
	}
	for l := range strings.Lines(p.out) {
		for _, part := range wrap(strings.TrimRight(l, "\n"), inner) {
			lines = append(lines, m.styles.text.draw(part))
		}
	}
	rows := max(high-2, 1)
	p.top = max(0, min(p.top, len(lines)-rows))
	shown := lines[p.top:min(p.top+rows, len(lines))]
	for len(shown) < rows {
		shown = append(shown[:len(shown):len(shown)], "")
	}
	return float{lines: m.frame("| "+p.command, shown, w, m.styles.accent), at: image.Pt(0, 1)}
}

func (p *piped) hints(*model) []hint {
	if p.running {
		return []hint{{key: "esc", word: "stop it"}}
	}
	return []hint{{key: "r", word: "into a reply"}, {key: "c", word: "into a note"}, {key: "j k", word: "move"}, {key: "esc", word: "leave"}}
}
