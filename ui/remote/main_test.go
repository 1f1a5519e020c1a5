package remote

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"net"
	"slices"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// newKey is a key pair that nobody else has.
func newKey(t testing.TB) ssh.Signer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// host is a server on loopback, with the team and the programs that a test gives it.
type host struct {
	*Server
	addr string
	stop func()

	mu     sync.Mutex
	team   map[string]string // of keys, as they travel: the person
	events []Event
}

var errStranger = errors.New("nobody's key")

func (h *host) who(k ssh.PublicKey) (string, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if p, ok := h.team[string(k.Marshal())]; ok {
		return p, nil
	}
	return "", errStranger
}

// join makes somebody one of the team.
func (h *host) join(t testing.TB, person string) ssh.Signer {
	k := newKey(t)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.team[string(k.PublicKey().Marshal())] = person
	return k
}

func (h *host) report(e Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.events = append(h.events, e)
}

// waitFor waits until an event was reported that fits.
func (h *host) waitFor(t testing.TB, fits func(Event) bool) {
	t.Helper()
	until(t, "it is reported", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return slices.ContainsFunc(h.events, fits)
	})
}

// longest is how long a test waits for what others do: a machine may have much else to do.
const longest = time.Minute

// until waits for something to become so.
func until(t testing.TB, what string, so func() bool) {
	t.Helper()
	for range longest / (10 * time.Millisecond) {
		if so() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("never so: %s", what)
}

// heard waits for what somebody tells.
func heard[T any](t testing.TB, what string, from <-chan T) (told T) {
	t.Helper()
	select {
	case told = <-from:
	case <-time.After(longest):
		t.Fatalf("waited in vain for %s", what)
	}
	return told
}

// start serves until the test ends. Options without a console or a command get ones that wait and that echo; limits in time
// that a test doesn't set are those of its patience.
func start(t testing.TB, o Options) *host {
	t.Helper()
	h := &host{team: map[string]string{}}
	o.Limits.SignIn = cmp.Or(o.Limits.SignIn, longest)
	o.Limits.Alive = cmp.Or(o.Limits.Alive, longest)
	o.Limits.Farewell = cmp.Or(o.Limits.Farewell, longest)
	if o.Console == nil {
		o.Console = func(ctx context.Context, _ Terminal) error { <-ctx.Done(); return nil }
	}
	if o.Command == nil {
		o.Command = func(context.Context, Call) int { return 0 }
	}
	o.HostKey, o.Who, o.Report = newKey(t), h.who, h.report
	var err error
	if h.Server, err = New(o); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	h.addr = l.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- h.Serve(ctx, l) }()
	h.stop = sync.OnceFunc(func() {
		cancel()
		if err := heard(t, "the server's end", served); err != nil {
			t.Errorf("served: %v", err)
		}
	})
	t.Cleanup(h.stop)
	return h
}

func (h *host) dial(user string, keys ...ssh.Signer) (*ssh.Client, error) {
	return ssh.Dial("tcp", h.addr, &ssh.ClientConfig{
		User: user, Auth: []ssh.AuthMethod{ssh.PublicKeys(keys...)}, HostKeyCallback: ssh.FixedHostKey(h.opts.HostKey.PublicKey()),
	})
}

// signIn dials as somebody who is let in, and returns once the server has counted them: a client is through its handshake earlier.
func (h *host) signIn(t testing.TB, user string, key ssh.Signer) *ssh.Client {
	t.Helper()
	before := h.answers(user)
	c, err := h.dial(user, key)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	until(t, user+" is counted", func() bool { return h.answers(user) > before })
	return c
}

// answers is how often somebody was let in, or sent away after they had shown who they are.
func (h *host) answers(person string) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := 0
	for _, e := range h.events {
		if e.Person == person && (e.What == SignedIn || e.What == Refused) {
			n++
		}
	}
	return n
}

func (h *host) session(t testing.TB, c *ssh.Client) *ssh.Session {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
