package command

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// lowDisk is how little space on the disk counts as trouble, in bytes.
const lowDisk = 256 << 20

func (a *app) health() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "health",
		Short: "Say whether channels, outbox and disk are well; the exit code is 1 where they are not.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), short, func(h *house) error {
				seat, err := a.seat(h)
				if err != nil {
					return err
				}
				return a.tellHealth(cmd.Context(), h, seat, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print an object")
	return cmd
}

// healthJSON is how all of it is, as it is printed.
type healthJSON struct {
	OK       bool          `json:"ok"`
	Trouble  []string      `json:"trouble"`
	Channels []channelJSON `json:"channels"`
	Outbox   outboxHealth  `json:"outbox"`
	Disk     diskHealth    `json:"disk"`
	Serving  bool          `json:"serving"`
	Sessions int           `json:"sessions"`
}

type outboxHealth struct {
	Waiting int `json:"waiting"` // to leave
	Stuck   int `json:"stuck"`   // until a person decides
}

type diskHealth struct {
	File  string `json:"file"`
	Bytes int64  `json:"bytes"`
	Left  int64  `json:"left"` // on the disk; -1 = not known here
}

func (a *app) tellHealth(ctx context.Context, h *house, seat *desk.Seat, asJSON bool) error {
	is, err := healthOf(ctx, h, seat)
	if err != nil {
		return err
	}
	if asJSON {
		err = jsonLines(a.env.Stdout).Encode(is)
	} else {
		a.say("%s, %s to leave, %d stuck, %s, %s bytes on disk", plural(len(is.Channels), "channel"), plural(is.Outbox.Waiting, "delivery"),
			is.Outbox.Stuck, plural(is.Sessions, "session"), grouped(int(is.Disk.Bytes)))
		for _, t := range is.Trouble {
			a.say("%s", t)
		}
	}
	if err == nil && !is.OK {
		err = toldError{exitRefused}
	}
	return err
}

func healthOf(ctx context.Context, h *house, seat *desk.Seat) (is healthJSON, err error) {
	is = healthJSON{Trouble: []string{}, Channels: []channelJSON{}}
	trouble := func(format string, args ...any) { is.Trouble = append(is.Trouble, fmt.Sprintf(format, args...)) }
	counts, err := seat.Counts(ctx)
	if err != nil {
		return is, err
	}
	for _, c := range seat.Health() {
		is.Channels = append(is.Channels, newChannelJSON(c, counts.Channel[c.Channel]))
		switch c.State {
		case desk.Down, desk.Unauthorised, desk.Misset:
			trouble("%s: %s", c.Channel, healthLine(c))
		}
	}
	deliveries, err := seat.Deliveries(ctx, inbox.DeliveryAsk{})
	if err != nil {
		return is, err
	}
	for _, d := range deliveries {
		switch {
		case d.State.Stuck():
			is.Outbox.Stuck++
		case !d.State.Final():
			is.Outbox.Waiting++
		}
	}
	if is.Outbox.Stuck > 0 {
		trouble("%s could not be sent: `vigie outbox` shows what, and why", plural(is.Outbox.Stuck, "delivery"))
	}
	st, err := h.store.Stats()
	if err != nil {
		return is, err
	}
	is.Disk = diskHealth{File: h.paths.store, Bytes: st.Bytes, Left: diskLeft(filepath.Dir(h.paths.store))}
	if is.Disk.Left >= 0 && is.Disk.Left < lowDisk {
		trouble("the disk is nearly full: %s bytes are left", grouped(int(is.Disk.Left)))
	}
	is.Serving, is.Sessions = h.server.Load() != nil, len(h.roll.Sessions())
	is.OK = len(is.Trouble) == 0
	return is, nil
}
