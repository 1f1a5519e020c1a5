package command

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (a *app) escalations() *cobra.Command {
	var asJSON bool
	var department string
	cmd := &cobra.Command{
		Use:   "escalations",
		Short: "List what each department owes, since when and until when: the earliest due first.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				out, t := jsonLines(a.env.Stdout), newTable(a.env.Width)
				show := func(r inbox.Row) error { return out.Encode(newOwedJSON(r, seat.Now())) }
				if !asJSON {
					show = func(r inbox.Row) error { t.row(a.owedRow(r, seat.Now())...); return nil }
				}
				if err := a.eachOwed(cmd.Context(), seat, department, show); err != nil {
					return err
				}
				return t.print(a.env.Stdout)
			})
		},
	}
	cmd.Flags().StringVar(&department, "department", "", "of this department alone: `NAME`")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	return cmd
}

// eachOwed tells all that a department owes, or each one where none is named.
func (a *app) eachOwed(ctx context.Context, seat *desk.Seat, department string, show func(inbox.Row) error) error {
	departments := []inbox.Department{{Name: department}}
	if department == "" {
		var err error
		if departments, err = seat.Departments(ctx); err != nil {
			return err
		}
	}
	for _, d := range departments {
		if err := owed(ctx, seat, d.Name, show); err != nil {
			return err
		}
	}
	return nil
}

// owed tells what one department owes, read a page at a time.
func owed(ctx context.Context, seat *desk.Seat, department string, show func(inbox.Row) error) error {
	ask := inbox.OwedAsk{Department: department, Limit: pageSize}
	for {
		owed, err := seat.Owed(ctx, ask)
		if err != nil {
			return err
		}
		for _, r := range owed.Rows {
			if err := show(r); err != nil {
				return err
			}
		}
		if owed.Next == (inbox.Position{}) {
			return nil
		}
		ask.From = owed.Next
	}
}

func (a *app) owedRow(r inbox.Row, now time.Time) []string {
	return []string{r.Department, fmt.Sprint(r.Number), dueWords(r.Item, now), "since " + a.clock(r.Escalated), urgency(r.Item), who(r.Author), r.Text.Line()}
}

// dueWords is when an answer is due.
func dueWords(it inbox.Item, now time.Time) string {
	switch {
	case it.Due.IsZero():
		return "no term"
	case it.Overdue(now):
		return "overdue by " + lasting(now.Sub(it.Due))
	}
	return "due in " + lasting(it.Due.Sub(now))
}

// lasting is a length of time, its largest unit alone.
func lasting(d time.Duration) string {
	switch {
	case d < time.Hour:
		return fmt.Sprint(int(d/time.Minute), " min")
	case d < 48*time.Hour:
		return fmt.Sprint(int(d/time.Hour), " h")
	}
	return fmt.Sprint(int(d/(24*time.Hour)), " d")
}

// urgency is how urgent it is, and how often its department was reminded.
func urgency(it inbox.Item) string {
	words := ""
	if level := it.UrgencyLevel(); level != inbox.Normal {
		words = level.String()
	}
	switch {
	case it.Urged == 0:
		return words
	case words != "":
		words += ", "
	}
	return words + fmt.Sprint("urged ", it.Urged, "×")
}

// owedJSON is an escalated item as `escalations --json` prints it: as `list --json` does, and what only counts here.
type owedJSON struct {
	itemJSON
	Escalated time.Time `json:"escalated"`
	Overdue   bool      `json:"overdue"`
	Urged     int       `json:"urged"`
}

func newOwedJSON(r inbox.Row, now time.Time) owedJSON {
	return owedJSON{newItemJSON(r), r.Escalated, r.Overdue(now), r.Urged}
}
