package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func noted(text string) inbox.Decision {
	return inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean(text)}
}

func TestANoteReachesWhomItNames(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(noted("@Léa, can you look? @tom too, and @karim@social.example"), 1)
		if c, err := b.as("lea").Counts(b.Context()); err != nil || c.Mentioned["lea"] != 1 || c.Mentioned["tom"] != 1 || len(c.Mentioned) != 2 {
			b.Errorf("counted: %v, %v", c.Mentioned, err)
		}
		if err := b.as("lea").MarkSeen(1); err != nil {
			b.Fatal(err)
		}
		if c, err := b.as("lea").Counts(b.Context()); err != nil || c.Mentioned["lea"] != 0 || c.Mentioned["tom"] != 1 {
			b.Errorf("after she read it: %v, %v", c.Mentioned, err)
		}
	})
}

func TestAPublicReplyNamesNobody(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		d := reply("@lea will see to it")
		d.Mentions = []string{"lea"} // whatever a caller says
		b.decide(d, 1)
		if got := b.item(1).Mentions; len(got) != 0 {
			b.Errorf("it names %v", got)
		}
	})
}

func TestWhoCouldNotReadANoteIsNotNamedInIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		refused := func(d inbox.Decision, words string) {
			b.Helper()
			_, _, err := b.as("nadia").Decide(b.Context(), d, desk.Target{Number: 1})
			if !errors.Is(err, desk.ErrRole) || !strings.Contains(err.Error(), words) {
				b.Errorf("refused with %v, want %q", err, words)
			}
		}
		refused(noted("@uma look"), "@uma has no access to the brand acme")
		refused(noted("@sam look"), "@sam's department")
		refused(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal", Text: inbox.Clean("@sam look")}, "@sam's department")
		if row := b.item(1); row.Notes != 0 || row.Status != inbox.Open {
			b.Errorf("a refused note leaves %+v", row.Item)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav", Text: inbox.Clean("@sam look")}, 1)
		if !b.item(1).Names("sam") {
			b.Error("an escalation names who will have it")
		}
		if c, err := b.as("sam").Counts(b.Context()); err != nil || c.Mentioned["sam"] != 1 {
			b.Errorf("sam's counts: %v, %v", c.Mentioned, err)
		}
		if _, _, err := b.as("sam").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbReturn, Text: inbox.Clean("@nadia done")}, desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if row := b.item(1); !row.Names("nadia") || row.Names("sam") {
			b.Errorf("the answer names %+v", row.Mentions)
		}
	})
}

func TestOnlyWhoSeesAnItemIsOfferedAsAName(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		if got, want := b.as("nadia").Colleagues(b.item(1).Item), []string{"vera", "tom", "lea", "olga"}; !slices.Equal(got, want) {
			b.Errorf("offered are %v, want %v", got, want)
		}
	})
}
