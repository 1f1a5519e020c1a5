package inbox

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATextIsSplitIntoWords(t *testing.T) {
	for in, want := range map[string]string{
		"La livraison, 3 semaines !": "la|livraison|3|semaines",
		"j'arrive aujourd’hui":       "j|arrive|aujourd|hui",
		"@karim_b@social.example":    "karim|b|social|example",
		"#SAVnul":                    "savnul",
		"配送 delay延迟":                 "配|送|delay|延|迟",
		"très 😡😡 bien":               "tres|😡|😡|bien",
		"शिकायत":                     "शिकायत",
		"Не работает":                "не|работает",
		" -- … ":                     "",
		"":                           "",
	} {
		if got := strings.Join(slices.Collect(EachWord(Fold(in))), "|"); got != want {
			t.Errorf("%q is split into %s, want %s", in, got, want)
		}
	}
}

func TestARunOfWordsOfATextIsFoundInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := Fold(rapid.OneOf(rapid.String(), rapid.StringMatching(`(la |livraison|'|é|配|送|😡| ){1,20}`)).Draw(t, "text"))
		words := slices.Collect(EachWord(text))
		if len(words) == 0 {
			t.Skip("no word")
		}
		from := rapid.IntRange(0, len(words)-1).Draw(t, "from")
		run := words[from : from+1+rapid.IntRange(0, len(words)-1-from).Draw(t, "more")]
		if !(Words{Words: run}).in(text) {
			t.Fatalf("%q is not found in %q", run, text)
		}
		last := []rune(run[len(run)-1])
		start := append(slices.Clone(run[:len(run)-1]), string(last[:1+rapid.IntRange(0, len(last)-1).Draw(t, "letters")]))
		if !(Words{start, true}).in(text) {
			t.Fatalf("%q* is not found in %q", start, text)
		}
		if (Words{Words: append(slices.Clone(words), "absent")}).in(text) {
			t.Fatalf("more words than %q has are found in it", text)
		}
	})
}

func TestATextThatHoldsAPartHasTheWordsAroundIt(t *testing.T) {
	for part, want := range map[string]string{
		"@karim_b@social.example": "karim b social example*", "karim b.": "b", "karim": "", "@karim": "karim*", "@ka": "", "a b cde": "b cde*", "快 karim": "karim*", "": "", "…": "", "did:plc:abc1": "plc abc1*",
	} {
		w := WordsAround(part)
		got := strings.Join(w.Words, " ")
		if w.Prefix {
			got += "*"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", part, got, want)
		}
	}
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-c]{1,4}[ @_.]?|快|\x{93e}|か|é){0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(Fold(Clean(texts.Draw(t, "text")).String()))
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		part := string(text[from:rapid.IntRange(from, len(text)).Draw(t, "to")])
		all := slices.Collect(EachWord(string(text)))
		w := WordsAround(part)
		for i, word := range w.Words {
			begun := w.Prefix && i == len(w.Words)-1
			if !slices.ContainsFunc(all, func(o string) bool { return o == word || begun && strings.HasPrefix(o, word) }) {
				t.Fatalf("%q of %q has %+v, and the text only %q", part, string(text), w, all)
			}
		}
	})
}
