package command

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"vigie/inbox/desk"
)

func (a *app) watch() *cobra.Command {
	return &cobra.Command{
		Use:   "watch",
		Short: "Hear and serve every channel until interrupted, without a screen.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.own(cmd.Context(), resident, func(h *house) error {
				if err := a.silent(h); err != nil {
					return err
				}
				a.say("watching %s; interrupt to end", channelsOf(h))
				return a.runDesk(cmd.Context(), h)
			})
		},
	}
}

// runDesk runs the desk and tells what happens, until the context ends.
func (a *app) runDesk(ctx context.Context, h *house) error {
	w := h.desk.Watch()
	var telling sync.WaitGroup
	telling.Go(func() { a.follow(ctx, h, w) })
	beside, end := context.WithCancel(ctx)
	telling.Go(func() { a.followTeam(beside, h, nil, a.tellTeam) })
	err := h.desk.Run(ctx)
	w.Close()
	end()
	telling.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// follow prints a line for what arrives, and one for each channel whose state changed.
func (a *app) follow(ctx context.Context, h *house, w *desk.Watcher) {
	states := map[string]desk.State{}
	for {
		n, err := w.Next(ctx)
		if err != nil {
			return
		}
		arrived := map[string]int{}
		for _, done := range n.Applied {
			if done.New {
				arrived[done.Item.Channel]++
			}
		}
		now := a.clock(a.env.Now())
		for _, channel := range slices.Sorted(maps.Keys(arrived)) {
			a.say("%s %s: %s", now, channel, plural(arrived[channel], "new item"))
		}
		if !n.Channels {
			continue
		}
		h.moving.RLock()
		channels := h.desk.Health()
		h.moving.RUnlock()
		for _, c := range channels {
			if states[c.Channel] != c.State {
				a.say("%s %s: %s", now, c.Channel, healthLine(c))
			}
			states[c.Channel] = c.State
		}
	}
}
