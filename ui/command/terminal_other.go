//go:build !unix

package command

import "os"

// notifyResized tells nothing here: the screen keeps the size that it began with.
func notifyResized() (resized <-chan os.Signal, stop func()) { return nil, func() {} }
