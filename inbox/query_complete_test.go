package inbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var vocabulary = Vocabulary{
	Brands: []string{"acme", "zenith"}, Channels: []string{"blog", "fedi"}, Tags: []string{"colère", "mood/angry", "refund"},
	People: []string{"nadia", "Karim B."}, Departments: []string{"sav", "legal"},
	Authors: []string{"@lucie@social.example", "Zoé D."}, Titles: []string{"Notre service (nouveau)"}, Found: []string{"#acme"},
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
		"author:zoe|":           `author:"Zoé D."`,
		"from:luc|":             "from:@lucie@social.example",
		"title:serv|":           `title:"Notre service (nouveau)"`,
		"found:a|":              "found:#acme",
		"assigned:n|":           "assigned:nobody",
		"answered:nad|":         "answered:nadia",
		"mentions:m|":           "mentions:me",
		"has:l|":                "has:link",
		"lang:f|":               "lang:fr",
		"on:y|":                 "on:yesterday",
		"before:3|":             "before:3h",
		"since:|":               "since:today",
		"after:2w|":             "",
		"weekday:mo|":           "weekday:monday",
		"hour:2|":               "hour:2",
		"followers:>10|":        "followers:>1000",
		"-channel:f|":           "-channel:fedi",
		"is:open or (tag:co|":   "is:open or (tag:colère",
		"id:1|":                 "",
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

func TestWhatIsProposedCanBeAskedAndIsAskedAsItIsCalled(t *testing.T) {
	names := rapid.OneOf(rapid.String(), rapid.StringMatching(`[-a-zé"\\() :*>]{1,12}`))
	rapid.Check(t, func(t *rapid.T) {
		name := CleanLine(names.Draw(t, "name")).String()
		field := rapid.SampledFrom([]string{"brand", "channel", "tag", "department", "author", "title", "found"}).Draw(t, "field")
		v := Vocabulary{Brands: []string{name}, Channels: []string{name}, Tags: []string{name}, Departments: []string{name}, Authors: []string{name}, Titles: []string{name}, Found: []string{name}}
		all := Complete(field+":", len(field)+1, v)
		if name == "" || len(name) > maxValue {
			if len(all) > 0 {
				t.Fatalf("%+v is proposed", all)
			}
			return
		}
		q, err := ParseQuery(field + ":" + all[0].Text)
		if term, ok := q.Root.(Term); err != nil || !ok || term.Value != name || term.Field != field {
			t.Fatalf("%q is written as %s, which asks %+v, %v", name, all[0].Text, q.Root, err)
		}
	})
}

func TestEveryFieldWithKnownValuesProposesSomeThatItUnderstands(t *testing.T) {
	none := []string{"url", "id", "gist", "thread"} // nobody knows them by heart, nor does the inbox
	for _, f := range queryFields {
		all := Complete(f.name+":", len(f.name)+1, vocabulary)
		if (len(all) == 0) != slices.Contains(none, f.name) {
			t.Errorf("%s: %d proposals", f.name, len(all))
		}
		for _, c := range all {
			if _, err := ParseQuery(f.name + ":" + c.Text); err != nil {
				t.Errorf("%s: %v", f.name, err)
			}
		}
	}
}
