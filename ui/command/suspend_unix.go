//go:build unix

package command

import (
	"bytes"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// underShell reports whether a shell would notice that this process stops, and can have it go on. Where nobody of the session does,
// the system ignores the stop (POSIX, orphaned process group), and who waits to go on waits for ever.
func underShell() bool {
	session, err := unix.Getsid(0)
	if err != nil {
		return false
	}
	group := unix.Getpgrp()
	for parent := os.Getppid(); parent > 1; parent = parentOf(parent) {
		if s, err := unix.Getsid(parent); err != nil || s != session {
			return false
		}
		if g, err := unix.Getpgid(parent); err != nil || g != group {
			return err == nil
		}
	}
	return false
}

// parentOf is the parent of a process, as Linux tells it (proc(5), stat); 0 where it isn't told.
func parentOf(pid int) int {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := bytes.Fields(stat[bytes.LastIndexByte(stat, ')')+1:]) // what stands before may hold anything
	if len(fields) < 2 {
		return 0
	}
	parent, _ := strconv.Atoi(string(fields[1]))
	return parent
}
