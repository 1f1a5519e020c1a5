//go:build !unix

package command

import "os"

// unstoppable does nothing: nothing stops here.
func unstoppable() (over func()) { return func() {} }

// notifyResized tells nothing here: the screen keeps the size that it began with.
func notifyResized() (resized <-chan os.Signal, stop func()) { return nil, func() {} }
