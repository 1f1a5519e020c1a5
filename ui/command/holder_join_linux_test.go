package command

import (
	"context"
	"errors"
	"io"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"
)

const screenBegun = "\x1b[?1049h\x1b[?25lhere it is"

// lent has whoever answers on a socket show a console on a terminal.
func lent(ctx context.Context, t *testing.T, socket string, y *tty) (code int, err error) {
	t.Helper()
	talk := asked(t, ctx, socket, request{Screen: &screenAsk{}})
	std := streams{in: y.lines, out: y.lines, err: y.lines}
	return talk.lend(ctx, &terminal{in: y.lines, out: y.lines}, std)
}

func TestALentTerminalComesBackAndLeavesNothingBehind(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	untilEnd := func(ctx context.Context, std streams) int {
		<-ctx.Done()
		io.WriteString(std.out, screenLeft)
		io.WriteString(std.err, context.Cause(ctx).Error())
		return exitRefused
	}
	for name, c := range map[string]struct {
		show  func(context.Context, streams) int
		end   func(h *holder, y *tty, stop func()) // once it is shown
		code  int
		words string
	}{
		"the person leaves it": {
			func(_ context.Context, std streams) int {
				key := make([]byte, 1)
				std.in.Read(key) // a wrong key is a wrong code
				io.WriteString(std.out, screenLeft)
				return int(key[0])
			}, func(_ *holder, y *tty, _ func()) { y.press("q") }, 'q', "",
		},
		"it is ended": {
			func(ctx context.Context, std streams) int {
				std.end(errors.New("told to end"))
				return untilEnd(ctx, std)
			}, func(*holder, *tty, func()) {}, exitRefused, "told to end",
		},
		"whoever holds the inbox ends":    {untilEnd, func(h *holder, _ *tty, _ func()) { h.close() }, exitRefused, "run `vigie` again"},
		"whoever lends it is interrupted": {untilEnd, func(_ *holder, _ *tty, stop func()) { stop() }, exitRefused, ""},
	} {
		t.Run(name, func(t *testing.T) {
			y, socket, shown := openTTY(t, 80, 24), filepath.Join(folder(t), "s"), make(chan struct{})
			h, err := startHolder(socket, "vigie test", true, func(ctx context.Context, _ request, std streams) int {
				io.WriteString(std.out, screenBegun)
				close(shown)
				return c.show(ctx, std)
			})
			if err != nil {
				t.Fatal(err)
			}
			defer h.close()
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			go func() { <-shown; c.end(h, y, stop) }()
			if code, err := lent(ctx, t, socket, y); code != c.code || err != nil {
				t.Errorf("it ended with %d, %v", code, err)
			}
			y.sees(c.words)
			y.isAsBefore()
		})
	}
}

// deafHolder answers on a socket as a process that holds the store, shows a console, and then does something else.
func deafHolder(t *testing.T, then func(net.Conn)) (socket string) {
	t.Helper()
	dir := greeted(t, greeting{Protocol: protocol}, func(c net.Conn) {
		var req request
		if readJSON(c, frameRequest, &req) == nil && (frame{frameOutput, []byte(screenBegun)}).writeTo(c) == nil {
			then(c)
		}
	})
	return filepath.Join(dir, "vigie.db.sock")
}

func TestALentTerminalComesBackFromAProcessThatDies(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Run("dies", func(t *testing.T) {
		y := openTTY(t, 80, 24)
		code, err := lent(t.Context(), t, deafHolder(t, func(net.Conn) {}), y)
		if code != exitRefused || err == nil || !strings.Contains(err.Error(), "is gone") {
			t.Errorf("it ended with %d, %v", code, err)
		}
		y.isAsBefore()
	})
}

func TestALentTerminalComesBackFromAProcessThatIsFrozen(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Run("is frozen", func(t *testing.T) {
		y := openTTY(t, 80, 24)
		ctx, stop := context.WithCancel(t.Context())
		over := make(chan struct{})
		defer close(over)
		if code, err := lent(ctx, t, deafHolder(t, func(net.Conn) { stop(); <-over }), y); code != exitDone || err != nil {
			t.Errorf("it ended with %d, %v", code, err)
		}
		y.isAsBefore()
	})
}

func TestAConsoleWhoseTerminalTakesNothingIsEndedAllTheSame(t *testing.T) {
	ended := make(chan error, 1)
	socket := held(t, func(ctx context.Context, _ request, std streams) int {
		time.AfterFunc(100*time.Millisecond, func() { std.end(errors.New("told to end")) })
		for {
			if _, err := std.out.Write(make([]byte, maxFrame)); err != nil {
				ended <- context.Cause(ctx)
				return exitRefused
			}
		}
	})
	talk := asked(t, t.Context(), socket, request{Screen: &screenAsk{}})
	defer talk.conn.Close() // it reads nothing until then
	if why := heard(t, "the end of a console whose terminal takes nothing", ended); why == nil || why.Error() != "told to end" {
		t.Errorf("ended because %v", why)
	}
}
