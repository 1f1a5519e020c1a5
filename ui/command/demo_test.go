package command

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// display is a terminal's output, which tells when all of some words have shown.
type display struct {
	mu    sync.Mutex
	all   bytes.Buffer
	wants []string
	shown chan struct{}
}

func (d *display) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.all.Write(b)
	for len(d.wants) > 0 && strings.Contains(d.all.String(), d.wants[0]) {
		if d.wants = d.wants[1:]; len(d.wants) == 0 {
			close(d.shown)
		}
	}
	return len(b), nil
}

func TestTheDemoOpensAFullInboxAndLeavesNothing(t *testing.T) {
	temporary := folder(t)
	t.Setenv("TMPDIR", temporary)
	keys, typing := io.Pipe()
	screen := &display{wants: []string{"Escalated", "lune/", string(demoLine)}, shown: make(chan struct{})}
	var told bytes.Buffer
	code := make(chan int, 1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	go func() {
		code <- Run(ctx, Env{
			Args: []string{"demo"}, Stdin: keys, Stdout: screen, Stderr: &told, Getenv: func(string) string { return "" },
			Environ: []string{"TERM=xterm-256color", "LANG=C.UTF-8"}, Dir: temporary, Now: time.Now, Zone: time.UTC, Keys: true, Width: 120, Height: 40,
		})
	}()
	select {
	case <-screen.shown:
		if left, err := os.ReadDir(temporary); err != nil || len(left) != 1 {
			t.Errorf("the demo's folder isn't in the temporary one: %v, %v", left, err)
		}
		_, _ = io.WriteString(typing, "q")
	case <-ctx.Done():
		t.Error("no full inbox within a minute")
		cancel()
	}
	if got := heard(t, "the demo's end", code); got != exitDone || told.Len() > 0 {
		t.Errorf("it ended with %d, saying %q", got, told.String())
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
}
