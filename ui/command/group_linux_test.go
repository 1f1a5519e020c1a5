package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestWithACommandAllThatItStartedIsStopped(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir()}}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := a.pipe(ctx, nil, "sleep 600 & echo $! > child; sleep 600 | sleep 600", nil)
		ended <- err
	}()
	child := pidIn(t, filepath.Join(a.env.Dir, "child"))
	stop()
	if err := heard(t, "the command's end", ended); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	soon(t, fmt.Sprintf("process %d has ended", child), func() bool { return gone(child) })
}

// pidIn is the process that a file names, once it does.
func pidIn(t *testing.T, path string) (pid int) {
	t.Helper()
	soon(t, "it has started", func() (so bool) {
		data, _ := os.ReadFile(path)
		var err error
		pid, err = strconv.Atoi(strings.TrimSpace(string(data)))
		return err == nil
	})
	return pid
}

// gone reports whether a process has ended; one that nobody waits for stays as a zombie.
func gone(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(stat), ") Z ")
}
