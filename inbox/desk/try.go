package desk

import (
	"context"
	"slices"
	"time"

	"vigie/inbox"
)

// TryAsk says which rules to try, and over what.
type TryAsk struct {
	Rules []string    // by name; none are all
	Draft *inbox.Rule // one that the team file doesn't have, asked after the others
	Over  inbox.Query // as items are now; the zero query is every item
	Since time.Time   // what is older is left out; zero leaves out nothing
	Let   bool        // rules that hide may do so from now on: this is their dry run, where it counts
}

// Trial is what a rule would have done to what came, had it been there.
type Trial struct {
	Rule    inbox.Rule
	Place   int      // in the order, from 1
	Found   int      // items that it finds, as they arrived
	Stopped int      // of these: an earlier rule keeps it from them
	Changed int      // of these: it would change something
	Items   []uint64 // what it would change, the newest first, at most mostTold
	Effects []Effect // in the order in which a rule decides
}

// Effect is one thing that a rule does, and how people decided where it would have.
type Effect struct {
	Decision inbox.Decision // with the times of the newest item
	Would    int
	Agreed   int // people decided the same
	Differed int // people decided otherwise; about the rest nobody decided
	Others   []Other
}

// Other is an item about which people decided otherwise than a rule.
type Other struct {
	Number uint64
	Item   inbox.Item    // as it is now
	Did    []inbox.Entry // what people decided, oldest first; none where it came so
}

// mostTold bounds the items that a trial names.
const mostTold = 500

// Try asks rules about items that came, newest first, as they were when they arrived, and changes nothing but that a rule may
// hide from now on, if asked for. walked, where given, hears how far it is. A context that ends keeps nothing.
func (s *Seat) Try(ctx context.Context, ask TryAsk, walked func(items int)) ([]Trial, error) {
	t, err := s.newTrying(ask)
	if err != nil {
		return nil, err
	}
	page := inbox.Ask{Query: ask.Over, Limit: 200}
	for n := 0; ; {
		got, err := s.Page(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, row := range got.Rows {
			if row.Order < t.since {
				return t.end(ask)
			}
			if err := t.item(row.Item); err != nil {
				return nil, err
			}
		}
		n += len(got.Rows)
		if walked != nil {
			walked(n)
		}
		if !got.More || len(got.Rows) == 0 {
			return t.end(ask)
		}
		page.From = got.Rows[len(got.Rows)-1].At()
	}
}

// trying is a walk over items with rules.
type trying struct {
	seat   *Seat
	team   inbox.Team
	rules  []inbox.Rule
	since  int64
	trials []*Trial // by place; nil where nobody asked
}

func (s *Seat) newTrying(ask TryAsk) (*trying, error) {
	team, seen := s.desk.Team(), s.Team()
	t := &trying{seat: s, team: team, rules: slices.Clone(team.Rules)}
	if !ask.Since.IsZero() {
		t.since = ask.Since.UnixMilli()
	}
	if ask.Let && s.Person().Role < inbox.Moderator {
		return nil, refuse(ErrRole, "a dry run that lets a rule hide takes a %s", inbox.Moderator)
	}
	if ask.Draft != nil {
		for _, d := range team.Decisions(*ask.Draft, s.Now()) {
			if _, err := s.complete(d); err != nil {
				return nil, err
			}
		}
		t.rules = append(t.rules, *ask.Draft)
	}
	for _, name := range ask.Rules {
		if _, known := seen.Rule(name); !known {
			return nil, refuse(ErrUnknown, "no rule is called %q; %s", inbox.CleanLine(name), among(name, seen.Rules, "rule", func(r inbox.Rule) string { return r.Name }))
		}
	}
	for i, r := range t.rules {
		draft := i >= len(team.Rules)
		_, known := seen.Rule(r.Name)
		if draft || known && (len(ask.Rules) == 0 && ask.Draft == nil || slices.Contains(ask.Rules, r.Name)) {
			t.trials = append(t.trials, &Trial{Rule: r, Place: i + 1})
		} else {
			t.trials = append(t.trials, nil)
		}
	}
	return t, nil
}

// item asks the rules about one item.
func (t *trying) item(it inbox.Item) error {
	if it.Forgotten {
		return nil
	}
	was, err := t.asArrived(it)
	if err != nil {
		return err
	}
	judged, _ := t.team.Judge(t.rules, was, was.Arrived)
	var past dealings
	asked := false
	for _, j := range judged {
		trial := t.trials[j.Place-1]
		if trial == nil {
			continue
		}
		trial.Found++
		if j.Stopped != "" {
			trial.Stopped++
			continue
		}
		if len(j.Decisions) == 0 {
			continue
		}
		if !asked {
			asked = true
			if past, err = t.dealings(it); err != nil {
				return err
			}
		}
		trial.add(it, j.Decisions, past)
	}
	return nil
}

// asArrived is the item as rules met it: its first text, and nothing decided.
func (t *trying) asArrived(it inbox.Item) (inbox.Item, error) {
	was := it
	was.Triage, was.Flags, was.Version, was.Liked = inbox.Triage{}, inbox.Flags{}, 1, false
	if it.Visibility != inbox.Held {
		was.Visibility = inbox.Public
	}
	if it.Edits == 0 {
		return was, nil
	}
	versions, err := t.seat.desk.store.Versions(it.Number)
	if len(versions) > 0 {
		was.Text = versions[0].Text
	}
	return was, err
}

// dealings are what was decided about an item.
type dealings struct {
	people []inbox.Entry // by people, here or before it was imported, oldest first; without what was taken back
	came   bool          // no rule touched it: what it carries it came with, or people gave it
}

func (t *trying) dealings(it inbox.Item) (past dealings, err error) {
	entries, err := t.seat.history(it.Number, 1000)
	if err != nil {
		return past, err
	}
	past.came = true
	for _, e := range slices.Backward(entries) {
		_, decision := inbox.ActionOf(inbox.Verb(e.What))
		person := e.By != "" && (e.Rule == "" || e.Rule == inbox.ImportRule)
		if person && !e.Undone && (decision || e.What == "undo") {
			past.people = append(past.people, e)
		}
		past.came = past.came && (e.Rule == "" || e.Rule == inbox.ImportRule)
	}
	return past, nil
}

// dryRunSpan is how far back a dry run looks at the least.
const dryRunSpan = 7 * 24 * time.Hour

// counts reports whether this is the dry run of the rules that it asks: over all that came of late to the brands of somebody who
// sees all of them.
func (t *trying) counts(ask TryAsk) bool {
	recent := !ask.Since.IsZero() && t.seat.Now().Sub(ask.Since) < dryRunSpan
	return ask.Let && ask.Over.Root == nil && !recent && !t.seat.walled()
}

func (t *trying) end(ask TryAsk) (all []Trial, err error) {
	for _, trial := range t.trials {
		if trial == nil {
			continue
		}
		all = append(all, *trial)
		inFile := trial.Place <= len(t.team.Rules)
		if inFile && trial.Rule.Hide && t.counts(ask) {
			if err := t.seat.noteDryRun(trial.Rule); err != nil {
				return all, err
			}
		}
	}
	return all, nil
}

// add counts what the rule would have done to an item.
func (t *Trial) add(it inbox.Item, decisions []inbox.Decision, past dealings) {
	t.Changed++
	if len(t.Items) < mostTold {
		t.Items = append(t.Items, it.Number)
	}
	for _, d := range decisions {
		e := t.effect(d)
		e.Would++
		switch compare(d, it, past) {
		case same:
			e.Agreed++
		case otherwise:
			if e.Differed++; len(e.Others) < mostTold {
				e.Others = append(e.Others, Other{it.Number, it, past.people})
			}
		}
	}
}

func (t *Trial) effect(d inbox.Decision) *Effect {
	for i := range t.Effects {
		if t.Effects[i].Decision.Verb == d.Verb {
			return &t.Effects[i]
		}
	}
	t.Effects = append(t.Effects, Effect{Decision: d})
	return &t.Effects[len(t.Effects)-1]
}

// verdict is how people decided where a rule would have.
type verdict uint8

const (
	nobody verdict = iota // nobody decided about that
	same
	otherwise
)

// compare holds what a rule would have decided against what people did. Where people did something, a tag or a department that
// they didn't choose is one that they left out.
func compare(d inbox.Decision, it inbox.Item, past dealings) verdict {
	did := func(verbs ...inbox.Verb) bool {
		return slices.ContainsFunc(past.people, func(e inbox.Entry) bool { return slices.Contains(verbs, inbox.Verb(e.What)) })
	}
	handled := did(inbox.VerbReply, inbox.VerbEscalate, inbox.VerbReturn, inbox.VerbSnooze, inbox.VerbDone, inbox.VerbDelete, inbox.VerbSpam, inbox.VerbApprove)
	judge := func(agreed, decided bool) verdict {
		switch {
		case !decided:
			return nobody
		case agreed:
			return same
		}
		return otherwise
	}
	switch d.Verb {
	case inbox.VerbTag:
		return judge(!slices.ContainsFunc(d.Add, func(tag string) bool { return !it.HasTag(tag) }), len(past.people) > 0 || past.came && len(it.Tags) > 0)
	case inbox.VerbPriority:
		return judge(it.Priority == d.Priority, did(inbox.VerbPriority))
	case inbox.VerbAssign:
		return judge(it.Assignee == d.To, did(inbox.VerbAssign))
	case inbox.VerbEscalate:
		return judge(it.Department == d.To, handled)
	case inbox.VerbSnooze:
		return judge(did(inbox.VerbSnooze), handled)
	case inbox.VerbDone:
		return judge(it.Status == inbox.Done && !did(inbox.VerbReply, inbox.VerbEscalate), handled)
	case inbox.VerbHide:
		away := did(inbox.VerbHide, inbox.VerbSpam, inbox.VerbDelete)
		return judge(away && !did(inbox.VerbUnhide, inbox.VerbUnspam, inbox.VerbRestore), away || handled)
	}
	return nobody
}
