package remote

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

func TestNobodyHoldsMoreConnectionsThanTheirs(t *testing.T) {
	h := start(t, Options{Limits: Limits{PerPerson: 1}})
	nadia, lea := h.join(t, "nadia"), h.join(t, "lea")
	first := h.signIn(t, "nadia", nadia)
	h.signIn(t, "nadia", nadia)
	third := h.signIn(t, "nadia", nadia) // it is told only once it is known whose it is
	ended := make(chan error, 1)
	go func() { ended <- third.Wait() }()
	if err := heard(t, "the third's end", ended); err == nil {
		t.Error("the third ends in peace")
	}
	h.waitFor(t, func(e Event) bool {
		return e.What == Refused && e.Person == "nadia" && strings.Contains(e.Why, "so many connections")
	})
	if err := h.session(t, h.signIn(t, "lea", lea)).Run("list"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	first.Close()
	until(t, "there is room again", func() bool {
		c, err := h.dial("nadia", nadia)
		if err != nil {
			return false
		}
		defer c.Close()
		s, err := c.NewSession()
		return err == nil && s.Run("list") == nil
	})
}

func TestARemovedKeysConnectionsEndWithoutASessionToo(t *testing.T) {
	h := start(t, Options{})
	nadia := h.join(t, "nadia")
	c := h.signIn(t, "nadia", nadia)
	h.waitFor(t, func(e Event) bool { return e.What == SignedIn })
	h.mu.Lock()
	clear(h.team)
	h.mu.Unlock()
	h.Recheck()
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	heard(t, "the connection's end", ended)
	if _, err := c.NewSession(); err == nil {
		t.Error("whoever left comes back over the old connection")
	}
}

// dialFrom opens a connection from an address of this machine, and says nothing on it.
func (h *host) dialFrom(t *testing.T, ip string) net.Conn {
	t.Helper()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}
	c, err := d.Dial("tcp", h.addr)
	if err != nil {
		t.Skipf("this machine has no address %s: %v", ip, err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// greeted reports whether the server speaks on a connection; one that it doesn't hear is closed.
func greeted(t *testing.T, c net.Conn) bool {
	t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(longest)); err != nil {
		t.Fatal(err)
	}
	n, err := c.Read(make([]byte, 1))
	if n == 0 && errors.Is(err, context.DeadlineExceeded) {
		t.Fatal("it is neither heard nor closed")
	}
	return n == 1
}

func TestWhoWaitsAtTheDoorKeepsNobodyElseOut(t *testing.T) {
	h := start(t, Options{Limits: Limits{Startups: 8}})
	for range 2 {
		if !greeted(t, h.dialFrom(t, "127.0.0.2")) {
			t.Fatal("it isn't heard")
		}
	}
	if greeted(t, h.dialFrom(t, "127.0.0.2")) {
		t.Error("one address waits three times of eight")
	}
	h.signIn(t, "nadia", h.join(t, "nadia")) // from another address
	for _, ip := range []string{"127.0.0.3", "127.0.0.4", "127.0.0.5"} {
		for range 2 {
			if !greeted(t, h.dialFrom(t, ip)) {
				t.Errorf("%s may not wait", ip)
			}
		}
	}
	if greeted(t, h.dialFrom(t, "127.0.0.6")) {
		t.Error("a ninth waits of eight")
	}
}

func TestWhoSpeaksOneLetterAtATimeIsSentAway(t *testing.T) {
	h := start(t, Options{Limits: Limits{SignIn: 200 * time.Millisecond}})
	c := h.dialFrom(t, "127.0.0.1")
	var dripping sync.WaitGroup
	dripping.Go(func() {
		for _, letter := range "SSH-2.0-" + strings.Repeat("x", 200) {
			if _, err := c.Write([]byte(string(letter))); err != nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Error("it was heard to the end")
	})
	if err := c.SetReadDeadline(time.Now().Add(longest)); err != nil {
		t.Fatal(err)
	}
	io.Copy(io.Discard, c) //nolint:errcheck // it is closed
	dripping.Wait()
}

func TestACommandThatReadsNothingEndsWhateverIsSentToIt(t *testing.T) {
	h := start(t, Options{Command: func(context.Context, Call) int { return 7 }})
	c := h.signIn(t, "nadia", h.join(t, "nadia"))
	s := h.session(t, c)
	s.Stdin = endless{}
	var exit *ssh.ExitError
	if err := s.Run("list"); !errors.As(err, &exit) || exit.ExitStatus() != 7 {
		t.Errorf("ended with %v", err)
	}
	if err := h.session(t, c).Run("list"); !errors.As(err, &exit) {
		t.Errorf("the connection: %v", err)
	}
}

// endless is an input that goes on and on.
type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestSessionsOfOneConnectionGoOnWithoutEachOtherAndEndWithIt(t *testing.T) {
	h := start(t, Options{})
	c := h.signIn(t, "nadia", h.join(t, "nadia"))
	ended := []<-chan string{h.console(t, c), h.console(t, c), h.console(t, c)}
	until(t, "three are on", func() bool { return len(h.Sessions()) == 3 })
	h.End(h.Sessions()[1].ID)
	until(t, "two are on", func() bool { return len(h.Sessions()) == 2 })
	if err := h.session(t, c).Run("list"); err != nil {
		t.Errorf("a command beside them: %v", err)
	}
	c.Close()
	for _, e := range ended {
		heard(t, "the end of its line", e)
	}
	until(t, "none is on", func() bool { return len(h.Sessions()) == 0 })
}
