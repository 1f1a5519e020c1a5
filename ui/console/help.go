package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// help is every key with what it does, made from the table that the program runs on, so that it can't be wrong. Typing searches; a
// click chooses a line, and once more does it.
type help struct {
	input  field
	scroll int
	picked string   // what was clicked; "" = nothing
	shown  []string // what each line that was drawn is about; "" = nothing that can be done
	on     keyed    // what help was asked for; nil = the list
}

// helpLine is a line of help, and the command that it is about: its name, or that of a pipe behind pipeMark.
type helpLine struct{ text, of string }

const (
	pipeMark = "pipe "
	ownMark  = "own " // before the key of a screen's own
)

// helpHead is how many lines stand above the lines: the edge of the frame, what was typed, a rule.
const helpHead = 3

// point chooses what a line is about.
func (h *help) point(line int) (again bool) {
	i := line - helpHead
	if i < 0 || i >= len(h.shown) || h.shown[i] == "" {
		return false
	}
	again = h.picked == h.shown[i]
	h.picked = h.shown[i]
	return again
}

// do does what was clicked.
func (h *help) do(m *model) tea.Cmd {
	m.pop(h)
	if key, ok := strings.CutPrefix(h.picked, ownMark); ok {
		return h.on.press(m, key)
	}
	if c, ok := m.keys.named(h.picked); ok {
		if err := m.whyHere(c, h.on != nil); err != nil {
			return m.say(bad("%s: %s", c.Title, m.reason(err)))
		}
		return m.run(c)
	}
	for _, p := range m.team.Pipes {
		if pipeMark+p.Name == h.picked {
			return m.giveTo(p)
		}
	}
	return nil
}

func (m *model) openHelp() tea.Cmd {
	on, _, _ := m.keyedTop()
	m.push(&help{on: on})
	return nil
}

func (h *help) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "enter":
			return h.do(m)
		case "esc", "ctrl+c":
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
		h.scroll, h.picked = 0, ""
	}
	return nil
}

// lines are the sections with what holds every typed word.
func (h *help) lines(m *model, w int) (lines []helpLine) {
	typed := inbox.Fold(strings.TrimSpace(h.input.String()))
	all := keys.Bind(m.keys.own)
	section := func(title string, rows []helpLine) {
		if len(rows) > 0 {
			if len(lines) > 0 {
				lines = append(lines, helpLine{text: blank(w)})
			}
			lines = append(append(lines, helpLine{text: m.styles.bold.draw(fit(title, w))}), rows...)
		}
	}
	h.ownLines(m, typed, w, section)
	for _, g := range keys.Groups() {
		var rows []helpLine
		for _, c := range all {
			if c.Group != g {
				continue
			}
			pressed, title, about := m.pressedFor(c), m.lang.Say(c.Title), m.lang.Say(c.Help)
			if holdsAll(inbox.Fold(title+" "+c.Name+" "+about+" "+pressed), typed) {
				of := c.Name
				if _, done := m.keys.named(c.Name); !done {
					of = ""
				}
				rows = append(rows, h.row(m.styles, of, [...]string{pressed, title, about}, w)...)
			}
		}
		section(m.lang.Say(g), rows)
	}
	var rows []helpLine
	for _, p := range m.team.Pipes {
		if c := m.pipeChoice(p); holdsAll(inbox.Fold(c.name+" "+c.also+" "+c.key), typed) {
			rows = append(rows, h.row(m.styles, pipeMark+p.Name, [...]string{c.key, c.name, c.about}, w)...)
		}
	}
	section(m.lang.Say("Commands of the team"), rows)
	return lines
}

// ownLines tell the keys of the screen that help was asked for, before all others.
func (h *help) ownLines(m *model, typed string, w int, section func(string, []helpLine)) {
	if h.on == nil {
		return
	}
	s, _ := keys.ScreenOf(h.on.screen())
	var rows []helpLine
	for _, o := range s.Keys {
		pressed, word, about := m.ownKeyNames(o), m.lang.Say(o.Hint), m.lang.Say(o.Help)
		if !holdsAll(inbox.Fold(word+" "+about+" "+pressed+" "+m.lang.Say(s.Title)), typed) {
			continue
		}
		of := o.Name
		if len(o.Keys) > 0 {
			of = ""
			if o.Shown == "" {
				of = ownMark + o.Keys[0]
			}
		}
		rows = append(rows, h.row(m.styles, of, [...]string{pressed, word, about}, w)...)
	}
	section(m.lang.Say(s.Title), rows)
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

// row is the keys, the title and what it does, in the lines that these take.
func (h *help) row(s styles, of string, says [3]string, w int) (lines []helpLine) {
	edge := "  "
	if of != "" && of == h.picked {
		edge = s.accent.draw("▌") + " "
	}
	head := edge + s.accent.draw(fit(says[0], helpKeys)) + " "
	if w < 60 {
		return []helpLine{{head + s.text.draw(fit(says[1], w-helpKeys-3)), of}}
	}
	room := w - helpKeys - helpTitle - 4
	head += s.text.draw(fit(says[1], helpTitle)) + " "
	for i, l := range wrap(says[2], room) {
		if i > 0 {
			head = blank(w - room)
		}
		lines = append(lines, helpLine{head + s.muted.draw(fit(l, room)), of})
	}
	return lines
}

func (h *help) draw(m *model) float {
	w, high := min(100, m.w-4), max(m.h-5, 4)
	all := h.lines(m, w-4)
	if len(all) == 0 {
		all = []helpLine{{text: m.styles.muted.draw(m.lang.Say("no key does that"))}}
	}
	rows := high - 4
	h.scroll = max(0, min(h.scroll, len(all)-rows))
	text, column := h.input.draw(w - 6)
	lines := []string{m.styles.strong.draw("›") + " " + text, m.styles.rule.draw(rule(w - 4))}
	h.shown = h.shown[:0]
	for _, l := range all[h.scroll:min(h.scroll+rows, len(all))] {
		lines, h.shown = append(lines, l.text), append(h.shown, l.of)
	}
	for len(lines) < high-2 {
		lines = append(lines, "")
	}
	if rest := len(all) - h.scroll - rows; rest > 0 {
		h.shown = h.shown[:rows-1]
		lines[len(lines)-1] = m.styles.muted.draw("↓ " + m.lang.Count(rest+1, "%d more line", "%d more lines"))
	}
	box := m.frame(m.lang.Say("Keys"), lines, w, m.styles.accent)
	at := m.centred(w, len(box))
	return float{lines: box, at: at, cursor: caretAt(at.X+4+column, at.Y+1)}
}

func (h *help) hints(*model) []hint {
	return []hint{{key: "type", word: "to search"}, {key: "↓ ↑", word: "scroll"}, {key: "esc", word: "leave"}}
}
