//go:build unix

package command

import (
	"os"
	"os/signal"
	"syscall"
)

// unstoppable has the terminal's requests to stop pass by, until over is called: who stops leaves a terminal behind in which
// nothing works, and a screen that nobody draws.
func unstoppable() (over func()) {
	signal.Ignore(syscall.SIGTSTP)
	return func() { signal.Reset(syscall.SIGTSTP) }
}

// notifyResized tells when the terminal has another size, until stop is called.
func notifyResized() (resized <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGWINCH)
	return c, func() { signal.Stop(c) }
}
