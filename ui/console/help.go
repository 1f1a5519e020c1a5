package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// help is every key with what it does, made from the table that the program runs on, so that it can't be wrong. Typing searches.
type help struct {
	input  field
	scroll int
}

func (m *model) openHelp() tea.Cmd {
	m.push(&help{})
	return nil
}

func (h *help) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "esc", "ctrl+c", "enter":
			m.pop(h)
			return nil
		case "down", "ctrl+n":
			h.scroll++
			return nil
		case "up", "ctrl+p":
			h.scroll--
			return nil
		case "pgdown", "space":
			h.scroll += m.h / 2
			return nil
		case "pgup":
			h.scroll -= m.h / 2
			return nil
		case "q":
			if h.input.String() == "" {
				m.pop(h)
				return nil
			}
		}
	}
	if h.input.update(msg) {
		h.scroll = 0
	}
	return nil
}

// lines are the sections with what holds every typed word.
func (h *help) lines(m *model, w int) []string {
	typed := inbox.Fold(strings.TrimSpace(h.input.String()))
	var lines []string
	all := keys.Bind(m.keys.own)
	section := func(title string, rows []string) {
		if len(rows) > 0 {
			if len(lines) > 0 {
				lines = append(lines, blank(w))
			}
			lines = append(append(lines, m.styles.bold.draw(fit(title, w))), rows...)
		}
	}
	for _, g := range keys.Groups() {
		var rows []string
		for _, c := range all {
			if c.Group != g {
				continue
			}
			pressed, title, about := m.pressedFor(c), m.lang.Say(c.Title), m.lang.Say(c.Help)
			if holdsAll(inbox.Fold(title+" "+c.Name+" "+about+" "+pressed), typed) {
				rows = append(rows, drawHelpRow(m.styles, pressed, title, about, w)...)
			}
		}
		section(m.lang.Say(g), rows)
	}
	var rows []string
	for _, p := range m.team.Pipes {
		if c := m.pipeChoice(p); holdsAll(inbox.Fold(c.name+" "+c.also+" "+c.key), typed) {
			rows = append(rows, drawHelpRow(m.styles, c.key, c.name, c.about, w)...)
		}
	}
	section(m.lang.Say("Commands of the team"), rows)
	return lines
}

// pressedFor is what is pressed for a command: its keys, or its name in the palette.
func (m *model) pressedFor(c keys.Command) string {
	switch {
	case c.Shown != "":
		return c.Shown
	case len(c.Keys) == 0 && c.Group != keys.Views:
		return m.keyTo(c.Name)
	}
	return m.keyNames(c.Keys)
}

// Columns of help, in cells.
const (
	helpKeys  = 12
	helpTitle = 24
)

func drawHelpRow(s styles, keys, title, about string, w int) []string {
	head := "  " + s.accent.draw(fit(keys, helpKeys)) + " "
	if w < 60 {
		return []string{head + s.text.draw(fit(title, w-helpKeys-3))}
	}
	room := w - helpKeys - helpTitle - 4
	head += s.text.draw(fit(title, helpTitle)) + " "
	var lines []string
	for i, l := range wrap(about, room) {
		if i > 0 {
			head = blank(w - room)
		}
		lines = append(lines, head+s.muted.draw(fit(l, room)))
	}
	return lines
}

func (h *help) draw(m *model) float {
	w, high := min(100, m.w-4), max(m.h-5, 4)
	all := h.lines(m, w-4)
	if len(all) == 0 {
		all = []string{m.styles.muted.draw(m.lang.Say("no key does that"))}
	}
	rows := high - 4
	h.scroll = max(0, min(h.scroll, len(all)-rows))
	text, column := h.input.draw(w - 6)
	lines := []string{m.styles.strong.draw("›") + " " + text, m.styles.rule.draw(rule(w - 4))}
	lines = append(lines, all[h.scroll:min(h.scroll+rows, len(all))]...)
	for len(lines) < high-2 {
		lines = append(lines, "")
	}
	if rest := len(all) - h.scroll - rows; rest > 0 {
		lines[len(lines)-1] = m.styles.muted.draw("↓ " + m.lang.Count(rest+1, "%d more line", "%d more lines"))
	}
	box := m.frame(m.lang.Say("Keys"), lines, w, m.styles.accent)
	at := m.centred(w, len(box))
	return float{lines: box, at: at, cursor: caretAt(at.X+4+column, at.Y+1)}
}

func (h *help) hints(*model) []hint {
	return []hint{{key: "type", word: "to search"}, {key: "↓ ↑", word: "scroll"}, {key: "esc", word: "leave"}}
}
