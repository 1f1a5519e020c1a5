package command

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

func TestWhatIsWrittenAsAFrameIsRead(t *testing.T) {
	var b bytes.Buffer
	sent := []frame{{frameRequest, []byte(`{}`)}, {frameNeed, []byte{}}, {frameOutput, bytes.Repeat([]byte("x"), maxFrame)}, {frameExit, []byte{2}}}
	for _, f := range sent {
		if err := f.writeTo(&b); err != nil {
			t.Fatal(err)
		}
	}
	r := iotest.OneByteReader(&b)
	for _, want := range sent {
		got, err := readFrame(r)
		if err != nil || got.kind != want.kind || !bytes.Equal(got.payload, want.payload) {
			t.Fatalf("read %q, %v, want %q", got.kind, err, want.kind)
		}
	}
	if _, err := readFrame(r); !errors.Is(err, io.EOF) {
		t.Errorf("the end is %v", err)
	}
}

func TestFramesAreBounded(t *testing.T) {
	for name, bytes := range map[string]string{
		"a kind of nobody":     "z\x00\x00\x00\x00",
		"too much output":      "o\x00\x01\x00\x01",
		"an endless request":   "r\xff\xff\xff\xff",
		"an exit code of two":  "q\x00\x00\x00\x02ab",
		"a need with a cause":  "n\x00\x00\x00\x01a",
		"a size of a third":    "w\x00\x00\x00\x0cabcdefghijkl",
		"a frame that is cut":  "o\x00\x00\x00\x05abc",
		"a length that is cut": "o\x00\x00",
	} {
		if f, err := readFrame(strings.NewReader(bytes)); err == nil {
			t.Errorf("%s is read as %q", name, f.kind)
		}
	}
	if err := (frame{frameOutput, make([]byte, maxFrame+1)}).writeTo(io.Discard); err == nil {
		t.Error("a frame that is too long is written")
	}
}

func FuzzReadFrame(f *testing.F) {
	f.Add([]byte("o\x00\x00\x00\x01a"))
	f.Add([]byte("r\x00\x00\x00\x02{}n\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := bytes.NewReader(data)
		for {
			got, err := readFrame(r)
			if err != nil {
				return
			}
			if len(got.payload) > got.kind.limit() {
				t.Fatalf("%q holds %d bytes", got.kind, len(got.payload))
			}
			var b bytes.Buffer
			if err := got.writeTo(&b); err != nil {
				t.Fatalf("%q can't be written again: %v", got.kind, err)
			}
		}
	})
}

// held serves one function on a socket until the test ends.
func held(t *testing.T, serve func(context.Context, request, streams) int) (socket string) {
	socket = filepath.Join(folder(t), "s")
	h, err := startHolder(socket, "vigie test", true, serve)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.close() })
	return socket
}

// asked has a command run there.
func asked(t *testing.T, ctx context.Context, socket string, req request) *conversation {
	t.Helper()
	talk, err := askHolder(ctx, socket)
	if err != nil {
		t.Fatal(err)
	}
	if err := talk.send(req); err != nil {
		t.Fatal(err)
	}
	return talk
}

func TestStreamsAndExitCodePassThrough(t *testing.T) {
	socket := held(t, func(_ context.Context, req request, std streams) int {
		io.WriteString(std.err, "on stderr: "+req.Args[0])
		if _, err := io.Copy(std.out, std.in); err != nil {
			return 9
		}
		return 42
	})
	talk := asked(t, t.Context(), socket, request{Args: []string{"copy"}})
	if talk.greeting.Command != "vigie test" {
		t.Errorf("greeted by %+v", talk.greeting)
	}
	in := strings.Repeat("0123456789", maxFrame)
	var out, failed bytes.Buffer
	code, err := talk.follow(t.Context(), streams{in: strings.NewReader(in), out: &out, err: &failed})
	if err != nil || code != 42 || out.String() != in || failed.String() != "on stderr: copy" {
		t.Errorf("code %d, %v, %d bytes of %d, %q", code, err, out.Len(), len(in), failed.String())
	}
}

func TestACommandThatReadsNoInputTakesNone(t *testing.T) {
	socket := held(t, func(context.Context, request, streams) int { return 0 })
	talk := asked(t, t.Context(), socket, request{})
	in := strings.NewReader("the next command's")
	if code, err := talk.follow(t.Context(), streams{in: in, out: io.Discard, err: io.Discard}); code != 0 || err != nil {
		t.Fatal(code, err)
	}
	if in.Len() != len("the next command's") {
		t.Errorf("%d bytes are left", in.Len())
	}
}

func TestACommandEndsWhenWhoeverAskedHasGone(t *testing.T) {
	begun, ended := make(chan struct{}), make(chan error, 1)
	socket := held(t, func(ctx context.Context, _ request, std streams) int {
		close(begun)
		<-ctx.Done()
		_, err := io.ReadAll(std.in)
		ended <- err
		return 1
	})
	ctx, cancel := context.WithCancel(t.Context())
	talk := asked(t, ctx, socket, request{})
	go func() { <-begun; cancel() }()
	if _, err := talk.follow(ctx, streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard}); !errors.Is(err, context.Canceled) {
		t.Errorf("followed to %v", err)
	}
	if err := heard(t, "the command's end", ended); err == nil {
		t.Error("input that was cut off looks like its end")
	}
}

func TestAHolderThatClosesEndsItsCommands(t *testing.T) {
	socket := filepath.Join(folder(t), "s")
	begun := make(chan struct{})
	h, err := startHolder(socket, "vigie test", true, func(_ context.Context, _ request, std streams) int {
		close(begun)
		io.ReadAll(std.in) // it is cut off
		return 7
	})
	if err != nil {
		t.Fatal(err)
	}
	talk := asked(t, t.Context(), socket, request{})
	silence, end := io.Pipe()
	t.Cleanup(func() { end.Close() })
	go talk.follow(t.Context(), streams{in: silence, out: io.Discard, err: io.Discard}) // waits for input that never comes
	heard(t, "the command", begun)
	h.close()
	if _, err := net.Dial("unix", socket); err == nil {
		t.Error("it answers after its end")
	}
}

func TestAHolderThatClosesWaitsForNoReader(t *testing.T) {
	socket := filepath.Join(folder(t), "s")
	begun := make(chan struct{})
	h, err := startHolder(socket, "vigie test", true, func(ctx context.Context, _ request, std streams) int {
		close(begun)
		for {
			if _, err := std.out.Write(make([]byte, maxFrame)); err != nil {
				return 1
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	talk := asked(t, t.Context(), socket, request{})
	defer talk.conn.Close() // it reads nothing until then
	heard(t, "the command", begun)
	closed := make(chan struct{})
	go func() { h.close(); close(closed) }()
	heard(t, "the end of a holder of whose command nobody reads the output", closed)
}

func TestNobodyIsWaitedForForEver(t *testing.T) {
	socket := filepath.Join(folder(t), "s")
	l, err := net.Listen("unix", socket) // takes connections and never says a word
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := askHolder(t.Context(), socket); !errors.Is(err, errNoHolder) {
		t.Errorf("asked: %v", err)
	}
	if _, err := askHolder(t.Context(), socket+"-none"); !errors.Is(err, errNoHolder) {
		t.Errorf("asked nobody: %v", err)
	}
}

func TestAPanicIsOneCommandsEnd(t *testing.T) {
	var failed bytes.Buffer
	code := Run(t.Context(), Env{
		Args: []string{"snooze", "1", "2h"}, Stdout: io.Discard, Stderr: &failed,
		Getenv: func(string) string { return t.TempDir() }, Now: func() time.Time { panic("the clock stopped") },
	})
	if code != exitRefused || !strings.Contains(failed.String(), "the clock stopped") || strings.Contains(failed.String(), "goroutine") {
		t.Errorf("ended with %d: %s", code, failed.String())
	}
}
