package command

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/team"
)

func (a *app) rules() *cobra.Command {
	var asJSON bool
	list := func(cmd *cobra.Command, _ []string) error {
		return a.sit(cmd.Context(), short, func(seat *desk.Seat) error {
			if me := seat.Person(); me.Role == inbox.DepartmentRole {
				return fmt.Errorf("%s is a %s: the rules aren't theirs to see", me.Name, me.Role)
			}
			if asJSON {
				return a.rulesJSON(seat.Rules())
			}
			return a.printRules(seat.Rules())
		})
	}
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules of the team file in their order.",
		Long:  "All rules that find an item act, in this order, each on what those before it made of it, until one that says stop.",
		Args:  cobra.NoArgs,
		RunE:  list,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	cmd.AddCommand(&cobra.Command{Use: "list", Short: cmd.Short, Hidden: true, Args: cobra.NoArgs, RunE: list}, a.rulesTest())
	return cmd
}

// ruleJSON is a rule as `rules --json` and `rules test --json` print it.
type ruleJSON struct {
	Place  int          `json:"place"` // in the order, from 1
	Rule   string       `json:"rule"`
	When   string       `json:"when"`
	Does   string       `json:"does"`
	Hiding []hidingJSON `json:"hiding,omitempty"`
}

type hidingJSON struct {
	Brand  string    `json:"brand"`
	May    bool      `json:"may"`
	Why    string    `json:"why,omitempty"` // it may not
	Tested time.Time `json:"tested,omitzero"`
	By     string    `json:"by,omitempty"`
	Used   int       `json:"used"` // within the last hour, by all rules
	Most   int       `json:"most"`
}

func newRuleJSON(place int, r inbox.Rule) ruleJSON {
	return ruleJSON{Place: place, Rule: r.Name, When: r.When.String(), Does: r.String()}
}

func (a *app) rulesJSON(rules []desk.RuleState) error {
	out := jsonLines(a.env.Stdout)
	for _, r := range rules {
		j := newRuleJSON(r.Place, r.Rule)
		for _, h := range r.Hiding {
			j.Hiding = append(j.Hiding, hidingJSON{Brand: h.Brand, May: h.Why == "", Why: h.Why, Tested: h.At, By: h.By, Used: h.Used, Most: h.Most})
		}
		if err := out.Encode(j); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) printRules(rules []desk.RuleState) error {
	if len(rules) == 0 {
		a.say("no rule yet: write a [[rule]] in the team file, or try one with `vigie rules test --when 'refund' --tag refund`")
		return nil
	}
	t := newTable(a.env.Width)
	for _, r := range rules {
		t.row(fmt.Sprint(r.Place), r.Rule.Name, r.Rule.String(), r.Rule.When.String())
		for _, h := range r.Hiding {
			t.row("", "", "", h.Brand+": "+a.hidingLine(h))
		}
	}
	return t.print(a.env.Stdout)
}

// hidingLine is whether a rule may hide items of a brand, in words.
func (a *app) hidingLine(h desk.Hiding) string {
	switch {
	case h.Why != "":
		return "hides nothing: " + h.Why
	case h.Capped:
		return fmt.Sprintf("only flags for a lead: rules hid %d within the hour, and %d are the most", h.Used, h.Most)
	}
	return fmt.Sprintf("hides, since %s made its dry run on %s; %d of %d within the hour", h.By, a.clock(h.At), h.Used, h.Most)
}

// trialFlags are the flags of `rules test`.
type trialFlags struct {
	all, asJSON bool
	over, since string

	when, priority, assign, escalate, snooze string // of a draft
	tag                                      []string
	done, hide                               bool
}

func (a *app) rulesTest() *cobra.Command {
	var f trialFlags
	cmd := &cobra.Command{
		Use:   "test [RULE …]",
		Short: "Show what rules would have done to what came, and where people decided otherwise.",
		Long: "RULE is the name of a rule of the team file; --all tries all of them, and --when with what to do tries one that isn't there yet, after the others.\n" +
			"Nothing is changed. But a rule that hides may do so once it was tried so without --over, by somebody who may hide: see docs/rules.md.",
		RunE: func(cmd *cobra.Command, args []string) error {
			ask, err := a.readTrial(args, f)
			if err != nil {
				return err
			}
			return a.sit(cmd.Context(), long, func(seat *desk.Seat) error { return a.try(cmd.Context(), seat, ask, f.asJSON) })
		},
	}
	set := cmd.Flags()
	set.BoolVar(&f.all, "all", false, "try every rule")
	set.StringVar(&f.over, "over", "", "only what a search finds now: `QUERY`")
	set.StringVar(&f.since, "since", "30d", "how far back; all is everything: `TIME`")
	set.BoolVar(&f.asJSON, "json", false, "print one object a rule")
	set.StringVar(&f.when, "when", "", "of a rule that isn't in the team file: what it looks for: `QUERY`")
	set.StringSliceVar(&f.tag, "tag", nil, "of such a rule: the tags it adds: `TAGS`")
	set.StringVar(&f.priority, "priority", "", "of such a rule: `low|high|urgent`")
	set.StringVar(&f.assign, "assign", "", "of such a rule: `PERSON`")
	set.StringVar(&f.escalate, "escalate", "", "of such a rule: `DEPARTMENT`")
	set.StringVar(&f.snooze, "snooze", "", "of such a rule: for how long: `TIME`")
	set.BoolVar(&f.done, "done", false, "of such a rule: nothing more to do")
	set.BoolVar(&f.hide, "hide", false, "of such a rule: hide it at its platform")
	return cmd
}

// readTrial reads what to try from arguments and flags.
func (a *app) readTrial(args []string, f trialFlags) (ask desk.TryAsk, err error) {
	ask.Rules = args
	if f.when != "" {
		if ask.Draft, err = readDraft(f); err != nil {
			return ask, err
		}
	}
	switch {
	case f.when == "" && len(args) == 0 && !f.all:
		return ask, misuse("which rule? Name it, or try them --all, or one that isn't there yet with --when 'refund' --tag refund")
	case f.all && len(args)+len(f.when) > 0:
		return ask, misuse("--all tries every rule of the team file; leave the names and --when out")
	}
	if f.over != "" {
		if ask.Over, err = parseQuery([]string{f.over}); err != nil {
			return ask, err
		}
	}
	if f.since != "all" {
		back, err := team.ParseSpan(f.since)
		if err != nil {
			return ask, misuse("--since %s is no length of time: write 30d, 12h or all", inbox.CleanLine(f.since))
		}
		ask.Since = a.env.Now().Add(-back)
	}
	return ask, nil
}

// readDraft reads a rule that isn't in the team file.
func readDraft(f trialFlags) (*inbox.Rule, error) {
	when, err := parseQuery([]string{f.when})
	if err != nil {
		return nil, err
	}
	r := &inbox.Rule{Name: "(new)", When: when, Tag: f.tag, Assign: f.assign, Escalate: f.escalate, Done: f.done, Hide: f.hide}
	for _, tag := range f.tag {
		if err := inbox.CheckTag(tag); err != nil {
			return nil, usageError{err}
		}
	}
	if f.priority != "" {
		if r.Priority, err = readPriority(f.priority); err != nil {
			return nil, err
		}
	}
	if f.snooze != "" {
		if r.Snooze, err = team.ParseSpan(f.snooze); err != nil {
			return nil, misuse("--snooze %s is no length of time: write 4h or 3d", inbox.CleanLine(f.snooze))
		}
	}
	if r.String() == "" {
		return nil, misuse("what should the rule do? Add --tag, --priority, --assign, --escalate, --snooze, --done or --hide")
	}
	return r, nil
}

// try tries rules and prints what they would have done. Whoever may hide makes the dry run of a rule that hides.
func (a *app) try(ctx context.Context, seat *desk.Seat, ask desk.TryAsk, asJSON bool) error {
	ask.Let = seat.Person().Role >= inbox.Moderator
	walked := 0
	trials, err := seat.Try(ctx, ask, func(n int) {
		if walked = n; a.env.Progress {
			fmt.Fprintf(a.env.Stderr, "\r%s", plural(n, "item"))
		}
	})
	if a.env.Progress && walked > 0 {
		fmt.Fprint(a.env.Stderr, "\r\x1b[K")
	}
	if err != nil {
		return err
	}
	if asJSON {
		out := jsonLines(a.env.Stdout)
		for _, t := range trials {
			if err := out.Encode(newTrialJSON(t)); err != nil {
				return err
			}
		}
		return nil
	}
	for i, t := range trials {
		if i > 0 {
			a.say("")
		}
		a.printTrial(t)
	}
	return nil
}

// fewOthers is how many items a trial shows where people decided otherwise; --json tells all that are known.
const fewOthers = 5

func (a *app) printTrial(t desk.Trial) {
	a.say("%d %s: %s → %s", t.Place, t.Rule.Name, t.Rule.When, t.Rule)
	a.say("  finds %s, would change %d%s", plural(t.Found, "item"), t.Changed, stoppedWords(t))
	for _, e := range t.Effects {
		a.say("  %s: %d; people decided the same about %d, otherwise about %d", effectWords(e.Decision), e.Would, e.Agreed, e.Differed)
		for _, o := range e.Others[:min(len(e.Others), fewOthers)] {
			a.say("    item %d: %s: %s", o.Number, cmp.Or(didWords(o.Did), "it came so"), o.Item.Text.Line())
		}
		if more := e.Differed - fewOthers; more > 0 {
			a.say("    … and %d more: --json lists them", more)
		}
	}
	if len(t.Items) > 0 {
		a.say("  see them: vigie list %s", idsWords(t.Items[:min(len(t.Items), 10)]))
	}
}

func stoppedWords(t desk.Trial) string {
	if t.Stopped == 0 {
		return ""
	}
	return fmt.Sprintf("; an earlier rule stops it from %d", t.Stopped)
}

// effectWords is what a rule decides, without the times of a single item.
func effectWords(d inbox.Decision) string {
	switch d.Verb {
	case inbox.VerbTag:
		return "tag " + strings.Join(d.Add, " ")
	case inbox.VerbPriority:
		return "priority " + d.Priority.String()
	}
	return strings.TrimSpace(string(d.Verb) + " " + d.To)
}

// didWords is what people did to an item, by whom.
func didWords(entries []inbox.Entry) string {
	var words []string
	last := ""
	for _, e := range entries {
		did := strings.TrimSpace(e.What + " " + e.To)
		if e.What == string(inbox.VerbTag) {
			did = cmp.Or(e.Patch.String(), did)
		}
		if e.By != last {
			did, last = e.By+": "+did, e.By
		}
		words = append(words, did)
	}
	return strings.Join(words, ", ")
}

func idsWords(numbers []uint64) string {
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = fmt.Sprint(n)
	}
	return "id:" + strings.Join(words, ",")
}

// trialJSON is what a rule would have done, as `rules test --json` prints it.
type trialJSON struct {
	ruleJSON
	Found   int          `json:"found"`
	Stopped int          `json:"stopped"`
	Changed int          `json:"changed"`
	Items   []uint64     `json:"items"` // what it would change, the newest first
	Effects []effectJSON `json:"effects"`
}

type effectJSON struct {
	Does     string      `json:"does"`
	Would    int         `json:"would"`
	Agreed   int         `json:"agreed"`
	Differed int         `json:"differed"`
	Others   []otherJSON `json:"others"`
}

type otherJSON struct {
	ID  uint64      `json:"id"`
	Did []entryJSON `json:"did"`
}

func newTrialJSON(t desk.Trial) trialJSON {
	j := trialJSON{ruleJSON: newRuleJSON(t.Place, t.Rule), Found: t.Found, Stopped: t.Stopped, Changed: t.Changed, Items: t.Items, Effects: []effectJSON{}}
	if j.Items == nil {
		j.Items = []uint64{}
	}
	for _, e := range t.Effects {
		ej := effectJSON{Does: effectWords(e.Decision), Would: e.Would, Agreed: e.Agreed, Differed: e.Differed, Others: []otherJSON{}}
		for _, o := range e.Others {
			oj := otherJSON{ID: o.Number, Did: []entryJSON{}}
			for _, entry := range o.Did {
				oj.Did = append(oj.Did, newEntryJSON(entry))
			}
			ej.Others = append(ej.Others, oj)
		}
		j.Effects = append(j.Effects, ej)
	}
	return j
}
