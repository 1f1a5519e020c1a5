package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
)

func query(t testing.TB, words string) inbox.Query {
	t.Helper()
	q, err := inbox.ParseQuery(words)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// hiding is a team whose rule "troll" hides what speaks of a casino, two an hour.
func hiding(t testing.TB) inbox.Team {
	team := team("doer")
	team.Brands[0].RulesMayHide, team.Brands[0].HidePerHour = true, 2
	team.Rules = []inbox.Rule{{Name: "troll", When: query(t, "casino"), Hide: true}}
	return team
}

// trolls are posts that the rule finds.
func trolls(from, to int) (posts []inbox.Post) {
	for i := from; i <= to; i++ {
		posts = append(posts, post(fmt.Sprint(i), fmt.Sprint("casino ", i), time.Now()))
	}
	return posts
}

// dryRun tries every rule over all there is, and lets them hide.
func (b *bench) dryRun(person string) []desk.Trial {
	b.Helper()
	trials, err := b.as(person).Try(b.Context(), desk.TryAsk{Let: true}, nil)
	if err != nil {
		b.Fatal(err)
	}
	return trials
}

// poll has the channel bring posts, and lets what they cause happen.
func (b *bench) poll(posts ...inbox.Post) {
	b.Helper()
	b.platform.bring(connectors.Batch{Posts: posts, Cursor: connectors.Cursor(posts[len(posts)-1].Remote)})
	b.after(3 * time.Minute)
}

func TestARuleHidesOnlyWhereTheBrandLetsIt(t *testing.T) {
	off := hiding(t)
	off.Brands[0].RulesMayHide = false
	onBenchOf(t, off, func(b *bench) {
		b.dryRun("nadia")
		if why := b.as("nadia").Rules()[0].Hiding[0].Why; !strings.Contains(why, "rules_may_hide") {
			b.Errorf("the rule says %q", why)
		}
		b.run()
		b.poll(trolls(1, 1)...)
		if all := b.outbox(); len(all) != 0 {
			b.Errorf("it hides: %+v", all)
		}
	})
}

func TestARuleHidesOnlyAfterADryRunOfThatVeryRule(t *testing.T) {
	team := hiding(t)
	onBenchOf(t, team, func(b *bench) {
		b.run()
		b.poll(trolls(1, 1)...)
		if why := b.as("nadia").Rules()[0].Hiding[0].Why; len(b.outbox()) != 0 || !strings.Contains(why, "vigie rules test troll") {
			b.Fatalf("before a dry run it hides %d items and says %q", len(b.outbox()), why)
		}
		if _, err := b.as("tom").Try(b.Context(), desk.TryAsk{Let: true}, nil); !errors.Is(err, desk.ErrRole) {
			b.Errorf("a trainee lets a rule hide: %v", err)
		}
		narrow := desk.TryAsk{Let: true, Over: query(b, "roulette")}
		if _, err := b.as("nadia").Try(b.Context(), narrow, nil); err != nil || b.as("nadia").Rules()[0].Hiding[0].Why == "" {
			b.Errorf("a narrowed dry run lets the rule hide, %v", err)
		}
		if trials := b.dryRun("nadia"); trials[0].Found != 1 || trials[0].Changed != 1 || trials[0].Effects[0].Would != 1 {
			b.Errorf("the dry run tells %+v", trials)
		}
		if h := b.as("nadia").Rules()[0].Hiding[0]; h.Why != "" || h.By != "nadia" || h.Most != 2 || h.Used != 0 {
			b.Errorf("after the dry run the rule is %+v", h)
		}
		b.poll(trolls(2, 2)...)
		if dl := b.delivery(); dl.State != inbox.Sent || dl.Rule != "troll" || dl.By != "" || b.item(2).Visibility != inbox.Hidden {
			b.Errorf("the delivery is %+v", dl)
		}
		edited := team
		edited.Rules = []inbox.Rule{{Name: "troll", When: query(b, "casino or comment"), Hide: true}}
		b.options.Team = edited
		b.reopen()
		b.run()
		b.poll(trolls(3, 3)...)
		if n := len(b.outbox()); n != 1 {
			b.Errorf("once edited it hides without a new dry run: %d deliveries", n)
		}
	})
}

func TestARulesHideWaitsForTheUndoWindowAndIsTakenBack(t *testing.T) {
	onBenchOf(t, hiding(t), func(b *bench) {
		b.dryRun("nadia")
		b.platform.bring(connectors.Batch{Posts: trolls(1, 1), Cursor: "1"})
		b.run()
		b.after(2 * time.Second)
		if dl := b.delivery(); dl.State != inbox.Holding || len(b.platform.done()) != 0 {
			b.Fatalf("it didn't wait: %+v", dl)
		}
		history, err := b.as("nadia").Log(b.Context(), inbox.LogAsk{Number: 1})
		if err != nil || len(history) != 1 || history[0].Rule != "troll" || history[0].What != "hide" {
			b.Fatalf("the history is %+v, %v", history, err)
		}
		if _, err := b.as("nadia").UndoChange(b.Context(), history[0].Key); err != nil {
			b.Fatal(err)
		}
		b.after(time.Minute)
		if dl := b.delivery(); dl.State != inbox.Cancelled || len(b.platform.done()) != 0 {
			b.Errorf("taken back in time, it is %s and the platform did %v", dl.State, b.platform.done())
		}
		b.poll(trolls(2, 2)...)
		history, _ = b.as("nadia").Log(b.Context(), inbox.LogAsk{Number: 2})
		hide := history[slices.IndexFunc(history, func(e inbox.Entry) bool { return e.What == "hide" })]
		if u, err := b.as("nadia").UndoChange(b.Context(), hide.Key); err != nil || !u.Sent {
			b.Fatalf("undo of what has arrived: %+v, %v", u, err)
		}
		b.after(time.Minute)
		if did := b.platform.done(); !slices.Equal(did, []string{"hide 2 ", "unhide 2 "}) || b.item(2).Visibility != inbox.Public {
			b.Errorf("the platform did %v, the item is %s", did, b.item(2).Visibility)
		}
	})
}

func TestAboveTheCapARuleOnlyFlagsForALead(t *testing.T) {
	onBenchOf(t, hiding(t), func(b *bench) {
		b.dryRun("nadia")
		b.run()
		b.poll(trolls(1, 4)...)
		states := func() (s []string) {
			for _, dl := range b.outbox() {
				s = append(s, dl.State.String())
			}
			return s
		}
		if got := states(); !slices.Equal(got, []string{"sent", "sent", "review", "review"}) {
			b.Fatalf("four finds are %v", got)
		}
		if h := b.as("lea").Rules()[0].Hiding[0]; !h.Capped || h.Used != 2 {
			b.Errorf("the rule is %+v", h)
		}
		if c, err := b.as("lea").Counts(b.Context()); err != nil || c.Review != 2 {
			b.Errorf("a lead is told of %d, %v", c.Review, err)
		}
		b.reopen() // the cap is no matter of memory
		b.run()
		b.poll(trolls(5, 5)...)
		if got := states(); got[4] != "review" {
			b.Errorf("after a restart the fifth is %s", got[4])
		}
		if err := b.as("nadia").Release(b.Context(), 3); !errors.Is(err, desk.ErrRole) {
			b.Errorf("a moderator releases it: %v", err)
		}
		if err := b.as("lea").SendBack(b.Context(), 4, inbox.CleanLine("a joke")); err != nil {
			b.Errorf("a lead can't call it off: %v", err)
		}
		if err := b.as("lea").Release(b.Context(), 3); err != nil {
			b.Fatal(err)
		}
		b.after(time.Hour)
		if got := states(); !slices.Equal(got[:4], []string{"sent", "sent", "sent", "cancelled"}) {
			b.Errorf("after the lead they are %v", got)
		}
		b.poll(trolls(6, 6)...)
		if got := states(); got[5] != "sent" {
			b.Errorf("an hour later the next is %s", got[5])
		}
	})
}

func TestWhatARuleDidIsTakenBackAsAWhole(t *testing.T) {
	team := team("reader")
	team.Departments[0].AnswerWithin = time.Hour
	team.Rules = []inbox.Rule{
		{Name: "refund", When: query(t, "remboursement"), Tag: []string{"refund"}, Priority: inbox.High},
		{Name: "urgent", When: query(t, "tag:refund"), Priority: inbox.Urgent, Escalate: "sav"},
	}
	onBenchOf(t, team, func(b *bench) {
		b.run()
		b.poll(post("1", "remboursement", time.Now()))
		it := b.item(1)
		if it.Status != inbox.Escalated || it.PriorityBy != inbox.ByRule("urgent") {
			b.Fatalf("the rules made it %+v", it.Triage)
		}
		history, err := b.as("nadia").Log(b.Context(), inbox.LogAsk{Number: 1})
		if err != nil || len(history) != 4 {
			b.Fatalf("the history has %d lines, %v", len(history), err)
		}
		if _, err := b.as("nadia").UndoChange(b.Context(), history[0].Group); err != nil {
			b.Fatal(err)
		}
		if it := b.item(1); it.Status != inbox.Open || len(it.Tags) != 0 || it.Priority != inbox.Normal || it.PriorityBy != "" {
			b.Errorf("taken back it is %+v", it.Triage)
		}
	})
}

func TestATrialTakesTheTagsOfAnImportForWhatPeopleDecided(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		for i, tags := range [][]string{{"refund"}, {"praise"}, nil} {
			p := post(fmt.Sprint(i+1), fmt.Sprint("remboursement ", i), time.Now())
			a := inbox.Arrived{Channel: "fedi", Brand: "acme", Post: p, Start: inbox.Triage{Tags: tags}}
			if _, err := b.store.Apply(b.Context(), []inbox.Change{{Key: p.Remote, At: time.Now(), Event: a}}); err != nil {
				b.Fatal(err)
			}
		}
		draft := inbox.Rule{Name: "draft", When: query(b, "remboursement"), Tag: []string{"refund"}}
		trials, err := b.as("lea").Try(b.Context(), desk.TryAsk{Draft: &draft}, nil)
		if err != nil {
			b.Fatal(err)
		}
		if e := trials[0].Effects[0]; e.Would != 3 || e.Agreed != 1 || e.Differed != 1 || e.Others[0].Number != 2 {
			b.Errorf("the trial tells %+v", e)
		}
	})
}

func TestATrialTellsWherePeopleDecidedOtherwise(t *testing.T) {
	team := team("doer")
	team.Rules = []inbox.Rule{
		{Name: "vip", When: query(t, "vip"), Tag: []string{"vip"}, Stop: true},
		{Name: "refund", When: query(t, "is:open remboursement"), Tag: []string{"refund"}, Escalate: "sav"},
	}
	onBenchOf(t, team, func(b *bench) {
		for i, text := range []string{"remboursement 1", "remboursement 2", "remboursement 3", "remboursement vip", "bonjour"} {
			b.arrive(post(fmt.Sprint(i+1), text, time.Now()))
		}
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"refund"}}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 2)
		trials, err := b.as("lea").Try(b.Context(), desk.TryAsk{Rules: []string{"refund"}}, nil)
		if err != nil || len(trials) != 1 {
			b.Fatalf("%+v, %v", trials, err)
		}
		got := trials[0]
		if got.Place != 2 || got.Found != 4 || got.Stopped != 1 || !slices.Equal(got.Items, []uint64{3, 2, 1}) {
			b.Errorf("it found %d, %d were kept from it, it would change %v", got.Found, got.Stopped, got.Items)
		}
		for i, want := range []struct {
			verb                    inbox.Verb
			would, agreed, differed int
		}{{inbox.VerbTag, 3, 1, 1}, {inbox.VerbEscalate, 3, 1, 1}} {
			e := got.Effects[i]
			if e.Decision.Verb != want.verb || e.Would != want.would || e.Agreed != want.agreed || e.Differed != want.differed {
				b.Errorf("effect %d is %+v, want %+v", i, e, want)
			}
			if o := e.Others; len(o) != 1 || o[0].Number != 2 || o[0].Did[0].To != "legal" {
				b.Errorf("%s: people decided %+v", want.verb, o)
			}
		}
		if it := b.item(3); len(it.Tags) != 0 || it.Status != inbox.Open {
			b.Errorf("a trial changed item 3: %+v", it.Triage)
		}
		draft := inbox.Rule{Name: "draft", When: query(b, "bonjour"), Done: true}
		if trials, err := b.as("lea").Try(b.Context(), desk.TryAsk{Draft: &draft}, nil); err != nil || len(trials) != 1 || trials[0].Place != 3 || trials[0].Changed != 1 {
			b.Errorf("a draft tells %+v, %v", trials, err)
		}
		if _, err := b.as("lea").Try(b.Context(), desk.TryAsk{Rules: []string{"none"}}, nil); !errors.Is(err, desk.ErrUnknown) {
			b.Errorf("an unknown rule: %v", err)
		}
	})
}
