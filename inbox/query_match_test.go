package inbox

import (
	"testing"
	"time"
)

// mustParse reads a query that a test is sure of.
func mustParse(t testing.TB, s string) Query {
	t.Helper()
	q, err := ParseQuery(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return q
}

var searchNow = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func searchedItem() Item {
	posted := searchNow.Add(-50 * time.Hour) // 2026-11-19 10:00
	return Item{
		Number: 12, Channel: "fedi", Brand: "acme", Arrived: posted.Add(time.Minute), Order: posted.UnixMilli(),
		Post: Post{
			Remote: "77", Thread: "70", Kind: Mention, Lang: "fr-CA", Posted: posted,
			Author: Author{ID: "1234", Handle: CleanLine("karim_b@social.example"), Name: CleanLine("Karim B."), Followers: 3412, Verified: true},
			Text:   Clean("La livraison a trois semaines\nde retard 😡 https://acme.example/42 配送延迟"),
			Title:  CleanLine("Notre nouveau service"), URL: CleanLine("https://social.example/@karim_b/77"), Found: CleanLine("#acme"),
		},
		Triage: Triage{Status: Escalated, Tags: []string{"colère", "mood/angry"}, Assignee: "nadia", Priority: High, Department: "sav",
			Due: searchNow.Add(-time.Hour), Answered: posted, AnsweredBy: "léa"},
		Flags: Flags{Unsent: true, Notes: 2},
	}
}

func TestEachFieldFindsWhatItSays(t *testing.T) {
	it := searchedItem()
	s := Scene{Now: searchNow, Person: "nadia", Seen: func(n uint64) bool { return n == 12 }}
	for query, want := range map[string]bool{
		"": true, "is:escalated": true, "is:open": false, "is:seen": true, "is:unseen": false, "is:mine": true, "is:unassigned": false,
		"is:overdue": true, "is:muted": false, "is:unsent": true, "is:pending": false, "is:private": false, "is:public": true,
		"is:held": false, "is:edited": false, "is:ours": false, "is:liked": false, "is:bot": false, "is:verified": true,
		"has:link": true, "has:media": false, "has:note": true, "has:tag": true, "has:reply": true, "has:edits": false, "has:title": true, "has:text": true,
		"brand:acme": true, "brand:ACME": true, "brand:other": false, "channel:fedi": true, "channel:fed": false, "kind:mention": true, "kind:review": false,
		"tag:mood/angry": true, "tag:mood/*": true, "tag:mood": false, "tag:Colère": true, "tag:refund": false,
		"author:karim": true, "author:social.example": true, "author:1234": true, "author:123": false, `author:"karim b."`: true, "author:anna": false,
		"dept:sav": true, "dept:legal": false, "assignee:me": true, "assignee:nobody": false, "assignee:Nadia": true, "for:léa": false,
		"answered:Léa": true, "answered:me": false, "answered:nobody": false,
		"priority:high": true, "priority:>=high": true, "priority:>high": false, "priority:<urgent": true, "priority:low": false,
		"before:2d": true, "before:3d": false, "after:3d": true, "after:2d": false, "before:2026-11-19": false, "after:2026-11-19": true,
		"before:2026-11-19T10:00": false, "after:2026-11-19T10:00": true, "after:yesterday": false, "before:today": true,
		"on:2026-11-19": true, "on:2026-11-18": false, "on:2026-11-20": false,
		"lang:fr": true, "lang:FR-ca": true, "lang:f": false, "lang:en": false,
		"followers:>1000": true, "followers:>=3412": true, "followers:<3k": false, "followers:3412": true,
		"title:nouveau": true, "found:acme": true, "url:social.example": true, "id:11,12": true, "id:1": false, "thread:70": true, "thread:7": false,
		"livraison": true, "LIVRAISON": true, "livr": false, "livr*": true, `"trois semaines"`: true, `"trois  semaines de"`: true, `"semaines trois"`: false,
		`"trois sem*"`: true, "nouveau": true, "karim": true, "social": true, "😡": true, "延迟": true, "迟延": false, "https*": true,
		"livraison -karim": false, "absent or karim": true, "-(absent or missing)": true, `-"trois semaines"`: false,
	} {
		if got := mustParse(t, query).Match(&it, s); got != want {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
}

func TestDatesAreThoseOfTheReadersZone(t *testing.T) {
	it := searchedItem()
	it.Order = time.Date(2026, 11, 19, 23, 30, 0, 0, time.UTC).UnixMilli()
	paris := Scene{Now: searchNow, Zone: time.FixedZone("Paris", 3600)}
	if !mustParse(t, "on:2026-11-20").Match(&it, paris) {
		t.Error("half past midnight in Paris is not of the 20th there")
	}
	if !mustParse(t, "on:2026-11-19").Match(&it, Scene{Now: searchNow}) {
		t.Error("without a zone days are not those of UTC")
	}
}

func TestNobodyAsksForMineOfEverybody(t *testing.T) {
	it := Item{}
	for _, query := range []string{"is:mine", "assignee:me", "is:seen", "followers:>0", "dept:x"} {
		if mustParse(t, query).Match(&it, Scene{}) {
			t.Errorf("%s finds an empty item for nobody", query)
		}
	}
}

func TestATermTellsWhichNamesItAccepts(t *testing.T) {
	for _, c := range []struct {
		term        string
		name        string
		accepts, ok bool
	}{
		{"tag:mood/*", "mood/angry", true, true},
		{"tag:mood/*", "refund", false, true},
		{"brand:Acme", "acme", true, true},
		{"assignee:me", "nadia", true, true},
		{"assignee:nobody", "", true, true},
		{"is:open", "open", false, false},
	} {
		term := mustParse(t, c.term).Root.(Term)
		if accepts, ok := term.Accepts(c.name, Scene{Person: "nadia"}); accepts != c.accepts || ok != c.ok {
			t.Errorf("%s of %q: %v, %v", c.term, c.name, accepts, ok)
		}
	}
}

func TestFieldTermsMatchWithoutAllocating(t *testing.T) {
	it := searchedItem()
	q := mustParse(t, "is:escalated channel:fedi tag:mood/angry brand:acme -is:done (priority:high or dept:sav)")
	if n := testing.AllocsPerRun(100, func() { q.Match(&it, Scene{Now: searchNow, Person: "nadia"}) }); n != 0 {
		t.Errorf("a match allocates %v times", n)
	}
}

func BenchmarkMatch(b *testing.B) {
	it := searchedItem()
	for _, query := range []string{"is:escalated channel:fedi tag:mood/angry", "before:2d after:2026-11-01", "author:karim", `"trois semaines" livraison`} {
		q := mustParse(b, query)
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				q.Match(&it, Scene{Now: searchNow})
			}
		})
	}
}
