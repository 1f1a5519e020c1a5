package console

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// screenTo collects what a program writes to its terminal, and tells when something first shows.
type screenTo struct {
	mu    sync.Mutex
	all   bytes.Buffer
	wants string
	shown chan struct{}
}

func (s *screenTo) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all.Write(b)
	if s.wants != "" && strings.Contains(s.all.String(), s.wants) {
		s.wants = ""
		close(s.shown)
	}
	return len(b), nil
}

func (s *screenTo) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// atTerminal runs the console on a terminal of 80×24, types keys once it shows a word, and returns what was written.
func atTerminal(t *testing.T, seat Desk, word, keys string) (string, error) {
	t.Helper()
	in, typing := io.Pipe()
	defer typing.Close()
	out := &screenTo{wants: word, shown: make(chan struct{})}
	dark := true
	opt := Options{Desk: seat, Input: in, Output: out, Environ: []string{"TERM=xterm-256color"}, Profile: colorprofile.ANSI256, Dark: &dark, Width: 80, Height: 24}
	go func() {
		select {
		case <-out.shown:
			_, _ = io.WriteString(typing, keys)
		case <-t.Context().Done():
		}
	}()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	err := Run(ctx, opt)
	return out.String(), err
}

const leavesAltScreen = "\x1b[?1049l"

func TestTheProgramShowsTheInboxAndLeavesTheTerminalAsItWas(t *testing.T) {
	out, err := atTerminal(t, newFake(30), "Karim", "q")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out, "\x1b[?1049h") || !strings.Contains(out, leavesAltScreen) || !strings.Contains(out, "\x1b[?25h") {
		t.Errorf("the alternate screen or the cursor isn't put back: %q", out[max(0, len(out)-200):])
	}
}

// broken is a desk with a bug.
type broken struct{ *fakeDesk }

func (broken) Decide(context.Context, inbox.Decision, ...desk.Target) (desk.Bulk, []inbox.Applied, error) {
	panic("a bug")
}

func TestAPanicIsToldAndLeavesTheTerminalAsItWas(t *testing.T) {
	out, err := atTerminal(t, broken{newFake(30)}, "Karim", "d")
	var broke *PanicError
	if !errors.As(err, &broke) || !strings.Contains(err.Error(), "a bug (run_test.go:") || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %v", err)
	}
	if !strings.Contains(out, leavesAltScreen) {
		t.Errorf("the alternate screen isn't left: %q", out[max(0, len(out)-200):])
	}
}

func TestTheEndOfItsContextEndsTheProgram(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	in, typing := io.Pipe()
	defer typing.Close()
	err := Run(ctx, Options{Desk: newFake(3), Input: in, Output: &screenTo{}, Environ: []string{"TERM=xterm"}, Width: 80, Height: 24})
	if err != nil {
		t.Error(err)
	}
}
