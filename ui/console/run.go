package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
)

// Options is what a console needs from whoever opens it.
type Options struct {
	Desk Desk
	Feed Feed // of what changes; the console reads it until it ends

	Input   io.Reader // nil = the terminal
	Output  io.Writer // nil = the terminal
	Environ []string
	Profile colorprofile.Profile // as Profile(environ) tells, unless something better is known
	Dark    *bool                // nil = ask the terminal; the person's theme goes first
	Glyphs  Glyphs               // that can be shown here
	Width   int                  // of a terminal that isn't the process's own; 0 = ask
	Height  int
	// NextSize waits for another size of a terminal that isn't the process's own; false is the end. nil = it is asked.
	NextSize func(context.Context) (width, height int, ok bool)
	FPS      int            // frames a second at most; 0 = 60
	Zone     *time.Location // of the times shown; nil = the machine's

	Demo        string             // one line that stays on the screen: what this is and what it isn't
	Local       bool               // runs on the person's own machine: may start programs there
	Inherited   func() []string    // the environment of programs that are started there; nil = all of this one
	Suspends    bool               // it may be stopped: a shell on that machine brings it back
	OpenBrowser func(string) error // nil = only show the link
	Guests      func() []string    // the people of the consoles that end with this one, one for each; nil = none does
	TeamRead    <-chan error       // each time the team file was read again: nil where it holds from now on, else why all stays as it was; nil = nobody looks
	// Pipe gives items to a command line on the person's own machine and brings what it prints; nil = this console is elsewhere.
	Pipe func(ctx context.Context, command string, rows []inbox.Row) (string, error)

	contrast, plain, noMouse bool // as the person wants it
}

// Run shows the console until the person leaves it or the context ends.
func Run(ctx context.Context, opt Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer opt.Desk.Leave() // however it ends
	m := newModel(ctx, opt)
	guarded := &guard{model: m.running(), end: cancel}
	program := tea.NewProgram(guarded, m.programOptions()...)
	defer m.rests.begin(program.Send)()
	var beside sync.WaitGroup
	beside.Go(func() {
		defer guarded.caught()
		m.painter.run(ctx)
	})
	if opt.NextSize != nil {
		beside.Go(func() { opt.resize(ctx, program) })
	}
	_, err := program.Run()
	if ctx.Err() != nil {
		err = nil // it was asked to stop
	}
	cancel()
	beside.Wait()
	if err := errors.Join(guarded.err(), err, m.flush(), m.leavePlace()); err != nil {
		return fmt.Errorf("the console stopped: %w", err)
	}
	return nil
}

// resize tells the program of every size. It may wait for whoever is slow to read; sizes that pass meanwhile are left out.
func (o Options) resize(ctx context.Context, p *tea.Program) {
	for {
		w, h, ok := o.NextSize(ctx)
		if !ok {
			return
		}
		p.Send(tea.WindowSizeMsg{Width: w, Height: h})
	}
}

// output is where the screen goes.
func (o Options) output() io.Writer {
	if o.Output != nil {
		return o.Output
	}
	return os.Stdout
}

// frame is how long a frame lasts.
func (o Options) frame() time.Duration { return time.Second / time.Duration(cmp.Or(o.FPS, 60)) }

// running is the model as the library runs it. A plain screen stays in the terminal's own text, where the library draws it.
func (m *model) running() tea.Model {
	if m.opt.plain {
		return m
	}
	return painted{m}
}

func (m *model) programOptions() []tea.ProgramOption {
	o := m.opt
	opts := []tea.ProgramOption{tea.WithContext(m.ctx), tea.WithColorProfile(o.Profile), tea.WithFilter(m.filter)}
	if file, ok := o.output().(*os.File); ok {
		opts = append(opts, tea.WithOutput(restingFile{file, m.rests}))
	} else {
		opts = append(opts, tea.WithOutput(m.rests))
	}
	if o.Input != nil {
		opts = append(opts, tea.WithInput(o.Input))
	}
	if o.Environ != nil {
		opts = append(opts, tea.WithEnvironment(o.Environ))
	}
	if o.FPS > 0 {
		opts = append(opts, tea.WithFPS(o.FPS))
	}
	if !o.Local {
		opts = append(opts, tea.WithoutSignalHandler())
	}
	if o.plain {
		return append(opts, tea.WithWindowSize(o.Width, o.Height))
	}
	return append(opts, tea.WithWindowSize(oneCell, oneCell))
}

// filter sees every message before the program does. A person at a distance may not stop the process that serves everybody.
func (m *model) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	if _, suspends := msg.(tea.SuspendMsg); suspends && !m.opt.Suspends {
		return nil
	}
	if !m.opt.plain {
		if msg = m.painter.hear(msg); !forLibrary(msg) {
			return msg
		}
	}
	return m.rests.hear(msg)
}
