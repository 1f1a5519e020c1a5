package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
	"vigie/ui/team"
)

func (a *app) channelRename() *cobra.Command {
	return &cobra.Command{
		Use:   "rename NAME NEW",
		Short: "Give a channel another name; its items stay its own.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.in(cmd.Context(), long, func(h *house) error {
				seat, err := a.seat(h)
				if err != nil {
					return err
				}
				if err := a.rename(cmd.Context(), h, seat, args[0], args[1]); err != nil {
					return err
				}
				a.say("%s is called %s now", inbox.CleanLine(args[0]), inbox.CleanLine(args[1]))
				return nil
			})
		},
	}
}

// rename renames a channel in the store and in the team file. The channel stops meanwhile, and the file goes last: a name that
// the store doesn't know would be read anew from the beginning.
func (a *app) rename(ctx context.Context, h *house, seat *desk.Seat, from, to string) (err error) {
	t := h.desk.Team()
	if _, listed := t.Channel(from); !listed {
		return seat.Rename(ctx, from, to)
	}
	renamed, err := team.Renamed(h.paths.team, from, to, registry())
	if err != nil {
		return err
	}
	h.moving.Lock()
	defer h.moving.Unlock()
	t.Channels = slices.DeleteFunc(slices.Clone(t.Channels), func(c inbox.Channel) bool { return c.Name == from })
	if err := h.desk.Reload(t); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.reloadTeam(h)) }()
	if err := seat.Rename(ctx, from, to); err != nil && !errors.Is(err, store.ErrNoChannel) {
		return err
	}
	if err := team.Replace(h.paths.team, renamed); err != nil {
		return errors.Join(err, seat.Rename(ctx, to, from))
	}
	if bytes.Contains(renamed, []byte("channel:"+from)) {
		fmt.Fprintf(a.env.Stderr, "The team file still says channel:%s in a rule or a view: change it there.\n", inbox.CleanLine(from))
	}
	return nil
}

// channelReload is for this program's own use: it makes the process that holds the store read the team file again.
func (a *app) channelReload() *cobra.Command {
	return &cobra.Command{
		Use:    "reload",
		Hidden: true,
		Short:  "Read the team file again.",
		Args:   cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), short, a.reloadTeam)
		},
	}
}

func (a *app) reloadTeam(h *house) error {
	t, err := a.readTeam(h.paths)
	if err != nil {
		return err
	}
	if err := h.desk.Reload(t); err != nil {
		return err
	}
	if server := h.server.Load(); server != nil {
		server.Recheck()
	}
	return nil
}

// reload tells the process that holds the store, if there is one, that the team file changed.
func (a *app) reload(ctx context.Context) (told bool) {
	p, err := a.paths()
	if err != nil {
		return false
	}
	if _, err := os.Stat(p.socket); err != nil {
		return false
	}
	a.env.Args = []string{"channel", "reload"}
	told, err = a.elsewhere(ctx, short, p)
	if err != nil {
		fmt.Fprintf(a.env.Stderr, "vigie: the vigie that is running doesn't hear of the change before it is started again: %s\n", printable(err))
	}
	return told
}
