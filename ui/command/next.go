package command

import (
	"github.com/spf13/cobra"

	"vigie/inbox/desk"
)

func (a *app) next() *cobra.Command {
	return &cobra.Command{
		Use:   "next",
		Short: "Take the oldest open item that is nobody's and that nobody is answering.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				row, found, err := seat.TakeNext(cmd.Context())
				switch {
				case err != nil:
					return err
				case !found:
					a.say("no open item is nobody's")
					return nil
				}
				a.say("item %d is yours: %s: %s", row.Number, by(row.Item), row.Text.Line())
				return nil
			})
		},
	}
}
