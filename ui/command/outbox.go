package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (a *app) outbox() *cobra.Command {
	list := a.outboxList()
	cmd := &cobra.Command{
		Use:   "outbox [list|release|return|cancel|resolve]",
		Short: "Show what is to leave, and decide about what could not.",
		Args:  cobra.NoArgs,
		RunE:  list.RunE,
	}
	cmd.Flags().AddFlagSet(list.Flags())
	cmd.AddCommand(list, a.outboxRelease(), a.outboxReturn(), a.outboxCancel(), a.outboxResolve())
	return cmd
}

func (a *app) outboxList() *cobra.Command {
	var asJSON, all bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the deliveries that have not arrived, oldest first.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				ask := inbox.DeliveryAsk{}
				if !all {
					ask.States = inbox.Unfinished()
				}
				list, err := seat.Deliveries(cmd.Context(), ask)
				switch {
				case err != nil:
					return err
				case asJSON:
					return a.deliveriesJSON(list)
				}
				return a.tableOfDeliveries(a.env.Stdout, seat.Team(), list)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	cmd.Flags().BoolVar(&all, "all", false, "also those that arrived or were called off")
	return cmd
}

func (a *app) outboxRelease() *cobra.Command {
	var text string
	var yes bool
	cmd := a.onDeliveries("release ID…", "Send what is held, waits or was refused, now; a lead, also a trainee's reply.", cobra.MinimumNArgs(1),
		func(ctx context.Context, seat *desk.Seat, id uint64, ids []string) (err error) {
			if text != "" && len(ids) > 1 {
				return misuse("one text is of one reply: release them one by one")
			}
			if err := a.lookOverRelease(ctx, seat, id, text, yes); err != nil {
				return err
			}
			if text == "" {
				err = seat.Release(ctx, id)
			} else {
				err = seat.ReleaseAs(ctx, id, inbox.Clean(text))
			}
			if err != nil {
				return err
			}
			d, err := seat.Await(ctx, id)
			if err != nil {
				return stays(d, err)
			}
			return a.arrived(ctx, seat, d)
		})
	cmd.Flags().StringVar(&text, "text", "", "send this `TEXT` in place of a trainee's")
	cmd.Flags().BoolVar(&yes, "yes", false, yesHelp)
	return cmd
}

func (a *app) outboxReturn() *cobra.Command {
	return a.onDeliveries("return ID WHY", "Send a trainee's reply back to them, with the reason.", cobra.MinimumNArgs(2),
		func(ctx context.Context, seat *desk.Seat, id uint64, args []string) error {
			if err := seat.SendBack(ctx, id, inbox.Clean(strings.Join(args[1:], " "))); err != nil {
				return err
			}
			a.say("delivery %d is back with who wrote it", id)
			return nil
		})
}

// whoReleases names the people who may release what is in review.
func whoReleases(team inbox.Team, d inbox.Delivery) string {
	c, _ := team.Channel(d.Channel)
	return cmp.Or(strings.Join(team.Leads(c.Brand), " or "), "a lead")
}

func (a *app) outboxCancel() *cobra.Command {
	return a.onDeliveries("cancel ID…", "Call deliveries off.", cobra.MinimumNArgs(1),
		func(ctx context.Context, seat *desk.Seat, id uint64, _ []string) error {
			if err := seat.Cancel(ctx, id); err != nil {
				return err
			}
			a.say("delivery %d is called off", id)
			return nil
		})
}

func (a *app) outboxResolve() *cobra.Command {
	cmd := a.onDeliveries("resolve ID sent|unsent", "Say whether an uncertain delivery arrived; one that did not is sent again.", cobra.ExactArgs(2),
		func(ctx context.Context, seat *desk.Seat, id uint64, args []string) error {
			sent := args[1] == "sent"
			if err := seat.Resolve(ctx, id, sent); err != nil {
				return err
			}
			if sent {
				a.say("delivery %d has arrived", id)
			} else {
				a.say("delivery %d leaves again with the next `vigie sync`", id)
			}
			return nil
		})
	return cmd
}

// onDeliveries is a command about one delivery or, where it takes nothing else, about several.
func (a *app) onDeliveries(use, help string, args cobra.PositionalArgs, do func(context.Context, *desk.Seat, uint64, []string) error) *cobra.Command {
	return &cobra.Command{
		Use:   use,
		Short: help,
		Args:  args,
		RunE: func(cmd *cobra.Command, args []string) error {
			words := args
			if cmd.Name() == "resolve" {
				if !slices.Contains([]string{"sent", "unsent"}, args[1]) {
					return misuse("say what you found out: sent or unsent")
				}
				words = args[:1]
			}
			if cmd.Name() == "return" {
				words = args[:1]
			}
			ids, err := readDeliveries(words)
			if err != nil {
				return err
			}
			return a.sit(cmd.Context(), long, func(seat *desk.Seat) error {
				failed := false
				for _, id := range ids {
					err := do(cmd.Context(), seat, id, args)
					if _, told := errors.AsType[toldError](err); err != nil && !told {
						fmt.Fprintf(a.env.Stderr, "vigie: %s\n", printable(err))
					}
					failed = failed || err != nil
				}
				if failed {
					return toldError{exitRefused}
				}
				return nil
			})
		},
	}
}

func readDeliveries(words []string) ([]uint64, error) {
	var ids []uint64
	for _, word := range words {
		id, err := strconv.ParseUint(word, 10, 64)
		if err != nil || id == 0 {
			return nil, misuse("%q is no delivery: write its number, as `vigie outbox` shows it", inbox.CleanLine(word))
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// deliveryJSON is a delivery as it is printed.
type deliveryJSON struct {
	Delivery uint64     `json:"delivery"`
	ID       uint64     `json:"id"` // the item's short number
	Channel  string     `json:"channel"`
	Verb     inbox.Verb `json:"verb"`
	State    string     `json:"state"`
	By       string     `json:"by"`
	Rule     string     `json:"rule,omitempty"` // that decided it for them
	Decided  time.Time  `json:"decided"`
	At       time.Time  `json:"at,omitzero"` // held until, tried again at, or in this state since
	Attempts int        `json:"attempts"`
	Text     inbox.Text `json:"text"`
	Remote   string     `json:"remote,omitempty"`
	Why      inbox.Text `json:"why"` // in the platform's words
}

func newDeliveryJSON(d inbox.Delivery) deliveryJSON {
	return deliveryJSON{d.ID, d.Item, d.Channel, d.Verb, d.State.String(), d.By, d.Rule, d.Decided, d.At, d.Attempts, d.Text, d.Remote, d.Words}
}

func (a *app) deliveriesJSON(list []inbox.Delivery) error {
	out := jsonLines(a.env.Stdout)
	for _, d := range list {
		if err := out.Encode(newDeliveryJSON(d)); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) tableOfDeliveries(w io.Writer, team inbox.Team, list []inbox.Delivery) error {
	t := newTable(a.env.Width)
	for _, d := range list {
		words := d.Text.Line()
		if !d.Words.Empty() {
			words = d.Words.Line() + "; " + words
		}
		if d.State == inbox.InReview {
			words = "waits until " + whoReleases(team, d) + " releases it; " + words
		}
		t.row(fmt.Sprint(d.ID), fmt.Sprintf("item %d", d.Item), d.Channel, string(d.Verb), d.State.String(), a.clock(d.At), cmp.Or(d.By, d.Rule), words)
	}
	return t.print(w)
}
