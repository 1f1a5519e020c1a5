package console

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestCtrlAndAnArrowGoAWordAlongWhateverIsTyped(t *testing.T) {
	left, right := tea.KeyPressMsg{Code: tea.KeyLeft, Mod: tea.ModCtrl}, tea.KeyPressMsg{Code: tea.KeyRight, Mod: tea.ModCtrl}
	const text = "Bonjour à tous, été"
	for _, at := range []struct {
		name  string
		after []tea.KeyPressMsg
		want  int
	}{
		{"to the last word", []tea.KeyPressMsg{left}, 16},
		{"to the word before it", []tea.KeyPressMsg{left, left}, 10},
		{"and forward to its end", []tea.KeyPressMsg{left, left, right}, 15},
		{"no further than the beginning", []tea.KeyPressMsg{left, left, left, left, left}, 0},
		{"nor than the end", []tea.KeyPressMsg{right}, 19},
	} {
		t.Run(at.name, func(t *testing.T) {
			var line field
			line.set(text)
			area := newTextarea()
			setText(&area, text, len([]rune(text)))
			for _, k := range at.after {
				line.update(k)
				area, _ = area.Update(k)
			}
			if line.caret != at.want || caretOf(&area) != at.want {
				t.Errorf("the caret of a line is at %d, of a text at %d; want %d", line.caret, caretOf(&area), at.want)
			}
		})
	}
}
