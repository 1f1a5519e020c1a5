package desk_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestAnAuthorWhoWritesAgainWhileTheyWaitMakesItMoreUrgent(t *testing.T) {
	team := team("reader")
	team.Urgent = inbox.DefaultThresholds()
	onBenchOf(t, team, func(b *bench) {
		theirs := func(i int) inbox.Post {
			p := post(fmt.Sprint(i), fmt.Sprint("toujours rien ", i), time.Now())
			p.Author.ID = "karim"
			return p
		}
		b.run()
		b.poll(theirs(1))
		b.poll(theirs(2), theirs(3), theirs(4)) // the last two are the third and the fourth
		for n, want := range []inbox.Priority{inbox.Normal, inbox.Normal, inbox.High, inbox.High} {
			it := b.item(uint64(n + 1))
			if got := it.UrgencyLevel(); got != want {
				b.Errorf("item %d is %s because %s, want %s", n+1, got, it.Urgency(), want)
			}
		}
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 1, 2, 3, 4)
		b.poll(theirs(5))
		if it := b.item(5); it.UrgencyLevel() != inbox.Normal {
			b.Errorf("once all were dealt with the next is urgent because %s", it.Urgency())
		}
	})
}

func TestReachRaisesAndAPersonsChoiceWins(t *testing.T) {
	team := team("reader")
	team.Urgent = inbox.DefaultThresholds()
	team.Rules = []inbox.Rule{{Name: "all", When: query(t, "is:open"), Priority: inbox.High}}
	onBenchOf(t, team, func(b *bench) {
		p := post("1", "hello", time.Now())
		p.Author.Followers = 41_200
		b.run()
		b.poll(p)
		it := b.item(1)
		if got := it.Urgency().String(); got != "the rule all (+10), 41200 followers (+10)" || it.UrgencyLevel() != inbox.Urgent {
			b.Errorf("it is %s because %s", it.UrgencyLevel(), got)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbPriority, Priority: inbox.Low}, 1)
		if it := b.item(1); it.UrgencyLevel() != inbox.Low || it.Urgency().Factors[0].By != "nadia" {
			b.Errorf("chosen low it is %s because %s", it.UrgencyLevel(), it.Urgency())
		}
		if _, err := b.as("nadia").Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if it := b.item(1); it.UrgencyLevel() != inbox.Urgent {
			b.Errorf("with the choice taken back it is %s", it.UrgencyLevel())
		}
	})
}

func TestALateAnswerMakesTheItemUrgentUntilItComes(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		b.after(5 * time.Hour)
		if it := b.item(1); it.UrgencyLevel() != inbox.Urgent || it.Urgency().String() != "the answer of sav is late (+20)" {
			b.Errorf("late, it is %s because %s", it.UrgencyLevel(), it.Urgency())
		}
		if _, _, err := b.as("sam").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbReturn}, desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if it := b.item(1); it.UrgencyLevel() != inbox.Normal {
			b.Errorf("answered, it is %s because %s", it.UrgencyLevel(), it.Urgency())
		}
	})
}

func TestTagsKeepToTheTeamsListAndGroups(t *testing.T) {
	team := team("reader")
	team.Tags = inbox.Tags{Known: []inbox.Tag{{Name: "mood/angry"}, {Name: "mood/happy"}, {Name: "refund"}}, Exclusive: []string{"mood"}, Fixed: true}
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		tag := func(add string) inbox.Decision { return inbox.Decision{Verb: inbox.VerbTag, Add: []string{add}} }
		b.decide(tag("mood/happy"), 1)
		b.decide(tag("mood/angry"), 1)
		if it := b.item(1); it.HasTag("mood/happy") || !it.HasTag("mood/angry") {
			b.Errorf("it is tagged %v", it.Tags)
		}
		if _, _, err := b.as("nadia").Decide(b.Context(), tag("mood/sad"), desk.Target{Number: 1}); !errors.Is(err, inbox.ErrIncomplete) {
			b.Errorf("a tag that isn't on the list: %v", err)
		}
		if _, err := b.as("nadia").DecideAll(b.Context(), tag("mood/sad"), inbox.Query{}, nil); !errors.Is(err, inbox.ErrIncomplete) {
			b.Errorf("a tag that isn't on the list, on all: %v", err)
		}
		if _, err := b.as("nadia").Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if it := b.item(1); !it.HasTag("mood/happy") || it.HasTag("mood/angry") {
			b.Errorf("taken back it is tagged %v", it.Tags)
		}
	})
}
