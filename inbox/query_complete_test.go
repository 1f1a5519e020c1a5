package inbox

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var vocabulary = Vocabulary{
	Brands: []string{"acme", "zenith"}, Channels: []string{"blog", "fedi"}, Tags: []string{"colère", "mood/angry", "refund"},
	People: []string{"nadia", "Karim B."}, Departments: []string{"sav", "legal"},
}

// completed is what a search becomes with the first proposal, for a caret where the | stands.
func completed(in string, v Vocabulary) string {
	caret := strings.Index(in, "|")
	s := strings.Replace(in, "|", "", 1)
	all := Complete(s, caret, v)
	if len(all) == 0 {
		return ""
	}
	return s[:all[0].From] + all[0].Text + s[all[0].To:]
}

func TestCompletionWritesTheLikeliestFieldOrValue(t *testing.T) {
	for in, want := range map[string]string{
		"ch|":                   "channel:",
		"is:open ch|":           "is:open channel:",
		"is:open -ch|":          "is:open -channel:",
		"(ta|":                  "(tag:",
		"is:esc|":               "is:escalated",
		"is:esc| brand:acme":    "is:escalated brand:acme",
		"tag:cole|":             "tag:colère",
		"tag:ang|":              "tag:mood/angry",
		"tag:|x":                "tag:colère",
		"brand:z|":              "brand:zenith",
		"dept:S|":               "dept:sav",
		"assignee:kar|":         `assignee:"Karim B."`,
		`assignee:"Karim |`:     `assignee:"Karim B."`,
		`assignee:"Karim |x" a`: `assignee:"Karim B." a`,
		"assignee:m|":           "assignee:me",
		"before:t|":             "before:today",
		"priority:>=u|":         "priority:>=urgent",
		"kind:rev|":             "kind:review",
		"livraison|":            "",
		"nofield:x|":            "",
		"|":                     "",
		`"three we|`:            "",
	} {
		if got := completed(in, vocabulary); got != want {
			t.Errorf("%s becomes %q, want %q", in, got, want)
		}
	}
}

func TestCompletionProposesAtMostTwenty(t *testing.T) {
	var v Vocabulary
	for i := range 50 {
		v.Tags = append(v.Tags, fmt.Sprintf("t%d", i))
	}
	if n := len(Complete("tag:t", 5, v)); n != maxCompletions {
		t.Errorf("%d proposals", n)
	}
}

func TestCompletionStaysInsideTheSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), rapid.StringMatching(`(is:|tag:|"|\\|\(|-| |a|é){0,12}`)).Draw(t, "search")
		caret := rapid.IntRange(-1, len(s)+1).Draw(t, "caret")
		for _, c := range Complete(s, caret, vocabulary) {
			if c.From < 0 || c.From > c.To || c.To > len(s) {
				t.Fatalf("replaces %d to %d of %d bytes", c.From, c.To, len(s))
			}
		}
	})
}
