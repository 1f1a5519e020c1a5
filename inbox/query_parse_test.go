package inbox

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func word(w ...string) Words { return Words{Words: w} }

func TestParsingASearchGivesItsTree(t *testing.T) {
	refund, open := Term{"tag", "refund"}, Term{"is", "open"}
	for in, want := range map[string]Expr{
		"":                          nil,
		"  \t\u00a0":                nil,
		"is:open":                   open,
		"IS:Open":                   open,
		"is:open tag:refund":        And{open, refund},
		"is:open AND tag:refund":    And{open, refund},
		"is:open or tag:refund":     Or{open, refund},
		"is:open OR tag:refund hi":  Or{open, And{refund, word("hi")}},
		"(is:open or a) tag:refund": And{Or{open, word("a")}, refund},
		"(is:open a) (tag:refund)":  And{open, word("a"), refund},
		"a or (b or c)":             Or{word("a"), word("b"), word("c")},
		"-is:open":                  Not{open},
		"--a":                       Not{Not{word("a")}},
		"-(a or b)":                 Not{Or{word("a"), word("b")}},
		`"three weeks"`:             word("three", "weeks"),
		`-"three weeks"`:            Not{word("three", "weeks")},
		"refun*":                    Words{[]string{"refun"}, true},
		`"three wee*"`:              Words{[]string{"three", "wee"}, true},
		`"or"`:                      word("or"),
		"don't":                     word("don", "t"),
		"Привет":                    word("привет"),
		"配送":                        word("配", "送"),
		"😡":                         word("😡"),
		"12:30":                     word("12", "30"),
		`author:"Karim B."`:         Term{"author", "Karim B."},
		`author:"a \"b\" \\ c"`:     Term{"author", `a "b" \ c`},
		"dept:sav":                  Term{"department", "sav"},
		"before:2026-11-01t09:00":   Term{"before", "2026-11-01T09:00"},
		"priority:>=HIGH":           Term{"priority", ">=high"},
		"followers:>10K":            Term{"followers", ">10k"},
		"id:1,22":                   Term{"id", "1,22"},
	} {
		q, err := ParseQuery(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		} else if !reflect.DeepEqual(q.Root, want) {
			t.Errorf("%q gives %#v, want %#v", in, q.Root, want)
		}
	}
}

func TestAMistakeInASearchIsShownUnderTheCaret(t *testing.T) {
	for _, c := range []struct{ in, marked, says string }{
		{"is:open chanel:fedi", "chanel", "did you mean channel?"},
		{"zzzz:1", "zzzz", "write one of is, has"},
		{"https://a.example", "https", "write url: before"},
		{"note:this", "note", "goes in quotes"},
		{"is:opne", "opne", "did you mean open"},
		{"is:", "is:", "write one of open, snoozed"},
		{"tag: refund", "tag:", "right after the colon"},
		{`a "three weeks`, `"three weeks`, "is not closed"},
		{"(a or b", "(", "is not closed"},
		{"a)", ")", "closes nothing"},
		{"()", ")", "missing before this parenthesis"},
		{"or a", "or", "stands between nothing"},
		{"a or", "", "missing at the end"},
		{"a or or b", "or", "stands between nothing"},
		{"a and", "", "missing at the end"},
		{"a - b", "-", "negates nothing"},
		{"!!!", "!!!", "no word in this"},
		{`""`, `""`, "no word in this"},
		{"*", "*", "no word in this"},
		{"before:soon", "soon", "neither an age nor a day"},
		{"before:999999w", "999999w", "neither an age nor a day"},
		{"on:2d", "2d", "no day"},
		{"tag:" + strings.Repeat("a", 257), strings.Repeat("a", 257), "at most 256 bytes"},
		{"id:12,x", "12,x", "short number"},
		{"followers:many", "many", "a number is missing"},
		{"priority:>=soon", ">=soon", "write one of low"},
		{strings.Repeat("-", 60) + "a", "-", "nested too deep"},
		{strings.Repeat("(", 60) + "a", "(", "nested too deep"},
		{strings.Repeat("a ", 200) + "b", "b", "too many terms"},
		{strings.Repeat("a", maxQuery) + "bb", "bb", "too long"},
	} {
		_, err := ParseQuery(c.in)
		var bad *QueryError
		if !errors.As(err, &bad) {
			t.Errorf("%q gives %v, want a *QueryError", c.in, err)
			continue
		}
		if got := c.in[bad.Pos : bad.Pos+bad.Len]; got != c.marked {
			t.Errorf("%q: marked %q, want %q", c.in, got, c.marked)
		}
		if !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: says %q, want %q in it", c.in, err, c.says)
		}
	}
}

func TestTheCaretStandsUnderWideCharacters(t *testing.T) {
	const in = "配送 chanel:x"
	_, err := ParseQuery(in)
	var bad *QueryError
	if !errors.As(err, &bad) {
		t.Fatal(err)
	}
	if got, want := bad.Caret(in), in+"\n     ^^^^^^"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
