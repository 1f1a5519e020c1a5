package inbox

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestFoldMakesComparable(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"empty":                    {"", ""},
		"case":                     {"Hello WORLD", "hello world"},
		"accents":                  {"DÉJÀ Vu, ça où ÿ", "deja vu, ca ou y"},
		"decomposed accents":       {"cafe\u0301", "cafe"},
		"ligatures":                {"Œuf cœur ﬁn ﬄ", "oeuf coeur fin ffl"},
		"sharp s":                  {"Straße STRASSE STRAẞE", "strasse strasse strasse"},
		"spaces":                   {"a\u00a0b\u202fc\u3000d\u2009e\nf\tg", "a b c d e f g"},
		"apostrophes":              {"l’eau l‘eau l'eau", "l'eau l'eau l'eau"},
		"full width":               {"ＡＢＣ１２３！", "abc123!"},
		"half-width kana":          {"ｶﾞ", "ガ"},
		"northern letters":         {"Ærø Łódź Đorđe", "aero lodz dorde"},
		"Romanian, Vietnamese":     {"Ștefan Việt", "stefan viet"},
		"long Danish letter":       {"Ǣ", "ae"},
		"Turkish":                  {"İstanbul ISPARTA ılık", "istanbul isparta ilik"},
		"Greek":                    {"ΟΔΥΣΣΕΎΣ Οδυσσεύς", "οδυσσευσ οδυσσευσ"},
		"Russian":                  {"Ёлка", "елка"},
		"Arabic vowels":            {"مُحَمَّد", "محمد"},
		"Hebrew points":            {"שָׁלוֹם", "שלום"},
		"Persian joiner":           {"می\u200cخواهم", "میخواهم"},
		"Hindi keeps its vowels":   {"हिन्दी कु के", "हिन्दी कु के"},
		"Korean, written in jamos": {norm.NFD.String("한국"), "한국"},
		"kana keep their voice":    {norm.NFD.String("が") + "か", "がか"},
		"emoji and its text form":  {"❤️ ❤", "❤ ❤"},
		"soft hyphen":              {"Donau\u00addampf", "donaudampf"},
		"superscript, numero":      {"m² №", "m2 no"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Fold(c.in); got != c.want {
				t.Errorf("Fold(%+q) = %+q, want %+q", c.in, got, c.want)
			}
		})
	}
}

func TestLatinTableIsTheDecomposition(t *testing.T) {
	own := "ÆæßØøĐđĦħıĸŁłŊŋŒœÞþÐðŦŧĿŀŉ\u00ad"
	for r := rune(firstLatin); isLatin(r); r++ {
		want := strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Mn, r) {
				return -1
			}
			return unicode.ToLower(r)
		}, norm.NFKD.String(string(r)))
		if got := Fold(string(r)); got != want && !strings.ContainsRune(own, r) {
			t.Errorf("%c %U folds to %q, decomposes to %q", r, r, got, want)
		}
	}
}

func TestFoldIsIdempotent(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if once := Fold(string(r)); Fold(once) != once {
			t.Errorf("%U folds to %+q, then to %+q", r, once, Fold(once))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		once := Fold(rapid.String().Draw(t, "s"))
		if twice := Fold(once); twice != once {
			t.Fatalf("%+q, then %+q", once, twice)
		}
	})
}

func FuzzFold(f *testing.F) {
	f.Add("L’Œuf \xff ﬁ \xe3\x81 か\u0301\u3099 한")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); !utf8.ValidString(once) || twice != once {
			t.Errorf("%+q, then %+q", once, twice)
		}
	})
}

func TestFoldIgnoresHowAccentsAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		for _, form := range []norm.Form{norm.NFC, norm.NFD, norm.NFKC, norm.NFKD} {
			if Fold(form.String(s)) != Fold(s) {
				t.Fatalf("%+q folds to %+q, in form %d to %+q", s, Fold(s), form, Fold(form.String(s)))
			}
		}
	})
}

func TestFoldedASCIIIsNotCopied(t *testing.T) {
	s := strings.Repeat("the parcel came late, ", 10)
	if n := testing.AllocsPerRun(10, func() { Fold(s) }); n > 0 {
		t.Errorf("folding allocates %v times", n)
	}
}

func BenchmarkFold(b *testing.B) {
	for name, s := range map[string]string{
		"ascii folded": strings.Repeat("the parcel came two days late, and was kind. ", 5),
		"ascii":        strings.Repeat("The Parcel came two days late, and was kind. ", 5),
		"french": "Bonjour, j’ai reçu ma commande n° 4512 hier : l’un des œufs était cassé, et le colis abîmé… " +
			"Pouvez-vous m’aider ? Je suis déçue, c’était un cadeau de Noël à offrir à ma mère. Merci d’avance !",
		"arabic": strings.Repeat("وصل الطرد متأخرا ولكن فريقكم كان لطيفا ", 3),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fold(s)
			}
		})
	}
}
