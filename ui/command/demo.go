package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
	"vigie/ui/demo"
	"vigie/ui/keys"
)

// demoLine stays on the screen of the demo.
const demoLine inbox.Phrase = "Demo: everything here is invented and nothing leaves this machine"

func (a *app) demo() *cobra.Command {
	return a.screenFlags(&cobra.Command{
		Use:   "demo",
		Short: "Try it: the inbox of two brands that don't exist, gone when you leave.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if err := a.needsTerminal(); err != nil {
				return err
			}
			folder, err := os.MkdirTemp("", "vigie-demo-")
			if err != nil {
				return fmt.Errorf("the demo needs a temporary folder: %w", err)
			}
			defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
			world, err := demo.Start(cmd.Context(), demo.Options{Now: a.env.Now})
			if err != nil {
				return err
			}
			defer world.Close()
			h, err := a.demoHouse(world, folder)
			if err != nil {
				return err
			}
			return a.work(cmd.Context(), h, resident, func() error { return a.showDemo(cmd.Context(), h, world) })
		},
	})
}

// demoHouse is a house in a temporary folder, which has heard of nothing yet.
func (a *app) demoHouse(world *demo.World, folder string) (*house, error) {
	path := filepath.Join(folder, "vigie.db")
	h := &house{paths: paths{store: path, state: folder, socket: a.socketOf(path)}, notice: string(demoLine)}
	var err error
	if h.store, err = store.Open(path, store.Options{}); err != nil {
		return nil, err
	}
	h.desk, err = desk.Open(desk.Options{
		Store: h.store, Team: world.Team, Registry: registry(), Now: a.env.Now, Secret: world.Secret, Client: world.Client(), Letter: keys.Letter,
	})
	if err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

// showDemo takes in the world's past, then shows the screen while the world goes on.
func (a *app) showDemo(ctx context.Context, h *house, world *demo.World) error {
	seat, err := h.desk.Seat(demo.You)
	if err != nil {
		return err
	}
	if err := h.desk.Sync(ctx, func(desk.SyncLine) {}); err != nil { // a channel that fails shows why in its health
		return err
	}
	if err := world.Settle(ctx, seat); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	var outside sync.WaitGroup
	defer outside.Wait()
	defer cancel()
	outside.Go(func() { world.Live(ctx) })
	return a.screen(ctx, h, seat)
}
