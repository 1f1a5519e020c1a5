package command

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/remote"
)

func (a *app) export() *cobra.Command {
	var limit int
	var private bool
	cmd := &cobra.Command{
		Use:   "export [QUERY]",
		Short: "Print items as `import` reads them, in the order of their short numbers.",
		Long:  "Without QUERY everything is written, our own posts too. Private items stay out unless --private asks for them.\ndocs/import.md tells what is in a line.",
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := parseQuery(args)
			if err != nil {
				return err
			}
			if limit < 0 {
				return misuse("--limit is a number of items; 0 is all")
			}
			return a.in(cmd.Context(), long, func(h *house) error {
				seat, err := a.seat(h)
				if err != nil {
					return err
				}
				v := a.env.Visitor
				if v == nil {
					v = &remote.Visitor{Person: seat.Person().Name}
				}
				sign(cmd.Context(), a, h, v, "exported", strings.Join(args, " "))
				x := exporter{app: a, seat: seat, out: jsonLines(a.env.Stdout), private: private, left: limit}
				if limit == 0 {
					x.left = math.MaxInt
				}
				if len(args) == 0 {
					return x.everything(cmd.Context(), h)
				}
				return x.found(cmd.Context(), q)
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", 0, "how many; 0 is all: `N`")
	cmd.Flags().BoolVar(&private, "private", false, "also private messages and posts")
	return cmd
}

// exporter writes lines, in the order of the short numbers.
type exporter struct {
	*app
	seat    *desk.Seat
	out     *json.Encoder
	private bool
	left    int
}

// everything writes all that the person may see, our own posts too.
func (x *exporter) everything(ctx context.Context, h *house) error {
	st, err := h.store.Stats()
	if err != nil {
		return err
	}
	for n := uint64(1); n <= st.Items && x.left > 0; n++ {
		if err := x.write(ctx, n); err != nil && !errors.Is(err, desk.ErrNotFound) {
			return err
		}
	}
	return nil
}

// found writes what a search finds. The numbers of what it finds are kept meanwhile, eight bytes each, since it finds in another
// order.
func (x *exporter) found(ctx context.Context, q inbox.Query) error {
	var numbers []uint64
	err := x.pages(ctx, x.seat, inbox.Ask{Query: q}, 0, func(rows []inbox.Row) error {
		for _, r := range rows {
			numbers = append(numbers, r.Number)
		}
		return nil
	})
	slices.Sort(numbers)
	for _, n := range numbers {
		if err != nil || x.left == 0 {
			return err
		}
		err = x.write(ctx, n)
	}
	return err
}

func (x *exporter) write(ctx context.Context, number uint64) error {
	row, err := x.seat.Item(ctx, number)
	if err != nil || row.Private && !x.private {
		return errors.Join(err, ctx.Err())
	}
	if row.Forgotten {
		return nil // what is left of it says nothing
	}
	history, err := x.seat.Log(ctx, inbox.LogAsk{Number: number, Limit: 1 << 20})
	if err != nil {
		return err
	}
	x.left--
	return errors.Join(x.out.Encode(newLine(row.Item, history)), ctx.Err())
}

// newLine is the line that brings an item back as it is. Its history comes newest first.
func newLine(it inbox.Item, history []inbox.Entry) line {
	text := it.Text.String()
	l := line{
		Channel: it.Channel, Brand: it.Brand, ID: remoteID(it.Remote), Kind: string(it.Kind), Parent: remoteID(it.Parent),
		Author: newAuthorLine(it.Author), Ours: it.Ours, Title: it.Title.String(), Text: &text, Lang: it.Lang, URL: it.URL.String(),
		Posted: stamp(it.Posted), Edited: stamp(it.Edited), Private: it.Private, Liked: it.Liked, Found: it.Found.String(), Origin: it.Origin,
		Status: it.Status.String(), Tags: it.Tags, Assignee: it.Assignee, Department: it.Department,
		Escalated: stamp(it.Escalated), Due: stamp(it.Due), Until: stamp(it.Until), Muted: it.Muted,
		Answered: stamp(it.Answered), AnsweredBy: it.AnsweredBy, Digest: it.Digest, Extra: it.Extra,
	}
	if it.Thread != it.Remote || it.Parent != "" {
		l.Thread = remoteID(it.Thread)
	}
	if l.Posted == "" {
		l.Posted = stamp(it.Arrived) // it must stand somewhere
	}
	if it.Visibility != inbox.Public {
		l.Visibility = it.Visibility.String()
	}
	if level := it.UrgencyLevel(); level != inbox.Normal {
		l.Priority = level.String()
	}
	for _, m := range it.Media {
		l.Media = append(l.Media, mediaLine{m.Type, m.URL.String(), m.Alt.String()})
	}
	for _, e := range slices.Backward(history) {
		if d, ok := newDecisionLine(e); ok {
			l.Decisions = append(l.Decisions, d)
		}
	}
	return l
}

func newAuthorLine(author inbox.Author) authorLine {
	l := authorLine{
		ID: remoteID(author.ID), Handle: author.Handle.String(), Name: author.Name.String(), Since: stamp(author.Since),
		Bot: author.Bot, Verified: author.Verified,
	}
	for _, link := range author.Links {
		l.Links = append(l.Links, linkLine{link.Name.String(), link.URL.String(), link.Verified})
	}
	if author.Followers >= 0 {
		l.Followers = &author.Followers
	}
	return l
}

// newDecisionLine is a line of the log, where it tells a decision that stands.
func newDecisionLine(e inbox.Entry) (decisionLine, bool) {
	if _, decision := inbox.ActionOf(inbox.Verb(e.What)); !decision || e.Undone {
		return decisionLine{}, false
	}
	d := decisionLine{Verb: e.What, By: e.By, At: stamp(e.At), To: e.To, Text: e.Text.String()}
	d.Add, d.Remove = e.Patch.Tags()
	return d, true
}

// stamp is a time as lines have it; "" where it isn't known.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
