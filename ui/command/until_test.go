package command

import (
	"regexp"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// longest is how long a script waits for what happens by itself: a machine may have much else to do.
const longest = time.Minute

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
