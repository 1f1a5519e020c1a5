//go:build !unix

package command

// underShell reports whether a shell can have this process go on after a stop: there are no such stops here.
func underShell() bool { return false }
