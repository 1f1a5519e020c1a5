package remote

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"

	"vigie/inbox"
)

// The exit codes that are this room's own: as the command line's.
const (
	exitRefused = 1
	exitUsage   = 2
)

// session is one terminal or one command of a connection.
type session struct {
	id      int
	from    *connection
	channel ssh.Channel
	since   time.Time
	ctx     context.Context
	end     context.CancelCauseFunc

	// What was asked for before it began. Only the goroutine that hears requests touches these.
	asked   Asked
	screen  bool // there is a terminal
	resized Resizes
	begun   bool
}

// session serves a channel until it closes.
func (c *connection) session(asked ssh.NewChannel) {
	s := &session{from: c, since: time.Now(), resized: NewResizes()}
	s.ctx, s.end = context.WithCancelCause(c.ctx)
	defer s.end(ErrLeft)
	if err := c.server.admit(s); err != nil {
		c.refused(err.Error())
		asked.Reject(ssh.ResourceShortage, c.server.opts.Say(Terminal{Visitor: c.visitor}, err)) // it hears it or has gone
		return
	}
	defer c.server.leave(s.id)
	channel, requests, err := asked.Accept()
	if err != nil {
		return
	}
	s.channel = channel
	var running sync.WaitGroup
	defer running.Wait()
	defer s.end(ErrLeft) // the channel has closed: the program at this end hears of it so
	defer channel.Close()
	for r := range requests {
		if run := s.hear(r); run != nil {
			over := make(chan struct{})
			running.Go(func() {
				defer close(over)
				s.leave(s.caught(run))
			})
			running.Go(func() { s.urge(over) })
		}
	}
}

// urge ends the connection under a program that doesn't end in time when it is told to: it waits to write to somebody who
// doesn't read.
func (s *session) urge(over <-chan struct{}) {
	select {
	case <-over:
		return
	case <-s.ctx.Done():
	}
	select {
	case <-over:
	case <-time.After(s.from.server.opts.Limits.Farewell):
		s.from.net.Close()
	}
}

// hear answers a request; one that begins the session gives what is to run.
func (s *session) hear(r *ssh.Request) (run func() int) {
	ok := true
	switch r.Type {
	case "env":
		var v struct{ Name, Value string }
		ok = !s.begun && ssh.Unmarshal(r.Payload, &v) == nil
		if ok {
			s.asked.Environ, ok = variable(s.asked.Environ, v.Name, v.Value)
		}
	case "pty-req":
		ok = s.hearTerminal(r.Payload)
	case "window-change":
		var w struct{ Columns, Rows, Width, Height uint32 }
		if ok = s.screen && ssh.Unmarshal(r.Payload, &w) == nil; ok {
			s.resized.Set(w.Columns, w.Rows)
		}
	case "shell":
		if ok = !s.begun; ok {
			run = s.shell()
		}
	case "exec":
		var line struct{ Line string }
		if ok = !s.begun && ssh.Unmarshal(r.Payload, &line) == nil; ok {
			run = s.exec(line.Line)
		}
	case "signal":
		s.end(ErrLeft)
	default: // subsystem, auth-agent-req@openssh.com, x11-req …
		ok = false
		if r.Type != "eow@openssh.com" && r.Type != "keepalive@openssh.com" {
			s.from.refused(quoted(r.Type))
		}
	}
	s.begun = s.begun || run != nil
	if r.WantReply {
		r.Reply(ok, nil) // whoever asked has gone
	}
	return run
}

func (s *session) hearTerminal(payload []byte) bool {
	var p struct {
		Term                         string
		Columns, Rows, Width, Height uint32
		Modes                        string
	}
	if s.begun || s.screen || ssh.Unmarshal(payload, &p) != nil {
		return false
	}
	s.screen, s.asked.Width, s.asked.Height = true, p.Columns, p.Rows
	s.asked.Environ = append(s.asked.Environ, "TERM="+p.Term)
	return true
}

// shell is the console, for which there has to be a terminal.
func (s *session) shell() func() int {
	if !s.screen {
		return func() int {
			fmt.Fprintln(s.channel.Stderr(), "vigie: the console needs a terminal (ssh -t), or give a command: ssh … list 'is:open'")
			return exitUsage
		}
	}
	idle := time.AfterFunc(s.from.server.opts.Limits.Idle, func() { s.end(ErrIdle) })
	t := NewTerminal(s.from.visitor, &touched{s.channel, idle, s.from.server.opts.Limits.Idle, func() { s.end(ErrLeft) }}, s.channel, s.asked, s.resized)
	return func() int {
		defer idle.Stop()
		err := s.from.server.opts.Console(s.ctx, t)
		var why error
		switch {
		case s.ctx.Err() != nil:
			why = context.Cause(s.ctx)
		case err != nil:
			s.from.server.log.Error("a console stopped", "person", s.from.visitor.Person, "err", err)
			why = ErrBroke
		default:
			return 0
		}
		fmt.Fprintf(t.Out, "vigie: %s\n", s.from.server.opts.Say(t, why))
		return exitRefused
	}
}

// exec is a command line.
func (s *session) exec(line string) func() int {
	call := Call{Visitor: s.from.visitor, In: s.channel, Out: s.channel, Err: s.channel.Stderr(), Environ: s.asked.Environ}
	if s.screen {
		call.Width, call.Out, call.Err = clamped(s.asked.Width, s.asked.Height).Width, Raw(s.channel), Raw(s.channel)
	}
	var err error
	call.Args, err = Split(line)
	if err == nil && len(call.Args) == 0 {
		err = inbox.Reason("there is no command")
	}
	if err != nil {
		return func() int {
			s.from.refused(inbox.Say("a command that can't be read: %v", err).String())
			fmt.Fprintf(call.Err, "vigie: this command can't be read, so nothing was done: %v\n", err)
			return exitUsage
		}
	}
	s.from.server.began(s.id, quoted(call.Args[0]))
	return func() int { return s.from.server.opts.Command(s.ctx, call) }
}

// caught runs a session's program. What breaks in it ends it alone.
func (s *session) caught(run func() int) (code int) {
	defer func() {
		if broke := recover(); broke != nil {
			s.from.server.log.Error("a session broke", "person", s.from.visitor.Person, "panic", fmt.Sprint(broke), "stack", string(debug.Stack()))
			io.WriteString(s.channel.Stderr(), "vigie: this session broke; what was acknowledged is kept, sign in again\r\n") // or it has gone
			code = exitRefused
		}
	}()
	return run()
}

// leave tells the exit code and closes the channel.
func (s *session) leave(code int) {
	status := struct{ Code uint32 }{uint32(code)}
	s.channel.SendRequest("exit-status", false, ssh.Marshal(&status)) // it hears it or has gone
	s.channel.Close()                                                 // likewise
}

// touched puts the end of an idle session off with every key. Where no more can come, it ends the session.
type touched struct {
	io.Reader
	idle  *time.Timer
	after time.Duration
	over  func()
}

func (t *touched) Read(p []byte) (int, error) {
	n, err := t.Reader.Read(p)
	if n > 0 {
		t.idle.Reset(t.after)
	}
	if err != nil {
		t.over()
	}
	return n, err
}
