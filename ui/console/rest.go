package console

import (
	"bytes"
	"context"
	"io"
	"os"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"
)

// resting is an output that lets the library's renderer sleep while nothing happens. The library wakes it for every frame, a
// hundred times a second, also where there is nothing to draw: five hundred idle consoles took 13 % of a core so.
//
// At every frame the renderer first writes what the program asked it to write besides the screen, waits for that, and then writes
// the screen. So when there was no message for a frame the program asks it for a word that the output keeps for itself. The first
// time that tells that the last screen goes out; the second time the renderer waits in it until it may have something to write.
// That is seldom where a painter paints the screens. Where the library draws them, a key ends the wait once its screen is drawn:
// that leaves at once then, not with the next frame.
type resting struct {
	io.Writer
	ctx   context.Context
	frame time.Duration
	quiet *time.Timer // asks for rest

	mu    sync.Mutex
	heard int           // messages
	asked int           // messages that were heard when rest was asked for
	out   int           // messages whose screen has gone out
	awake chan struct{} // of the rest that goes on; nil while there is none
}

// restWord is a string that means nothing to terminals (ECMA-48, application program command), and never reaches them.
const restWord = "\x1b_vigie rests\x1b\\"

// longestRest bounds a rest that nobody ends, as where a command of the program breaks.
const longestRest = 10 * time.Second

func newResting(ctx context.Context, to io.Writer, frame time.Duration) *resting {
	return &resting{Writer: to, ctx: ctx, frame: frame}
}

// begin has send asked for rest whenever there was no message for a frame, until end is called.
func (r *resting) begin(send func(tea.Msg)) (end func() bool) {
	r.quiet = time.AfterFunc(r.frame, func() { send(tea.RawMsg{Msg: restWord}) })
	return r.quiet.Stop
}

func asksRest(msg tea.Msg) bool {
	raw, ok := msg.(tea.RawMsg)
	return ok && raw.Msg == restWord
}

// hear sees every message before it is handled. A rest that is asked for while one goes on is left out: the program would wait
// for the renderer, which waits for the program.
func (r *resting) hear(msg tea.Msg) tea.Msg {
	r.mu.Lock()
	defer r.mu.Unlock()
	if asksRest(msg) {
		if r.awake != nil {
			return nil
		}
		r.asked = r.heard
		if r.out == r.heard {
			r.awake = make(chan struct{})
		}
		return msg
	}
	r.heard++
	if _, key := msg.(tea.KeyPressMsg); !key {
		r.rouse()
	}
	r.quiet.Reset(r.frame)
	return msg
}

// wake ends the rest, where there is one.
func (r *resting) wake() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rouse()
}

func (r *resting) rouse() {
	if r.awake != nil {
		close(r.awake)
		r.awake = nil
	}
}

// Write is called by the renderer alone.
func (r *resting) Write(p []byte) (int, error) {
	before, after, rests := bytes.Cut(p, []byte(restWord))
	for _, part := range [][]byte{before, after} {
		if len(part) == 0 {
			continue
		}
		if n, err := r.Writer.Write(part); err != nil {
			return n, err
		}
	}
	if rests {
		r.rest()
	}
	return len(p), nil
}

// rest waits for the end of a rest. Where none has begun it asks for one: the renderer writes the screen next.
func (r *resting) rest() {
	r.mu.Lock()
	awake := r.awake
	if awake == nil {
		r.out = r.asked
		r.quiet.Reset(r.frame)
	}
	r.mu.Unlock()
	if awake == nil {
		return
	}
	long := time.NewTimer(longestRest)
	defer long.Stop()
	select {
	case <-awake:
	case <-r.ctx.Done():
	case <-long.C:
		r.wake()
		r.quiet.Reset(r.frame)
	}
}

// restingFile is a terminal of this process: the library asks it more than to be written to.
type restingFile struct {
	*os.File
	*resting
}

func (f restingFile) Write(p []byte) (int, error) { return f.resting.Write(p) }
