package command

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// verbs are the commands of the table of actions, one a verb.
func (a *app) verbs() []*cobra.Command {
	var all []*cobra.Command
	for _, action := range inbox.Actions {
		all = append(all, a.verb(action))
	}
	return all
}

// wordy are the verbs after whose ID everything is words, whatever it begins with.
func wordy(a inbox.Action) bool { return a.TakesText() || a.Verb == inbox.VerbTag }

// single are the verbs that are about one item: their text fits no other.
func single(v inbox.Verb) bool { return v == inbox.VerbReply || v == inbox.VerbAmend }

// verbFlags are the flags of a verb's command.
type verbFlags struct {
	note, urgency, seen       string
	queue, keepOpen, takeOver bool
	yes, private              bool
}

func (a *app) verb(action inbox.Action) *cobra.Command {
	var flags verbFlags
	cmd := &cobra.Command{
		Use:   strings.TrimSpace(fmt.Sprintf("%s ID %s", action.Verb, action.Args)),
		Short: string(action.Help),
		Long:  longOf(action),
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			numbers, err := readIDs(args[0])
			if err != nil {
				return err
			}
			if single(action.Verb) && len(numbers) > 1 {
				return misuse("%s is about one item", action.Verb)
			}
			if err := misplaced(action.Verb, args[1:]); err != nil {
				return err
			}
			items, err := targets(numbers, flags.seen)
			if err != nil {
				return err
			}
			decision, err := a.readDecision(action.Verb, args[1:], flags)
			if err != nil {
				return err
			}
			s := short
			if action.Outward && !flags.queue {
				s = long
			}
			return a.sit(cmd.Context(), s, func(seat *desk.Seat) error {
				return a.decide(cmd.Context(), seat, decision, items, flags)
			})
		},
	}
	cmd.Flags().SetInterspersed(!wordy(action))
	if action.Verb == inbox.VerbEscalate || action.Verb == inbox.VerbMove {
		cmd.Flags().StringVar(&flags.note, "note", "", "why: `TEXT`")
		cmd.Flags().StringVar(&flags.urgency, "urgency", "", "how urgent it is: `low|normal|high|urgent`")
	}
	if action.Verb == inbox.VerbReply {
		cmd.Flags().BoolVar(&flags.keepOpen, "keep-open", false, "leave the item as it is")
		cmd.Flags().BoolVar(&flags.private, "private", false, "to the author alone, where the channel can")
		cmd.Flags().BoolVar(&flags.takeOver, "take-over", false, "send it also where somebody else is answering")
	}
	if single(action.Verb) {
		cmd.Flags().BoolVar(&flags.yes, "yes", false, yesHelp)
	}
	if action.Exact {
		cmd.Flags().StringVar(&flags.seen, "seen", "", "refuse where the item changed since this version: `VERSION`")
	}
	if action.Outward {
		cmd.Flags().BoolVar(&flags.queue, "queue", false, "leave it to the outbox: don't wait until it has arrived")
	}
	return cmd
}

func longOf(action inbox.Action) string {
	var b strings.Builder
	b.WriteString("ID is the short number of an item")
	if !single(action.Verb) {
		b.WriteString(", or several with commas between them: one undo takes them all back")
	}
	b.WriteString(".")
	if wordy(action) {
		b.WriteString(" After it everything is words; flags come before it.")
	}
	if action.TakesText() {
		b.WriteString(" A - reads the text from standard input.")
	}
	if action.Outward {
		b.WriteString("\nIt is carried out at once, and the command waits until the platform has answered.")
	}
	return b.String()
}

// decide makes a decision about some items, and tells what became of it. What is outward leaves at once and is waited for,
// unless it is left to the outbox.
func (a *app) decide(ctx context.Context, seat *desk.Seat, d inbox.Decision, items []desk.Target, flags verbFlags) error {
	if d.To == "me" {
		d.To = seat.Person().Name
	}
	if single(d.Verb) {
		if err := a.lookOver(ctx, seat, items[0].Number, d.Text, flags.yes); err != nil {
			return err
		}
	}
	if flags.takeOver {
		if err := seat.TakeOver(items[0].Number); err != nil {
			return err
		}
		defer seat.Here(items[0].Number, desk.Reading) // gives it back where nothing was sent
	}
	decide := seat.DecideNow
	if flags.queue {
		decide = seat.Decide
	}
	bulk, applied, err := decide(ctx, d, items...)
	if len(bulk.Skipped) == 0 && err != nil {
		return err
	}
	failed := len(bulk.Skipped) > 0
	for _, s := range bulk.Skipped {
		fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(onward(s.Why)))
	}
	for _, done := range applied {
		if done.Err != nil || done.Number == 0 || !decided(done, d.Verb) {
			continue
		}
		if err := a.became(ctx, seat, done, flags.queue); err != nil {
			fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(err))
			failed = true
		}
	}
	if failed {
		return toldError{exitRefused}
	}
	return nil
}

// decided reports whether a change is the decision itself, and not another item that moved with it.
func decided(done inbox.Applied, v inbox.Verb) bool {
	e, ok := done.Change.Event.(inbox.Decided)
	return ok && e.Decision.Verb == v && e.Number == done.Number
}

// became tells what became of one item, after waiting for what leaves.
func (a *app) became(ctx context.Context, seat *desk.Seat, done inbox.Applied, queued bool) error {
	switch {
	case done.Delivery == nil && len(done.Patch) == 0:
		a.say("item %d: noted", done.Number)
		return nil
	case done.Delivery == nil:
		a.say("item %d: %s", done.Number, tellable(done.Patch).Told(a.clock))
		return nil
	case queued:
		a.say("item %d: the %s is in the outbox as delivery %d", done.Number, done.Delivery.Verb, done.Delivery.ID)
		return nil
	}
	delivery, err := seat.Await(ctx, done.Delivery.ID)
	if err != nil {
		return stays(delivery, err)
	}
	return a.arrived(ctx, seat, delivery)
}

// stays says that a delivery didn't come to its end, and what happens to it.
func stays(d inbox.Delivery, err error) error {
	if errors.Is(err, context.Canceled) {
		err = errors.New("the wait was interrupted")
	}
	return fmt.Errorf("the %s of item %d (delivery %d) is %s still: %w; the next `vigie sync` tries again, `vigie outbox cancel %d` calls it off", d.Verb, d.Item, d.ID, d.State, err, d.ID)
}

// arrived tells what the platform made of a delivery.
func (a *app) arrived(ctx context.Context, seat *desk.Seat, d inbox.Delivery) error {
	switch d.State {
	case inbox.Sent:
		if d.Verb == inbox.VerbReply {
			a.say("item %d: reply sent%s", d.Item, linkOf(ctx, seat, d))
		} else {
			a.say("item %d: %s carried out on %s", d.Item, d.Verb, d.Channel)
		}
		return nil
	case inbox.InReview:
		a.say("item %d: the %s waits until %s releases it, as delivery %d", d.Item, d.Verb, whoReleases(seat.Team(), d), d.ID)
		return nil
	case inbox.Refused:
		return fmt.Errorf("item %d: the %s was refused: %s; mend it and write it again, or `vigie outbox release %d` to send the same once more", d.Item, d.Verb, d.Words, d.ID)
	case inbox.Uncertain:
		return fmt.Errorf("item %d: nobody knows whether the %s arrived: %s; look there, then say `vigie outbox resolve %d sent` or `unsent`", d.Item, d.Verb, d.Words, d.ID)
	}
	return fmt.Errorf("item %d: the %s was %s: %s", d.Item, d.Verb, d.State, d.Words)
}

// linkOf is where our reply can be seen, once it is an item itself.
func linkOf(ctx context.Context, seat *desk.Seat, d inbox.Delivery) string {
	if d.Remote == "" {
		return ""
	}
	t, err := seat.Thread(ctx, d.Item)
	if err != nil {
		return ""
	}
	for _, it := range t.Items {
		if it.Ours && it.Remote == d.Remote && !it.URL.Empty() {
			return ": " + it.URL.Line()
		}
	}
	return ""
}

// say prints a line on Stdout. What a stranger wrote must be a Text.
func (a *app) say(format string, args ...any) {
	fmt.Fprintf(a.env.Stdout, format+"\n", args...) // nobody reads it then
}
