package remote

import (
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWordsAreSplitAsAShellQuotesThem(t *testing.T) {
	for line, want := range map[string][]string{
		"":                                 nil,
		"  \t\n ":                          nil,
		"list":                             {"list"},
		" list  'is:open' --json ":         {"list", "is:open", "--json"},
		`reply 12 "j'arrive"`:              {"reply", "12", "j'arrive"},
		`reply 12 'dit "oui"'`:             {"reply", "12", `dit "oui"`},
		`reply 12 ''`:                      {"reply", "12", ""},
		`a"b c"'d e'f`:                     {"ab cd ef"},
		`a\ b \\ \'`:                       {"a b", `\`, "'"},
		`"\"\\\$` + "\\`" + `\n"`:          {"\"\\$`\\n"},
		"list; rm -rf / && $(id) `id` > x": {"list;", "rm", "-rf", "/", "&&", "$(id)", "`id`", ">", "x"},
		"note 1 'two\nlines'":              {"note", "1", "two\nlines"},
		"étiquette «é»":                    {"étiquette", "«é»"},
	} {
		if got, err := Split(line); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q is %q, %v; want %q", line, got, err, want)
		}
	}
}

func TestHalfACommandIsNone(t *testing.T) {
	for line, want := range map[string]error{
		"reply 12 j'arrive":                 errQuote,
		`reply 12 "oui`:                     errQuote,
		`reply 12 "oui\"`:                   errQuote,
		`reply 12 oui\`:                     errEscape,
		"reply 12 \xff":                     errLetters,
		"reply 12 a\x00b":                   errLetters,
		strings.Repeat("a", maxLine) + " b": errLong,
	} {
		if words, err := Split(line); !errors.Is(err, want) || words != nil {
			t.Errorf("%.40q is %q, %v", line, words, err)
		}
	}
}

// quote writes a word as a careful client does.
func quote(word string) string { return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'" }

func TestWhatIsQuotedIsSplitBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.StringMatching(`[^\x00]*`)).Draw(t, "words")
		quoted := make([]string, len(words))
		for i, w := range words {
			quoted[i] = quote(w)
		}
		got, err := Split(strings.Join(quoted, " "))
		if err != nil || !slices.Equal(got, words) && len(words) > 0 {
			t.Fatalf("%q became %q, %v", words, got, err)
		}
	})
}

func TestPlainQuotingMeansWhatAShellMeans(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh here to compare with")
	}
	for _, line := range []string{`a 'b c' "d e" f\ g`, `"a\"b" 'c\d' e\\f`, `x''y "" '' z`, `"\a\$\\"`} {
		want, err := exec.CommandContext(t.Context(), sh, "-c", `printf '%s\n' `+line).Output()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := Split(line); err != nil || strings.Join(got, "\n")+"\n" != string(want) {
			t.Errorf("%s is %q, %v; sh says %q", line, got, err, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, line := range []string{`reply 12 "j'arrive"`, `'`, `\`, `"\"`, "a\x00", "\xff'", `''""\ `} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := Split(line)
		if err != nil {
			if words != nil {
				t.Fatalf("%q is refused and gives %q", line, words)
			}
			return
		}
		quoted := make([]string, len(words))
		for i, w := range words {
			quoted[i] = quote(w)
		}
		again, err := Split(strings.Join(quoted, " "))
		if len(strings.Join(quoted, " ")) <= maxLine && (err != nil || !slices.Equal(again, words)) {
			t.Fatalf("%q is %q, quoted again %q, %v", line, words, again, err)
		}
		// A line that is cut anywhere may be refused or be shorter, never gain a word or change one that was complete.
		for cut := range min(len(line), 64) {
			some, err := Split(line[:cut])
			if err == nil && (len(some) > len(words) || len(some) > 1 && !slices.Equal(some[:len(some)-1], words[:len(some)-1])) {
				t.Fatalf("%q cut at %d gives %q", line, cut, some)
			}
		}
	})
}
