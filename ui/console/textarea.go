package console

import (
	"image"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// newTextarea is a text of several lines to type, without decoration of its own. It leaves ctrl-t to canned texts, and doesn't
// read a clipboard: that would be the one of the machine it runs on, which over SSH is somebody else's. What the terminal
// pastes arrives as a message.
func newTextarea() textarea.Model {
	t := textarea.New()
	t.Prompt, t.ShowLineNumbers, t.CharLimit, t.MaxHeight, t.EndOfBufferCharacter = "", false, 0, 0, ' '
	bare := textarea.StyleState{Base: lipgloss.NewStyle()}
	t.SetStyles(textarea.Styles{Focused: bare, Blurred: bare})
	t.SetVirtualCursor(false)
	t.KeyMap.Paste = key.NewBinding(key.WithDisabled())
	t.KeyMap.TransposeCharacterBackward = key.NewBinding(key.WithDisabled())
	t.KeyMap.WordBackward.SetKeys("ctrl+left", "alt+left", "alt+b")
	t.KeyMap.WordForward.SetKeys("ctrl+right", "alt+right", "alt+f")
	t.Focus()
	return t
}

// pasted makes what a terminal pastes safe. Terminals send the ends of lines as carriage returns.
func pasted(s string) string {
	return inbox.Clean(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)).String()
}

// drawTextarea is the part of a text around its caret that fits, and where the caret stands in it. The lines are measured
// again: the library counts some clusters wider than terminals draw them, or narrower.
func drawTextarea(t *textarea.Model, w, high int) (lines []string, caret image.Point) {
	t.SetWidth(w)
	t.SetHeight(high)
	for _, l := range strings.Split(ansi.Strip(t.View()), "\n") {
		lines = append(lines, fit(strings.TrimRight(l, " "), w))
	}
	for len(lines) < high {
		lines = append(lines, blank(w))
	}
	if c := t.Cursor(); c != nil {
		caret = image.Pt(0, min(max(c.Y, 0), high-1))
	}
	info := t.LineInfo()
	line := []rune(lineOf(t.Value(), t.Line()))
	from := min(info.StartColumn, len(line))
	to := min(from+info.ColumnOffset, len(line))
	caret.X = min(width(steady(string(line[from:to]))), w-1)
	return lines[:high], caret
}

func lineOf(text string, n int) string {
	for ; n > 0; n-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// caretOf is where the caret stands, in runes from the beginning.
func caretOf(t *textarea.Model) int {
	n, text := t.Column(), t.Value()
	for range t.Line() {
		line, rest, _ := strings.Cut(text, "\n")
		n += len([]rune(line)) + 1
		text = rest
	}
	return n
}

// setText puts a text in, the caret after so many runes.
func setText(t *textarea.Model, text string, caret int) {
	r := []rune(text)
	caret = min(max(caret, 0), len(r))
	t.SetValue(string(r[caret:]))
	t.MoveToBegin()
	t.InsertString(string(r[:caret]))
}

// prompt says in the lines of an empty textarea what is to be written there.
func (m *model) prompt(lines []string, words string, w int) {
	for i, l := range wrap(words, w) {
		if i < len(lines) {
			lines[i] = m.styles.muted.draw(fit(l, w))
		}
	}
}
