package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/inbox"
)

func TestSearchFindsWordsPostedOrNot(t *testing.T) {
	b := newBench(t)
	one := b.arrive("1", "Où est mon COLIS ? L'œuf est cassé").Number
	two := b.arrive("2", "mon petit colis").Number
	b.decide("nadia", one, inbox.Decision{Verb: inbox.VerbDone})
	for _, posted := range []bool{false, true} {
		if posted {
			if err := b.flushTail(); err != nil {
				t.Fatal(err)
			}
		}
		for query, want := range map[string][]uint64{
			"colis": {two, one}, "oeuf": {one}, "coli": nil, "coli*": {two, one}, `"mon colis"`: {one}, "mon colis": {two, one},
			"colis is:open": {two}, "colis is:done": {one}, "-colis": nil, "colis -petit": {one}, "petit or cassé": {two, one},
			"karim": {two, one}, "colis channel:fedi": nil,
		} {
			if got := b.numbers(query); !slices.Equal(got, want) {
				t.Errorf("posted %v: %q finds %v, want %v", posted, query, got, want)
			}
		}
	}
}

func TestAnEditedItemIsFoundByItsNewWordsAlone(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "ancien").Number
	if err := b.flushTail(); err != nil {
		t.Fatal(err)
	}
	b.bring(b.post("1", "nouveau"))
	for range 2 {
		if got := b.numbers("nouveau"); !slices.Equal(got, []uint64{n}) {
			t.Errorf("the new word finds %v", got)
		}
		if got := b.numbers("ancien"); len(got) != 0 {
			t.Errorf("the old word finds %v", got)
		}
		if err := b.flushTail(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnAuthorIsFoundByAPartOfTheirNamesOrByTheirID(t *testing.T) {
	b := newBench(t)
	one := b.arrive("1", "bonjour").Number
	renamed := b.post("2", "bonsoir")
	renamed.Author = inbox.Author{ID: "did:plc:abc", Handle: inbox.CleanLine("@lucie.d@social.example"), Name: inbox.CleanLine("Lucie Duvêt")}
	two := b.bring(renamed).Number
	for _, posted := range []bool{false, true} {
		if posted {
			if err := b.flushTail(); err != nil {
				t.Fatal(err)
			}
		}
		for query, want := range map[string][]uint64{
			"author:@lucie.d@social.example": {two}, "author:LUCIE.D@social": {two}, "author:@lucie": {two}, "author:ucie": {two}, `author:"lucie duvet"`: {two}, `author:"e du"`: {two},
			"author:did:plc:abc": {two}, "author:did:plc:ab": nil, "author:@karim": {one}, "author:@social.example": {two}, "-author:@lucie": {one}, "author:.e@": nil,
		} {
			if got := b.numbers(query); !slices.Equal(got, want) {
				t.Errorf("posted %v: %s finds %v, want %v", posted, query, got, want)
			}
		}
	}
	renamed.Author.Name, renamed.Author.Handle, renamed.Digest = inbox.CleanLine("Lucie Martin"), inbox.CleanLine("@lm@social.example"), "renamed"
	b.bring(renamed)
	for range 2 {
		for query, want := range map[string][]uint64{"author:@lm@social.example": {two}, `author:"lucie mar"`: {two}, "author:@lucie.d@": nil, "martin": {two}} {
			if got := b.numbers(query); !slices.Equal(got, want) {
				t.Errorf("renamed: %s finds %v, want %v", query, got, want)
			}
		}
		if err := b.flushTail(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSearchSurvivesReopeningAndRebuilding(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "bonjour").Number
	b.Close()
	b.open()
	if st, err := b.Stats(); err != nil || st.Unposted != 0 {
		t.Errorf("closing leaves %d unposted, %v", st.Unposted, err)
	}
	if err := b.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := b.numbers("bonjour"); !slices.Equal(got, []uint64{n}) {
		t.Errorf("found %v", got)
	}
}

// TestSearchFindsWhatAskingEveryItemFinds compares the planned walk with a plain reading of everything.
func TestSearchFindsWhatAskingEveryItemFinds(t *testing.T) {
	b := newBench(t)
	c := newCorpus()
	if _, err := b.Bulk(t.Context(), c.changes(0, 3000), nil); err != nil {
		t.Fatal(err)
	}
	for change := range c.changes(3000, 200) {
		change.At = monday
		b.apply(change)
	}
	for n := uint64(5); n <= 3200; n += 31 {
		named := [][]string{{"nadia"}, {"luc"}, {"luc", "nadia"}}[n%3]
		b.decide("tom", n, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("look"), Mentions: named})
	}
	if err := b.MarkSeen("nadia", 5, 5+62, 5+93); err != nil {
		t.Fatal(err)
	}
	var all []inbox.Item
	for n := uint64(1); n <= 3200; n++ {
		all = append(all, b.item(n))
	}
	slices.SortFunc(all, func(x, y inbox.Item) int {
		if x.At().Before(y.At()) {
			return 1
		}
		return -1
	})
	at := map[uint64]int{}
	for i, it := range all {
		at[it.Number] = i
	}
	rapid.Check(t, func(t *rapid.T) {
		q, err := inbox.ParseQuery(drawQuery(t, c))
		if err != nil {
			t.Fatal(err)
		}
		ask := inbox.Ask{Query: q, Scene: inbox.Scene{Now: monday, Person: "nadia"}, Limit: rapid.IntRange(1, 200).Draw(t, "limit")}
		if rapid.Bool().Draw(t, "walls") {
			ask.Brands = []string{"brand1", "brand2"}
		}
		scene := ask.Scene
		scene.Seen = func(n uint64) bool { return !all[at[n]].Names("nadia") }
		var want []uint64
		for i := range all {
			if q.Match(&all[i], scene) && (ask.Brands == nil || slices.Contains(ask.Brands, all[i].Brand)) {
				want = append(want, all[i].Number)
			}
		}
		for at := 0; ; {
			page, err := b.Page(context.Background(), ask)
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range page.Rows {
				if at >= len(want) || row.Number != want[at] {
					t.Fatalf("%s: row %d is item %d, want one of %v", q, at, row.Number, want)
				}
				at++
			}
			if !page.More {
				if at != len(want) {
					t.Fatalf("%d items, want %d", at, len(want))
				}
				break
			}
			ask.From = page.Rows[len(page.Rows)-1].At()
		}
		if n, more, err := b.Count(context.Background(), ask, 5000); err != nil || more || n != len(want) {
			t.Fatalf("counted %d, want %d, %v", n, len(want), err)
		}
	})
}

func drawQuery(t *rapid.T, c *corpus) string {
	part := func() string {
		word := c.words[rapid.SampledFrom([]int{0, 1, 3, 10, 40, 200, 900, 5000}).Draw(t, "word")]
		return rapid.SampledFrom([]string{
			"is:open", "is:done", "is:escalated", "is:unseen", "is:mine", "channel:channel3", "brand:brand1", "tag:tag0*", "tag:tag07",
			"dept:sav", "assignee:nadia", "assignee:nobody", "kind:review", word, word, word, word[:2] + "*", "id:7,9,3100",
			`"` + word + " " + c.words[1] + `"`, "is:overdue",
			"author:user7", "author:@user7", "author:@user12@social.example", "author:109900000012", `author:"camille ` + c.words[9] + `"`, "author:social.exa",
			"mentions:me", "mentions:LUC", "is:mentioned", "since:1h", "since:90d", "since:3w",
			"weekday:monday", "hour:14", "before:200d", "after:2025-06-01", "on:2026-03-02", "channel:channel*", "brand:nowhere",
		}).Draw(t, "part")
	}
	var parts []string
	for range rapid.IntRange(0, 3).Draw(t, "parts") {
		p := part()
		switch rapid.IntRange(0, 9).Draw(t, "how") {
		case 0, 1, 2:
			p = "-" + p
		case 3:
			p = fmt.Sprintf("(%s or %s)", p, part())
		case 4:
			p = fmt.Sprintf("-(%s or -%s)", p, part())
		case 5:
			p = fmt.Sprintf("-(%s %s)", p, part())
		case 6:
			p = fmt.Sprintf("(-%s or -%s)", p, part())
		}
		parts = append(parts, p)
	}
	return strings.Join(parts, " ")
}

func TestAChunkHoldsWhatItWasGiven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := map[uint16]bool{}
		var c chunk
		for range rapid.IntRange(1, 4).Draw(t, "times") {
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
			var lows []uint16
			for range rapid.SampledFrom([]int{0, 1, 10, 5000}).Draw(t, "many") {
				low := uint16(r.IntN(1 << 16))
				lows, given[low] = append(lows, low), true
			}
			c = c.with(lows)
		}
		if c.len() != len(given) {
			t.Fatalf("it holds %d, want %d", c.len(), len(given))
		}
		last := -1
		c.each(func(low uint16) {
			if int(low) <= last || !given[low] || !c.has(low) {
				t.Fatalf("%d after %d", low, last)
			}
			last = int(low)
		})
		if last >= 0 {
			c = c.without(uint16(last))
			if c.has(uint16(last)) || c.len() != len(given)-1 {
				t.Fatalf("%d stays", last)
			}
		}
	})
}

// anything may be erased.
func anything(inbox.Item) error { return nil }

func TestAForgottenAuthorIsNowhereInTheCompactedFile(t *testing.T) {
	b := newBench(t)
	p := b.post("remote-zebulon", "zanzibarnote secret")
	p.Author = inbox.Author{ID: "zebulon-id", Handle: inbox.CleanLine("@zebulon"), Name: inbox.CleanLine("Zebulon"), Followers: -1}
	p.Original = "<i>zanzibarnote</i>"
	n := b.bring(p).Number
	other := b.arrive("2", "rien").Number
	p.Text, p.Digest = inbox.Clean("zanzibarnote changed"), "other"
	b.bring(p)
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("zanzibarnote again")})
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"kept"}})
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("zanzibarnote answered"), KeepOpen: true})
	if err := b.SaveDraft("nadia", inbox.Draft{Number: n, Verb: inbox.VerbReply, Text: "zanzibarnote draft"}); err != nil {
		t.Fatal(err)
	}
	receipt, err := b.Erase(t.Context(), inbox.Change{Key: "erase", At: b.now, By: "lea"}, "blog", "zebulon-id", anything)
	if err != nil || receipt.Items != 1 || receipt.Deliveries != 1 || receipt.Texts < 5 {
		t.Fatalf("the receipt is %+v, %v", receipt, err)
	}
	path := b.path + "-compact"
	if err := b.Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	content := readFile(t, path)
	for _, word := range []string{"zanzibarnote", "zebulon", "Zebulon"} {
		if strings.Contains(content, word) {
			t.Errorf("%q is still in the file", word)
		}
	}
	if a := b.bring(p); !a.Nothing {
		t.Error("a later poll brings it back")
	}
	if got := b.numbers("zanzibarnote"); len(got) != 0 {
		t.Errorf("search finds %v", got)
	}
	if got := b.item(n); got.Pending != 0 || !got.HasTag("kept") || got.Status != inbox.Done {
		t.Errorf("what is left is %+v", got)
	}
	if got := b.numbers("rien"); !slices.Equal(got, []uint64{other}) {
		t.Errorf("others are gone: %v", got)
	}
	entries, err := b.Log(inbox.LogAsk{Number: n})
	if err != nil || !slices.ContainsFunc(entries, func(e inbox.Entry) bool { return e.What == "note" && e.Erased && e.Text.Empty() }) {
		t.Errorf("the log says %+v, %v", entries, err)
	}
	if report, err := b.Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("the check finds %q, %v", report.Problems, err)
	}
	if _, err := b.Erase(t.Context(), inbox.Change{Key: "erase", At: b.now, By: "lea"}, "blog", "zebulon-id", anything); !errors.Is(err, ErrNoAuthor) {
		t.Errorf("erased again: %v", err)
	}
}
