package command

import (
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// longest is how long a test waits for what happens by itself: a machine may have much else to do.
const longest = time.Minute

// soon waits until something is so.
func soon(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(longest); !so(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("never so: %s", what)
		}
	}
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

// folder is an empty one with a short name: that of a socket in it is bounded.
func folder(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "vigie")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// untilTold runs a command again and again until what it prints fits: until REGEXP COMMAND…. So a script waits for what the
// inbox says rather than for what a screen draws of it.
func untilTold(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: until regexp command…")
	}
	fits := regexp.MustCompile("(?m)" + args[0])
	for end := time.Now().Add(longest); ; time.Sleep(200 * time.Millisecond) {
		err := ts.Exec(args[1], args[2:]...)
		if err == nil && fits.MatchString(ts.ReadFile("stdout")) != neg {
			return
		}
		if time.Now().After(end) {
			ts.Fatalf("%v never says %q (%v)", args[1:], args[0], err)
		}
	}
}
