package command

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// authorFlags are the flags of `vigie author`.
type authorFlags struct {
	note, remove string
	json         bool
}

func (a *app) author() *cobra.Command {
	var flags authorFlags
	cmd := &cobra.Command{
		Use:   "author ID",
		Short: "Show who wrote an item: their past, what we answered, blocks, and the notes about them.",
		Long: `ID is the short number of any of their items. Notes about an author are shown with all that they write on the channel, to
whoever sees the item on which they were written; they never leave the inbox.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			number, err := readID(args[0])
			if err != nil {
				return err
			}
			var text inbox.Text
			if flags.note != "" {
				if text, err = a.text([]string{flags.note}); err != nil {
					return err
				}
			}
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				switch {
				case flags.note != "":
					return a.decide(cmd.Context(), seat, inbox.Decision{Verb: inbox.VerbAbout, Text: text}, []desk.Target{{Number: number}}, verbFlags{})
				case flags.remove != "":
					return a.removeNote(cmd.Context(), seat, number, flags.remove)
				}
				h, err := seat.Author(cmd.Context(), number)
				if err != nil {
					return err
				}
				if flags.json {
					return jsonLines(a.env.Stdout).Encode(newHistoryJSON(h))
				}
				return a.printAuthor(h)
			})
		},
	}
	cmd.Flags().StringVar(&flags.note, "note", "", "write a note about the author, - reads it from standard input: `TEXT`")
	cmd.Flags().StringVar(&flags.remove, "remove", "", "take a note about the author away, by the change that --json tells: `CHANGE`")
	cmd.Flags().BoolVar(&flags.json, "json", false, "print one object")
	cmd.MarkFlagsMutuallyExclusive("note", "remove", "json")
	return cmd
}

// removeNote takes a note back, where it is one about the author.
func (a *app) removeNote(ctx context.Context, seat *desk.Seat, number uint64, change string) error {
	h, err := seat.Author(ctx, number)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(h.Notes, func(n inbox.AuthorNote) bool { return n.Key == change }) {
		return fmt.Errorf("no note about the author of item %d is of the change %q: `vigie author %d --json` lists them", number, inbox.CleanLine(change), number)
	}
	if _, err := seat.UndoChange(ctx, change); err != nil {
		return err
	}
	a.say("item %d: the note about its author was taken away", number)
	return nil
}

// historyJSON is who an author is to us, as `author --json` prints it. Its names are public and stay.
type historyJSON struct {
	Author    authorJSON       `json:"author"`
	Channel   string           `json:"channel"`
	Brand     string           `json:"brand"`
	Items     int              `json:"items"`
	Looked    int              `json:"looked"` // of how many of these, the newest, the rest tells
	First     *time.Time       `json:"first"`
	Last      *time.Time       `json:"last"`
	Status    map[string]int   `json:"status"`
	Tags      map[string]int   `json:"tags"`
	Escalated []escalatedJSON  `json:"escalated"`
	Sanctions []sanctionJSON   `json:"sanctions"` // that stand or are on their way, newest first
	Answers   []answerJSON     `json:"answers"`   // our last ones, newest first
	Notes     []authorNoteJSON `json:"notes"`     // newest first
}

type escalatedJSON struct {
	Department string `json:"department"`
	Status     string `json:"status"`
	Items      int    `json:"items"`
	Late       int    `json:"late"`
}

type sanctionJSON struct {
	Verb  inbox.Verb `json:"verb"`
	ID    uint64     `json:"id"` // the item on which it was decided
	At    time.Time  `json:"at"`
	By    string     `json:"by"`
	Rule  string     `json:"rule,omitempty"`
	State string     `json:"state"` // of its delivery
}

type answerJSON struct {
	ID    uint64     `json:"id"` // the item that it answers
	At    time.Time  `json:"at"`
	By    string     `json:"by"` // "" = our account, not from here
	Text  inbox.Text `json:"text"`
	State string     `json:"state"`
	Gone  bool       `json:"gone"` // it is no longer there
}

type authorNoteJSON struct {
	Change string     `json:"change"`
	ID     uint64     `json:"id"` // the item on which it was written
	At     time.Time  `json:"at"`
	By     string     `json:"by"`
	Rule   string     `json:"rule,omitempty"`
	Text   inbox.Text `json:"text"`
}

func newHistoryJSON(h inbox.AuthorHistory) historyJSON {
	j := historyJSON{
		Author: newAuthorJSON(h.Author), Channel: h.Channel, Brand: h.Brand, Items: h.Items, Looked: h.Looked, First: told(h.First), Last: told(h.Last),
		Status: map[string]int{}, Tags: h.Tags,
		Escalated: []escalatedJSON{}, Sanctions: []sanctionJSON{}, Answers: []answerJSON{}, Notes: []authorNoteJSON{},
	}
	for status, n := range h.Status {
		j.Status[status.String()] = n
	}
	for _, e := range h.Escalated {
		j.Escalated = append(j.Escalated, escalatedJSON{e.Department, e.Status.String(), e.Items, e.Late})
	}
	for _, s := range h.Sanctions {
		j.Sanctions = append(j.Sanctions, sanctionJSON{s.Verb, s.Number, s.At, s.By, s.Rule, s.State.String()})
	}
	for _, x := range h.Answers {
		j.Answers = append(j.Answers, answerJSON{x.Number, x.At, x.By, x.Text, x.State.String(), x.Gone})
	}
	for _, n := range h.Notes {
		j.Notes = append(j.Notes, authorNoteJSON{n.Key, n.Number, n.At, n.By, n.Rule, n.Text})
	}
	return j
}

func (a *app) printAuthor(h inbox.AuthorHistory) error {
	var b strings.Builder
	head := newTable(0)
	line := func(name, value string) {
		if value != "" {
			head.row(name, value)
		}
	}
	line("author", whoFully(h.Author)+influence(h.Author))
	for _, l := range h.Author.Links {
		line("link", strings.TrimSpace(l.Name.Line()+" "+l.URL.Line()))
	}
	line("channel", where(inbox.Item{Brand: h.Brand, Channel: h.Channel}))
	if h.Items > 0 {
		line("items", fmt.Sprintf("%s, first %s, last %s", grouped(h.Items), a.clock(h.First), a.clock(h.Last)))
	}
	if h.Looked < h.Items {
		line("below", fmt.Sprintf("of the latest %s", grouped(h.Looked)))
	}
	line("status", tally(h.Status, func(s inbox.Status) string { return s.String() }))
	line("tags", tally(h.Tags, func(tag string) string { return tag }))
	for _, e := range h.Escalated {
		words := fmt.Sprintf("%s: %d %s", e.Department, e.Items, e.Status)
		if e.Late > 0 {
			words += fmt.Sprintf(", %d late", e.Late)
		}
		line("escalated", words)
	}
	for _, s := range h.Sanctions {
		line(string(s.Verb), fmt.Sprintf("%s, by %s, %s", a.clock(s.At), actor(inbox.Entry{By: s.By, Rule: s.Rule}), s.State))
	}
	head.print(&b) // a builder
	for _, n := range h.Notes {
		fmt.Fprintf(&b, "\nNote, %s, %s\n%s\n", a.clock(n.At), actor(inbox.Entry{By: n.By, Rule: n.Rule}), indent(n.Text))
	}
	for _, x := range h.Answers {
		fmt.Fprintf(&b, "\nAnswer to %d, %s, %s, %s\n%s\n", x.Number, a.clock(x.At), cmp.Or(x.By, "not from here"), x.State, indent(x.Text))
	}
	_, err := io.WriteString(a.env.Stdout, b.String())
	return err
}

// tally are words with how often, the most frequent first.
func tally[K cmp.Ordered](counts map[K]int, word func(K) string) string {
	var words []string
	for _, k := range inbox.MostFrequent(counts) {
		words = append(words, fmt.Sprintf("%s %d", word(k), counts[k]))
	}
	return strings.Join(words, ", ")
}
