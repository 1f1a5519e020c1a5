package emulator

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first asked for. The demo has the emulators in the program
// itself, and what starts without them should not wait for their patterns.
func Pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
