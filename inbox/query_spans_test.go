package inbox

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// spanned is a text with what a query finds in brackets.
func spanned(t *testing.T, query, text string) string {
	t.Helper()
	q, err := ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	last := 0
	for _, s := range q.Spans(text) {
		b.WriteString(text[last:s.From] + "[" + text[s.From:s.To] + "]")
		last = s.To
	}
	return b.String() + text[last:]
}

func TestWhatAQueryFindsInATextIsMarkedAsItIsWritten(t *testing.T) {
	for _, c := range []struct{ query, text, want string }{
		{"colere", "Colère ! La COLÈRE, les colères.", "[Colère] ! La [COLÈRE], les colères."},
		{"oeuf", "Un Œuf, deux œufs", "Un [Œuf], deux œufs"},
		{"refun*", "Refund, refunds and a refusal", "[Refund], [refunds] and a refusal"},
		{`"trois semaines"`, "trois  semaines,\ntrois\u00a0semaines, trois longues semaines", "[trois  semaines],\n[trois\u00a0semaines], trois longues semaines"},
		{`"trois sem*"`, "Trois semaines", "[Trois semaines]"},
		{"is:open livraison -retard", "livraison en retard", "[livraison] en retard"},
		{"-(a -b)", "a b", "a [b]"},
		{"a or b", "a b c", "[a] [b] c"},
		{`"a b" "b c"`, "a b c", "[a b c]"},
		{"author:karim", "karim", "karim"},
		{"is:open", "open", "open"},
		{"e\u0301te", "été e\u0301te\u0301 ete", "[été] [e\u0301te\u0301] [ete]"},
		{"快", "发货太慢了,快一点", "发货太慢了,[快]一点"},
		{`"发货"`, "发货太慢了", "[发货]太慢了"},
		{"が", "か\u3099 が か", "[か\u3099] [が] か"},
		{"한", "\u1112\u1161\u11ab 한", "[\u1112\u1161\u11ab] [한]"},
		{"👍", "ok 👍🏽 !", "ok [👍]🏽 !"},
		{"fi", "le ﬁ et le fil", "le [ﬁ] et le fil"},
		{"été", "", ""},
	} {
		if got := spanned(t, c.query, c.text); got != c.want {
			t.Errorf("%s finds %s, want %s", c.query, got, c.want)
		}
	}
}

func TestWhatIsMarkedIsWhatMatches(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-eéèœ]{1,3}[ ,'’\n]{0,2}|[快货がか]|か\x{3099}|e\x{301}|👍🏽?|ﬁ){0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		text := Clean(texts.Draw(t, "text"))
		q, err := ParseQuery(rapid.SampledFrom([]string{"a", "e", "ee", "fi", "oe*", `"a b"`, `"e 快"`, "が", "👍", "d or c", "ab*"}).Draw(t, "query"))
		if err != nil {
			t.Fatal(err)
		}
		it := Item{Post: Post{Text: text}}
		spans := q.Spans(text.String())
		if matches := q.Match(&it, Scene{}); matches != (len(spans) > 0) && wordsIn(text.String()) != nil {
			t.Fatalf("%q matches %q: %t, marked %v", q, text, matches, spans)
		}
		last := 0
		for _, s := range spans {
			if s.From < last || s.From >= s.To || s.To > len(text.String()) {
				t.Fatalf("%v in %d bytes", spans, len(text.String()))
			}
			part := Item{Post: Post{Text: Clean(text.String()[s.From:s.To])}}
			if !q.Match(&part, Scene{}) {
				t.Fatalf("%q is marked for %q", text.String()[s.From:s.To], q)
			}
			last = s.To
		}
	})
}
