package inbox

import "testing"

func TestANameThatNothingHasIsToldWithTheOneThatWasMeant(t *testing.T) {
	v := Vocabulary{Brands: []string{"acme", "orion"}, Tags: []string{"refund", "mood/angry"}, People: []string{"nadia", "léa"}}
	for in, want := range map[string]string{
		"":                              "",
		"is:open delivery":              "",
		"brand:ACME tag:refund":         "",
		"tag:mood/*":                    "",
		"assignee:me":                   "",
		"-assignee:nobody":              "",
		"assignee:lea":                  "",
		"mentions:me":                   "",
		"author:zzz":                    "",
		"channel:blog":                  "", // nobody told which there are
		"brand:acmee":                   "nothing is known as brand:acmee: did you mean brand:acme?",
		"is:open (-tag:refnd or tag:x)": "nothing is known as tag:refnd: did you mean tag:refund?",
		"assignee:nadai":                "nothing is known as assignee:nadai: did you mean assignee:nadia?",
		"brand:zzz":                     "nothing is known as brand:zzz",
	} {
		q, err := ParseQuery(in)
		if err != nil {
			t.Fatal(err)
		}
		if said, ok := q.Unknown(v); said.String() != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", in, said, want)
		}
	}
}
