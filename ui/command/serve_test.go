package command

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os/exec"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// exitsWith runs a command that must end with an exit code.
func exitsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code number command…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); !errors.As(err, &exit) || exit.ExitCode() != want {
		ts.Fatalf("%v: %v, want exit code %d", args[1:], err, want)
	}
}

// freeAddress sets ADDRESS to one of this machine where nobody listens, and writes how ssh finds it under the name vigie. Where
// the machine has many addresses it is nobody else's: what is let go on the usual one may be another script's before it is used.
func freeAddress(ts *testscript.TestScript, _ bool, _ []string) {
	l, err := net.Listen("tcp", fmt.Sprintf("127.%d.%d.%d:0", 1+rand.N(254), rand.N(256), 1+rand.N(254)))
	if err != nil {
		l, err = net.Listen("tcp", "127.0.0.1:0")
	}
	ts.Check(err)
	ts.Check(l.Close())
	host, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(err)
	ts.Setenv("ADDRESS", l.Addr().String())
	config := fmt.Sprintf("Host vigie\nHostName %s\nPort %s\nIdentitiesOnly yes\nIdentityAgent none\nBatchMode yes\nLogLevel ERROR\n"+
		"StrictHostKeyChecking no\nUserKnownHostsFile %s\n", host, port, ts.MkAbs("known_hosts"))
	ts.Check(writeFile(ts.MkAbs("ssh"), config))
}

// isServed waits until somebody listens at ADDRESS.
func isServed(ts *testscript.TestScript, _ bool, _ []string) {
	for end := time.Now().Add(longest); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if c, err := net.Dial("tcp", ts.Getenv("ADDRESS")); err == nil {
			c.Close()
			return
		}
	}
	ts.Fatalf("nobody listens at %s", ts.Getenv("ADDRESS"))
}
