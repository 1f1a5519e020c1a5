package remote

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"maps"
	"net"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// Server lets people in and keeps count of them.
type Server struct {
	opts   Options
	log    *slog.Logger
	config *ssh.ServerConfig
	gate   *gate

	mu   sync.Mutex
	open map[*connection]bool // those that have signed in

	*Roll
}

// New makes a server. It listens to nothing yet.
func New(o Options) (*Server, error) {
	if o.HostKey == nil || o.Who == nil || o.Console == nil || o.Command == nil {
		return nil, errors.New("a server needs a host key, somebody who knows keys, a console and a command line")
	}
	o.Limits = o.Limits.filled()
	if o.Report == nil {
		o.Report = func(Event) {}
	}
	if o.Say == nil {
		o.Say = func(_ Terminal, err error) string { return err.Error() }
	}
	s := &Server{
		opts: o, log: cmp.Or(o.Log, slog.New(slog.DiscardHandler)),
		gate: newGate(o.Limits), open: map[*connection]bool{}, Roll: cmp.Or(o.Roll, &Roll{}),
	}
	s.config = &ssh.ServerConfig{PublicKeyCallback: s.recognise, ServerVersion: "SSH-2.0-Vigie"}
	s.config.AddHostKey(o.HostKey)
	return s, nil
}

// Serve serves a listener until the context ends; then it tells every session, and returns once all of them have ended. It
// closes the listener.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	asked := ctx
	ctx, cancel := context.WithCancelCause(context.WithoutCancel(asked)) // so that its cause is ours to tell
	defer context.AfterFunc(asked, func() { cancel(ErrDown); l.Close() })()
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel(ErrDown)
	defer l.Close()
	for {
		c, err := l.Accept()
		switch {
		case ctx.Err() != nil:
			if err == nil {
				c.Close()
			}
			return nil
		case errors.Is(err, net.ErrClosed):
			return err
		case err != nil: // of one connection, or out of file descriptors
			s.log.Warn("a connection was not accepted", "err", err)
			if !wait(ctx, 100*time.Millisecond) {
				return nil
			}
			continue
		}
		all.Go(func() { s.receive(ctx, c) })
	}
}

func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// Recheck ends the connections, and so the sessions, of keys that are no longer their person's.
func (s *Server) Recheck() {
	s.recheck(s.opts.Who)
	s.mu.Lock()
	open := slices.Collect(maps.Keys(s.open))
	s.mu.Unlock()
	for _, c := range open {
		if person, err := s.opts.Who(c.key); err != nil || person != c.visitor.Person {
			c.end(ErrRevoked)
		}
	}
}

// keep counts a connection in, with sessions or without, unless its person holds too many.
func (s *Server) keep(c *connection) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	theirs := 0
	for o := range s.open {
		if o.visitor.Person == c.visitor.Person {
			theirs++
		}
	}
	if theirs >= 2*s.opts.Limits.PerPerson {
		return ErrCrowded
	}
	s.open[c] = true
	return nil
}

func (s *Server) forget(c *connection) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, c)
}

// admit counts a session in, unless there is no room for it.
func (s *Server) admit(open *session) (err error) {
	e := &entry{Session: Session{Visitor: open.from.visitor, Since: open.since}, key: open.from.key, end: open.end}
	open.id, err = s.enter(e, func(on []Session) error {
		theirs := 0
		for _, o := range on {
			if o.Person == e.Person {
				theirs++
			}
		}
		switch {
		case len(on) >= s.opts.Limits.Sessions:
			return errFull
		case theirs >= s.opts.Limits.PerPerson:
			return errTheirs
		}
		return nil
	})
	return err
}

func (s *Server) report(what string, v Visitor, why string) {
	s.log.Info(what, "person", v.Person, "address", v.Address, "key", v.Key, "why", why)
	s.opts.Report(Event{Visitor: v, What: what, Why: why})
}
