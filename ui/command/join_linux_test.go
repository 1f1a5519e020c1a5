package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAConsoleJoinsWhoeverHoldsTheInbox(t *testing.T) {
	for _, holder := range [][]string{{"serve", "--listen", "127.0.0.1:0"}, {"watch"}, nil} {
		t.Run(strings.Join(append([]string{"vigie"}, holder...), " "), func(t *testing.T) {
			h := newHome(t)
			if holder == nil {
				first := openTTY(t, 80, 24)
				h.on(first, nil)
				first.sees("karim")
			} else {
				h.hold(holder...)
			}
			y := openTTY(t, 80, 24)
			console := h.joins(y)
			if got := h.says("sessions"); !strings.Contains(got, "nadia") || !strings.Contains(got, guestAddress) || !strings.Contains(got, "console") {
				t.Errorf("on is %q", got)
			}
			y.press("d")
			soon(t, "what is decided there is decided", func() bool { return h.says("count", "is:done") == "1\n" })
			y.press("q")
			if code := ends(t, console); code != exitDone {
				t.Errorf("it ended with %d", code)
			}
			y.isAsBefore()
			soon(t, "nobody is on", func() bool { return h.guests() == 0 })
		})
	}
}

func TestAConsoleThatJoinedGivesItemsToNoCommand(t *testing.T) {
	h := newHome(t)
	ran, file := filepath.Join(h.dir, "ran"), filepath.Join(h.dir, "vigie.toml")
	if err := writeFile(file, fmt.Sprintf("[[pipe]]\nname = \"crm\"\nkey = \"f5\"\ncommand = \"cat > %s\"\n", ran)); err != nil {
		t.Fatal(err)
	}
	h.hold("watch", "--team", file)
	y := openTTY(t, 160, 24)
	h.joins(y)
	y.press("|")
	y.sees("commands run on your own machine only")
	y.forget()
	y.press("\x1b[15~")
	y.sees("crm: commands run on your own machine only")
	y.forget()
	y.press("d")
	soon(t, "what was pressed after it is done", func() bool { return h.says("count", "is:done") == "1\n" })
	if _, err := os.Stat(ran); err == nil {
		t.Error("it ran where the inbox is held")
	}
}

func TestAConsoleThatJoinedHearsOfTheEnd(t *testing.T) {
	for name, end := range map[string]struct {
		how   syscall.Signal
		words string
	}{
		"asked to end": {syscall.SIGTERM, "has ended; what you were writing is kept: run `vigie` again"},
		"killed":       {syscall.SIGKILL, "is gone; what was acknowledged is kept: run `vigie` again"},
	} {
		t.Run(name, func(t *testing.T) {
			h, y := newHome(t), openTTY(t, 200, 24)
			holder := h.hold("watch")
			console := h.joins(y)
			holder.Process.Signal(end.how)
			if code := ends(t, console); code != exitRefused {
				t.Errorf("it ended with %d", code)
			}
			y.sees(end.words)
			y.isAsBefore()
			ends(t, holder)
			y.forget()
			h.joins(y) // holds it by itself now
		})
	}
}

func TestAConsoleThatJoinedIsEndedByItsNumber(t *testing.T) {
	h, y := newHome(t), openTTY(t, 200, 24)
	h.hold("watch")
	console := h.joins(y)
	h.says("sessions", "end", strings.Fields(h.says("sessions"))[0])
	if code := ends(t, console); code != exitRefused {
		t.Errorf("it ended with %d", code)
	}
	y.sees("ended the session; what you were writing is kept")
	y.isAsBefore()
}

func TestWhoeverHoldsTheInboxGoesOnWhenAConsoleThatJoinedDies(t *testing.T) {
	h := newHome(t)
	h.hold("watch")
	for name, die := range map[string]func(*os.Process, *tty){
		"killed":              func(p *os.Process, _ *tty) { p.Kill() },
		"terminated":          func(p *os.Process, _ *tty) { p.Signal(syscall.SIGTERM) },
		"its terminal closes": func(_ *os.Process, y *tty) { y.hangUp() },
	} {
		t.Run(name, func(t *testing.T) {
			y := openTTY(t, 80, 24)
			console := h.joins(y)
			die(console.Process, y)
			ends(t, console)
			if name == "terminated" {
				y.isAsBefore()
			}
			soon(t, "nobody is on", func() bool { return h.guests() == 0 })
		})
	}
}

func TestAConsoleThatJoinedTakesTheSizeOfItsTerminal(t *testing.T) {
	h, y := newHome(t), openTTY(t, 80, 24)
	h.hold("watch")
	h.joins(y)
	if strings.Contains(y.seen(), "Snoozed") {
		t.Fatal("a narrow one shows the views")
	}
	y.resize(160, 48)
	y.sees("Snoozed")
	for range 20 { // more than a screen can be, and nothing
		y.resize(65535, 65535)
		y.resize(0, 0)
	}
	y.resize(100, 30)
	y.forget()
	y.press("\x1a")
	y.sees("can be suspended")
}

func TestAConsoleThatJoinedShowsWhatItsOwnTerminalShows(t *testing.T) {
	h := newHome(t)
	h.hold("watch")
	for environ, coloured := range map[string]bool{"COLORTERM=truecolor": true, "NO_COLOR=1": false} {
		y := openTTY(t, 80, 24)
		h.joins(y, environ)
		if strings.Contains(y.seen(), "\x1b[38;2;") != coloured {
			t.Errorf("%s: %q", environ, y.seen())
		}
	}
}

func TestAFrozenTerminalHoldsUpNobody(t *testing.T) {
	h := newHome(t)
	holder := h.hold("watch")
	frozen, y := openTTY(t, 200, 60), openTTY(t, 80, 24)
	stopped := h.joins(frozen)
	stopped.Process.Signal(syscall.SIGSTOP)
	h.joins(y)
	for range 50 { // each is news for the frozen one, of more than its line takes
		y.press("du")
	}
	y.forget()
	y.resize(160, 48) // all of it is drawn anew
	y.sees("Snoozed")
	holder.Process.Signal(syscall.SIGTERM)
	if code := ends(t, holder); code != exitDone {
		t.Errorf("the holder ended with %d", code)
	}
	stopped.Process.Signal(syscall.SIGCONT)
	ends(t, stopped)
	frozen.isAsBefore()
}
