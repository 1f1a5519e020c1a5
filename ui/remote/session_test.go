package remote

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// console opens a terminal, and gives what it showed once it has ended.
func (h *host) console(t testing.TB, c *ssh.Client) <-chan string {
	t.Helper()
	s := h.session(t, c)
	var out bytes.Buffer
	s.Stdout = &out
	if err := s.RequestPty("xterm-256color", 40, 120, ssh.TerminalModes{}); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	told := make(chan string, 1)
	go func() {
		s.Wait() // the words tell
		told <- out.String()
	}()
	return told
}

func TestACommandHasItsStreamsAndItsExitCode(t *testing.T) {
	h := start(t, Options{Command: func(_ context.Context, c Call) int {
		in, err := io.ReadAll(c.In)
		fmt.Fprintf(c.Out, "%q %q %v %d", c.Args, in, err, c.Width)
		io.WriteString(c.Err, "on stderr")
		return 42
	}})
	s := h.session(t, h.signIn(t, "nadia", h.join(t, "nadia")))
	var out, failed bytes.Buffer
	s.Stdin, s.Stdout, s.Stderr = strings.NewReader("in\n"), &out, &failed
	var exit *ssh.ExitError
	if err := s.Run("reply 12 'it''s'"); !errors.As(err, &exit) || exit.ExitStatus() != 42 {
		t.Errorf("ended with %v", err)
	}
	if out.String() != `["reply" "12" "its"] "in\n" <nil> 0` || failed.String() != "on stderr" {
		t.Errorf("%s · %s", out.String(), failed.String())
	}
}

func TestACommandThatIsNotWholeIsNotRun(t *testing.T) {
	h := start(t, Options{Command: func(context.Context, Call) int { t.Error("it ran"); return 0 }})
	c := h.signIn(t, "nadia", h.join(t, "nadia"))
	for _, line := range []string{"reply 12 j'arrive", "", "  "} {
		s := h.session(t, c)
		var failed bytes.Buffer
		s.Stderr = &failed
		var exit *ssh.ExitError
		if err := s.Run(line); !errors.As(err, &exit) || exit.ExitStatus() != exitUsage || !strings.Contains(failed.String(), "nothing was done") {
			t.Errorf("%q: %v, %s", line, err, failed.String())
		}
	}
	h.waitFor(t, func(e Event) bool {
		return e.What == Refused && strings.Contains(e.Why, "quote") && e.Person == "nadia"
	})
}

func TestWithoutATerminalAndACommandItSaysSoAndLeaves(t *testing.T) {
	h := start(t, Options{Console: func(context.Context, Terminal) error { t.Error("it is shown"); return nil }})
	s := h.session(t, h.signIn(t, "nadia", h.join(t, "nadia")))
	var failed bytes.Buffer
	s.Stderr = &failed
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	var exit *ssh.ExitError
	if err := s.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != exitUsage || !strings.Contains(failed.String(), "ssh -t") {
		t.Errorf("%v: %s", err, failed.String())
	}
}

func TestATerminalTellsItsSizeItsKindAndItsLanguage(t *testing.T) {
	sizes, got := make(chan Size, 100), make(chan Terminal, 1)
	h := start(t, Options{Console: func(ctx context.Context, term Terminal) error {
		got <- term
		for {
			select {
			case s := <-term.Resized:
				sizes <- s
			case <-ctx.Done():
				return nil
			}
		}
	}})
	s := h.session(t, h.signIn(t, "nadia", h.join(t, "nadia")))
	for name, taken := range map[string]bool{
		"LANG": true, "LC_ALL": true, "COLORTERM": true, "LD_PRELOAD": false, "VIGIE_PERSON": false, "HOME": false, "PATH": false, "EDITOR": false,
	} {
		if err := s.Setenv(name, "fr_FR.UTF-8"); (err == nil) != taken {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Setenv("LC_TIME", "a\x1b[2Jb"); err == nil {
		t.Error("an escape sequence is taken for a language")
	}
	if err := s.RequestPty("xterm-256color", 3000, 3000, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	term := heard(t, "a console", got)
	if term.Size != (Size{maxWidth, maxHeight}) {
		t.Errorf("it begins with %v", term.Size)
	}
	slices.Sort(term.Environ)
	if want := []string{"COLORTERM=fr_FR.UTF-8", "LANG=fr_FR.UTF-8", "LC_ALL=fr_FR.UTF-8", "TERM=xterm-256color"}; !slices.Equal(term.Environ, want) {
		t.Errorf("it knows %q", term.Environ)
	}
	for range 1000 {
		if err := s.WindowChange(1<<31-1, 1<<31-1); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.WindowChange(33, 99); err != nil {
		t.Fatal(err)
	}
	for size := (Size{}); size != (Size{99, 33}); {
		if size = heard(t, "the last size", sizes); size.Width > maxWidth || size.Height > maxHeight {
			t.Fatalf("drawn at %v", size)
		}
	}
}

func TestATerminalsKindIsAPlainWord(t *testing.T) {
	for name, want := range map[string]string{
		"xterm-256color": "xterm-256color", "": "dumb", "a\x1b[2J": "dumb", "../../etc/passwd": "dumb", strings.Repeat("x", 65): "dumb",
	} {
		if got := term(name); got != want {
			t.Errorf("%q is %q", name, got)
		}
	}
}

func TestLinesEndAsATerminalWithoutADriverNeeds(t *testing.T) {
	var b bytes.Buffer
	if n, err := (returning{&b}).Write([]byte("a\nb\r\n\n")); n != 6 || err != nil || b.String() != "a\r\nb\r\n\r\n" {
		t.Errorf("%d, %v: %q", n, err, b.String())
	}
}

func TestForwardingAgentsX11AndSubsystemsAreRefusedAndReported(t *testing.T) {
	h := start(t, Options{})
	c := h.signIn(t, "nadia", h.join(t, "nadia"))
	if conn, err := c.Dial("tcp", "127.0.0.1:22"); err == nil {
		conn.Close()
		t.Error("a port is forwarded from there")
	}
	if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		l.Close()
		t.Error("a port is forwarded from here")
	}
	for _, name := range []string{"auth-agent-req@openssh.com", "x11-req", "subsystem"} {
		if ok, err := h.session(t, c).SendRequest(name, true, ssh.Marshal(struct{ Name string }{"sftp"})); ok || err != nil {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	for _, kind := range []string{"direct-tcpip", "tcpip-forward", "auth-agent-req@openssh.com", "x11-req", "subsystem"} {
		h.waitFor(t, func(e Event) bool { return e.What == Refused && e.Person == "nadia" && strings.Contains(e.Why, kind) })
	}
}

func TestASessionThatBreaksEndsAlone(t *testing.T) {
	h := start(t, Options{Console: func(ctx context.Context, _ Terminal) error { panic("it broke") }})
	c := h.signIn(t, "nadia", h.join(t, "nadia"))
	other := h.session(t, c)
	h.console(t, c)
	if err := other.Run("list"); err != nil {
		t.Errorf("another session of the same connection: %v", err)
	}
}

func TestNobodyTakesMoreSessionsThanTheirs(t *testing.T) {
	h := start(t, Options{Limits: Limits{PerPerson: 2, Sessions: 3}})
	nadia, lea := h.signIn(t, "nadia", h.join(t, "nadia")), h.signIn(t, "lea", h.join(t, "lea"))
	h.console(t, nadia)
	h.console(t, nadia)
	if _, err := nadia.NewSession(); err == nil || !strings.Contains(err.Error(), "one person") {
		t.Errorf("a third: %v", err)
	}
	h.console(t, lea)
	if _, err := lea.NewSession(); err == nil || !strings.Contains(err.Error(), "this server") {
		t.Errorf("a fourth in all: %v", err)
	}
	open := h.Sessions()
	if len(open) != 3 || open[0].Person != "nadia" || open[2].Person != "lea" {
		t.Errorf("on are %+v", open)
	}
}

func TestAConsoleEndsWithItsLineEvenIfTheConnectionGoesOn(t *testing.T) {
	ended := make(chan error, 1)
	h := start(t, Options{Console: func(ctx context.Context, _ Terminal) error {
		<-ctx.Done()
		ended <- context.Cause(ctx)
		return nil
	}})
	c := h.signIn(t, "nadia", h.join(t, "nadia"))
	s := h.session(t, c)
	if err := errors.Join(s.RequestPty("xterm", 24, 80, nil), s.Shell(), s.Close()); err != nil {
		t.Fatal(err)
	}
	if err := heard(t, "the console's end", ended); !errors.Is(err, ErrLeft) {
		t.Errorf("ended because %v", err)
	}
	if err := h.session(t, c).Run("list"); err != nil {
		t.Errorf("the connection: %v", err)
	}
}

func TestAConsoleToWhichNoMoreKeysComeEnds(t *testing.T) {
	keys := make(chan string, 1)
	h := start(t, Options{Console: func(ctx context.Context, term Terminal) error {
		all, err := io.ReadAll(term.In)
		if err != nil {
			return err
		}
		<-ctx.Done()
		keys <- string(all)
		return nil
	}})
	s := h.session(t, h.signIn(t, "nadia", h.join(t, "nadia")))
	var out bytes.Buffer
	s.Stdin, s.Stdout = strings.NewReader("jj"), &out // and then its end
	if err := errors.Join(s.RequestPty("xterm", 24, 80, nil), s.Shell()); err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err == nil || <-keys != "jj" || !strings.Contains(out.String(), ErrLeft.Error()) {
		t.Errorf("%v: %q", err, out.String())
	}
}

func TestSessionsAreToldWhyTheyEnd(t *testing.T) {
	h := start(t, Options{})
	nadia, lea := h.console(t, h.signIn(t, "nadia", h.join(t, "nadia"))), h.console(t, h.signIn(t, "lea", h.join(t, "lea")))
	until(t, "two are on", func() bool { return len(h.Sessions()) == 2 })
	if !h.End(h.Sessions()[0].ID) || h.End(12345) {
		t.Error("the wrong one is ended")
	}
	if got := heard(t, "nadia's end", nadia); !strings.Contains(got, "somebody who looks after") {
		t.Errorf("told %q", got)
	}
	h.stop()
	if got := heard(t, "lea's end", lea); !strings.Contains(got, "going down") {
		t.Errorf("told %q", got)
	}
}

func TestAFarewellIsInTheWordsOfWhoeverHearsIt(t *testing.T) {
	h := start(t, Options{
		Console: func(context.Context, Terminal) error { return errors.New("a bug") },
		Say:     func(t Terminal, err error) string { return fmt.Sprintf("%s: %T", t.Person, err) },
	})
	if got := heard(t, "a farewell", h.console(t, h.signIn(t, "nadia", h.join(t, "nadia")))); got != "vigie: nadia: inbox.Reason\r\n" {
		t.Errorf("told %q", got)
	}
}

func TestAConsoleNobodyUsesEnds(t *testing.T) {
	h := start(t, Options{Limits: Limits{Idle: 50 * time.Millisecond}})
	if got := heard(t, "a farewell", h.console(t, h.signIn(t, "nadia", h.join(t, "nadia")))); !strings.Contains(got, "long time") {
		t.Errorf("told %q", got)
	}
}
