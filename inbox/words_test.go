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
