package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
)

// told is a digest in short: what, of whom, how many; and checks that each line's search finds as many.
func told(b *bench, person string, since time.Time) string {
	b.Helper()
	d, err := b.as(person).Digest(b.Context(), since)
	if err != nil {
		b.Fatal(err)
	}
	var words []string
	for _, l := range d.Lines {
		word := fmt.Sprint(l.What, " ", l.Count)
		if l.Name != "" {
			word = fmt.Sprint(l.What, " ", l.Name, " ", l.Count)
		}
		for _, did := range l.Did {
			word += fmt.Sprint(" ", did.Verb, "×", did.Count)
		}
		words = append(words, word)
		q, err := inbox.ParseQuery(l.Query.String())
		if n, more, counted := b.as(person).Count(b.Context(), q, 999); err != nil || counted != nil || n != l.Count || more {
			b.Errorf("%s: its search %q finds %d, %v, %v", word, l.Query, n, err, counted)
		}
	}
	return strings.Join(words, ", ")
}

func TestADigestTellsWhatHappenedSinceSomebodyLeft(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "seen before", time.Now()), post("2", "mine", time.Now()), post("3", "late", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		b.after(time.Hour)
		left := time.Now()
		if got := told(b, "nadia", left); got != "" {
			b.Errorf("nothing happened yet, and it tells %q", got)
		}
		b.after(time.Minute)
		as := func(person string, d inbox.Decision, number uint64) {
			b.Helper()
			if _, _, err := b.as(person).Decide(b.Context(), d, desk.Target{Number: number}); err != nil {
				b.Fatal(err)
			}
		}
		b.arrive(post("4", "posted before she left", left.Add(-time.Minute)), post("5", "urgent", time.Now()))
		as("lea", inbox.Decision{Verb: inbox.VerbPriority, Priority: inbox.Urgent}, 5)
		as("sam", inbox.Decision{Verb: inbox.VerbReturn, Text: inbox.Clean("it left")}, 1)
		as("lea", inbox.Decision{Verb: inbox.VerbAssign, To: "nadia"}, 2)
		as("lea", inbox.Decision{Verb: inbox.VerbEscalate, To: "sav", Until: time.Now().Add(time.Minute)}, 3)
		as("lea", noted("@nadia look"), 4)
		as("nadia", inbox.Decision{Verb: inbox.VerbTag, Add: []string{"own"}}, 4)
		b.after(2 * time.Minute)
		want := "mentioned 1, assigned 1, returned 1, overdue 1, urgent 1, new fedi 2, escalated 1, colleague lea 4 escalate×1 assign×1 priority×1 note×1, colleague sam 1 return×1"
		if got := told(b, "nadia", left); got != want {
			b.Errorf("told:\n%s\nwant:\n%s", got, want)
		}
		if got := told(b, "uma", left); got != "" {
			b.Errorf("uma sees another brand, and is told %q", got)
		}
		if got := told(b, "sam", left); strings.Contains(got, "new") || !strings.Contains(got, "escalated 1") {
			b.Errorf("sam, who sees a department's items alone, is told %q", got)
		}
	})
}

func TestADigestTellsWhatBecameOfOnesOwnReplies(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		left := time.Now()
		b.run()
		b.decide(reply("Bonjour"), 1)
		b.after(time.Minute)
		b.platform.answers = []answer{{err: &connectors.Trouble{Kind: connectors.Refused, Words: "no"}}}
		b.decide(reply("Bonjour"), 2)
		b.after(time.Minute)
		if got := told(b, "nadia", left); !strings.Contains(got, "refused 1") || !strings.Contains(got, "sent 1") {
			b.Errorf("nadia is told %q", got)
		}
		if got := told(b, "lea", left); strings.Contains(got, "refused") || strings.Contains(got, "sent") {
			b.Errorf("they weren't lea's, and she is told %q", got)
		}
	})
}

func TestADigestOfMuchIsCut(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		left := time.Now()
		b.after(time.Minute)
		var posts []inbox.Post
		for i := range 450 {
			posts = append(posts, post(fmt.Sprint(i), "hello", time.Now()))
		}
		b.arrive(posts...)
		d, err := b.as("nadia").Digest(b.Context(), left)
		if err != nil || len(d.Lines) != 1 || d.Lines[0].Count != 400 || !d.Lines[0].More {
			b.Errorf("told %+v, %v", d.Lines, err)
		}
	})
}

func TestWhenSomebodyWasLastHereIsRemembered(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		if _, known, err := b.as("nadia").LastHere(); known || err != nil {
			b.Errorf("she was never here: %t, %v", known, err)
		}
		at := time.Now().Truncate(time.Second)
		if err := b.as("nadia").WasHere(at); err != nil {
			b.Fatal(err)
		}
		b.reopen()
		if got, known, err := b.as("nadia").LastHere(); !known || err != nil || !got.Equal(at) {
			b.Errorf("she was here at %v, %t, %v", got, known, err)
		}
		if _, known, _ := b.as("lea").LastHere(); known {
			b.Error("lea was not")
		}
	})
}

func TestADigestNamesTheChannelsThatWereNotHeard(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		left := time.Now()
		b.run()
		b.after(time.Minute)
		b.platform.mu.Lock()
		b.platform.pollErr = func() error { return &connectors.Trouble{Kind: connectors.Unauthorised, Words: "token revoked"} }
		b.platform.mu.Unlock()
		b.after(10 * time.Minute)
		outages := func() []desk.ChannelOutage {
			b.Helper()
			d, err := b.as("nadia").Digest(b.Context(), left)
			if err != nil {
				b.Fatal(err)
			}
			return d.Outages
		}
		now := outages()
		if len(now) != 1 || now[0].Channel != "fedi" || !now[0].Until.IsZero() || !strings.Contains(now[0].Why, "token revoked") {
			b.Errorf("while it lasts: %+v", now)
		}
		if slices.ContainsFunc(now, func(o desk.ChannelOutage) bool { return o.Since.Before(left) }) {
			b.Error("it began later")
		}
	})
}
