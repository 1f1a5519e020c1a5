package command

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/console"
)

// console opens the screen: what `vigie` does when it is told nothing else.
func (a *app) console(cmd *cobra.Command, _ []string) error {
	if err := a.needsTerminal(); err != nil {
		return err
	}
	return a.in(cmd.Context(), resident, func(h *house) error {
		seat, err := a.seat(h)
		if err != nil {
			return err
		}
		if a.house != nil {
			return a.join(cmd.Context(), h, seat)
		}
		return a.screen(cmd.Context(), h, seat)
	})
}

var errNoTerminal = errors.New("the screen needs a terminal: `vigie list` prints, `vigie --help` says what else there is")

func (a *app) needsTerminal() error {
	if a.env.Width == 0 || !a.env.Keys {
		return errNoTerminal
	}
	return a.look.check()
}

// screen shows the inbox to a person until they leave, and runs the channels beside it.
func (a *app) screen(ctx context.Context, h *house, seat *desk.Seat) error {
	feed := seat.Watch()
	defer feed.Close()
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	running.Go(func() { a.keepRunning(ctx, h) })
	environ := func() []string { return a.withoutSecrets(h.desk.Team()) }
	read := make(chan error)
	running.Go(func() {
		a.followTeam(ctx, h, nil, func(err error) {
			select {
			case read <- err:
			case <-ctx.Done():
			}
		})
	})
	err := console.Run(ctx, console.Options{
		Desk: seat, Feed: feed, Input: a.env.Stdin, Output: a.env.Stdout, Width: a.env.Width, Height: a.env.Height, Environ: a.look.over(a.env.Environ), Profile: console.Profile(a.env.Environ),
		Glyphs: console.GlyphsOf(a.env.Environ), Zone: a.env.Zone, FPS: localFPS, Local: true, Suspends: underShell(), OpenBrowser: a.browser(environ), Inherited: environ,
		Demo: h.notice, Guests: h.guests, TeamRead: read,
		Pipe: func(ctx context.Context, command string, rows []inbox.Row) (string, error) {
			running.Add(1) // until it is stopped
			defer running.Done()
			return a.pipe(ctx, environ(), command, rows)
		},
	})
	if err != nil {
		a.log().Error("a console stopped", "person", seat.Person().Name, "err", err)
	}
	return err
}

const (
	localFPS = 120                    // halves the time from a key to the screen against the library's own 60
	settling = 100 * time.Millisecond // what the first screen gets for itself before the channels start
)

// keepRunning runs the channels beside the screen. What goes wrong is in their health, and in the log.
func (a *app) keepRunning(ctx context.Context, h *house) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(settling):
	}
	if err := h.desk.Run(ctx); err != nil && ctx.Err() == nil {
		a.log().Error("the channels stopped", "err", err)
	}
}
