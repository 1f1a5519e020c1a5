package store

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

const year = 365 * 24 * time.Hour

// outlived are all items that are due to be forgotten, read in small slices.
func (b *bench) outlived(keep time.Duration) (list []uint64) {
	b.t.Helper()
	since := map[string]time.Time{"acme": b.now.Add(-keep)}
	for from, more := uint64(1), true; more; more = from != 0 {
		items, next, err := b.Outlived(since, from, 2)
		if err != nil {
			b.t.Fatal(err)
		}
		for _, it := range items {
			list = append(list, it.Number)
		}
		from = next
	}
	return list
}

func (b *bench) forgotten(numbers ...uint64) []inbox.Applied {
	b.t.Helper()
	return b.apply(b.change("", inbox.Forgotten{Brand: "acme", Since: b.now.Add(-year), Numbers: numbers}))
}

func TestOnlyWhatIsDoneAndLongUntouchedOutlivesItsTime(t *testing.T) {
	b := newBench(t)
	for _, remote := range []string{"open", "done", "noted", "escalated", "snoozed", "unsent"} {
		b.arrive(remote, "bonjour "+remote)
	}
	done := inbox.Decision{Verb: inbox.VerbDone}
	b.decide("nadia", 2, done)
	b.decide("nadia", 3, done)
	b.decide("nadia", 4, inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"})
	b.decide("nadia", 5, inbox.Decision{Verb: inbox.VerbSnooze, Until: b.now.Add(9 * year)})
	b.decide("nadia", 6, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Merci")})
	ours := b.post("ours", "merci")
	ours.Ours = true
	b.must("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: ours, Start: inbox.Triage{Status: inbox.Done}})
	b.now = b.now.Add(year / 2)
	b.decide("nadia", 3, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("encore")})
	b.now = b.now.Add(year/2 + time.Hour)
	b.arrive("young", "bonjour")
	if got := b.outlived(year); !slices.Equal(got, []uint64{2, 7}) {
		t.Errorf("due to be forgotten: %v", got)
	}
	b.now = b.now.Add(year)
	if got := b.outlived(year); !slices.Equal(got, []uint64{2, 3, 7}) {
		t.Errorf("a year later: %v", got)
	}
}

func TestWhatIsForgottenIsNowhereAndTheFiguresStay(t *testing.T) {
	b := newBench(t)
	p := b.post("remote-zebulon", "zanzibarnote first")
	p.Author = inbox.Author{ID: "zebulon-id", Handle: inbox.CleanLine("@zebulon"), Followers: -1, Links: []inbox.Link{{URL: inbox.CleanLine("https://zebulon.example/"), Verified: true}}}
	p.Original = "<i>zanzibarnote</i>"
	n := b.bring(p).Number
	if got := b.item(n).Author.Links; !slices.Equal(got, p.Author.Links) {
		t.Errorf("the links are %v", got)
	}
	p.Text, p.Digest = inbox.Clean("changed"), "other"
	b.bring(p)
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("zanzibarnote again")})
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"kept"}})
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbDone})
	if err := b.SaveDraft("nadia", inbox.Draft{Number: n, Verb: inbox.VerbReply, Text: "zanzibarnote draft"}); err != nil {
		t.Fatal(err)
	}
	young := b.arrive("2", "rien").Number
	for _, d := range []inbox.Draft{
		{Verb: "note", On: []uint64{young, n}, Text: "zanzibarnote for several"},
		{Verb: "return", Text: "zanzibarnote for all"},
		{Verb: "escalate", On: []uint64{young, 99}, Text: "for others"},
	} {
		if err := b.SaveDraft("nadia", d); err != nil {
			t.Fatal(err)
		}
	}
	before, err := b.Counts(nil)
	if err != nil {
		t.Fatal(err)
	}
	b.now = b.now.Add(year + time.Hour)
	if _, err := b.Apply(t.Context(), []inbox.Change{{Key: "refused", At: b.now, By: "vera", Event: inbox.Denied{Wish: "hide", Numbers: []uint64{n}}}}); err != nil {
		t.Fatal(err) // which happened to nothing, and keeps nothing longer
	}
	applied := b.forgotten(n, young, 99)
	if len(applied) != 2 || applied[1].Number != n || !applied[1].Item.Forgotten || !applied[1].Item.Text.Empty() {
		t.Fatalf("it told %+v", applied)
	}
	left, err := b.Drafts("nadia")
	if err != nil || len(left) != 1 || left[0].Number != 0 || left[0].Verb != "escalate" || !slices.Equal(left[0].On, []uint64{young, 99}) {
		t.Errorf("of what was begun is left %+v, %v", left, err)
	}
	if a := b.bring(p); !a.Nothing {
		t.Error("a later poll brings it back")
	}
	if got := b.numbers("first"); len(got) != 0 {
		t.Errorf("the words of an earlier version find %v", got)
	}
	after, err := b.Counts(nil)
	if err != nil || after.Status[inbox.Done] != before.Status[inbox.Done] || !slices.Equal(b.numbers("tag:kept"), []uint64{n}) {
		t.Errorf("the figures were %v and are %v", before.Status, after.Status)
	}
	if got := b.item(young).Text.String(); got != "rien" {
		t.Errorf("an open item reads %q", got)
	}
	path := b.path + "-compact"
	if err := b.Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	content := readFile(t, path)
	for _, word := range []string{"zanzibarnote", "zebulon"} {
		if strings.Contains(content, word) {
			t.Errorf("%q is still in the file", word)
		}
	}
	if report, err := b.Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("the check finds %q, %v", report.Problems, err)
	}
	if again := b.forgotten(n); !again[0].Nothing {
		t.Errorf("forgotten again: %+v", again[0])
	}
}

func TestForgettingIsALineOfTheLogWithCountsAndNumbers(t *testing.T) {
	b := newBench(t)
	for _, remote := range []string{"1", "2", "3"} {
		b.decide("nadia", b.arrive(remote, "bonjour").Number, inbox.Decision{Verb: inbox.VerbDone})
	}
	b.now = b.now.Add(year + time.Hour)
	b.forgotten(1, 3)
	for _, ask := range []inbox.LogAsk{{Limit: 1}, {Number: 3, Limit: 1}, {Brands: []string{"acme"}, Limit: 1}} {
		lines, err := b.Log(ask)
		if err != nil || len(lines) != 1 {
			t.Fatalf("%+v gives %v, %v", ask, lines, err)
		}
		want := inbox.Forgot{Items: 2, Texts: 2}
		if l := lines[0]; l.What != "forgot" || l.Forgot != want || !slices.Equal(l.Numbers, []uint64{1, 3}) || l.By != "" {
			t.Errorf("%+v gives %+v", ask, l)
		}
	}
	if lines, err := b.Log(inbox.LogAsk{Number: 2, Limit: 1}); err != nil || lines[0].What == "forgot" {
		t.Errorf("the log of an item that stayed says %+v, %v", lines, err)
	}
}

func TestAnotherBrandsItemsAreNotForgotten(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "bonjour").Number
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbDone})
	b.now = b.now.Add(2 * year)
	a := b.apply(b.change("", inbox.Forgotten{Brand: "umbra", Since: b.now, Numbers: []uint64{n}}))
	if !a[0].Nothing || b.item(n).Forgotten {
		t.Errorf("it told %+v", a)
	}
}
