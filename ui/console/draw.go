package console

import (
	"image"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// View is the screen. It is asked for after every message, so the last frame is kept while nothing has changed.
func (m *model) View() tea.View {
	if m.stale {
		drawn := m.draw()
		if m.opt.Glyphs != AllGlyphs {
			drawn = m.opt.Glyphs.only(drawn)
		}
		if drawn != m.drawn { // the same string, not an equal one: the renderer compares it at every tick
			m.drawn = drawn
		}
		m.stale = false
		if m.opt.plain { // the library draws it
			m.rests.wake()
		}
	}
	v := tea.NewView(m.drawn)
	v.AltScreen = !m.opt.plain // what a screen reader reads stays in the terminal's own text
	v.Cursor = m.cursor
	if !m.opt.plain && !m.opt.noMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	v.WindowTitle = m.windowTitle()
	return v
}

func (m *model) draw() (drawn string) {
	if m.opt.plain {
		drawn, m.cursor = m.plainScreen()
		return drawn
	}
	return m.compose(m.screen())
}

// screen draws the panes and the rules between them, a string a line.
func (m *model) screen() string {
	if m.w == 0 || m.h == 0 {
		return ""
	}
	if m.at.mode == tiny {
		return fit(m.lang.Say("vigie needs 40×10 cells"), m.w)
	}
	body, footer := m.drawBody(), m.footerLines(m.w)
	var s strings.Builder
	s.Grow(len(m.drawn) + 512) // it is about as long as the one before
	s.WriteString(m.drawHeader(m.w))
	s.WriteByte('\n')
	s.WriteString(m.styles.rule.draw(m.hrule("┬")))
	bar := m.styles.rule.draw("│")
	for y := range max(len(body[0])-len(footer)+1, 0) {
		s.WriteByte('\n')
		for i, pane := range body {
			if i > 0 {
				s.WriteString(bar)
			}
			s.WriteString(pane[y])
		}
	}
	s.WriteByte('\n')
	s.WriteString(m.drawStatus())
	for _, line := range footer {
		s.WriteByte('\n')
		s.WriteString(line)
	}
	return s.String()
}

// hrule is a horizontal rule, met by the vertical ones.
func (m *model) hrule(cross string) string {
	if m.at.mode != wide {
		return rule(m.w)
	}
	return rule(m.at.afterViews) + cross + rule(m.at.afterList-m.at.afterViews-1) + cross + rule(m.w-m.at.afterList-1)
}

// drawBody is what stands side by side between the rules, each as many lines.
func (m *model) drawBody() [][]string {
	switch {
	case m.at.mode == wide:
		return [][]string{m.viewsPane(), m.listPane(), m.readerPane()}
	case m.at.mode == medium && m.at.reader.Empty():
		return [][]string{m.listPane()}
	case m.at.mode == medium:
		above := append(m.listPane(), m.styles.rule.draw(rule(m.w)))
		return [][]string{append(above, m.readerPane()...)}
	case m.focus == onReader:
		return [][]string{m.readerPane()}
	case m.focus == onViews:
		return [][]string{m.viewsPane()}
	}
	return [][]string{m.listPane()}
}

func (m *model) viewsPane() []string { return filled(m.drawViews(m.at.views), m.at.views) }

func (m *model) listPane() []string { return filled(m.drawList(m.at.list), m.at.list) }

func (m *model) readerPane() []string {
	return filled(m.drawReader(m.at.reader), m.at.reader.Union(m.at.composer))
}

// filled are the lines of a pane, each as wide as it, followed by blank ones down to its end.
func filled(lines []string, r image.Rectangle) []string {
	lines = lines[:min(len(lines), r.Dy())]
	lines = slices.Grow(lines, r.Dy()-len(lines))
	for len(lines) < r.Dy() {
		lines = append(lines, blank(r.Dx()))
	}
	return lines
}

// padded makes every line w cells wide.
func padded(lines []string, w int) []string {
	for i, l := range lines {
		lines[i] = pad(l, w)
	}
	return lines
}

// drawStatus is the lower rule, with what just happened in it at the left, and at the right what this console is.
func (m *model) drawStatus() string {
	r := m.hrule("┴")
	left, right := "", ""
	if !m.told.silent() {
		left = m.told.pen(m.styles).draw(cut(m.told.text(m.lang, m.now), m.w-6))
	} else if m.chosen.any() || m.chosen.on {
		left = m.styles.strong.draw(cut(m.chosenWords(), m.w-6))
	}
	if demo := m.lang.Say(inbox.Phrase(m.opt.Demo)); demo != "" && m.w-width(left) > width(demo)+10 {
		right = m.styles.late.draw(demo)
	}
	return m.inRule([]rune(r), left, right)
}

// inRule writes styled words into the two ends of a rule.
func (m *model) inRule(r []rune, left, right string) string {
	s := m.styles
	from, to := 0, len(r)
	head, tail := "", ""
	if left != "" {
		head = s.rule.draw("─") + " " + left + " "
		from = min(width(head), len(r))
	}
	if right != "" {
		tail = " " + right + " " + s.rule.draw("─")
		to = max(len(r)-width(tail), from)
	}
	return head + s.rule.draw(string(r[from:to])) + tail
}

func (m *model) chosenWords() string {
	switch n := len(m.chosen.targets()); {
	case m.chosen.all && m.view >= 0 && m.many(m.tallies[m.view]) != "":
		return m.lang.Say("all %s that match are selected", m.many(m.tallies[m.view]))
	case m.chosen.all:
		return m.lang.Say("all that match are selected")
	case n == 0:
		return m.lang.Say("a range from here")
	default:
		return m.lang.Count(n, "%d item selected", "%d items selected")
	}
}
