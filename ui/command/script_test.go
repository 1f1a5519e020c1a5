package command

import (
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vigie/inbox"
)

// The scripts of testdata run the command line as a person or a cron job does, a process a command.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"vigie": func() { os.Exit(Main()) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit2":   wrongUsage,
			"blog":    blogCommand,
			"waitfor": waitFor,
			"until":   untilTold,
			"clean":   isClean,
			"code":    exitsWith,
			"address": freeAddress,
			"served":  isServed,
			"screen":  openScreen,
			"press":   pressKeys,
			"see":     seeWords,
			"cut":     cutLine,
		},
		Setup: func(e *testscript.Env) error {
			e.Setenv("HOME", e.WorkDir)
			e.Setenv("USER", "nadia")
			e.Setenv("TZ", "UTC")
			startBlog(e)
			haveScreens(e)
			return nil
		},
	})
}

// wrongUsage runs a command that must end with the exit code of wrong usage, and say how it is used.
func wrongUsage(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: exit2 command…")
	}
	var exit *exec.ExitError
	err := ts.Exec(args[0], args[1:]...)
	if !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
		ts.Fatalf("%v: %v, want exit code %d", args, err, exitUsage)
	}
	if out := ts.ReadFile("stderr"); !strings.Contains(out, "Usage: vigie") {
		ts.Fatalf("%v doesn't say how it is used:\n%s", args, out)
	}
}

// waitFor waits until a file is there: the socket of a process in the background, a line that it has written.
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: waitfor file")
	}
	for end := time.Now().Add(longest); time.Now().Before(end); {
		if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	ts.Fatalf("%s doesn't come", args[0])
}

func writeFile(path, text string) error { return os.WriteFile(path, []byte(text), 0o600) }

// isClean fails where the last command printed what acts on a terminal or hides in it.
func isClean(ts *testscript.TestScript, neg bool, args []string) {
	for _, stream := range []string{"stdout", "stderr"} {
		out := ts.ReadFile(stream)
		if clean := inbox.Clean(out).String(); neg != (clean != out) {
			ts.Fatalf("%s isn't clean:\n%q", stream, out)
		}
	}
}
