package inbox

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var logNoon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// logged is a day of a log, one entry of each sort.
func logged() []Entry {
	at := func(hours int) time.Time { return logNoon.Add(-time.Duration(hours) * time.Hour) }
	ssh := Visit{"192.0.2.7", "SHA256:aBcDeF"}
	return []Entry{
		{Seq: 1, At: at(1), By: "nadia", Visit: ssh, What: "reply", Number: 12, Brand: "acme", Channel: "blog", Text: Clean("Bonjour, c'est réparé.")},
		{Seq: 2, At: at(2), Rule: "delay", What: "tag", Number: 12, Brand: "acme", Channel: "blog", Patch: Patch{{"tag", "", "livraison"}}},
		{Seq: 3, At: at(3), What: "refused", Number: 12, Delivery: 4, Brand: "acme", Channel: "blog"},
		{Seq: 4, At: at(4), By: "lea", What: "released", Number: 13, Delivery: 5, Brand: "orion", Channel: "fedi"},
		{Seq: 5, At: at(5), By: "nadia", Visit: ssh, What: SignedIn},
		{Seq: 6, At: at(6), Visit: Visit{Address: "198.51.100.1"}, What: TurnedAway, Patch: Patch{{"why", "", "a key that the team file doesn't have"}}},
		{Seq: 7, At: at(30), What: "woke", Number: 14, Brand: "acme", Channel: "blog"},
		{Seq: 8, At: at(72), By: "lea", What: Erased, Numbers: []uint64{12, 20}, Brand: "acme", Forgot: Forgot{Items: 2}},
	}
}

func TestAFilterOfTheLogKeepsWhatFitsAllItsTerms(t *testing.T) {
	for filter, want := range map[string][]uint64{
		"":                                 {1, 2, 3, 4, 5, 6, 7, 8},
		"person:nadia":                     {1, 5},
		"by:Nadia verb:reply":              {1},
		"person:me":                        {4, 8},
		"person:nobody kind:delivery":      {3},
		"rule:any":                         {2},
		"rule:delay -verb:tag":             nil,
		"kind:door":                        {5, 6},
		"kind:decision":                    {1, 2, 4, 8},
		"kind:event":                       {7},
		`verb:"signed in"`:                 {5},
		"verb:turned-away":                 {6},
		"item:12":                          {1, 2, 3, 8},
		"brand:orion":                      {4},
		"channel:BLOG -person:nadia":       {2, 3, 7},
		"since:4h":                         {1, 2, 3, 4},
		"since:yesterday until:2026-11-20": {7},
		"until:2026-11-20":                 {7, 8},
		"from:192.0.2.":                    {1, 5},
		"key:aBc":                          {1, 5},
		"-from:192.0.2. kind:door":         {6},
		"repare":                           {1},
		"livraison":                        {2},
		`"team file"`:                      {6},
	} {
		q, err := ParseLogQuery(filter)
		if err != nil {
			t.Errorf("%s: %v", filter, err)
			continue
		}
		var found []uint64
		for _, e := range logged() {
			if q.Match(&e, Scene{Now: logNoon, Person: "lea", Zone: time.UTC}) {
				found = append(found, e.Seq)
			}
		}
		if !slices.Equal(found, want) {
			t.Errorf("%s finds %v, not %v", filter, found, want)
		}
	}
}

func TestAMistakeInAFilterOfTheLogIsToldWhereItStands(t *testing.T) {
	for filter, want := range map[string]struct {
		pos, length int
		says        string
	}{
		"preson:nadia":          {0, 6, `there is no field "preson": did you mean person? (text with a colon goes in quotes)`},
		"kind:door verb:replly": {15, 6, "the log tells of nothing called that: did you mean reply?"},
		"item:x":                {5, 1, "this is no short number: write the number that the lists show: item:128"},
		"since:":                {0, 6, "this is neither an age nor a day: write 3h, 2d, 1w, today, yesterday, 2026-11-01 or 2026-11-01T09:00"},
		"a or b":                {2, 2, "a filter of the log is a row of terms that all have to fit: quote a word to look for it"},
		"(a)":                   {0, 1, "a filter of the log is a row of terms that all have to fit: quote a word to look for it"},
		"a -":                   {2, 1, "this - negates nothing: write it right before what it negates: -verb:tag"},
		"ﾞ":                     {0, 3, "there is no word in this: write what to look for"}, // half as wide, it folds to a mark
		`"open`:                 {0, 5, `this quote is not closed: write " where it ends`},
	} {
		_, err := ParseLogQuery(filter)
		var e *QueryError
		if !errors.As(err, &e) || e.Pos != want.pos || e.Len != want.length || e.Error() != want.says {
			t.Errorf("%s: %+v", filter, err)
		}
	}
}

func TestAFilterOfTheLogIsPrintedAsItIsParsed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`(-?(person|verb|kind|item|since|from)?:?["a-z0-9.: -]{0,8} ?){0,4}`)).Draw(t, "filter")
		q, err := ParseLogQuery(s)
		if err != nil {
			return
		}
		again, err := ParseLogQuery(q.String())
		if err != nil || !slices.Equal(q, again) {
			t.Fatalf("%q is printed %q, which is %v, %v", s, q.String(), again, err)
		}
	})
}

func FuzzParseLogQuery(f *testing.F) {
	f.Add("person:nadia -verb:tag since:2d \"three weeks\"")
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseLogQuery(s)
		if err != nil {
			if e := (*QueryError)(nil); !errors.As(err, &e) || e.Pos < 0 || e.Pos+e.Len > len(s) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		for _, e := range logged() {
			q.Match(&e, Scene{Now: logNoon})
		}
		CompleteLog(s, len(s), Vocabulary{People: []string{"nadia"}})
	})
}

func TestAFilterOfTheLogIsCompleted(t *testing.T) {
	v := Vocabulary{People: []string{"nadia", "léa"}}
	for typed, want := range map[string][]string{
		"pe": {"person:"}, "kind:d": {"decision", "delivery", "door"}, "-verb:sign": {"signed-in", "signed-out", "assign"}, "by:le": {"léa"}, "": nil, "from:1": nil,
	} {
		var got []string
		for _, c := range CompleteLog(typed, len(typed), v) {
			got = append(got, c.Text)
		}
		if typed != "pe" && !slices.Equal(got, want) || typed == "pe" && !slices.Contains(got, "person:") {
			t.Errorf("%q is completed by %q", typed, got)
		}
	}
}
