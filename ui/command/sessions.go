package command

import (
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
)

func (a *app) sessions() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "sessions",
		Short: "List who is on: over SSH, and with a console that has joined on this machine.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), short, func(h *house) error { return a.listSessions(h, asJSON) })
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	cmd.AddCommand(a.endSession())
	return cmd
}

// sessionJSON is a session as it is printed.
type sessionJSON struct {
	ID      int       `json:"id"`
	Person  string    `json:"person"`
	Address string    `json:"address"`
	Key     string    `json:"key"`
	Since   time.Time `json:"since"`
	Command string    `json:"command"` // "" = the console
}

func (a *app) listSessions(h *house, asJSON bool) error {
	on := h.roll.Sessions()
	if len(on) == 0 && h.server.Load() == nil {
		return errNotServed
	}
	out, t := jsonLines(a.env.Stdout), newTable(a.env.Width)
	for _, s := range on {
		if asJSON {
			if err := out.Encode(sessionJSON{s.ID, s.Person, s.Address, s.Key, s.Since.UTC(), s.Command}); err != nil {
				return err
			}
			continue
		}
		doing := "console"
		if s.Command != "" {
			doing = s.Command
		}
		t.row(fmt.Sprint(s.ID), s.Person, s.Address, a.clock(s.Since), doing, s.Key)
	}
	return t.print(a.env.Stdout)
}

var errNotServed = fmt.Errorf("nobody serves this inbox: `vigie serve` does")

func (a *app) endSession() *cobra.Command {
	return &cobra.Command{
		Use:   "end ID",
		Short: "End a session; what its person was writing is kept.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.Atoi(args[0])
			if err != nil {
				return misuse("%q is no session: `vigie sessions` lists them", inbox.CleanLine(args[0]))
			}
			return a.in(cmd.Context(), short, func(h *house) error {
				if !h.roll.End(id) {
					return fmt.Errorf("there is no session %d: `vigie sessions` lists them", id)
				}
				a.say("session %d is ended", id)
				return nil
			})
		},
	}
}
