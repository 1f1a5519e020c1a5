package command

import (
	"context"
	"net"
	"strconv"
	"strings"
	"time"
)

// notify tells the service manager how the service is (sd_notify(3)); nothing listens where it wasn't started by one.
func (a *app) notify(state string) {
	path := a.env.Getenv("NOTIFY_SOCKET")
	if path == "" {
		return
	}
	if strings.HasPrefix(path, "@") { // a name of Linux's own, in no folder
		path = "\x00" + path[1:]
	}
	c, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: path, Net: "unixgram"})
	if err == nil {
		_, err = c.Write([]byte(state))
		c.Close()
	}
	if err != nil {
		a.log().Warn("the service manager isn't told", "state", state, "err", err)
	}
}

// keepNotified tells the service manager that we live, as often as it asked for, as long as the store answers.
func (a *app) keepNotified(ctx context.Context, h *house) {
	within, err := strconv.ParseInt(a.env.Getenv("WATCHDOG_USEC"), 10, 64)
	if err != nil || within <= 0 {
		return
	}
	tick := time.NewTicker(time.Duration(within) * time.Microsecond / 2)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, err := h.store.Stats(); err == nil {
			a.notify("WATCHDOG=1")
		}
	}
}
