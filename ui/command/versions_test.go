package command

import (
	"bytes"
	"context"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOfTwoVersionsTheOlderIsToBeUpdated has this program ask another version, and be asked by one.
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
			dir := t.TempDir()
			l, err := net.Listen("unix", filepath.Join(dir, "vigie.db.sock"))
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			heard := make(chan int, 1)
			go func() {
				c2, err := l.Accept()
				if err != nil {
					return
				}
				defer c2.Close()
				writeJSON(c2, frameGreeting, greeting{Process: 12, Command: "vigie serve", Protocol: c.other, Version: "v9"})
				n, _ := c2.Read(make([]byte, 1))
				heard <- n
			}()
			var out, told bytes.Buffer
			code := Run(t.Context(), Env{
				Args: []string{"--data", dir, "done", "1"}, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &told, Dir: dir, Now: time.Now,
				Getenv: func(name string) string { return map[string]string{"HOME": dir}[name] },
			})
			if code != exitVersions || !strings.Contains(told.String(), c.whenAsking) || !strings.Contains(told.String(), "v9") || out.Len() > 0 {
				t.Errorf("asking ends with %d: %s", code, told.String())
			}
			if n := <-heard; n > 0 {
				t.Error("something was asked of another version")
			}

			told.Reset()
			socket := held(t, func(context.Context, request, streams) int { t.Error("it was run"); return 0 })
			talk, err := askHolder(t.Context(), socket)
			if err != nil {
				t.Fatal(err)
			}
			if err := writeJSON(talk.conn, frameRequest, request{Protocol: c.other, Version: "v9"}); err != nil {
				t.Fatal(err)
			}
			code, err = talk.follow(t.Context(), streams{in: strings.NewReader(""), out: &out, err: &told})
			if code != exitVersions || err != nil || !strings.Contains(told.String(), c.whenAsked) || !strings.Contains(told.String(), "v9") {
				t.Errorf("being asked ends with %d, %v: %s", code, err, told.String())
			}
		})
	}
}
