package command

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

func TestACommandOfAnotherProcessEndsBeforeTheStoreCloses(t *testing.T) {
	dir := folder(t)
	a := &app{env: Env{
		Args: []string{"watch"}, Dir: dir, Now: time.Now, Zone: time.UTC, Stdout: io.Discard, Stderr: io.Discard,
		Getenv: func(name string) string { return map[string]string{"HOME": dir, "USER": "nadia"}[name] },
	}}
	p, err := a.paths()
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.open(p)
	if err != nil {
		t.Fatal(err)
	}
	input, lines := io.Pipe()
	var out, failed bytes.Buffer
	followed := make(chan int)
	err = a.work(t.Context(), h, long, func() error {
		talk := asked(t, t.Context(), p.socket, request{Args: []string{"import", "-"}, Variables: map[string]string{"HOME": dir}, Dir: dir})
		go func() {
			code, err := talk.follow(t.Context(), streams{in: input, out: &out, err: &failed})
			if err != nil {
				code = -1
			}
			followed <- code
		}()
		io.WriteString(lines, `{"channel":"blog","id":"1","text":"Hi","posted":"2026-11-20T14:00:00Z"}`+"\n") // read below
		go lines.Close()                                                                                      // while the holder is ending
		return nil
	})
	if code := heard(t, "the command's end", followed); code != exitDone || err != nil || !strings.HasPrefix(out.String(), "1 new") {
		t.Errorf("ended with %d, %v: %s%s", code, err, out.String(), failed.String())
	}
}
