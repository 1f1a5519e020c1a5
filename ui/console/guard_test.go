package console

import (
	"context"
	"io"
	"os"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// fragile is a model that breaks somewhere.
type fragile struct{ init, update, view func() tea.Cmd }

func (f fragile) Init() tea.Cmd { return f.init() }
func (f fragile) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, sized := msg.(tea.WindowSizeMsg); sized {
		return f, f.update()
	}
	return f, nil
}
func (f fragile) View() tea.View { f.view(); return tea.View{} }

func TestWhatBreaksAConsoleEndsItAloneAndSaysNothingOnStandardError(t *testing.T) {
	breaks := func() tea.Cmd { panic("a bug") }
	well := func() tea.Cmd { return nil }
	inCommand := func() tea.Cmd { return func() tea.Msg { panic("a bug") } }
	inBatch := func() tea.Cmd {
		return tea.Batch(func() tea.Msg { return nil }, tea.Batch(inCommand(), inCommand()))
	}
	for name, f := range map[string]fragile{
		"at the start": {breaks, well, well}, "at a message": {well, breaks, well}, "drawing": {well, well, breaks},
		"in a command": {well, inCommand, well}, "in one of many": {well, inBatch, well}, "in the first": {inCommand, well, well},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			g := &guard{model: f, end: cancel}
			in, typing := io.Pipe()
			defer typing.Close()
			told := onStandardError(t, func() {
				p := tea.NewProgram(g, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(io.Discard), tea.WithEnvironment([]string{"TERM=xterm"}),
					tea.WithWindowSize(80, 24), tea.WithoutSignalHandler())
				p.Run() // the guard tells why it ended
			})
			if told != "" {
				t.Errorf("standard error says %q", told)
			}
			if err := g.err(); err == nil || !strings.Contains(err.Error(), "a bug (guard_test.go:") || strings.Contains(err.Error(), "\n") {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

// onStandardError is what the process says there meanwhile.
func onStandardError(t *testing.T, do func()) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	was := os.Stderr
	os.Stderr = w
	do()
	os.Stderr = was
	w.Close()
	said, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(said)
}
