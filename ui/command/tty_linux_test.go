package command

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// tty is a terminal, with whoever sits at it.
type tty struct {
	t               *testing.T
	keyboard, lines *os.File // the two ends: the person's, the programs'
	fd              int      // of the keyboard, which is never made to block
	all             sync.WaitGroup

	mu    sync.Mutex
	shown bytes.Buffer // since the latest forget
}

func openTTY(t *testing.T, width, height int) *tty {
	t.Helper()
	fd, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		t.Skipf("there are no terminals to be had here: %v", err)
	}
	y := &tty{t: t, fd: fd, keyboard: os.NewFile(uintptr(fd), "keyboard")}
	t.Cleanup(y.hangUp)
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if y.lines, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	y.resize(width, height)
	y.all.Go(y.look)
	return y
}

func (y *tty) look() {
	b := make([]byte, 32<<10)
	for {
		n, err := y.keyboard.Read(b)
		y.mu.Lock()
		y.shown.Write(b[:n])
		y.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// hangUp pulls the plug.
func (y *tty) hangUp() {
	if y.lines != nil {
		y.lines.Close()
	}
	y.keyboard.Close()
	y.all.Wait()
}

func (y *tty) resize(width, height int) {
	y.t.Helper()
	size := unix.Winsize{Col: uint16(width), Row: uint16(height)}
	if err := unix.IoctlSetWinsize(y.fd, unix.TIOCSWINSZ, &size); err != nil {
		y.t.Fatal(err)
	}
}

func (y *tty) press(keys string) {
	y.t.Helper()
	if _, err := y.keyboard.WriteString(keys); err != nil {
		y.t.Fatal(err)
	}
}

func (y *tty) seen() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	return y.shown.String()
}

func (y *tty) forget() {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.shown.Reset()
}

// sees waits for words on the screen.
func (y *tty) sees(words string) {
	y.t.Helper()
	soon(y.t, fmt.Sprintf("%q on the screen", words), func() bool { return strings.Contains(y.seen(), words) })
}

// isAsBefore tells that no program is on the screen: lines are edited, the first screen and its cursor are back.
func (y *tty) isAsBefore() {
	y.t.Helper()
	modes, err := unix.IoctlGetTermios(int(y.lines.Fd()), unix.TCGETS)
	if err != nil {
		y.t.Fatal(err)
	}
	if modes.Lflag&unix.ICANON == 0 || modes.Lflag&unix.ECHO == 0 || modes.Oflag&unix.OPOST == 0 {
		y.t.Errorf("the terminal is raw: %+v", modes)
	}
	soon(y.t, "the screen is left", func() bool {
		s := y.seen()
		return strings.LastIndex(s, "\x1b[?1049l") > strings.LastIndex(s, "\x1b[?1049h") && strings.LastIndex(s, "\x1b[?25h") > strings.LastIndex(s, "\x1b[?25l")
	})
}

// home is a folder with an inbox of its own, in which processes run.
type home struct {
	t   *testing.T
	dir string
}

func newHome(t *testing.T) home {
	h := home{t, folder(t)}
	items := `{"channel":"blog","id":"1","author":{"handle":"anna"},"text":"Bonjour","posted":"2026-11-20T14:00:00Z"}
{"channel":"blog","id":"2","author":{"handle":"karim"},"text":"Refund, please","posted":"2026-11-20T15:00:00Z"}
`
	cmd := h.command("import", "-")
	cmd.Stdin = strings.NewReader(items)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return h
}

func (h home) socket() string { return filepath.Join(h.dir, ".local/share/vigie/vigie.db.sock") }

func (h home) command(args ...string) *exec.Cmd {
	cmd := exec.Command("vigie", args...)
	cmd.Dir = h.dir
	cmd.Env = []string{"HOME=" + h.dir, "USER=nadia", "TERM=xterm-256color", "LANG=C.UTF-8", "TZ=UTC", "PATH=" + os.Getenv("PATH")}
	return cmd
}

// says runs a command that is to succeed.
func (h home) says(args ...string) string {
	h.t.Helper()
	out, err := h.command(args...).CombinedOutput()
	if err != nil {
		h.t.Fatalf("%v: %v: %s", args, err, out)
	}
	return string(out)
}

// start runs a command that goes on, until the test ends.
func (h home) start(cmd *exec.Cmd) *exec.Cmd {
	h.t.Helper()
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	return cmd
}

// on starts a command on a terminal, with more variables.
func (h home) on(y *tty, environ []string, args ...string) *exec.Cmd {
	h.t.Helper()
	cmd := h.command(args...)
	cmd.Env = append(cmd.Env, environ...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = y.lines, y.lines, y.lines
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	return h.start(cmd)
}

// hold starts a process that holds the inbox and stays.
func (h home) hold(args ...string) *exec.Cmd {
	h.t.Helper()
	cmd := h.start(h.command(args...))
	soon(h.t, "the inbox is held", func() bool { _, err := os.Stat(h.socket()); return err == nil })
	return cmd
}

// joins opens a console on the inbox that is held.
func (h home) joins(y *tty, environ ...string) *exec.Cmd {
	h.t.Helper()
	cmd := h.on(y, environ)
	y.sees("karim")
	return cmd
}

// guests is 1 where one is on.
func (h home) guests() int { return strings.Count(h.says("health", "--json"), `"sessions":1`) }

// ends waits for a process and gives its exit code.
func ends(t *testing.T, cmd *exec.Cmd) int {
	t.Helper()
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	heard(t, fmt.Sprintf("the end of %v", cmd.Args), ended)
	return cmd.ProcessState.ExitCode()
}
