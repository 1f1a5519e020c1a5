package console

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vigie/inbox"
)

func TestClustersThatTerminalsMeasureDifferentlyAreReplaced(t *testing.T) {
	for in, want := range map[string]string{
		"plain":          "plain",
		"Déjà vu":        "Déjà vu",
		"👩‍👩‍👧‍👦 family": "👩 family",
		"❤️":             "❤",
		"👍🏽 ok":          "👍 ok",
		"متى":            "متى",
		"这个":             "这个",
		"1️⃣\u0e33a":     "1a", // a keycap and a Thai vowel: two cells by either count, which begin elsewhere
	} {
		if got := steady(in); got != want {
			t.Errorf("steady(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFittedTextTakesExactlyItsCellsHoweverItIsMeasured(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := inbox.CleanLine(rapid.String().Draw(t, "s")).String()
		w := rapid.IntRange(0, 40).Draw(t, "w")
		got := fit(s, w)
		if n := ansi.StringWidth(got); n != w {
			t.Fatalf("fit(%q, %d) = %q takes %d cells", s, w, got, n)
		}
		if n := ansi.StringWidthWc(got); n != w {
			t.Fatalf("fit(%q, %d) = %q takes %d cells in a terminal that counts runes", s, w, got, n)
		}
	})
}

func TestPaddedTextTakesExactlyItsCellsWhereAWideCharacterIsCut(t *testing.T) {
	for w := range 8 {
		if got := pad("a漢字漢字", w); width(got) != w {
			t.Errorf("pad to %d gives %q, %d cells", w, got, width(got))
		}
	}
}

func TestWrappedLinesFitAndKeepTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := inbox.Clean(rapid.String().Draw(t, "s")).String()
		w := rapid.IntRange(2, 40).Draw(t, "w")
		for _, l := range wrap(s, w) {
			if ansi.StringWidth(l) > w {
				t.Fatalf("%q is wider than %d", l, w)
			}
		}
	})
	if got := strings.Join(wrap("one two three", 7), "|"); got != "one two|three" {
		t.Errorf("wrapped to %q", got)
	}
}
