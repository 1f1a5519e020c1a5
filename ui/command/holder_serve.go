package command

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"

	"vigie/ui/remote"
)

const (
	greetWithin    = 2 * time.Second // how long the other end may take to say what it wants, or to greet
	drainWithin    = 2 * time.Second // how long commands may take to end by themselves when the holder ends
	lastWordWithin = time.Second     // how long its other end may then take to read what it still says
	maxAsking      = 64              // commands of other processes at a time; more wait
)

// holder runs commands for other processes of the same user, in the process that holds the store.
type holder struct {
	listener *net.UnixListener
	greeting greeting
	serve    func(ctx context.Context, req request, std streams) int

	ctx    context.Context // of the commands
	cancel context.CancelFunc
	shows  context.Context // of the consoles
	part   context.CancelCauseFunc
	slots  chan struct{}
	all    sync.WaitGroup
}

// streams are a command's.
type streams struct {
	in       io.Reader
	out, err io.Writer
	resized  remote.Resizes          // of the terminal that was lent for a console
	end      context.CancelCauseFunc // ends it, whatever it waits for
}

// startHolder begins to answer on a socket. Whoever calls it holds the store, so a socket that lies there is a dead process's.
// consoles says whether it stays long enough for others to join.
func startHolder(path, command string, consoles bool, serve func(context.Context, request, streams) int) (*holder, error) {
	if !knowsPeers {
		return nil, errPeers
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	h := &holder{
		listener: l, serve: serve, slots: make(chan struct{}, maxAsking),
		greeting: greeting{Process: os.Getpid(), Command: command, Consoles: consoles, Protocol: protocol, Version: versionOf()},
	}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.shows, h.part = context.WithCancelCause(h.ctx)
	h.all.Go(h.accept)
	return h, nil
}

// dismiss ends the consoles that have joined.
func (h *holder) dismiss() { h.part(holderEnded{h.greeting}) }

// close stops answering, ends the consoles, lets the commands that run end, and ends those that don't.
func (h *holder) close() error {
	err := h.listener.Close()
	h.dismiss()
	late := time.AfterFunc(drainWithin, h.cancel)
	h.all.Wait()
	late.Stop()
	h.cancel()
	return err
}

func (h *holder) accept() {
	for {
		h.slots <- struct{}{}
		c, err := h.listener.AcceptUnix()
		if err != nil {
			return // closed
		}
		h.all.Go(func() {
			defer func() { <-h.slots }()
			defer c.Close()
			h.answer(c)
		})
	}
}

// answer runs one command. Its context ends when the other end goes.
func (h *holder) answer(c *net.UnixConn) {
	if checkPeer(c) != nil {
		return
	}
	c.SetDeadline(time.Now().Add(greetWithin)) // a dead connection shows at the next read
	var req request
	if writeJSON(c, frameGreeting, h.greeting) != nil || readJSON(c, frameRequest, &req) != nil {
		return
	}
	c.SetDeadline(time.Time{}) // likewise
	within := h.ctx
	if req.Screen != nil {
		within = h.shows
	}
	ctx, end := context.WithCancelCause(within)
	defer end(nil)
	defer context.AfterFunc(ctx, func() { // a command hears of the end that waits for input, or for its output to be read
		c.CloseRead()                                      // likewise
		c.SetWriteDeadline(time.Now().Add(lastWordWithin)) // likewise
	})()
	out := &frameWriter{w: c}
	in := newRemoteInput(out)
	var hearing sync.WaitGroup
	hearing.Go(func() {
		defer end(errAskerGone)
		in.hear(c)
	})
	code := h.run(ctx, req, streams{in: in, out: out.as(frameOutput), err: out.as(frameError), resized: in.resized, end: end})
	out.send(frameExit, []byte{byte(code)}) // whoever asked has gone
	c.CloseRead()                           // ends hear
	hearing.Wait()
}

// run runs what was asked for, unless whoever asked is another version.
func (h *holder) run(ctx context.Context, req request, std streams) int {
	if req.Protocol != protocol {
		fmt.Fprintf(std.err, "vigie: %v\n", askerError{req, h.greeting}) // it hears it or has gone
		return exitVersions
	}
	return h.serve(ctx, req, std)
}

// frameWriter lets two streams share a connection.
type frameWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (f *frameWriter) send(kind frameKind, payload []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return frame{kind, payload}.writeTo(f.w)
}

func (f *frameWriter) as(kind frameKind) io.Writer { return frameStream{f, kind} }

// frameStream is one of the streams: what is written becomes frames.
type frameStream struct {
	to   *frameWriter
	kind frameKind
}

func (s frameStream) Write(p []byte) (n int, err error) {
	for n < len(p) {
		piece := p[n:min(len(p), n+maxFrame)]
		if err := s.to.send(s.kind, piece); err != nil {
			return n, fmt.Errorf("the process that asked has gone: %w", err)
		}
		n += len(piece)
	}
	return n, nil
}

// remoteInput is the standard input of the process that asked, brought a piece at a time.
type remoteInput struct {
	ask    *frameWriter
	pieces chan []byte // closed at the end of the input or of the connection
	end    error       // why pieces is closed
	rest   []byte

	resized remote.Resizes // of the terminal that the input comes from
}

func newRemoteInput(ask *frameWriter) *remoteInput {
	return &remoteInput{ask: ask, pieces: make(chan []byte, 1), resized: remote.NewResizes()}
}

// hear takes what the other end sends, until it goes.
func (in *remoteInput) hear(r io.Reader) {
	in.end = io.ErrUnexpectedEOF
	open := true
	defer func() {
		if open {
			close(in.pieces)
		}
	}()
	for {
		f, err := readFrame(r)
		switch {
		case err != nil:
			return
		case f.kind == frameEnd && open:
			open, in.end = false, io.EOF
			close(in.pieces)
		case f.kind == frameInput && open:
			select {
			case in.pieces <- f.payload:
			default:
				return // it sends what nobody asked for
			}
		case f.kind == frameSize && len(f.payload) == 8:
			in.resized.Set(binary.BigEndian.Uint32(f.payload), binary.BigEndian.Uint32(f.payload[4:]))
		default:
			return
		}
	}
}

// Read asks for the next piece. Input that was cut off is an error, not an end.
func (in *remoteInput) Read(p []byte) (int, error) {
	if len(in.rest) == 0 {
		if err := in.ask.send(frameNeed, nil); err != nil {
			return 0, err
		}
		piece, ok := <-in.pieces
		if !ok {
			return 0, in.end
		}
		in.rest = piece
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n, nil
}
