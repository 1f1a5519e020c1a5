package command

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vigie/inbox/desk"
)

func (a *app) sync() *cobra.Command {
	return &cobra.Command{
		Use:   "sync",
		Short: "Hear and serve every channel once, with a line a channel; for cron.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), long, func(h *house) error {
				failed := false
				err := h.desk.Sync(cmd.Context(), func(l desk.SyncLine) {
					failed = failed || l.Err != nil || l.Stuck > 0
					a.syncLine(l)
				})
				switch {
				case errors.Is(err, desk.ErrRunning):
					return a.heardAlready(h)
				case err != nil:
					return err
				case failed:
					return toldError{exitRefused}
				}
				return a.silent(h)
			})
		},
	}
}

// syncLine tells what a round brought, and what went wrong on Stderr.
func (a *app) syncLine(l desk.SyncLine) {
	parts := []string{plural(l.New, "new item")}
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", grouped(n), what))
		}
	}
	add(l.Changed, "changed")
	add(l.Gone, "gone")
	add(l.Bad, "unreadable")
	add(l.Sent, "sent")
	add(l.Waiting, "still to leave: see `vigie outbox`")
	add(l.Stuck, "not sent: see `vigie outbox`")
	if l.More {
		parts = append(parts, "there is more: the next sync goes on")
	}
	if l.Err != nil {
		fmt.Fprintf(a.env.Stderr, "vigie: %s: %s\n", l.Channel, printable(l.Err))
	}
	a.say("%s: %s", l.Channel, strings.Join(parts, ", "))
}

// heardAlready tells how the channels are, where the process that holds the store hears them all the time.
func (a *app) heardAlready(h *house) error {
	failed := false
	for _, c := range h.desk.Health() {
		if c.State == desk.Off {
			continue // nothing here hears it: items were imported under its name
		}
		failed = failed || c.State.Failing()
		a.say("%s: heard all the time, %s", c.Channel, healthLine(c))
	}
	if failed {
		return toldError{exitRefused}
	}
	return a.silent(h)
}

// silent says on Stderr that there is nothing to hear, and how to mend that.
func (a *app) silent(h *house) error {
	if len(h.desk.Team().Channels) == 0 {
		fmt.Fprintln(a.env.Stderr, "There is no channel yet: `vigie channel add` connects one.")
	}
	return nil
}

// healthLine is how a channel is doing, in a line.
func healthLine(h desk.Health) string {
	s := string(h.State)
	if h.Account != "" {
		s += " as " + h.Account
	}
	if h.Why != "" {
		s += ": " + h.Why
	}
	if h.Mend != "" {
		s += "; " + h.Mend
	}
	return s
}
