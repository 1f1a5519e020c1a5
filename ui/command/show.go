package command

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (a *app) show() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show an item: its thread, what is on its way, and its history.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			number, err := readID(args[0])
			if err != nil {
				return err
			}
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				t, err := seat.Thread(cmd.Context(), number)
				if err != nil {
					return err
				}
				if asJSON {
					return jsonLines(a.env.Stdout).Encode(newThreadJSON(t))
				}
				return a.printThread(seat.Team(), t, seat.Now())
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object")
	return cmd
}

// threadJSON is an item with all there is to read about it.
type threadJSON struct {
	itemJSON
	Seen       string         `json:"thread_version"` // as --seen takes it
	Posts      []itemJSON     `json:"posts"`          // of its thread, oldest first, the item among them
	Deliveries []deliveryJSON `json:"deliveries"`
	History    []entryJSON    `json:"history"`  // oldest first
	Versions   []versionJSON  `json:"versions"` // its earlier texts, oldest first
	Same       []sameJSON     `json:"same"`     // the same post, met by other channels
}

type sameJSON struct {
	ID      uint64 `json:"id"`
	Channel string `json:"channel"`
	Status  string `json:"status"`
}

type versionJSON struct {
	Until time.Time  `json:"until"`
	Text  inbox.Text `json:"text"`
}

func newThreadJSON(t desk.Thread) threadJSON {
	j := threadJSON{itemJSON: newItemJSON(t.Row), Seen: versionOfItem(t.Seen()), Posts: []itemJSON{}, Deliveries: []deliveryJSON{}, History: []entryJSON{}, Versions: []versionJSON{}, Same: []sameJSON{}}
	for _, it := range t.Items {
		j.Posts = append(j.Posts, newItemJSON(inbox.Row{Item: it}))
	}
	for _, d := range t.Deliveries {
		j.Deliveries = append(j.Deliveries, newDeliveryJSON(d))
	}
	for _, e := range t.History {
		j.History = append(j.History, newEntryJSON(e))
	}
	for _, it := range t.Same {
		j.Same = append(j.Same, sameJSON{it.Number, it.Channel, it.Status.String()})
	}
	for _, v := range t.Versions {
		j.Versions = append(j.Versions, versionJSON{v.At, v.Text})
	}
	return j
}

func (a *app) printThread(team inbox.Team, t desk.Thread, now time.Time) error {
	var b strings.Builder
	a.printHead(&b, t, now)
	for _, it := range t.Same {
		fmt.Fprintf(&b, "\nThe same post as %d on %s, %s.\n", it.Number, it.Channel, state(it, now))
	}
	for _, v := range t.Versions {
		fmt.Fprintf(&b, "\nUntil %s it read:\n%s\n", a.clock(v.At), indent(v.Text))
	}
	if len(t.Items) > 1 {
		fmt.Fprintln(&b, "\nThread")
		for _, it := range t.Items {
			mark := " "
			if it.Number == t.Row.Number {
				mark = "▸"
			}
			fmt.Fprintf(&b, "%s %d  %s  %s\n%s\n", mark, it.Number, a.clock(it.Posted), by(it), indent(it.Text))
		}
	}
	if len(t.Deliveries) > 0 {
		fmt.Fprintln(&b, "\nOn its way")
		a.tableOfDeliveries(&b, team, t.Deliveries)
	}
	if len(t.History) > 0 {
		fmt.Fprintln(&b, "\nHistory")
		a.tableOfEntries(&b, t.History, false)
	}
	_, err := io.WriteString(a.env.Stdout, b.String())
	return err
}

func (a *app) printHead(b *strings.Builder, t desk.Thread, now time.Time) {
	r := t.Row
	head := newTable(0)
	line := func(name, value string) {
		if value != "" {
			head.row(name, value)
		}
	}
	line("item", fmt.Sprintf("%d, %s", r.Number, state(r.Item, now)))
	line("channel", fmt.Sprintf("%s, %s", where(r.Item), r.Kind))
	line("author", whoFully(r.Author)+influence(r.Author))
	line("title", r.Title.Line())
	line("posted", a.clock(r.Posted))
	line("edited", a.clock(r.Edited))
	line("link", r.URL.Line())
	line("tags", strings.Join(r.Tags, " "))
	if u := r.Urgency(); len(u.Factors) > 0 {
		line("priority", fmt.Sprintf("%s: %s", u.Level, u))
	}
	line("assignee", r.Assignee)
	line("department", r.Department)
	line("due", a.clock(r.Due))
	line("snoozed until", a.clock(r.Until))
	line("version", versionOfItem(t.Seen()))
	if r.Muted {
		line("muted", "later activity doesn't reopen it")
	}
	head.print(b) // a builder
	fmt.Fprintf(b, "\n%s\n", indent(r.Text))
}

func influence(author inbox.Author) string {
	s := ""
	if author.Followers >= 0 {
		s += fmt.Sprintf(", %d followers", author.Followers)
	}
	if !author.Since.IsZero() {
		s += fmt.Sprintf(", since %d", author.Since.Year())
	}
	if author.Bot {
		s += ", a bot"
	}
	return s
}

// by is who wrote a post of a thread.
func by(it inbox.Item) string {
	if it.Ours {
		return "us"
	}
	return who(it.Author)
}

// indent sets a text of many lines apart.
func indent(t inbox.Text) string { return "  " + strings.ReplaceAll(t.String(), "\n", "\n  ") }
