package console

import (
	"context"
	"encoding/json"
	"image"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// piped shows what a command prints, while it runs and after; where the team wants it in a text, it goes there.
type piped struct {
	pipe    inbox.Pipe
	on      scope     // that was given
	into    *composer // was open when it began; nil = none
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

// runPipe gives items to a command, and remembers one that was typed.
func (m *model) runPipe(pipe inbox.Pipe, on scope, rows []inbox.Row, into *composer) tea.Cmd {
	ctx, stop := context.WithCancel(m.ctx)
	p := &piped{pipe: pipe, on: on, into: into, running: true, stop: stop}
	m.push(p)
	keep := func() {}
	if pipe.Name == "" {
		keep = m.keepPipe(pipe.Command)
	}
	run := m.opt.Pipe
	return m.ask(func(context.Context) tea.Msg {
		defer stop()
		keep()
		out, err := run(ctx, pipe.Command, rows)
		return pipedMsg{p, inbox.Clean(out).String(), err}
	})
}

// keepPipe gives the way to remember a command, to be called in a command of the console's.
func (m *model) keepPipe(command string) func() {
	m.recent.chose("pipe", command)
	value, err := json.Marshal(m.recent["pipe"])
	seat := m.desk
	return func() {
		if err == nil {
			_ = seat.Remember(pipesKey, value) // it runs all the same
		}
	}
}

func (p *piped) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case pipedMsg:
		if msg.of == p {
			return p.ended(m, msg)
		}
	case tea.KeyPressMsg:
		return p.press(m, msg.String())
	}
	return nil
}

func (p *piped) ended(m *model, msg pipedMsg) tea.Cmd {
	p.out, p.err, p.running = strings.TrimRight(msg.out, "\n "), msg.err, false
	if p.err != nil || p.pipe.Into == "" {
		return nil
	}
	return p.insert(m, p.pipe.Into)
}

func (p *piped) press(m *model, key string) tea.Cmd {
	_, high, _ := m.boardSize()
	switch own(p.screen(), key) {
	case "leave":
		m.pop(p)
	case "reply":
		return p.insert(m, inbox.VerbReply)
	case "note":
		return p.insert(m, inbox.VerbNote)
	}
	switch key {
	case "j", "down":
		p.top++
	case "k", "up":
		p.top--
	case "space", "pgdown", "ctrl+d":
		p.top += high / 2
	case "pgup", "ctrl+u":
		p.top -= high / 2
	}
	return nil
}

func (p *piped) screen() string { return keys.OnPrinted }

// leave stops what runs.
func (p *piped) leave() { p.stop() }

// insert puts what was printed into the text that it was asked for, else into one that opens for it.
func (p *piped) insert(m *model, v inbox.Verb) tea.Cmd {
	if p.running || p.out == "" {
		return nil
	}
	c, opened := p.into, tea.Cmd(nil)
	if c == nil {
		if err := p.mayWrite(m, v); err != nil {
			return m.say(failed(err))
		}
		m.pop(p)
		opened = m.writeOf(v, p.on, false)
		c = m.composing()
	}
	m.pop(p)
	c.text.InsertString(p.out)
	return tea.Batch(opened, c.changed(m))
}

// mayWrite says why no text of a kind can be written about what was given, or nil.
func (p *piped) mayWrite(m *model, v inbox.Verb) error {
	switch {
	case p.on.one():
		return m.desk.May(v, p.on.row.Item)
	case v == inbox.VerbReply:
		return errOneOnly
	}
	return nil
}

func (p *piped) title() string {
	if p.pipe.Name != "" {
		return "| " + p.pipe.Name
	}
	return "| " + p.pipe.Command
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
	return float{lines: m.frame(p.title(), shown, w, m.styles.accent), at: image.Pt(0, 1)}
}

func (p *piped) hints(m *model) []hint {
	return m.ownHints(p.screen(), func(o keys.Own, h *hint) bool {
		switch {
		case o.Name == "leave" && p.running:
			h.word = "stop it"
		case o.Name == "leave" && p.into != nil:
			h.word = "back to the text"
		}
		return o.Name == "leave" || !p.running && (o.Name == "cursor" || p.into == nil)
	})
}
