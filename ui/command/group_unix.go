//go:build unix

package command

import (
	"os/exec"
	"syscall"
)

// inGroup has a command stopped with all that it started. It has a session of its own, so that nothing of it draws on the
// console's terminal or waits for a key there.
func inGroup(run *exec.Cmd) {
	run.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	run.Cancel = func() error { return syscall.Kill(-run.Process.Pid, syscall.SIGKILL) }
}
