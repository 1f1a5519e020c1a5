package command

import (
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestTheLogTellsWhoJoinedAndWhoLeft(t *testing.T) {
	h, y := newHome(t), openTTY(t, 80, 24)
	h.hold("watch")
	console := h.joins(y)
	y.press("d")
	soon(t, "it is decided", func() bool { return h.says("count", "is:done") == "1\n" })
	y.press("q")
	ends(t, console)
	log := h.says("log", "kind:door", "--json")
	for _, words := range []string{`"signed in"`, `"signed out"`, `"by":"nadia"`, `"` + guestAddress + `"`} {
		if !strings.Contains(log, words) {
			t.Errorf("%s isn't in %s", words, log)
		}
	}
	if decided := h.says("log", "verb:done", "--json"); !strings.Contains(decided, guestAddress) {
		t.Errorf("from where isn't in %s", decided)
	}
}

func TestAConsoleThatJoinedIsNotStoppedFromOutside(t *testing.T) {
	h, y := newHome(t), openTTY(t, 80, 24)
	h.hold("watch")
	console := h.joins(y)
	console.Process.Signal(syscall.SIGTSTP)
	y.forget()
	y.resize(160, 48)
	y.sees("Snoozed")
}

func TestTheEndIsToldInTheLanguageOfTheScreen(t *testing.T) {
	h, y := newHome(t), openTTY(t, 200, 24)
	holder := h.hold("watch")
	console := h.joins(y, "LANG=fr_FR.UTF-8")
	holder.Process.Signal(syscall.SIGTERM)
	ends(t, console)
	y.sees("ce que vous écriviez est gardé")
	y.isAsBefore()
}

func TestWhoeverHoldsTheInboxIsAskedBeforeTheScreensOfOthersEnd(t *testing.T) {
	h, first, y := newHome(t), openTTY(t, 80, 24), openTTY(t, 200, 24)
	holder := h.on(first, nil)
	first.sees("karim")
	console := h.joins(y)
	asks := func(width int) {
		t.Helper()
		first.press("q")
		soon(t, "it asks", func() bool {
			first.forget()
			first.resize(width, 24) // all of it is drawn anew
			first.resize(width+1, 24)
			time.Sleep(200 * time.Millisecond)
			return strings.Contains(first.seen(), "1 screen is open through this vigie")
		})
	}
	asks(80)
	first.press("q") // stays
	asks(90)
	first.press("y")
	if code := ends(t, holder); code != exitDone {
		t.Errorf("the holder ended with %d", code)
	}
	ends(t, console)
	y.sees("has ended; what you were writing is kept: run `vigie` again")
	y.isAsBefore()
}
