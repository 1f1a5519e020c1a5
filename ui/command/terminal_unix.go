//go:build unix

package command

import (
	"os"
	"os/signal"
	"syscall"
)

// notifyResized tells when the terminal has another size, until stop is called.
func notifyResized() (resized <-chan os.Signal, stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGWINCH)
	return c, func() { signal.Stop(c) }
}
