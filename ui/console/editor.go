package console

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

type (
	editorMsg struct { // the text is in a file
		path string
		err  error
	}
	editedMsg struct { // the editor has ended
		text string
		err  error
	}
)

// editOutside hands the text to the person's own editor, on their own machine only.
func (c *composer) editOutside(m *model) tea.Cmd {
	if !m.opt.Local {
		return m.say(plain("your editor isn't on this machine; type here"))
	}
	text := c.text.Value()
	return m.ask(func(context.Context) tea.Msg {
		path, err := writeTemporary(text)
		return editorMsg{path, err}
	})
}

// writeTemporary puts a text into a file of the person's own.
func writeTemporary(text string) (path string, err error) {
	f, err := os.CreateTemp("", "vigie-*.txt")
	if err != nil {
		return "", inbox.Errorf("the text for the editor: %w", err)
	}
	_, err = f.WriteString(text)
	return f.Name(), errors.Join(err, f.Close())
}

func (c *composer) openEditor(m *model, msg editorMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(failed(msg.err))
	}
	program := m.editor(msg.path)
	return tea.ExecProcess(program, func(err error) tea.Msg {
		defer os.Remove(msg.path)
		if err != nil {
			return editedMsg{err: inbox.Errorf("%s: %w; the text is as it was", program.Args[0], err)}
		}
		text, err := os.ReadFile(msg.path)
		return editedMsg{string(text), err}
	})
}

// editor is the person's own editor, for one file.
func (m *model) editor(path string) *exec.Cmd {
	words := strings.Fields(cmp.Or(lookup(m.opt.Environ, "VISUAL"), lookup(m.opt.Environ, "EDITOR"), "vi"))
	program := exec.CommandContext(m.ctx, words[0], append(words[1:], path)...)
	if m.opt.Inherited != nil {
		program.Env = m.opt.Inherited()
	}
	return program
}

func (c *composer) edited(m *model, msg editedMsg) tea.Cmd {
	if msg.err != nil {
		return m.say(failed(msg.err))
	}
	text := strings.TrimSuffix(pasted(msg.text), "\n")
	setText(&c.text, text, len([]rune(text)))
	return c.changed(m)
}
