package command

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (a *app) list() *cobra.Command {
	var asJSON, oldest bool
	var sort string
	var limit int
	cmd := &cobra.Command{
		Use:   "list [QUERY]",
		Short: "List items, newest first.",
		Long:  "QUERY is a search, such as 'is:open channel:blog refund'; without one every item is listed.\nThe words of the search may be given as one argument or as several.",
		RunE: func(cmd *cobra.Command, args []string) error {
			ask := inbox.Ask{}
			var err error
			if ask.Order, err = readOrder("sort", sort); err != nil {
				return err
			}
			if oldest {
				ask.Order = inbox.Oldest
			}
			if ask.Query, err = parseQuery(args); err != nil {
				return err
			}
			if limit < 0 {
				return misuse("--limit is a number of items; 0 is all")
			}
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				show := a.rows(seat)
				if asJSON {
					show = a.rowsJSON()
				}
				return a.pages(cmd.Context(), seat, ask, limit, show)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	cmd.Flags().StringVar(&sort, "sort", "newest", "newest, oldest, urgent (the most urgent first) or followed (the most followed authors first)")
	cmd.Flags().BoolVar(&oldest, "oldest", false, "oldest first")
	cmd.Flags().IntVar(&limit, "limit", 100, "how many; 0 is all: `N`")
	return cmd
}

// readOrder reads the order that a flag gives.
func readOrder(flag, name string) (inbox.Order, error) {
	o, known := inbox.ParseOrder(name)
	if question, near := inbox.DidYouMean(name, inbox.OrderNames()); !known && near {
		return o, misuse("--%s has no order %q: %s", flag, inbox.CleanLine(name), question)
	} else if !known {
		return o, misuse("--%s is newest, oldest, urgent or followed", flag)
	}
	return o, nil
}

// parseQuery reads a search from arguments. A mistake in it is shown under a caret.
func parseQuery(args []string) (inbox.Query, error) {
	s := strings.Join(args, " ")
	q, err := inbox.ParseQuery(s)
	return q, underCaret(err, s)
}

// underCaret shows a mistake in what was asked under a caret.
func underCaret(err error, s string) error {
	if mistake := (*inbox.QueryError)(nil); errors.As(err, &mistake) {
		return misuse("%v\n  %s", err, strings.ReplaceAll(mistake.Caret(s), "\n", "\n  "))
	}
	return err
}

const pageSize = 200

// pages asks for one page after another, up to a limit, and says on Stderr when there is more.
func (a *app) pages(ctx context.Context, seat *desk.Seat, ask inbox.Ask, limit int, show func([]inbox.Row) error) error {
	left := limit
	if limit == 0 {
		left = math.MaxInt
	}
	ask.Scene.Zone = a.env.Zone
	found := 0
	for left > 0 {
		ask.Limit = min(left, pageSize)
		page, err := seat.Page(ctx, ask)
		if err != nil {
			return err
		}
		if err := show(page.Rows); err != nil {
			return err
		}
		left, found = left-len(page.Rows), found+len(page.Rows)
		if found == 0 {
			a.tellUnknown(seat, ask.Query)
		}
		if !page.More || len(page.Rows) == 0 {
			return nil
		}
		ask.From = ask.Order.At(&page.Rows[len(page.Rows)-1].Item)
	}
	if a.env.Progress {
		fmt.Fprintf(a.env.Stderr, "There are more: --limit 0 lists them all.\n")
	}
	return nil
}

// tellUnknown says on Stderr why a search found nothing, where that is a name that nothing has.
func (a *app) tellUnknown(seat *desk.Seat, q inbox.Query) {
	if said, ok := q.Unknown(seat.Vocabulary()); ok {
		fmt.Fprintf(a.env.Stderr, "vigie: %s\n", inbox.CleanLine(said.String()))
	}
}

// rows prints items as a table.
func (a *app) rows(seat *desk.Seat) func([]inbox.Row) error {
	t := newTable(a.env.Width)
	return func(rows []inbox.Row) error {
		for _, r := range rows {
			text := r.Text.Line()
			if len(r.Tags) > 0 {
				text = "[" + strings.Join(r.Tags, " ") + "] " + text
			}
			t.row(fmt.Sprint(r.Number), a.clock(r.Posted), where(r.Item), state(r.Item, seat.Now()), who(r.Author), text)
		}
		return t.print(a.env.Stdout)
	}
}

func (a *app) rowsJSON() func([]inbox.Row) error {
	out := jsonLines(a.env.Stdout)
	return func(rows []inbox.Row) error {
		for _, r := range rows {
			if err := out.Encode(newItemJSON(r)); err != nil {
				return err
			}
		}
		return nil
	}
}

func (a *app) count() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "count [QUERY]",
		Short: "Print how many items a search finds.",
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				n, _, err := seat.Count(cmd.Context(), q, math.MaxInt)
				if err != nil {
					return err
				}
				if n == 0 {
					a.tellUnknown(seat, q)
				}
				if asJSON {
					return json.NewEncoder(a.env.Stdout).Encode(map[string]int{"count": n})
				}
				_, err = fmt.Fprintln(a.env.Stdout, n)
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print an object")
	return cmd
}
