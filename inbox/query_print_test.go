package inbox

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestASearchIsPrintedInItsOneForm(t *testing.T) {
	for in, want := range map[string]string{
		"":                            "",
		"  IS:Open   tag:refund ":     "is:open tag:refund",
		"a OR b c":                    "a or (b c)",
		"((a) or (b))":                "a or b",
		"(a b) c":                     "a b c",
		`dept:"sav"`:                  "department:sav",
		`author:Karim" B."`:           `author:"Karim B."`,
		`"Three  weeks"`:              `"three weeks"`,
		`"OR"`:                        `"or"`,
		`-(a or "b c")`:               `-(a or "b c")`,
		`"three wee*"`:                `"three wee*"`,
		`title:"say \"hi\" \\ (now)"`: `title:"say \"hi\" \\ (now)"`,
	} {
		if got := mustParse(t, in).String(); got != want {
			t.Errorf("%q is printed %q, want %q", in, got, want)
		}
	}
}

// someTerm draws terms as parsing leaves them.
func someTerm() *rapid.Generator[Expr] {
	return rapid.Custom(func(t *rapid.T) Expr {
		f := rapid.SampledFrom(queryFields).Draw(t, "field")
		value, bad := f.check(CleanLine(rapid.OneOf(
			rapid.SampledFrom([]string{"2d", "today", "2026-11-01", ">=high", "me", "nobody", "mood/*", "12,15", ">10k", `a"b\`, "a (b)", "é à"}),
			rapid.SampledFrom(append(wordNames(f.words), "x")),
			rapid.String(),
		).Draw(t, "value")).String())
		if bad != nil {
			t.Skip(bad)
		}
		return Term{f.name, value}
	})
}

func someWords() *rapid.Generator[Expr] {
	return rapid.Custom(func(t *rapid.T) Expr {
		w := Words{Prefix: rapid.Bool().Draw(t, "prefix")}
		text := rapid.OneOf(rapid.String(), rapid.StringMatching(`(or|and|livraison|retard|配送|😡| ){1,4}`)).Draw(t, "text")
		for word := range EachWord(Fold(Clean(text).String())) {
			w.Words = append(w.Words, word)
		}
		if len(w.Words) == 0 {
			t.Skip("no word")
		}
		return w
	})
}

// someExpr draws expressions as parsing leaves them: no and in an and, no or in an or, and at least two parts in each.
func someExpr(depth int) *rapid.Generator[Expr] {
	if depth == 0 {
		return rapid.OneOf(someTerm(), someWords())
	}
	return rapid.Custom(func(t *rapid.T) Expr {
		parts := func() []Expr { return rapid.SliceOfN(someExpr(depth-1), 2, 4).Draw(t, "parts") }
		switch rapid.IntRange(0, 3).Draw(t, "node") {
		case 0:
			return Query{And(parts())}.And(Query{}).Root
		case 1:
			var or Or
			for _, part := range parts() {
				if nested, ok := part.(Or); ok {
					or = append(or, nested...)
				} else {
					or = append(or, part)
				}
			}
			return or
		case 2:
			return Not{someExpr(depth-1).Draw(t, "negated")}
		}
		return someExpr(0).Draw(t, "leaf")
	})
}

func TestParsingWhatWasPrintedGivesTheSameQuery(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Query{someExpr(3).Draw(t, "query")}
		printed := q.String()
		if len(printed) > maxQuery {
			t.Skip("longer than a search may be")
		}
		again, err := ParseQuery(printed)
		if err != nil {
			t.Fatalf("%q: %v", printed, err)
		}
		if !reflect.DeepEqual(again, q) {
			t.Fatalf("%q gives %#v, want %#v", printed, again.Root, q.Root)
		}
	})
}

func TestPrintingIsStableForWhateverIsTyped(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "or", "and", " ", "  ", "-", "(", ")", `"`, `\`, "*", "is:open", "tag:", "before:2d", "é", "😡", "配送", "!"})
	rapid.Check(t, func(t *rapid.T) {
		typed := strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
		q, err := ParseQuery(typed)
		if err != nil {
			return
		}
		again, err := ParseQuery(q.String())
		if err != nil || again.String() != q.String() {
			t.Fatalf("%q prints %q, then %q, %v", typed, q, again, err)
		}
	})
}

func FuzzParseQuery(f *testing.F) {
	for _, seed := range []string{`is:open brand:acme channel:fedi tag:refund author:karim before:2d has:link "three weeks"`,
		`-(a or "b c") refun*`, `author:"a \"b\" \\"`, "--a or ((b))", "配送 😡 ไทย", "before:2026-11-01T09:00", "\x00\x1b[2J(", `é"ﬁ`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q, err := ParseQuery(s)
		if err != nil {
			bad := err.(*QueryError)
			if bad.Pos < 0 || bad.Len < 0 || bad.Pos+bad.Len > len(s) {
				t.Fatalf("%q: the mistake is at %d+%d of %d bytes", s, bad.Pos, bad.Len, len(s))
			}
			bad.Caret(s)
			return
		}
		printed := q.String()
		if len(printed) > maxQuery {
			return
		}
		again, err := ParseQuery(printed)
		if err != nil {
			t.Fatalf("%q prints %q: %v", s, printed, err)
		}
		if !reflect.DeepEqual(again, q) {
			t.Fatalf("%q prints %q, which gives %#v, want %#v", s, printed, again.Root, q.Root)
		}
		item := searchedItem()
		q.Match(&item, Scene{Now: searchNow})
	})
}
