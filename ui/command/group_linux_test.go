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
	"time"
)

func TestWithACommandAllThatItStartedIsStopped(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir()}}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := a.pipe(ctx, "sleep 600 & echo $! > child; sleep 600 | sleep 600", nil)
		ended <- err
	}()
	child := pidIn(t, filepath.Join(a.env.Dir, "child"))
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	for range 500 {
		if gone(child) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("process %d goes on", child)
}

// pidIn is the process that a file names, once it does.
func pidIn(t *testing.T, path string) int {
	t.Helper()
	for range 500 {
		data, _ := os.ReadFile(path)
		if pid, err := strconv.Atoi(strings.TrimSpace(string(data))); err == nil {
			return pid
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("it doesn't start")
	return 0
}

// gone reports whether a process has ended; one that nobody waits for stays as a zombie.
func gone(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err != nil || strings.Contains(string(stat), ") Z ")
}
