package inbox

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func viewOf(name, key, query string) View {
	q, _ := ParseQuery(query)
	return View{Name: name, Key: key, Query: q}
}

func TestAPersonsViewsAreCheckedAsTheyAreKept(t *testing.T) {
	views := OwnViews{viewOf("Colère", "c", "tag:colère"), viewOf("Vieux", "", "before:7d")}
	for _, c := range []struct {
		name string
		view View
		want string // part of the error; "" = it is taken
	}{
		{"another", viewOf("Acme", "x", "brand:acme"), ""},
		{"everything", viewOf("Tout", "", ""), ""},
		{"a name that only case and accents tell apart", viewOf("COLERE", "", "is:open"), `you have a view called "Colère" already`},
		{"no name", viewOf(" \u200b ", "", "is:open"), "needs a name"},
		{"a long name", viewOf(strings.Repeat("x", 41), "", "is:open"), "40 characters at most"},
		{"the letter of another", viewOf("Autre", "c", "is:open"), `"c" is the letter of your view "Colère"`},
		{"two letters", viewOf("Autre", "cc", "is:open"), "no letter"},
		{"a space for a letter", viewOf("Autre", " ", "is:open"), "no letter"},
		{"a key that isn't typed", viewOf("Autre", "\x1b", "is:open"), "no letter"},
	} {
		next, err := views.With(c.view, 0)
		switch {
		case c.want == "" && (err != nil || len(next) != 3 || next[0].Query.String() != c.view.Query.String()):
			t.Errorf("%s: %v, %v", c.name, next, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || len(next) != 2):
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestWhatIsHiddenInANameIsTakenOut(t *testing.T) {
	views, err := OwnViews{}.With(viewOf("\x1b[31mred\u202e", "", "is:open"), 9)
	if err != nil || strings.ContainsAny(views[0].Name, "\x1b\u202e") {
		t.Errorf("%q, %v", views, err)
	}
}

func TestAViewIsRenamedMovedAndRemovedByItsName(t *testing.T) {
	views := OwnViews{viewOf("a", "a", "is:open"), viewOf("b", "b", "is:done"), viewOf("c", "", "is:snoozed")}
	names := func(o OwnViews, err error) string {
		t.Helper()
		var all []string
		for _, v := range o {
			all = append(all, v.Name+v.Key)
		}
		if err != nil {
			all = append(all, "refused")
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct{ got, want string }{
		{names(views.Moved("A", 5)), "bb c aa"},
		{names(views.Moved("b", -1)), "bb aa c"},
		{names(views.Moved("c", 1)), "aa bb c"},
		{names(views.Without("B")), "aa c"},
		{names(views.Changed("b", viewOf("d", "d", "is:done"))), "aa dd c"},
		{names(views.Changed("b", viewOf("B", "b", "is:done"))), "aa Bb c"},
		{names(views.Changed("b", viewOf("a", "", "is:done"))), "aa bb c refused"},
		{names(views.With(viewOf("x", "", ""), 1)), "aa x bb c"},
	} {
		if c.got != c.want {
			t.Errorf("%s, want %s", c.got, c.want)
		}
	}
	if _, err := views.Without("z"); err == nil {
		t.Error("a view that isn't there was removed")
	}
	if names(views, nil) != "aa bb c" {
		t.Error("the list itself was changed")
	}
}

func TestAPersonHasABoundedNumberOfViews(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var views OwnViews
		for range rapid.IntRange(0, 70).Draw(t, "n") {
			v := viewOf(rapid.StringN(0, 50, -1).Draw(t, "name"), rapid.SampledFrom([]string{"", "a", "b", "é", "ab"}).Draw(t, "key"), "is:open")
			before := len(views)
			next, err := views.With(v, rapid.IntRange(-1, 60).Draw(t, "at"))
			if (err == nil) != (len(next) == before+1) {
				t.Fatalf("%d became %d, %v", before, len(next), err)
			}
			views = next
		}
		if len(views) > OwnViewsMost {
			t.Fatalf("%d views", len(views))
		}
		for i, v := range views {
			if j, err := views.Place(v.Name); err != nil || j != i {
				t.Fatalf("%q stands at %d, is found at %d, %v", v.Name, i, j, err)
			}
			if slices.ContainsFunc(views[:i], func(o View) bool { return v.Key != "" && o.Key == v.Key }) {
				t.Fatalf("two have the letter %q", v.Key)
			}
		}
	})
}
