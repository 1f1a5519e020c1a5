package command

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (a *app) erase() *cobra.Command {
	var yes bool
	var channel string
	cmd := &cobra.Command{
		Use:   "erase AUTHOR",
		Short: "Forget all that somebody wrote, and print a receipt.",
		Long: `AUTHOR is a handle, or an id of the platform. Texts, names, earlier versions, drafts and notes are gone for good, and
nothing of it comes in again. The log and the figures stay. A legal hold of the team file refuses, and says whose it is.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.sit(cmd.Context(), long, func(seat *desk.Seat) error {
				if err := seat.MayErase("", ""); errors.Is(err, desk.ErrRole) {
					return err // before anything is looked for
				}
				found, err := a.findAuthors(cmd.Context(), seat, args[0], channel)
				if err != nil {
					return err
				}
				for _, f := range found {
					if err := seat.MayErase(f.channel, f.key); err != nil {
						return err
					}
				}
				if !yes {
					if err := a.confirm(whatIsErased(found), args[0]); err != nil {
						return err
					}
				}
				for _, f := range found {
					r, err := seat.Erase(cmd.Context(), f.channel, f.key)
					if err != nil {
						return err
					}
					a.say("%s: erased %s, %s and what was to leave of %s; receipt %s, %s",
						f.channel, plural(r.Items, "item"), plural(r.Texts, "text"), plural(r.Deliveries, "delivery"), r.Author, stamp(r.At))
				}
				return nil
			})
		},
	}
	cmd.Flags().BoolVar(&yes, "yes", false, "don't ask")
	cmd.Flags().StringVar(&channel, "channel", "", "only what they wrote on this channel: `NAME`")
	return cmd
}

// wrote is an author on a channel, and how much they wrote there.
type wrote struct {
	channel, key string
	items        int
}

// findAuthors finds who is called so on which channels.
func (a *app) findAuthors(ctx context.Context, seat *desk.Seat, name, channel string) ([]wrote, error) {
	q := inbox.Query{Root: inbox.Term{Field: "author", Value: strings.TrimPrefix(name, "@")}}
	if channel != "" {
		q = q.And(inbox.Query{Root: inbox.Term{Field: "channel", Value: channel}})
	}
	var found []wrote
	err := a.pages(ctx, seat, inbox.Ask{Query: q}, 0, func(rows []inbox.Row) error {
		for _, r := range rows {
			if r.Ours || !isCalled(r.Author, name) {
				continue
			}
			i := slices.IndexFunc(found, func(f wrote) bool { return f.channel == r.Channel && f.key == r.Author.Key() })
			if i < 0 {
				i = len(found)
				found = append(found, wrote{channel: r.Channel, key: r.Author.Key()})
			}
			found[i].items++
		}
		return nil
	})
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("nobody with the handle or id %q wrote anything here: `vigie list 'author:…' --json` shows handles and ids", inbox.CleanLine(name))
	}
	return found, err
}

// isCalled compares handles as platforms do: without case, with or without the first @.
func isCalled(author inbox.Author, name string) bool {
	bare := func(s string) string { return inbox.Fold(strings.TrimPrefix(s, "@")) }
	return author.ID == name || bare(author.Handle.String()) == bare(name)
}

func whatIsErased(found []wrote) string {
	parts := make([]string, len(found))
	for i, f := range found {
		parts[i] = fmt.Sprintf("%s on %s", plural(f.items, "item"), f.channel)
	}
	return "To forget for good: " + strings.Join(parts, ", ") + "."
}

// confirm asks a person to type a word again. Where nobody can be asked it refuses.
func (a *app) confirm(what, word string) error {
	if !a.env.asks() {
		return errors.New("this can't be taken back, and there is nobody to ask: add --yes")
	}
	fmt.Fprintf(a.env.Stderr, "%s Type %s to go on: ", what, inbox.CleanLine(word))
	answer, err := a.answer()
	if answer != word {
		return errors.Join(errors.New("nothing was done"), err)
	}
	return nil
}
