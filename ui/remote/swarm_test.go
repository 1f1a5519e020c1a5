package remote

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
	"golang.org/x/crypto/ssh"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wall shows everybody the same: a program that hears of news by a queue of one, as the console does, and writes it.
type wall struct {
	mu    sync.Mutex
	shown map[chan int]bool
	read  atomic.Int64 // bytes that were typed
}

func (w *wall) console(ctx context.Context, t Terminal) error {
	news := make(chan int, 1)
	w.mu.Lock()
	w.shown[news] = true
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		delete(w.shown, news)
		w.mu.Unlock()
	}()
	go func() { // ends with the channel
		b := make([]byte, 32<<10)
		for {
			n, err := t.In.Read(b)
			w.read.Add(int64(n))
			if err != nil {
				return
			}
		}
	}()
	frame := bytes.Repeat([]byte("x"), 64<<10)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.Resized:
		case <-news:
			if _, err := t.Out.Write(append(frame, '.')); err != nil {
				return nil
			}
		}
	}
}

func (w *wall) tell(n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.shown {
		select {
		case c <- n:
		default:
		}
	}
}

func (w *wall) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.shown)
}

// guest is one of a swarm.
type guest struct {
	wire    net.Conn
	session *ssh.Session
	in      io.WriteCloser
	out     io.Reader
	seen    atomic.Int64 // frames
}

func (h *host) guest(key ssh.Signer) (*guest, error) {
	wire, err := net.Dial("tcp", h.addr)
	if err != nil {
		return nil, err
	}
	conn, channels, requests, err := ssh.NewClientConn(wire, h.addr, &ssh.ClientConfig{
		User: "nadia", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: ssh.FixedHostKey(h.opts.HostKey.PublicKey()),
	})
	if err != nil {
		return nil, errors.Join(err, wire.Close())
	}
	s, err := ssh.NewClient(conn, channels, requests).NewSession()
	if err != nil {
		return nil, errors.Join(err, wire.Close())
	}
	g := &guest{wire: wire, session: s}
	g.out, err = s.StdoutPipe()
	in, e := s.StdinPipe()
	g.in = in
	return g, errors.Join(err, e, s.RequestPty("xterm", 24, 80, nil), s.Shell())
}

// watch counts the frames that arrive.
func (g *guest) watch() {
	b := make([]byte, 32<<10)
	for {
		n, err := g.out.Read(b)
		g.seen.Add(int64(n - bytes.Count(b[:n], []byte("x"))))
		if err != nil {
			return
		}
	}
}

func TestASwarmOfGuestsOfWhomManyMisbehave(t *testing.T) {
	const guests = 200
	w := &wall{shown: map[chan int]bool{}}
	h := start(t, Options{Console: w.console, Limits: Limits{PerPerson: guests, Startups: 4 * guests, Farewell: time.Second}})
	key := h.join(t, "nadia")
	all := make([]*guest, guests)
	var coming sync.WaitGroup
	for i := range all {
		coming.Go(func() {
			var err error
			if all[i], err = h.guest(key); err != nil {
				t.Errorf("guest %d: %v", i, err)
			}
		})
	}
	coming.Wait()
	if t.Failed() {
		return
	}
	until(t, "all are on", func() bool { return w.count() == guests })
	var good []*guest
	var busy sync.WaitGroup
	for i, g := range all {
		switch i % 5 {
		case 0: // freezes: never reads
		case 1: // resizes wildly
			busy.Go(func() {
				for n := range 500 {
					g.session.WindowChange(n*7919%5000, n*104729%9000) //nolint:errcheck // it is a nuisance
				}
			})
			busy.Go(g.watch)
		case 2: // pastes a megabyte
			busy.Go(func() { g.in.Write(make([]byte, 1<<20)) }) //nolint:errcheck // likewise
			busy.Go(g.watch)
		case 3: // drops
			g.wire.Close()
		case 4:
			good = append(good, g)
			busy.Go(g.watch)
		}
	}
	until(t, "those who dropped are gone", func() bool { return w.count() == guests*4/5 })
	for n := range 60 { // more than a window holds for those who freeze
		w.tell(n)
		until(t, fmt.Sprint("frame ", n, " reaches the others"), func() bool {
			return !slices.ContainsFunc(good, func(g *guest) bool { return g.seen.Load() < int64(n)+1 })
		})
	}
	until(t, "what was pasted arrives", func() bool { return w.read.Load() >= guests/5<<20 })
	h.stop()
	for _, g := range all {
		g.wire.Close()
	}
	busy.Wait()
	if w.count() != 0 || len(h.Sessions()) != 0 {
		t.Errorf("%d consoles and %d sessions are left", w.count(), len(h.Sessions()))
	}
}

func TestAThousandSessionsLeaveNothing(t *testing.T) {
	h := start(t, Options{Limits: Limits{PerPerson: 1000, Startups: 1000}})
	key := h.join(t, "nadia")
	goroutines, files := runtime.NumGoroutine(), openFiles(t)
	for n := range 250 {
		c, err := h.dial("nadia", key)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 4 {
			s := h.session(t, c)
			if i%2 == 0 {
				err = s.Run("list")
			} else {
				err = errors.Join(s.RequestPty("xterm", 24, 80, nil), s.Shell())
			}
			if err != nil {
				t.Fatal(err)
			}
			if i == 1 && n%2 == 0 {
				s.Close()
			}
		}
		c.Close() // with a console still on
	}
	until(t, "all sessions are over", func() bool { return len(h.Sessions()) == 0 })
	until(t, "no goroutine is left", func() bool { return runtime.NumGoroutine() <= goroutines })
	until(t, "no file is left", func() bool { return openFiles(t) <= files })
}

// openFiles is how many file descriptors this process has; 0 where that can't be told.
func openFiles(t *testing.T) int {
	list, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Log("file descriptors can't be counted here")
	}
	return len(list)
}

func TestALineThatIsDeadIsFound(t *testing.T) {
	ended := make(chan struct{})
	h := start(t, Options{
		Limits:  Limits{Alive: time.Second}, // long enough for a busy machine to answer while the line is well
		Console: func(ctx context.Context, _ Terminal) error { <-ctx.Done(); close(ended); return nil },
	})
	key := h.join(t, "nadia")
	line, err := net.Listen("tcp", "127.0.0.1:0") // a relay, which goes silent without closing anything
	if err != nil {
		t.Fatal(err)
	}
	defer line.Close()
	near := make(chan net.Conn, 1)
	go func() {
		c, err := line.Accept()
		if err == nil {
			near <- c
		}
	}()
	client := make(chan *ssh.Client, 1)
	go func() {
		c, err := ssh.Dial("tcp", line.Addr().String(), &ssh.ClientConfig{
			User: "nadia", Auth: []ssh.AuthMethod{ssh.PublicKeys(key)}, HostKeyCallback: ssh.FixedHostKey(h.opts.HostKey.PublicKey()),
		})
		if err != nil {
			t.Error(err)
		}
		client <- c
	}()
	n := heard(t, "the client's end of the line", near)
	far, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	var relay sync.WaitGroup
	silent := make(chan struct{})
	relay.Go(func() { io.Copy(far, n) }) //nolint:errcheck // it is cut
	relay.Go(func() {
		b := make([]byte, 1024)
		for {
			k, err := far.Read(b)
			if err != nil {
				return
			}
			select {
			case <-silent: // what is sent to the client is lost
			default:
				n.Write(b[:k]) //nolint:errcheck // likewise
			}
		}
	})
	c := heard(t, "the client", client)
	s := h.session(t, c)
	if err := errors.Join(s.RequestPty("xterm", 24, 80, nil), s.Shell()); err != nil {
		t.Fatal(err)
	}
	close(silent)
	heard(t, "the console's end", ended)
	n.Close()
	far.Close()
	relay.Wait()
	c.Close()
}
