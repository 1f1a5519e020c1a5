package remote

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

func TestThePersonIsTheKeyThatCompletedTheSignIn(t *testing.T) {
	as := make(chan Visitor, 1)
	h := start(t, Options{Command: func(_ context.Context, c Call) int { as <- c.Visitor; return 0 }})
	nadia, lea := h.join(t, "nadia"), h.join(t, "lea")

	// Offers nadia's public key, which the server knows, without being able to sign with it; then signs with lea's.
	c, err := h.dial("lea", offered{nadia.PublicKey()}, lea)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := h.session(t, c).Run("list"); err != nil {
		t.Fatal(err)
	}
	if v := <-as; v.Person != "lea" || v.Key != ssh.FingerprintSHA256(lea.PublicKey()) || v.Address != "127.0.0.1" {
		t.Errorf("acted as %+v", v)
	}
	if _, err := h.dial("nadia", offered{nadia.PublicKey()}, lea); err == nil {
		t.Error("a key that was only offered lets somebody in")
	}
}

// offered is a key that its holder can show and not sign with.
type offered struct{ key ssh.PublicKey }

func (o offered) PublicKey() ssh.PublicKey { return o.key }
func (o offered) Sign(io.Reader, []byte) (*ssh.Signature, error) {
	return &ssh.Signature{Format: o.key.Type(), Blob: make([]byte, 64)}, nil
}

func TestWhoIsNotOfTheTeamStaysOutsideAndIsReported(t *testing.T) {
	h := start(t, Options{})
	nadia := h.join(t, "nadia")
	for name, try := range map[string]struct {
		config ssh.ClientConfig
		why    string
	}{
		"an unknown key":     {ssh.ClientConfig{User: "nadia", Auth: []ssh.AuthMethod{ssh.PublicKeys(newKey(t))}}, "nobody's key"},
		"another user name":  {ssh.ClientConfig{User: "root", Auth: []ssh.AuthMethod{ssh.PublicKeys(nadia)}}, "nadia's, the user name is another"},
		"a password":         {ssh.ClientConfig{User: "nadia", Auth: []ssh.AuthMethod{ssh.Password("nadia")}}, ""},
		"nothing at all":     {ssh.ClientConfig{User: "nadia"}, ""},
		"a keyboard's words": {ssh.ClientConfig{User: "nadia", Auth: []ssh.AuthMethod{ssh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })}}, ""},
	} {
		try.config.HostKeyCallback = ssh.FixedHostKey(h.opts.HostKey.PublicKey())
		if c, err := ssh.Dial("tcp", h.addr, &try.config); err == nil {
			c.Close()
			t.Errorf("%s lets somebody in", name)
		}
		if try.why != "" {
			h.waitFor(t, func(e Event) bool {
				return e.What == Refused && e.Person == "" && e.Address == "127.0.0.1" && strings.Contains(e.Why, try.why)
			})
		}
	}
}

func TestAnAddressThatFailsAgainAndAgainIsNotHeard(t *testing.T) {
	h := start(t, Options{Limits: Limits{Failures: 3}})
	nadia := h.join(t, "nadia")
	inside := h.signIn(t, "nadia", nadia)
	for range 3 {
		h.dial("nadia", newKey(t)) // it fails
	}
	until(t, "the address isn't heard any more", func() bool { // the third failure is counted a moment after it was told
		c, err := h.dial("nadia", nadia)
		if err == nil {
			c.Close()
		}
		return err != nil
	})
	h.waitFor(t, func(e Event) bool { return strings.Contains(e.Why, "too many failed") })
	if err := h.session(t, inside).Run("list"); err != nil {
		t.Errorf("who is inside already: %v", err)
	}
}

func TestFailuresAreForgottenInTime(t *testing.T) {
	now := time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	g := newGate(Limits{Failures: 2}.filled())
	g.now = func() time.Time { return now }
	_, addr := addressOf(&net.TCPAddr{IP: net.ParseIP("2001:db8::1"), Port: 1})
	_, same := addressOf(&net.TCPAddr{IP: net.ParseIP("2001:db8::2"), Port: 2})
	for range 2 {
		if why, _ := g.enter(addr); why != "" {
			t.Fatal(why)
		}
		g.leave(addr, true)
	}
	if why, told := g.enter(same); why == "" || told {
		t.Errorf("%q, told before: %v", why, told)
	}
	if _, told := g.enter(same); !told {
		t.Error("told twice")
	}
	now = now.Add(11 * time.Minute)
	if why, _ := g.enter(same); why != "" {
		t.Errorf("after its time: %s", why)
	}
}

func TestOneAddressCanNotTakeEveryPlaceAtTheDoor(t *testing.T) {
	g := newGate(Limits{Startups: 8}.filled())
	_, one := addressOf(&net.TCPAddr{IP: net.ParseIP("192.0.2.1"), Port: 1})
	_, other := addressOf(&net.TCPAddr{IP: net.ParseIP("192.0.2.2"), Port: 1})
	for range 2 {
		if why, _ := g.enter(one); why != "" {
			t.Fatal(why)
		}
	}
	if why, _ := g.enter(one); why == "" {
		t.Error("one address waits three times of eight")
	}
	if why, _ := g.enter(other); why != "" {
		t.Errorf("another: %s", why)
	}
}

func TestWhoSaysNothingIsSentAway(t *testing.T) {
	h := start(t, Options{Limits: Limits{SignIn: 100 * time.Millisecond}})
	c, err := net.Dial("tcp", h.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(longest))
	var all bytes.Buffer
	if _, err := all.ReadFrom(c); err != nil {
		t.Errorf("after %q: %v", all.String(), err)
	}
}

func TestARemovedKeysSessionsEnd(t *testing.T) {
	h := start(t, Options{})
	nadia, lea := h.join(t, "nadia"), h.join(t, "lea")
	out := h.console(t, h.signIn(t, "nadia", nadia))
	other := h.session(t, h.signIn(t, "lea", lea))
	h.mu.Lock()
	delete(h.team, string(nadia.PublicKey().Marshal()))
	h.mu.Unlock()
	h.Recheck()
	if got := heard(t, "nadia's end", out); !strings.Contains(got, "no longer in the team file") {
		t.Errorf("told %q", got)
	}
	if err := other.Run("list"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
}

func TestTheHostKeyIsMadeOnceAndForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "host_ed25519")
	first, made, err := HostKey(path)
	if err != nil || !made {
		t.Fatal(made, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatal(info.Mode(), err)
	}
	again, made, err := HostKey(path)
	if err != nil || made || !bytes.Equal(first.PublicKey().Marshal(), again.PublicKey().Marshal()) {
		t.Errorf("the second start: made %v, %v", made, err)
	}
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	if _, _, err := HostKey(path); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a key that others can read: %v", err)
	}
	if err := os.WriteFile(path, []byte("no key"), 0o600); err != nil || os.Chmod(path, 0o600) != nil {
		t.Fatal(err)
	}
	if _, _, err := HostKey(path); err == nil {
		t.Error("a file that is no key is taken for one")
	}
}
