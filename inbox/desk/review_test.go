package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// drafted is a trainee's reply to item 1, which waits for a lead.
func (b *bench) drafted(text string) inbox.Delivery {
	b.Helper()
	b.arrive(post("1", "hello", time.Now()))
	b.run()
	if _, _, err := b.as("tom").DecideNow(b.Context(), reply(text), desk.Target{Number: 1}); err != nil {
		b.Fatal(err)
	}
	b.after(3 * time.Hour)
	dl := b.delivery()
	if dl.State != inbox.InReview || len(b.platform.done()) != 0 {
		b.Fatalf("a trainee's reply is %s, and %q arrived", dl.State, b.platform.done())
	}
	return dl
}

func (b *bench) counted(query string) int {
	b.Helper()
	q, bad := inbox.ParseQuery(query)
	if bad != nil {
		b.Fatal(bad)
	}
	n, _, err := b.as("lea").Count(b.Context(), q, 10)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func TestATraineesReplyWaitsUntilALeadReleasesIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		dl := b.drafted("hi")
		if c, _ := b.as("lea").Counts(b.Context()); c.Review != 1 || c.Unsent != 0 || b.counted("is:review") != 1 {
			b.Errorf("the header counts %d in review and %d unsent, is:review finds %d", c.Review, c.Unsent, b.counted("is:review"))
		}
		for _, who := range []string{"vera", "sam", "tom", "nadia"} {
			for what, err := range map[string]error{
				"releases it": b.as(who).Release(b.Context(), dl.ID), "edits it": b.as(who).ReleaseAs(b.Context(), dl.ID, inbox.Clean("ho")),
				"sends it back": b.as(who).SendBack(b.Context(), dl.ID, inbox.Clean("no")),
			} {
				if !errors.Is(err, desk.ErrRole) && !errors.Is(err, desk.ErrNotFound) {
					b.Errorf("%s %s: %v", who, what, err)
				}
			}
		}
		b.reopen()
		b.run()
		if err := b.as("lea").Release(b.Context(), dl.ID); err != nil {
			b.Fatal(err)
		}
		b.after(time.Second)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 hi"}) || b.counted("is:review") != 0 {
			b.Errorf("after the release %q arrived, %d wait", did, b.counted("is:review"))
		}
		if e := b.last("released"); e.By != "lea" || e.Delivery != dl.ID {
			b.Errorf("the log tells %+v", e)
		}
	})
}

// last is the newest entry of the log of item 1 that tells of something.
func (b *bench) last(what string) inbox.Entry {
	b.Helper()
	entries, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Number: 1})
	if err != nil {
		b.Fatal(err)
	}
	i := slices.IndexFunc(entries, func(e inbox.Entry) bool { return e.What == what })
	if i < 0 {
		b.Fatalf("the log has no %s", what)
	}
	return entries[i]
}

func TestALeadEditsAndReleases(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		dl := b.drafted("hi")
		if err := b.as("lea").ReleaseAs(b.Context(), dl.ID, inbox.Text{}); !errors.Is(err, inbox.ErrIncomplete) {
			b.Errorf("released with nothing to say: %v", err)
		}
		if err := b.as("lea").ReleaseAs(b.Context(), dl.ID, inbox.Clean("good morning")); err != nil {
			b.Fatal(err)
		}
		b.after(time.Second)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 good morning"}) {
			b.Errorf("%q arrived", did)
		}
		if e := b.last("released"); e.Text.String() != "good morning" || b.last("reply").Text.String() != "hi" || b.item(1).AnsweredBy != "tom" {
			b.Errorf("the log tells %+v", e)
		}
		if err := b.as("lea").ReleaseAs(b.Context(), dl.ID, inbox.Clean("again")); !errors.Is(err, inbox.ErrDelivery) || err.Error() != "lea released tom's reply to item 1 already" {
			b.Errorf("released what has left: %v", err)
		}
	})
}

func TestAReplyThatIsSentBackIsInItsAuthorsComposerWithTheReason(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		dl := b.drafted("hi")
		if err := b.as("lea").SendBack(b.Context(), dl.ID, inbox.Text{}); !errors.Is(err, inbox.ErrIncomplete) {
			b.Errorf("sent back without a reason: %v", err)
		}
		if err := b.as("lea").SendBack(b.Context(), dl.ID, inbox.Clean("say bonjour first")); err != nil {
			b.Fatal(err)
		}
		b.after(3 * time.Hour)
		it, draft := b.item(1), inbox.Draft{}
		if it.Status != inbox.Open || it.Assignee != "tom" || it.Review || it.Pending != 0 || len(b.platform.done()) != 0 {
			b.Errorf("the item is %s, %s's, %+v; %q arrived", it.Status, it.Assignee, it.Flags, b.platform.done())
		}
		if draft, _, _ = b.as("tom").Draft(1, inbox.VerbReply); draft.Text != "hi" || draft.Verb != inbox.VerbReply {
			b.Errorf("tom's composer holds %+v", draft)
		}
		if e := b.last("cancelled"); e.By != "lea" || e.Text.String() != "say bonjour first" {
			b.Errorf("the log tells %+v", e)
		}
	})
}

func TestATraineeGetsRoundTheReleaseByNoOtherWay(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.drafted("hi")
		tom := b.as("tom")
		if _, err := tom.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if _, err := tom.Redo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if dl := b.delivery(); dl.State != inbox.InReview {
			b.Errorf("redone, it is %s", dl.State)
		}
		b.arrive(post("2", "hello", time.Now()))
		if _, err := tom.DecideAll(b.Context(), reply("all"), inbox.Query{}, nil); err != nil {
			b.Fatal(err)
		}
		b.after(3 * time.Hour)
		if did := b.platform.done(); len(did) != 0 {
			b.Errorf("%q arrived", did)
		}
		for _, dl := range b.outbox() {
			if err := tom.Resolve(b.Context(), dl.ID, false); err == nil {
				b.Errorf("tom resolved delivery %d to leave", dl.ID)
			}
		}
	})
}

func TestWhoBecameATraineeRedoesNoReplyOfBefore(t *testing.T) {
	team := team("doer")
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		nadia := b.as("nadia")
		if _, _, err := nadia.DecideNow(b.Context(), reply("hi"), desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if _, err := nadia.Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		team.People = slices.Clone(team.People)
		team.People[slices.IndexFunc(team.People, func(p inbox.Person) bool { return p.Name == "nadia" })].Role = inbox.Trainee
		if err := b.Reload(team); err != nil {
			b.Fatal(err)
		}
		if u, err := nadia.Redo(b.Context()); u.Items != 0 || !errors.Is(err, desk.ErrRole) {
			b.Errorf("redone: %+v, %v", u, err)
		}
		b.run()
		b.after(3 * time.Hour)
		if did := b.platform.done(); len(did) != 0 {
			b.Errorf("%q arrived", did)
		}
	})
}
