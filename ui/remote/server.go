package remote

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
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

	mu       sync.Mutex
	sessions map[int]*session
	last     int // the number of the newest session
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
	s := &Server{
		opts: o, log: cmp.Or(o.Log, slog.New(slog.DiscardHandler)),
		gate: newGate(o.Limits), sessions: map[int]*session{},
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

// Session is one that is on.
type Session struct {
	ID int
	Visitor
	Since   time.Time
	Command string // the command that runs; "" is a console
}

// Sessions are those that are on, the oldest first.
func (s *Server) Sessions() []Session {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Session, 0, len(s.sessions))
	for id, open := range s.sessions {
		list = append(list, Session{id, open.from.visitor, open.since, open.doing})
	}
	slices.SortFunc(list, func(a, b Session) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// End ends a session, and tells its person that somebody did; false where there is none of that number.
func (s *Server) End(id int) bool {
	s.mu.Lock()
	open := s.sessions[id]
	s.mu.Unlock()
	if open == nil {
		return false
	}
	open.end(ErrEnded)
	return true
}

// Recheck ends the sessions of keys that are no longer their person's.
func (s *Server) Recheck() {
	s.mu.Lock()
	open := make([]*session, 0, len(s.sessions))
	for _, o := range s.sessions {
		open = append(open, o)
	}
	s.mu.Unlock()
	for _, o := range open {
		if person, err := s.opts.Who(o.from.key); err != nil || person != o.from.visitor.Person {
			o.from.end(ErrRevoked)
		}
	}
}

// admit counts a session in, or says why there is no room for it.
func (s *Server) admit(open *session) (why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sessions) >= s.opts.Limits.Sessions {
		return "this server has as many sessions as it takes: try again later"
	}
	theirs := 0
	for _, o := range s.sessions {
		if o.from.visitor.Person == open.from.visitor.Person {
			theirs++
		}
	}
	if theirs >= s.opts.Limits.PerPerson {
		return "you have as many sessions as one person may: leave another first"
	}
	s.last++
	open.id = s.last
	s.sessions[open.id] = open
	return ""
}

func (s *Server) dismiss(open *session) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, open.id)
}

// began notes what a session turned out to be.
func (s *Server) began(open *session, doing string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	open.doing = doing
}

func (s *Server) report(what string, v Visitor, why string) {
	s.log.Info(what, "person", v.Person, "address", v.Address, "key", v.Key, "why", why)
	s.opts.Report(Event{Visitor: v, What: what, Why: why})
}
