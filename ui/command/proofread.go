package command

import (
	"context"
	"fmt"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// lookOver tells what a brand's checks find in a reply. What only warns keeps it here unless the person said yes; what stops is
// refused by the desk.
func (a *app) lookOver(ctx context.Context, seat *desk.Seat, number uint64, text inbox.Text, yes bool) error {
	row, err := seat.Item(ctx, number)
	if err != nil {
		return err
	}
	warned := false
	for _, f := range seat.Proofread(row.Item, text.String()) {
		if f.Stops {
			return nil // in the desk's words
		}
		fmt.Fprintf(a.env.Stderr, "vigie: item %d: %s\n", number, f)
		warned = true
	}
	if warned && !yes {
		fmt.Fprintln(a.env.Stderr, "vigie: nothing was sent; mend the text, or send it as it is with --yes")
		return toldError{exitRefused}
	}
	return nil
}
