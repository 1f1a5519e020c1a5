package console

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// guard is the console's model as the library runs it. Where the model or a command of it breaks, that console ends and Run says
// why. The library's own way is to print the trace on the process's standard error, which may be somebody else's screen: that of
// the person whose vigie holds the inbox.
type guard struct {
	model tea.Model
	end   func() // ends the program

	mu    sync.Mutex
	broke *PanicError // the first time
}

// PanicError is the error of a console that broke: a bug of ours.
type PanicError struct {
	value any    // that it panicked with
	stack string // the calls that led there, the innermost first
}

// Error is one line, for a log.
func (e *PanicError) Error() string { return fmt.Sprintf("it broke: %v (%s)", e.value, e.stack) }

// Init, Update and View are the model's.

func (g *guard) Init() (cmd tea.Cmd) {
	defer g.caught()
	return g.watched(g.model.Init())
}

func (g *guard) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer g.caught()
	_, cmd = g.model.Update(msg)
	return g, g.watched(cmd)
}

func (g *guard) View() (v tea.View) {
	defer g.caught()
	return g.model.View()
}

// watched is a command that ends the console where it breaks.
func (g *guard) watched(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer g.caught()
		msg = cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i, c := range batch {
				batch[i] = g.watched(c)
			}
		}
		return msg
	}
}

// caught is deferred around whatever may break.
func (g *guard) caught() {
	if broke := recover(); broke != nil {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.broke == nil {
			g.broke = &PanicError{broke, stack()}
		}
		g.end()
	}
}

// err is why the console broke; nil where it didn't.
func (g *guard) err() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.broke == nil {
		return nil
	}
	return g.broke
}

// deepest is how many calls of a stack are named.
const deepest = 8

// stack names the calls that led to what is being recovered from, those of the runtime left out.
func stack() string {
	calls := make([]uintptr, 4*deepest)
	frames := runtime.CallersFrames(calls[:runtime.Callers(3, calls)])
	var places []string
	for more := true; more && len(places) < deepest; {
		var f runtime.Frame
		if f, more = frames.Next(); !strings.HasPrefix(f.Function, "runtime.") {
			places = append(places, fmt.Sprintf("%s:%d", filepath.Base(f.File), f.Line))
		}
	}
	return strings.Join(places, " < ")
}
