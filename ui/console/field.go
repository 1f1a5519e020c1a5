package console

import (
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// field is a line of text that is being typed. It is our own because the library's reads the clipboard of the machine that it
// runs on, which over SSH is somebody else's.
type field struct {
	text  []rune
	caret int // in runes
}

func (f *field) set(s string) { f.text = []rune(s); f.caret = len(f.text) }

func (f *field) String() string { return string(f.text) }

// update edits by a key or a paste; false where the key isn't one of an editor.
func (f *field) update(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f.insert(inbox.CleanLine(msg.Content).String())
		return true
	case tea.KeyPressMsg:
		return f.key(msg)
	}
	return false
}

func (f *field) key(msg tea.KeyPressMsg) bool {
	switch msg.String() {
	case "left", "ctrl+b":
		f.caret = max(f.caret-1, 0)
	case "right", "ctrl+f":
		f.caret = min(f.caret+1, len(f.text))
	case "ctrl+left", "alt+left", "alt+b":
		f.caret = f.wordStart()
	case "ctrl+right", "alt+right", "alt+f":
		f.caret = f.wordEnd()
	case "home", "ctrl+a":
		f.caret = 0
	case "end", "ctrl+e":
		f.caret = len(f.text)
	case "backspace", "ctrl+h":
		f.cutTo(max(f.caret-1, 0))
	case "delete", "ctrl+d":
		if f.caret < len(f.text) {
			f.caret++
			f.cutTo(f.caret - 1)
		}
	case "ctrl+w", "alt+backspace":
		f.cutTo(f.wordStart())
	case "ctrl+u":
		f.cutTo(0)
	case "ctrl+k":
		f.text = f.text[:f.caret]
	default:
		if msg.Text == "" {
			return false
		}
		f.insert(msg.Text)
	}
	return true
}

func (f *field) insert(s string) {
	r := []rune(s)
	f.text = append(f.text[:f.caret:f.caret], append(r, f.text[f.caret:]...)...)
	f.caret += len(r)
}

// cutTo removes what is between an earlier place and the caret.
func (f *field) cutTo(from int) {
	f.text = append(f.text[:from:from], f.text[f.caret:]...)
	f.caret = from
}

func (f *field) wordStart() int {
	i := f.caret
	for i > 0 && unicode.IsSpace(f.text[i-1]) {
		i--
	}
	for i > 0 && !unicode.IsSpace(f.text[i-1]) {
		i--
	}
	return i
}

func (f *field) wordEnd() int {
	i := f.caret
	for i < len(f.text) && unicode.IsSpace(f.text[i]) {
		i++
	}
	for i < len(f.text) && !unicode.IsSpace(f.text[i]) {
		i++
	}
	return i
}

// draw is the part of the line around the caret that fits w cells, and the caret's column in it.
func (f *field) draw(w int) (line string, column int) {
	before := steady(string(f.text[:f.caret]))
	column = width(before)
	line = before + steady(string(f.text[f.caret:]))
	if over := column - (w - 1); over > 0 {
		line, column = ansi.TruncateLeft(line, over, ""), w-1
	}
	return fit(strings.ReplaceAll(line, "\n", " "), w), column
}

// byteCaret is the caret in bytes of the text.
func (f *field) byteCaret() int { return len(string(f.text[:f.caret])) }
