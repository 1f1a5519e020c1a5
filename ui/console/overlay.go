package console

import (
	"image"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// layer floats above the panes: a picker, a question, the composer. While it is the top one it takes every key and paste, so
// that no global key can act behind a text that is being typed. Messages of other kinds (answers to what it asked) reach
// every layer. A layer closes itself with model.pop.
type layer interface {
	update(m *model, msg tea.Msg) tea.Cmd
	draw(m *model) float
	hints(m *model) []hint // what its keys do, for the footer
}

// float is how a layer looks: its lines, where the first of them begins on the screen, and the cursor of a text field in it,
// on the screen too.
type float struct {
	lines  []string
	at     image.Point
	cursor *tea.Cursor
}

// push puts a layer on top.
func (m *model) push(l layer) { m.layers = append(m.layers, l) }

// leaver is a layer that has work to give up when it is taken away.
type leaver interface{ leave() }

// pop takes a layer away, wherever it is.
func (m *model) pop(l layer) {
	for i, each := range m.layers {
		if each == l {
			if busy, ok := l.(leaver); ok {
				busy.leave()
			}
			m.layers = append(m.layers[:i:i], m.layers[i+1:]...)
			return
		}
	}
}

// leaveAll takes all layers away, for what shows in the list.
func (m *model) leaveAll() {
	for l := m.top(); l != nil; l = m.top() {
		m.pop(l)
	}
}

// top is the layer that has the keys; nil where none floats.
func (m *model) top() layer {
	if len(m.layers) == 0 {
		return nil
	}
	return m.layers[len(m.layers)-1]
}

// compose draws the layers over the panes.
func (m *model) compose(base string) string {
	m.cursor = nil
	if len(m.layers) == 0 {
		return base
	}
	canvas := lipgloss.NewCanvas(m.w, m.h)
	uv.NewStyledString(base).Draw(canvas, canvas.Bounds())
	for _, l := range m.layers {
		f := l.draw(m)
		for i, line := range f.lines {
			place := image.Rect(f.at.X, f.at.Y+i, f.at.X+width(line), f.at.Y+i+1).Intersect(canvas.Bounds())
			uv.NewStyledString(line).Draw(canvas, place)
		}
		m.cursor = f.cursor
	}
	return canvas.Render()
}

// frame puts a box around lines, w cells wide in all, its title in the upper edge.
func (m *model) frame(title string, lines []string, w int, p pen) []string {
	inner := w - 4
	head := ""
	if title != "" {
		head = " " + cut(title, inner-2) + " "
	}
	framed := []string{p.draw("╭─" + head + rule(w-3-width(head)) + "╮")}
	for _, l := range lines {
		framed = append(framed, p.draw("│")+" "+pad(l, inner)+" "+p.draw("│"))
	}
	return append(framed, p.draw("╰"+rule(w-2)+"╯"))
}

// centred is where a float of w by h begins so that it stands in the middle of the screen, a little above.
func (m *model) centred(w, h int) image.Point {
	return image.Pt(max((m.w-w)/2, 0), max((m.h-h)*2/5, 0))
}

func rule(n int) string { return strings.Repeat("─", max(n, 0)) }

// caretAt is the terminal's own cursor, for a text field; it doesn't blink.
func caretAt(x, y int) *tea.Cursor {
	c := tea.NewCursor(x, y)
	c.Blink = false
	return c
}
