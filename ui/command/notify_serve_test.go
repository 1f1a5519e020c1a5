package command

import (
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheServiceManagerHearsWhenTheServerIsReadyAndWhenItStops(t *testing.T) {
	dir := folder(t)
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: filepath.Join(dir, "s"), Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer manager.Close()
	if err := os.WriteFile(filepath.Join(dir, "vigie.toml"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var told strings.Builder
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, Env{
			Args: []string{"serve", "--listen", "127.0.0.1:0"}, Stdin: strings.NewReader(""), Stdout: io.Discard, Stderr: &told,
			Getenv: func(name string) string {
				return map[string]string{
					"NOTIFY_SOCKET": manager.LocalAddr().String(), "VIGIE_DATA": dir, "VIGIE_TEAM": filepath.Join(dir, "vigie.toml"),
					"XDG_STATE_HOME": dir, "XDG_RUNTIME_DIR": dir, "USER": "nadia", "HOME": dir,
				}[name]
			},
			Dir: dir, Now: time.Now, Zone: time.UTC,
		})
	}()
	hear := func(want string) {
		t.Helper()
		b := make([]byte, 64)
		if err := manager.SetReadDeadline(time.Now().Add(longest)); err != nil {
			t.Fatal(err)
		}
		n, err := manager.Read(b)
		if err != nil || string(b[:n]) != want {
			t.Errorf("heard %q, %v; want %q", b[:n], err, want)
		}
	}
	hear("READY=1")
	stop()
	hear("STOPPING=1")
	if code := heard(t, "the server's end", ended); code != 0 {
		t.Errorf("it ends with %d: %s", code, told.String())
	}
}
