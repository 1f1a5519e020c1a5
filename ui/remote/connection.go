package remote

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/ssh"

	"vigie/inbox"
)

// What the permissions of a connection tell: they are made anew for every key that is offered, and the library gives those of
// the key that completed the sign-in.
const (
	signedPerson = "person"
	signedKey    = "key"
)

// recognise says whose key is offered. What it refuses looks the same from outside, whatever the reason.
func (s *Server) recognise(meta ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
	person, err := s.opts.Who(key)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, ssh.FingerprintSHA256(key)) // for the log alone
	}
	if meta.User() != person {
		return nil, inbox.Errorf("the key %s is %s's, the user name is another", ssh.FingerprintSHA256(key), person)
	}
	return &ssh.Permissions{Extensions: map[string]string{signedPerson: person, signedKey: string(key.Marshal())}}, nil
}

// connection is one that has signed in. It may carry several sessions.
type connection struct {
	server  *Server
	net     net.Conn
	conn    *ssh.ServerConn
	visitor Visitor
	key     ssh.PublicKey
	ctx     context.Context // of its sessions; its cause says why they end
	end     context.CancelCauseFunc

	refusals atomic.Int32
}

// receive serves a connection until it ends.
func (s *Server) receive(ctx context.Context, c net.Conn) {
	defer c.Close()
	address, prefix := addressOf(c.RemoteAddr())
	if why, told := s.gate.enter(prefix); why != "" {
		if !told {
			s.report(Refused, Visitor{Address: address}, string(why))
		}
		return
	}
	conn, channels, requests, err := s.signIn(ctx, c)
	s.gate.leave(prefix, err != nil)
	if err != nil {
		s.failed(address, err)
		return
	}
	key, err := ssh.ParsePublicKey([]byte(conn.Permissions.Extensions[signedKey]))
	if err != nil {
		s.log.Error("a key that signed in can't be read", "err", err)
		return
	}
	open := &connection{
		server: s, net: c, conn: conn, key: key,
		visitor: Visitor{conn.Permissions.Extensions[signedPerson], ssh.FingerprintSHA256(key), address},
	}
	open.ctx, open.end = context.WithCancelCause(ctx)
	defer open.end(ErrLeft)
	if err := s.keep(open); err != nil {
		open.refused(err.Error())
		open.end(err)
	} else {
		defer s.forget(open)
		s.report(SignedIn, open.visitor, "")
		defer s.report(SignedOut, open.visitor, "")
	}
	open.serve(channels, requests)
}

// signIn shakes hands, in bounded time.
func (s *Server) signIn(ctx context.Context, c net.Conn) (*ssh.ServerConn, <-chan ssh.NewChannel, <-chan *ssh.Request, error) {
	defer context.AfterFunc(ctx, func() { c.Close() })()
	if err := c.SetDeadline(time.Now().Add(s.opts.Limits.SignIn)); err != nil {
		return nil, nil, nil, err
	}
	conn, channels, requests, err := ssh.NewServerConn(c, s.config)
	if err == nil {
		err = c.SetDeadline(time.Time{})
	}
	return conn, channels, requests, err
}

// failed reports a refused sign-in with the reason of the last key; who hangs up without offering any is only logged.
func (s *Server) failed(address string, err error) {
	var auth *ssh.ServerAuthError
	if errors.As(err, &auth) {
		for i := len(auth.Errors) - 1; i >= 0; i-- {
			if !errors.Is(auth.Errors[i], ssh.ErrNoAuth) {
				s.report(Refused, Visitor{Address: address}, auth.Errors[i].Error())
				return
			}
		}
	}
	s.log.Info("nobody signed in", "address", address, "err", err)
}

// serve answers what the other end asks until it goes or is sent away.
func (c *connection) serve(channels <-chan ssh.NewChannel, requests <-chan *ssh.Request) {
	var all, sessions sync.WaitGroup
	defer all.Wait()
	defer drain(channels)
	defer c.conn.Close()
	defer c.end(ErrLeft)
	all.Go(func() { c.refuseAll(requests) })
	all.Go(c.keepAlive)
	for {
		select {
		case <-c.ctx.Done():
			c.farewell(&sessions)
			return
		case ch, more := <-channels:
			if !more {
				return
			}
			if ch.ChannelType() != "session" {
				c.refused(inbox.Say("a channel of the kind %s", quoted(ch.ChannelType())).String())
				ch.Reject(ssh.Prohibited, "not here") // it hears it or has gone
				continue
			}
			sessions.Add(1)
			all.Go(func() { defer sessions.Done(); c.session(ch) })
		}
	}
}

// farewell gives the sessions a moment to end by themselves, before the connection ends under them.
func (c *connection) farewell(sessions *sync.WaitGroup) {
	gone := make(chan struct{})
	go func() { sessions.Wait(); close(gone) }() // ends with the connection at the latest
	select {
	case <-gone:
	case <-time.After(c.server.opts.Limits.Farewell):
	}
}

// drain takes what comes after the end, so that the library's own goroutine ends too.
func drain(channels <-chan ssh.NewChannel) {
	for ch := range channels {
		ch.Reject(ssh.ResourceShortage, "the connection ends") // it has gone
	}
}

// refuseAll answers what is asked of the connection as a whole: forwarding of ports, and whether we are there.
func (c *connection) refuseAll(requests <-chan *ssh.Request) {
	for r := range requests {
		if r.Type != "keepalive@openssh.com" && r.Type != "no-more-sessions@openssh.com" && r.Type != "hostkeys-prove-00@openssh.com" {
			c.refused(quoted(r.Type))
		}
		r.Reply(false, nil) // whoever asked has gone
	}
}

// keepAlive asks now and then whether the other end is there. One that doesn't answer has gone, whatever the network says; that
// also frees whoever waits to write to it.
func (c *connection) keepAlive() {
	every := c.server.opts.Limits.Alive
	for wait(c.ctx, every) {
		dead := time.AfterFunc(every, func() { c.net.Close() })
		_, _, err := c.conn.SendRequest("keepalive@openssh.com", true, nil)
		dead.Stop()
		if err != nil {
			return
		}
	}
}

// maxRefusals is how many refusals of one connection are reported: who asks on and on tells nothing new.
const maxRefusals = 20

func (c *connection) refused(what string) {
	if c.refusals.Add(1) <= maxRefusals {
		c.server.report(Refused, c.visitor, what)
	}
}

// quoted is what a stranger sent, safe to tell.
func quoted(s string) string { return fmt.Sprintf("%.80q", s) }
