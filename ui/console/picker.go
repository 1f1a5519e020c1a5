package console

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// picker asks for one of some choices.
type picker struct {
	chooser
	title  string
	high   int // lines of the list, so that the frame keeps its size while the choices become fewer
	word   inbox.Phrase
	choose func(m *model, c choice) tea.Cmd
}

// pick opens a picker. What was chosen last under a name comes first.
func (m *model) pick(p *picker, all []choice) {
	p.set(all)
	p.high = min(len(p.shown)+2, 16)
	m.push(p)
}

func (p *picker) update(m *model, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		p.paste(msg)
		return nil
	}
	switch key.String() {
	case "esc", "ctrl+c":
		m.pop(p)
		return nil
	case "enter":
		return p.enter(m)
	}
	p.chooser.update(msg)
	return nil
}

func (c *chooser) paste(msg tea.Msg) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		c.update(paste)
	}
}

func (p *picker) enter(m *model) tea.Cmd {
	c, ok := p.chosen()
	switch {
	case !ok:
		return nil
	case c.off:
		return m.say(bad("%s: %s", c.name, c.about))
	}
	m.pop(p)
	return p.choose(m, c)
}

func (p *picker) draw(m *model) float { return m.drawChooser(&p.chooser, p.title, 58, p.high) }

// drawChooser puts a chooser into a frame in the middle of the screen, at most w cells wide and high lines high.
func (m *model) drawChooser(c *chooser, title string, w, high int) float {
	w = min(w, m.w-4)
	lines, column := c.draw(m, w-4, min(max(high, 3), m.h-6))
	box := m.frame(title, lines, w, m.styles.accent)
	at := m.centred(w, len(box))
	return float{lines: box, at: at, cursor: caretAt(at.X+2+column, at.Y+1)}
}

func (p *picker) hints(*model) []hint {
	return []hint{{key: "enter", word: p.word}, {key: "type", word: "to filter"}, {key: "↓ ↑", word: "move"}, {key: "esc", word: "leave"}}
}

// recent remembers what was chosen last, by what it was chosen for, so that it is offered first.
type recent map[string][]string

const recentMost = 8

func (r recent) chose(what, id string) {
	ids := slices.DeleteFunc(r[what], func(o string) bool { return o == id })
	r[what] = append([]string{id}, ids[:min(len(ids), recentMost-1)]...)
}

// first puts the choices that were chosen last at the beginning, the newest first.
func (r recent) first(what string, all []choice) []choice {
	place := func(c choice) int {
		if i := slices.Index(r[what], c.id); i >= 0 {
			return i
		}
		return recentMost
	}
	slices.SortStableFunc(all, func(a, b choice) int { return place(a) - place(b) })
	return all
}
