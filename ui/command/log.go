package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// history is the command `log`.
func (a *app) history() *cobra.Command {
	var asJSON bool
	var limit int
	cmd := &cobra.Command{
		Use:   "log [ID] [FILTER]",
		Short: "Tell what was decided, delivered and happened by itself, newest first.",
		Long: `FILTER is a row of terms that all have to fit, such as 'person:nadia verb:reply since:2d' or 'kind:door from:192.0.2.'; - before
one negates it. docs/search.md tells them. Who signed in and out, was turned away, was refused something for their role or took a copy
away is a lead's to read.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			ask := inbox.LogAsk{Limit: limit, Signed: true, Scene: inbox.Scene{Zone: a.env.Zone}}
			if len(args) > 0 {
				if n, err := readID(args[0]); err == nil {
					ask.Number, args = n, args[1:]
				}
			}
			var err error
			if ask.Filter, err = parseLogQuery(args); err != nil {
				return err
			}
			switch {
			case limit < 0:
				return misuse("--limit is a number of lines; 0 is all")
			case limit == 0:
				ask.Limit = math.MaxInt
			}
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				t := newTable(a.env.Width)
				show := func(entries []inbox.Entry) error { return a.entriesInto(t, a.env.Stdout, entries, true) }
				if asJSON {
					show = a.entriesJSON
				}
				return a.pagesOfLog(cmd.Context(), seat, ask, show)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	cmd.Flags().IntVar(&limit, "limit", 100, "how many; 0 is all: `N`")
	return cmd
}

// pagesOfLog shows one stretch of the log after another, up to a limit. Where it is given up it says how far back it looked.
func (a *app) pagesOfLog(ctx context.Context, seat *desk.Seat, ask inbox.LogAsk, show func([]inbox.Entry) error) error {
	var looked time.Time
	for left := ask.Limit; left > 0; {
		ask.Limit = min(left, pageSize)
		page, err := seat.LogPage(ctx, ask)
		if errors.Is(err, context.Canceled) && !looked.IsZero() {
			return fmt.Errorf("given up, having looked back to %s", a.clock(looked))
		}
		if err != nil {
			return err
		}
		if err := show(page.Entries); err != nil || page.Next == 0 {
			return err
		}
		left -= len(page.Entries)
		ask.Before, looked = page.Next, page.Looked
	}
	return nil
}

// parseLogQuery reads a filter of the log from arguments. A mistake in it is shown under a caret.
func parseLogQuery(args []string) (inbox.LogQuery, error) {
	s := strings.Join(args, " ")
	q, err := inbox.ParseLogQuery(s)
	return q, underCaret(err, s)
}

// entryJSON is a line of the log.
type entryJSON struct {
	Seq      uint64       `json:"seq"`
	At       time.Time    `json:"at"`
	By       string       `json:"by"`                // "" = by itself
	Address  string       `json:"address,omitempty"` // where By came from; "" = this machine
	Key      string       `json:"key,omitempty"`     // the fingerprint of the key that By came by
	Rule     string       `json:"rule,omitempty"`
	ID       uint64       `json:"id"` // the item's short number
	What     string       `json:"what"`
	To       string       `json:"to,omitempty"`
	Text     inbox.Text   `json:"text,omitzero"`
	Changes  []changeJSON `json:"changes"`
	Delivery uint64       `json:"delivery,omitempty"`
	Verb     inbox.Verb   `json:"verb,omitempty"` // that the delivery carries out
	Erased   bool         `json:"erased,omitempty"`
	Undone   bool         `json:"undone,omitempty"`
	Change   string       `json:"change,omitempty"`
	Group    string       `json:"group,omitempty"`
	Forgot   *forgotJSON  `json:"forgot,omitempty"`
	Items    []uint64     `json:"items,omitempty"` // that somebody was refused something of
}

// forgotJSON is how much was forgotten by age, and of which items.
type forgotJSON struct {
	Items      []uint64 `json:"items"`
	Texts      int      `json:"texts"`
	Deliveries int      `json:"deliveries"`
}

type changeJSON struct {
	Field string `json:"field"`
	From  string `json:"from"`
	To    string `json:"to"`
}

func newEntryJSON(e inbox.Entry) entryJSON {
	j := entryJSON{
		Seq: e.Seq, At: e.At, By: e.By, Address: e.Visit.Address, Key: e.Visit.Key, Rule: e.Rule, ID: e.Number, What: e.What, To: e.To, Text: e.Text, Changes: []changeJSON{},
		Delivery: e.Delivery, Verb: e.Verb, Erased: e.Erased, Undone: e.Undone, Change: e.Key, Group: e.Group,
	}
	if e.What == inbox.WasDenied {
		j.Items = e.Numbers
	} else if len(e.Numbers) > 0 {
		j.Forgot = &forgotJSON{e.Numbers, e.Forgot.Texts, e.Forgot.Deliveries}
	}
	for _, f := range e.Patch {
		j.Changes = append(j.Changes, changeJSON{f.Name, f.From, f.To})
	}
	return j
}

func (a *app) entriesJSON(entries []inbox.Entry) error {
	out := jsonLines(a.env.Stdout)
	for _, e := range entries {
		if err := out.Encode(newEntryJSON(e)); err != nil {
			return err
		}
	}
	return nil
}

// tableOfEntries prints lines of the log, with the item where they are of several.
func (a *app) tableOfEntries(w io.Writer, entries []inbox.Entry, items bool) error {
	return a.entriesInto(newTable(a.env.Width), w, entries, items)
}

func (a *app) entriesInto(t *table, w io.Writer, entries []inbox.Entry, items bool) error {
	for _, e := range entries {
		cells := []string{a.clock(e.At), actor(e), e.What, a.particulars(e)}
		if items {
			cells = append([]string{about(e)}, cells...)
		}
		t.row(cells...)
	}
	return t.print(w)
}

// about is the item that a line is of; a line of many tells in its words how many.
func about(e inbox.Entry) string {
	switch {
	case e.What == inbox.WasDenied && len(e.Numbers) == 1:
		return fmt.Sprint(e.Numbers[0])
	case e.Number == 0:
		return "-"
	}
	return fmt.Sprint(e.Number)
}

func actor(e inbox.Entry) string {
	switch {
	case e.Rule == inbox.ImportRule:
		return e.By + " (imported)"
	case e.Rule != "":
		return "rule " + e.Rule
	case e.By == "":
		return "-"
	}
	return e.By
}

// particulars tell a line of the log on one line.
func (a *app) particulars(e inbox.Entry) string {
	var parts []string
	if f := e.Forgot; f.Items > 0 {
		parts = append(parts, fmt.Sprintf("%s, %s, %s", plural(f.Items, "item"), plural(f.Texts, "text"), plural(f.Deliveries, "delivery")))
	}
	switch {
	case e.What == inbox.WasDenied:
		parts = append(parts, deniedWish(e))
	case e.What == "answered":
		parts = append(parts, "on "+e.To)
	case e.To != "":
		parts = append(parts, "to "+e.To)
	}
	visit := slices.DeleteFunc([]string{e.Visit.Address, e.Visit.Key}, func(way string) bool { return way == "" })
	if e.AtDoor() { // how they came, and why: nothing was changed
		parts, visit = append(parts, visit...), nil
		for _, f := range e.Patch {
			switch f.Name {
			case "missed":
				parts = append(parts, f.To+" before it not written down")
			case "more": // counted with the items
			default:
				parts = append(parts, f.To)
			}
		}
	} else if p := tellable(e.Patch).Told(a.clock); len(p) > 0 {
		parts = append(parts, p.String())
	}
	switch {
	case e.Erased:
		parts = append(parts, "(its text was erased)")
	case !e.Text.Empty():
		parts = append(parts, "“"+e.Text.Line()+"”")
	}
	if e.Undone {
		parts = append(parts, "(taken back)")
	}
	return strings.Join(append(parts, visit...), "; ")
}

// deniedWish is what was refused, and of which items where they are several.
func deniedWish(e inbox.Entry) string {
	if len(e.Numbers) < 2 {
		return e.To
	}
	numbers := make([]string, len(e.Numbers))
	for i, n := range e.Numbers {
		numbers[i] = fmt.Sprint(n)
	}
	words := e.To + " of " + strings.Join(numbers, ", ")
	if more, ok := e.Patch.Set("more"); ok {
		words += " and " + more + " more"
	}
	return words
}

// tellable is a patch without what only says when it was made and by whom, which stands beside it.
func tellable(p inbox.Patch) inbox.Patch {
	return slices.DeleteFunc(slices.Clone(p), func(f inbox.Field) bool {
		return f.Name == "answered" || f.Name == "answered by" || f.Name == "escalated"
	})
}
