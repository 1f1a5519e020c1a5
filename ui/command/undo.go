package command

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vigie/inbox/desk"
)

func (a *app) undo() *cobra.Command {
	return a.taking("undo", "Take back your last decision, or the whole of your last bulk.", "taken back", (*desk.Seat).Undo)
}

func (a *app) redo() *cobra.Command {
	return a.taking("redo", "Make again what you took back last.", "made again", (*desk.Seat).Redo)
}

func (a *app) taking(name, help, past string, take func(*desk.Seat, context.Context) (desk.Undone, error)) *cobra.Command {
	return &cobra.Command{
		Use:   name,
		Short: help,
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				u, err := take(seat, cmd.Context())
				if err != nil && len(u.Skipped) == 0 {
					return err
				}
				for _, s := range u.Skipped {
					fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(s.Why))
				}
				switch {
				case u.Items > 0 && u.Sent:
					a.say("%s of %s: it had arrived, so the inverse is in the outbox", u.What, plural(u.Items, "item"))
				case u.Items > 0:
					a.say("%s of %s: %s", u.What, plural(u.Items, "item"), past)
				}
				if len(u.Skipped) > 0 {
					return toldError{exitRefused}
				}
				return nil
			})
		},
	}
}

// plural counts things.
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	many := one + "s"
	if stem, ok := strings.CutSuffix(one, "y"); ok {
		many = stem + "ies"
	}
	return grouped(n) + " " + many
}

// grouped is a number with its thousands apart.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
