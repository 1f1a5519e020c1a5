package command

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// views lists the person's own views; what is below it changes them.
func (a *app) views() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "views",
		Short: "List your own views: the searches that you saved, in the order of the console.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				views, err := seat.Views()
				if err != nil {
					return err
				}
				return a.listViews(views, asJSON)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	cmd.AddCommand(a.viewAdd(), a.viewRename(), a.viewMove(), a.viewRemove())
	return cmd
}

// viewJSON is a view as it is printed.
type viewJSON struct {
	Name  string `json:"name"`
	Key   string `json:"key"`
	Query string `json:"query"`
	Order string `json:"order"`
	Brand string `json:"brand"` // "" = whatever is shown
}

func (a *app) listViews(views inbox.OwnViews, asJSON bool) error {
	out, t := jsonLines(a.env.Stdout), newTable(a.env.Width)
	for _, v := range views {
		one := viewJSON{v.Name, v.Key, v.Query.String(), v.Order.String(), v.Brand}
		if asJSON {
			if err := out.Encode(one); err != nil {
				return err
			}
			continue
		}
		t.row(one.Name, one.Key, one.Order, one.Brand, one.Query)
	}
	return t.print(a.env.Stdout)
}

func (a *app) viewAdd() *cobra.Command {
	var key, order, brand string
	cmd := &cobra.Command{
		Use:   "add NAME [QUERY]",
		Short: "Save a search as a view of your own.",
		Long:  "The console shows it after the views of the team, and opens it by its letter after g.",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args[1:])
			if err != nil {
				return err
			}
			o, err := readOrder("order", order)
			if err != nil {
				return err
			}
			v := inbox.View{Name: args[0], Key: key, Query: q, Order: o, Brand: brand}
			return a.keepViews(cmd.Context(), func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.With(v, len(o)) })
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "the letter that opens it: `LETTER`")
	cmd.Flags().StringVar(&order, "order", "newest", "newest, oldest, urgent or followed")
	cmd.Flags().StringVar(&brand, "brand", "", "the brand that it shows alone: `NAME`")
	return cmd
}

func (a *app) viewRename() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use:   "rename NAME NEW",
		Short: "Give one of your views another name, or another letter.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.keepViews(cmd.Context(), func(o inbox.OwnViews) (inbox.OwnViews, error) {
				i, err := o.Place(args[0])
				if err != nil {
					return o, err
				}
				v := o[i]
				if v.Name = args[1]; cmd.Flags().Changed("key") {
					v.Key = key
				}
				return o.Changed(args[0], v)
			})
		},
	}
	cmd.Flags().StringVar(&key, "key", "", "the letter that opens it; \"\" is none; as it was unless told: `LETTER`")
	return cmd
}

func (a *app) viewMove() *cobra.Command {
	return &cobra.Command{
		Use:   "move NAME up|down",
		Short: "Move one of your views a place up or down.",
		Args:  cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, known := map[string]int{"up": -1, "down": 1}[args[1]]
			if !known {
				return misuse("%q is neither up nor down", inbox.CleanLine(args[1]))
			}
			return a.keepViews(cmd.Context(), func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.Moved(args[0], by) })
		},
	}
}

func (a *app) viewRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Remove one of your views; what it showed stays.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.keepViews(cmd.Context(), func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.Without(args[0]) })
		},
	}
}

// keepViews changes the person's own views, and lists them as they are then.
func (a *app) keepViews(ctx context.Context, change func(inbox.OwnViews) (inbox.OwnViews, error)) error {
	return a.sit(ctx, short, func(seat *desk.Seat) error {
		views, err := seat.KeepViews(change)
		if err != nil {
			return err
		}
		return a.listViews(views, false)
	})
}

// viewNames proposes the names of the person's own views, then what may follow one.
func (a *app) viewNames(then ...string) completer {
	return func(cmd *cobra.Command, before []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(before) > 0 {
			return beginning(then, typed), cobra.ShellCompDirectiveNoFileComp
		}
		var names []string
		out, _ := a.printed(cmd.Context(), "views", "--json")
		for line := range bytes.Lines(out) {
			var v viewJSON
			if json.Unmarshal(line, &v) == nil {
				names = append(names, v.Name)
			}
		}
		return beginning(names, typed), cobra.ShellCompDirectiveNoFileComp
	}
}

// newView proposes how the search of a new view may go on.
func (a *app) newView(cmd *cobra.Command, before []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(before) == 0 || strings.HasPrefix(typed, "-") {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return a.search(cmd, before, typed)
}
