package command

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/remote"
)

// figuresAsked are the flags of figures.
type figuresAsked struct {
	brand, since, from, to string
	json, csv, private     bool
}

func (a *app) figures() *cobra.Command {
	var asked figuresAsked
	cmd := &cobra.Command{
		Use:   "figures",
		Short: "Count what came in a period, by day, hour, channel and tag, how long it took, and what waits.",
		Long:  "Each figure names the search that finds its items: vigie list SEARCH. Delays run by the clock; who decided what is told to leads alone.\nPrivate items stay out unless --private asks for them. It is logged as an export.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.in(cmd.Context(), long, func(h *house) error {
				seat, err := a.seat(h)
				if err != nil {
					return err
				}
				ask, err := a.figuresAsk(asked, seat.Now())
				if err != nil {
					return err
				}
				v := a.env.Visitor
				if v == nil {
					v = &remote.Visitor{Person: seat.Person().Name}
				}
				sign(cmd.Context(), a, h, v, "exported", "figures "+inbox.During(ask.From, ask.To, ask.Zone).String())
				f, err := seat.Figures(cmd.Context(), ask, nil)
				if err != nil {
					return err
				}
				return a.printFigures(asked, f)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&asked.brand, "brand", "", "of one brand alone: `NAME`")
	f.StringVar(&asked.since, "since", "7d", "from then on: an age or a day: `AGE`")
	f.StringVar(&asked.from, "from", "", "from this day on, in place of --since: `DAY`")
	f.StringVar(&asked.to, "to", "", "up to this day, with it: `DAY`")
	f.BoolVar(&asked.json, "json", false, "print an object")
	f.BoolVar(&asked.csv, "csv", false, "print a line of comma-separated values for each figure")
	f.BoolVar(&asked.private, "private", false, "also private messages and posts")
	cmd.MarkFlagsMutuallyExclusive("json", "csv")
	cmd.MarkFlagsMutuallyExclusive("since", "from")
	return cmd
}

// figuresAsk reads the flags.
func (a *app) figuresAsk(asked figuresAsked, now time.Time) (desk.FiguresAsk, error) {
	ask := desk.FiguresAsk{Brand: asked.brand, To: now.Add(time.Minute), Zone: a.env.Zone, Private: asked.private}
	moment := func(flag, value string) (time.Time, error) {
		t, ok := inbox.Term{Field: "after", Value: value}.Moment(inbox.Scene{Now: now, Zone: a.env.Zone})
		if !ok {
			return t, misuse("--%s is an age or a day: 7d, 2026-11-01, yesterday", flag)
		}
		return t, nil
	}
	var err error
	if asked.from != "" {
		ask.From, err = moment("from", asked.from)
	} else {
		ask.From, err = moment("since", asked.since)
	}
	if err == nil && asked.to != "" {
		if ask.To, err = moment("to", asked.to); err == nil {
			ask.To = ask.To.In(a.env.Zone).AddDate(0, 0, 1)
		}
	}
	return ask, err
}

// figureJSON is one figure. Its names are public and stay.
type figureJSON struct {
	Section string  `json:"section"`
	Name    string  `json:"name"`
	Count   int     `json:"count"`
	Median  float64 `json:"median_seconds,omitempty"`
	P90     float64 `json:"p90_seconds,omitempty"`
	Due     int     `json:"due,omitempty"`     // of departments: of what they were given, with a term that has come, or answered
	InTime  int     `json:"in_time,omitempty"` // of these: answered in time
	Query   string  `json:"query"`             // finds the items
}

// figuresJSON are figures. Its names are public and stay.
type figuresJSON struct {
	From    time.Time    `json:"from"`
	To      time.Time    `json:"to"`
	Brand   string       `json:"brand,omitempty"`
	Items   int          `json:"items"`
	Private int          `json:"private_left_out"`
	Figures []figureJSON `json:"figures"`
}

func (a *app) printFigures(asked figuresAsked, f desk.Figures) error {
	lines := figureLines(f)
	switch {
	case asked.json:
		return jsonLines(a.env.Stdout).Encode(figuresJSON{f.From.UTC(), f.To.UTC(), f.Brand, f.Items, f.Private, lines})
	case asked.csv:
		return a.csvFigures(lines)
	}
	if _, err := fmt.Fprintf(a.env.Stdout, "From %s to %s: %d items\n", a.clock(f.From), a.clock(f.To), f.Items); err != nil {
		return err
	}
	t := newTable(a.env.Width)
	for _, l := range lines {
		took, kept := "", ""
		if l.P90 > 0 {
			took = fmt.Sprintf("median %s, 90%% %s", seconds(l.Median), seconds(l.P90))
		}
		if l.Due > 0 {
			kept = fmt.Sprintf("%d of %d in time", l.InTime, l.Due)
		}
		t.row(l.Section, l.Name, fmt.Sprint(l.Count), took, kept, l.Query)
	}
	return t.print(a.env.Stdout)
}

func seconds(n float64) string {
	return (time.Duration(n) * time.Second).String()
}

func (a *app) csvFigures(lines []figureJSON) error {
	w := csv.NewWriter(a.env.Stdout)
	rows := [][]string{{"section", "name", "count", "median_seconds", "p90_seconds", "due", "in_time", "query"}}
	number := func(n float64) string { return strconv.FormatFloat(n, 'f', 0, 64) }
	for _, l := range lines {
		rows = append(rows, []string{l.Section, l.Name, strconv.Itoa(l.Count), number(l.Median), number(l.P90), strconv.Itoa(l.Due), strconv.Itoa(l.InTime), l.Query})
	}
	return w.WriteAll(rows)
}

// figureLines are all figures, one after the other.
func figureLines(f desk.Figures) []figureJSON {
	lines := []figureJSON{}
	add := func(section, name string, count int, q inbox.Query) *figureJSON {
		lines = append(lines, figureJSON{Section: section, Name: name, Count: count, Query: q.String()})
		return &lines[len(lines)-1]
	}
	took := func(l *figureJSON, d desk.Delay) { l.Median, l.P90 = d.Median.Seconds(), d.P90.Seconds() }
	for _, d := range f.Days {
		add("day", d.Start.Format(time.DateOnly), d.Count, d.Query)
	}
	for _, by := range []struct {
		section string
		bars    []desk.Bar
	}{{"brand", f.Brands}, {"channel", f.Channels}, {"tag", f.Tags}, {"hour", f.Hours()}} {
		for _, b := range by.bars {
			add(by.section, b.Name, b.Count, b.Query)
		}
	}
	add("tag", "", f.Untagged.Count, f.Untagged.Query)
	for i := range f.Week {
		day := time.Weekday((i + 1) % 7)
		for hour, n := range f.Week[day] {
			if n > 0 {
				add("week", strings.ToLower(day.String())+" "+strconv.Itoa(hour), n, f.Slot(day, hour))
			}
		}
	}
	took(add("delay", "answer", f.Answer.Count, f.Answer.Query), f.Answer)
	took(add("delay", "done", f.Done.Count, f.Done.Query), f.Done)
	for _, d := range f.Departments {
		l := add("department", d.Name, d.Answer.Count, d.Query)
		took(l, d.Answer)
		l.Due, l.InTime = d.Timed, d.InTime
	}
	for _, age := range f.Backlog {
		name := fmt.Sprintf("%d-%d d", int(age.From.Hours())/24, int(age.To.Hours())/24)
		if age.To == 0 {
			name = fmt.Sprintf("%d d or more", int(age.From.Hours())/24)
		}
		add("waiting", name, age.Count, age.Query)
	}
	for _, p := range f.People {
		add("decisions", p.Name, p.Decisions, p.Query)
	}
	return lines
}
