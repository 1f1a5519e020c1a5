package command

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox/desk"
)

func (a *app) channel() *cobra.Command {
	return family("channel list|check|add|rename", "Connect accounts and sources, and see how they are.",
		a.channelList(), a.channelCheck(), a.channelAdd(), a.channelRename(), a.channelReload())
}

func (a *app) channelList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the channels, and how many items of each need somebody.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				counts, err := seat.Counts(cmd.Context())
				if err != nil {
					return err
				}
				out, t := jsonLines(a.env.Stdout), newTable(a.env.Width)
				for _, h := range seat.Health() {
					if asJSON {
						if err := out.Encode(newChannelJSON(h, counts.Channel[h.Channel])); err != nil {
							return err
						}
						continue
					}
					t.row(h.Channel, h.Kind, h.Brand, plural(counts.Channel[h.Channel], "item")+" to do", healthLine(h))
				}
				return t.print(a.env.Stdout)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	return cmd
}

// channelJSON is a channel as it is printed.
type channelJSON struct {
	Channel string    `json:"channel"`
	Brand   string    `json:"brand"`
	Kind    string    `json:"kind"`
	Account string    `json:"account"`
	State   string    `json:"state"`
	Since   time.Time `json:"since,omitzero"`
	Until   time.Time `json:"until,omitzero"`
	Polled  time.Time `json:"polled,omitzero"`
	Why     string    `json:"why"`
	Mend    string    `json:"mend"`
	Can     []string  `json:"can"`
	ToDo    int       `json:"todo"` // open and returned items
}

func newChannelJSON(h desk.Health, todo int) channelJSON {
	return channelJSON{h.Channel, h.Brand, h.Kind, h.Account, string(h.State), h.Since, h.Until, h.Polled, h.Why, h.Mend, h.Can.Names(), todo}
}

func (a *app) channelCheck() *cobra.Command {
	return &cobra.Command{
		Use:   "check [NAME…]",
		Short: "Ask every platform who we are there, and say what mends those that fail.",
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.in(cmd.Context(), long, func(h *house) error {
				names := args
				if len(names) == 0 {
					for _, c := range h.desk.Team().Channels {
						names = append(names, c.Name)
					}
				}
				failed := 0
				for _, name := range names {
					if err := a.check(cmd.Context(), h.desk, name); err != nil {
						fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(err))
						failed++
					}
				}
				if failed > 0 {
					return toldError{exitRefused}
				}
				return a.silent(h)
			})
		},
	}
}

// check asks one platform and tells what it said.
func (a *app) check(ctx context.Context, d *desk.Desk, name string) error {
	account, err := d.Check(ctx, name)
	if err != nil {
		return errors.Join(err, ctx.Err())
	}
	for _, h := range d.Health() {
		if h.Channel == name {
			a.say("%s: %s", name, works(account, h.Can))
		}
	}
	return nil
}
