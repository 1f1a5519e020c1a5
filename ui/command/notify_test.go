package command

import (
	"context"
	"net"
	"path/filepath"
	"testing"
	"time"

	"vigie/store"
)

func TestTheServiceManagerHearsThatWeLive(t *testing.T) {
	path := filepath.Join(folder(t), "s")
	l, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s, err := store.Open(filepath.Join(t.TempDir(), "vigie.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a := &app{env: Env{Getenv: func(name string) string {
		return map[string]string{"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "20000"}[name]
	}}, house: &house{}}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { a.keepNotified(ctx, &house{store: s}); close(ended) }()
	a.notify("READY=1")
	heard := map[string]bool{}
	l.SetReadDeadline(time.Now().Add(longest))
	for b := make([]byte, 64); len(heard) < 2; {
		n, err := l.Read(b)
		if err != nil {
			t.Fatalf("heard %v: %v", heard, err)
		}
		heard[string(b[:n])] = true
	}
	cancel()
	<-ended
	if !heard["READY=1"] || !heard["WATCHDOG=1"] {
		t.Errorf("heard %v", heard)
	}
}
