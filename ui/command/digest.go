package command

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// sinceUnless is how far a digest goes back where nobody knows when the person was last here.
const sinceUnless = 24 * time.Hour

func (a *app) digest() *cobra.Command {
	var asJSON bool
	var since time.Duration
	cmd := &cobra.Command{
		Use:   "digest",
		Short: "Tell what happened since you were last at a console.",
		Long:  "Each line names the search that finds its items: vigie list SEARCH.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if since < 0 {
				return misuse("--since is how long ago, such as 8h")
			}
			return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
				from, err := digestFrom(seat, since)
				if err != nil {
					return err
				}
				d, err := seat.Digest(cmd.Context(), from)
				switch {
				case err != nil:
					return err
				case asJSON:
					return jsonLines(a.env.Stdout).Encode(newDigestJSON(d))
				}
				return a.printDigest(d)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print an object")
	cmd.Flags().DurationVar(&since, "since", 0, "how long ago, such as 8h, in place of when you were last at a console: `AGE`")
	return cmd
}

// digestFrom is when a digest begins.
func digestFrom(seat *desk.Seat, since time.Duration) (time.Time, error) {
	if since > 0 {
		return seat.Now().Add(-since), nil
	}
	at, known, err := seat.LastHere()
	if err == nil && !known {
		at = seat.Now().Add(-sinceUnless)
	}
	return at, err
}

func (a *app) printDigest(d desk.Digest) error {
	if _, err := fmt.Fprintf(a.env.Stdout, "Since %s:\n", a.clock(d.Since)); err != nil {
		return err
	}
	t := newTable(a.env.Width)
	for _, l := range d.Lines {
		n := fmt.Sprint(l.Count)
		if l.More {
			n += "+"
		}
		t.row(n, digestWords(l), l.Query.String())
	}
	for _, o := range d.Outages {
		until := "still"
		if !o.Until.IsZero() {
			until = "until " + a.clock(o.Until)
		}
		t.row("", fmt.Sprintf("%s not heard since %s, %s", o.Channel, a.clock(o.Since), until), o.Why)
	}
	if len(d.Lines)+len(d.Outages) == 0 {
		a.say("nothing happened")
		return nil
	}
	return t.print(a.env.Stdout)
}

// digestWords say what a line of a digest counts.
func digestWords(l desk.DigestLine) string {
	switch l.What {
	case desk.CameIn:
		return "new on " + l.Name
	case desk.WorkedOn:
		return "by " + l.Name + ": " + countedVerbs(l.Did)
	}
	return map[desk.Happening]string{
		desk.NamesYou: "name you in a note you have not read", desk.MadeYours: "made yours", desk.YoursRefused: "of your replies refused",
		desk.YoursUnknown: "of your replies uncertain", desk.CameBack: "came back from a department", desk.IsLate: "overdue with a department",
		desk.CameUrgent: "of the new ones urgent", desk.WentOut: "went to a department", desk.YouSent: "of your replies sent",
	}[l.What]
}

func countedVerbs(did []desk.Did) string {
	words := make([]string, len(did))
	for i, d := range did {
		words[i] = fmt.Sprintf("%s %d", d.Verb, d.Count)
	}
	return strings.Join(words, ", ")
}

// digestJSON is a digest. Its names are public and stay.
type digestJSON struct {
	Since   time.Time    `json:"since"`
	Until   time.Time    `json:"until"`
	Lines   []lineJSON   `json:"lines"`
	Outages []outageJSON `json:"outages"`
}

type lineJSON struct {
	What  desk.Happening     `json:"what"`
	Name  string             `json:"name,omitempty"` // the channel of new, the person of colleague
	Count int                `json:"count"`
	More  bool               `json:"more,omitempty"` // there are more
	Query string             `json:"query"`          // finds the items
	Did   map[inbox.Verb]int `json:"did,omitempty"`  // of colleague
}

type outageJSON struct {
	Channel string    `json:"channel"`
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until,omitzero"` // left out while it lasts
	Why     string    `json:"why"`
}

func newDigestJSON(d desk.Digest) digestJSON {
	j := digestJSON{Since: d.Since, Until: d.Until, Lines: []lineJSON{}, Outages: []outageJSON{}}
	for _, l := range d.Lines {
		line := lineJSON{What: l.What, Name: l.Name, Count: l.Count, More: l.More, Query: l.Query.String()}
		for _, did := range l.Did {
			if line.Did == nil {
				line.Did = map[inbox.Verb]int{}
			}
			line.Did[did.Verb] = did.Count
		}
		j.Lines = append(j.Lines, line)
	}
	for _, o := range d.Outages {
		j.Outages = append(j.Outages, outageJSON{o.Channel, o.Since, o.Until, o.Why})
	}
	return j
}
