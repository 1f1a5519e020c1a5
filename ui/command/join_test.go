package command

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"vigie/ui/remote"
)

func TestNoMoreConsolesJoinThanThereIsRoomFor(t *testing.T) {
	dir := t.TempDir()
	var told bytes.Buffer
	env := Env{
		Args: []string{"--data", dir}, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &told, Dir: dir, Now: time.Now, Zone: time.UTC,
		Getenv: func(name string) string { return map[string]string{"HOME": dir, "USER": "nadia"}[name] }, Keys: true, Width: 80,
	}
	a := &app{env: env}
	a.flags.data = dir
	p, err := a.paths()
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.open(p)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.store.Close() })
	ended := 0
	for range maxGuests {
		if _, err := h.roll.Enter(remote.Visitor{Address: guestAddress}, func(error) { ended++ }, func([]remote.Session) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	env.guest = newGuest(request{Width: 80, Screen: &screenAsk{Height: 24}}, streams{in: env.Stdin, out: io.Discard, err: &told, resized: remote.NewResizes()})
	if code := run(t.Context(), env, h); code != exitRefused || !strings.Contains(told.String(), errFull().Error()) {
		t.Errorf("one more ended with %d: %s", code, told.String())
	}
	if ended > 0 || len(h.roll.Sessions()) != maxGuests {
		t.Errorf("%d of the others are ended, %d are on", ended, len(h.roll.Sessions()))
	}
}

func TestAConsoleIsOnlyShownOnATerminalThatWasLent(t *testing.T) {
	if err := (&app{}).join(t.Context(), nil, nil); !errors.Is(err, errNoTerminal) {
		t.Errorf("it is shown: %v", err)
	}
}
