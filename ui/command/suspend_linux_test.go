package command

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

func TestCtrlZGivesTheTerminalToTheShellAndFgBringsTheScreenBack(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here to come back from")
	}
	h, y := newHome(t), openTTY(t, 80, 24)
	shell := h.command()
	shell.Path, shell.Args = bash, []string{"bash", "--norc", "--noprofile", "-i"}
	shell.Env = append(shell.Env, "PS1=ready> ")
	shell.Stdin, shell.Stdout, shell.Stderr = y.lines, y.lines, y.lines
	shell.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	h.start(shell)
	y.sees("ready>")
	y.press("vigie\n")
	y.sees("karim")
	for _, before := range []string{"", "c"} { // in the list, and while a note is written
		y.press(before + "\x1a")
		y.sees("Stopped")
		for on, off := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", "\x1b[?1002h": "\x1b[?1002l"} {
			if s := y.seen(); strings.LastIndex(s, off) < strings.LastIndex(s, on) {
				t.Errorf("after %q the terminal has %q still", before, on)
			}
		}
		y.press("echo $((40+2)) at the shell\n")
		y.sees("42 at the shell")
		y.forget()
		y.press("fg\n")
		y.sees("\x1b[?1049h")
		y.sees("anna") // the whole screen, not what changed
		if before != "" {
			y.sees("Internal note")
			y.press("seen")
		}
	}
	y.press("\x13") // the note is written
	y.sees("Note 2")
	y.press("d")
	soon(t, "what is pressed after it is done", func() bool { return h.says("count", "is:done") == "1\n" })
	y.forget()
	y.press("q")
	y.sees("ready>")
}

func TestCtrlZSaysWhereNoShellWouldBringTheConsoleBack(t *testing.T) {
	h, y := newHome(t), openTTY(t, 120, 24)
	h.on(y, nil)
	y.sees("karim")
	y.press("\x1a")
	y.sees("can be suspended")

	guest := openTTY(t, 120, 24)
	h.joins(guest)
	guest.press("\x1a")
	guest.sees("can be suspended")
	y.press("d")
	soon(t, "what is pressed after it is done", func() bool { return h.says("count", "is:done") == "1\n" })
}
