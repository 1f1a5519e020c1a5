package command

import (
	"io"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/rogpeppe/go-internal/testscript"
)

// screen is a console over a real ssh, with whoever sits before it.
type screen struct {
	line *exec.Cmd
	keys io.Writer
	over chan struct{}

	mu    sync.Mutex
	shown strings.Builder // since the last key
}

type screensKey struct{}

// haveScreens lets a script open screens; those that it leaves open end with it.
func haveScreens(e *testscript.Env) {
	open := map[string]*screen{}
	e.Values[screensKey{}] = open
	e.Defer(func() {
		for _, s := range open {
			s.cut()
		}
	})
}

// openScreen signs a person in at a terminal of their own: screen NAME PERSON.
func openScreen(ts *testscript.TestScript, _ bool, args []string) {
	s := &screen{over: make(chan struct{})}
	s.line = exec.Command("ssh", "-F", ts.MkAbs("ssh"), "-tt", "-i", ts.MkAbs(args[1]), args[1]+"@vigie")
	in, err := s.line.StdinPipe()
	ts.Check(err)
	out, err := s.line.StdoutPipe()
	ts.Check(err)
	ts.Check(s.line.Start())
	s.keys = in
	go s.look(out)
	ts.Value(screensKey{}).(map[string]*screen)[args[0]] = s
}

func (s *screen) look(out io.Reader) {
	defer close(s.over)
	b := make([]byte, 32<<10)
	for {
		n, err := out.Read(b)
		s.mu.Lock()
		s.shown.Write(b[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// cut pulls the plug.
func (s *screen) cut() {
	s.line.Process.Kill() //nolint:errcheck // it ended by itself
	<-s.over
	s.line.Wait() //nolint:errcheck // it was killed
}

// drawn is all that was drawn since the last key.
func (s *screen) drawn() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return ansi.Strip(s.shown.String())
}

// shows reports whether some words were drawn since the last key, however many spaces are between them.
func (s *screen) shows(words string) bool {
	return strings.Contains(spaceless(s.drawn()), spaceless(words))
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

func screenOf(ts *testscript.TestScript, name string) *screen {
	s := ts.Value(screensKey{}).(map[string]*screen)[name]
	if s == nil {
		ts.Fatalf("nobody sits at %s", name)
	}
	return s
}

// pressKeys types: press NAME KEYS, with the escapes of Go.
func pressKeys(ts *testscript.TestScript, _ bool, args []string) {
	s := screenOf(ts, args[0])
	s.mu.Lock()
	s.shown.Reset()
	s.mu.Unlock()
	_, err := io.WriteString(s.keys, unquoted(args[1]))
	ts.Check(err)
}

// seeWords waits until words are drawn; negated, it looks whether they were: see NAME WORDS.
func seeWords(ts *testscript.TestScript, neg bool, args []string) {
	s := screenOf(ts, args[0])
	for end := time.Now().Add(longest); !neg && !s.shows(args[1]) && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	if s.shows(args[1]) == neg {
		ts.Fatalf("%s shows %q: %t:\n%s", args[0], args[1], !neg, s.drawn())
	}
}

func cutLine(ts *testscript.TestScript, _ bool, args []string) { screenOf(ts, args[0]).cut() }
