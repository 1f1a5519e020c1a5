package command

import (
	"bytes"
	"context"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// greeted is a folder of an inbox that another program holds: it greets, and does something with the first who comes.
func greeted(t *testing.T, g greeting, then func(net.Conn)) (dir string) {
	t.Helper()
	dir = folder(t)
	l, err := net.Listen("unix", filepath.Join(dir, "vigie.db.sock"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		if writeJSON(c, frameGreeting, g) == nil {
			then(c)
		}
	}()
	return dir
}

// runs runs a command in a folder.
func runs(t *testing.T, dir string, args ...string) (code int, told string) {
	t.Helper()
	var failed bytes.Buffer
	code = Run(t.Context(), Env{
		Args: append([]string{"--data", dir}, args...), Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &failed, Dir: dir, Now: time.Now,
		Getenv: func(name string) string { return map[string]string{"HOME": dir}[name] },
	})
	return code, failed.String()
}

func TestOfTwoVersionsTheOlderIsToBeUpdated(t *testing.T) {
	const updateAsker, updateHolder = "update this one", "update that one"
	for name, c := range map[string]struct {
		other                 int
		whenAsking, whenAsked string
	}{
		"the other is newer": {protocol + 1, updateAsker, updateHolder},
		"the other is older": {protocol - 1, updateHolder, updateAsker},
	} {
		t.Run(name, func(t *testing.T) {
			asked := make(chan int, 1)
			dir := greeted(t, greeting{Process: 12, Command: "vigie serve", Protocol: c.other, Version: "v9"}, func(conn net.Conn) {
				n, _ := conn.Read(make([]byte, 1)) // none where nothing is asked
				asked <- n
			})
			code, told := runs(t, dir, "done", "1")
			if code != exitVersions || !strings.Contains(told, c.whenAsking) || !strings.Contains(told, "v9") {
				t.Errorf("asking ends with %d: %s", code, told)
			}
			if heard(t, "what is asked", asked) > 0 {
				t.Error("something was asked of another version")
			}

			socket := held(t, func(context.Context, request, streams) int { t.Error("it was run"); return 0 })
			talk, err := askHolder(t.Context(), socket)
			if err != nil {
				t.Fatal(err)
			}
			if err := writeJSON(talk.conn, frameRequest, request{Protocol: c.other, Version: "v9"}); err != nil {
				t.Fatal(err)
			}
			var failed bytes.Buffer
			code, err = talk.follow(t.Context(), streams{in: strings.NewReader(""), out: io.Discard, err: &failed})
			if code != exitVersions || err != nil || !strings.Contains(failed.String(), c.whenAsked) || !strings.Contains(failed.String(), "v9") {
				t.Errorf("being asked ends with %d, %v: %s", code, err, failed.String())
			}
		})
	}
}

func TestWrongUsageThatAnotherVersionFindsTellsBothVersions(t *testing.T) {
	for version, differs := range map[string]bool{"v9": true, versionOf(): false} {
		dir := greeted(t, greeting{Protocol: protocol, Version: version}, func(conn net.Conn) {
			var req request
			if readJSON(conn, frameRequest, &req) == nil {
				frame{frameExit, []byte{exitUsage}}.writeTo(conn) // or the one who asked has gone
			}
		})
		if code, told := runs(t, dir, "list"); code != exitUsage || strings.Contains(told, "the newer program") != differs {
			t.Errorf("of version %s it ends with %d: %s", version, code, told)
		}
	}
}
