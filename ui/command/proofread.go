package command

import (
	"context"
	"fmt"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// yesHelp is what --yes is for, wherever a reply is looked over.
const yesHelp = "send it also where its brand's own checks warn"

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

// lookOverRelease is lookOver of a reply that waits for a lead, as it was written or with another text.
func (a *app) lookOverRelease(ctx context.Context, seat *desk.Seat, id uint64, text string, yes bool) error {
	waiting, err := seat.Deliveries(ctx, inbox.DeliveryAsk{States: []inbox.DeliveryState{inbox.InReview}})
	if err != nil {
		return err
	}
	for _, dl := range waiting {
		if dl.ID != id || dl.Verb != inbox.VerbReply {
			continue
		}
		if text != "" {
			dl.Text = inbox.Clean(text)
		}
		return a.lookOver(ctx, seat, dl.Item, dl.Text, yes)
	}
	return nil // nothing that is released, as the desk will say, or no text of a person's
}
