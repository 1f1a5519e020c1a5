package inbox

import (
	"testing"

	"pgregory.net/rapid"
)

func someItem() *rapid.Generator[Item] {
	return rapid.Custom(func(t *rapid.T) Item {
		it := searchedItem()
		it.Status = rapid.SampledFrom(Statuses).Draw(t, "status")
		it.Visibility = rapid.SampledFrom([]Visibility{Public, Held, Hidden, Spam, Deleted}).Draw(t, "visibility")
		it.Assignee = rapid.SampledFrom([]string{"", "nadia", "x"}).Draw(t, "assignee")
		it.Text = Clean(rapid.String().Draw(t, "text"))
		return it
	})
}

func TestNegationAndDeMorganHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := someItem().Draw(t, "item")
		a, b := someExpr(2).Draw(t, "a"), someExpr(2).Draw(t, "b")
		match := func(e Expr) bool { return Query{e}.Match(&it, Scene{Now: searchNow, Person: "nadia"}) }
		if match(Not{a}) == match(a) {
			t.Fatalf("-(%s) is not its opposite", Query{a})
		}
		if match(Not{And{a, b}}) != match(Or{Not{a}, Not{b}}) {
			t.Fatal("not both is not one of the two not")
		}
		if match(Not{Or{a, b}}) != match(And{Not{a}, Not{b}}) {
			t.Fatal("neither is not both not")
		}
	})
}

func TestAQueryIsTheConjunctionOfItsConjuncts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := someItem().Draw(t, "item")
		a, b := Query{someExpr(2).Draw(t, "a")}, Query{someExpr(2).Draw(t, "b")}
		s := Scene{Now: searchNow, Person: "nadia"}
		all := true
		for _, part := range conjuncts(nil, a.And(b).Root) {
			if _, nested := part.(And); nested {
				t.Fatal("a conjunct is an and")
			}
			all = all && Query{part}.Match(&it, s)
		}
		if want := a.Match(&it, s) && b.Match(&it, s); all != want || a.And(b).Match(&it, s) != want {
			t.Fatalf("(%s) (%s) is not their conjunction", a, b)
		}
	})
}

func TestAndingWithEverythingChangesNothing(t *testing.T) {
	q := mustParse(t, "is:open")
	for _, both := range []Query{q.And(Query{}), Query{}.And(q)} {
		if both.String() != "is:open" {
			t.Errorf("got %q", both)
		}
	}
	if len(conjuncts(nil, nil)) != 0 {
		t.Error("everything has conjuncts")
	}
}
