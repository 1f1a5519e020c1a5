package inbox_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"vigie/inbox"
)

func TestCleanKeepsWhatPeopleRead(t *testing.T) {
	for name, s := range map[string]string{
		"ASCII":                       "Hello, world! ~`|\\",
		"newlines and blank lines":    "one\n\ntwo\n",
		"runs of spaces":              "a  b   c",
		"French":                      "« Où est passé l’œuf de Noël ? »",
		"no-break spaces of French":   "5 000 € : cher !",
		"decomposed accents":          "cafe\u0301",
		"precomposed accents":         "caf\u00e9",
		"emoji":                       "🙂🎉",
		"family":                      "👩\u200d👩\u200d👧\u200d👦",
		"kiss with two skin tones":    "👩🏽\u200d❤️\u200d💋\u200d👨🏿",
		"profession with a skin tone": "🧑🏽\u200d⚕️",
		"flags of countries":          "🇫🇷🇧🇪",
		"rainbow and pirate flags":    "🏳️\u200d🌈🏴\u200d☠️",
		"keycaps":                     "1️⃣ #️⃣ *️⃣",
		"heart, as emoji and as text": "❤️ ❤︎",
		"Arabic with vowels":          "مُحَمَّدٌ",
		"Persian with ZWNJ":           "می\u200cخواهم کتاب\u200cها",
		"Hebrew with points":          "שָׁלוֹם",
		"Hindi":                       "क्षत्रिय हिन्दी में",
		"Hindi with ZWJ":              "क्\u200dष",
		"Bengali ZWJ before a virama": "র\u200d্যাব",
		"Malayalam chillu at the end": "അവന്\u200d ",
		"Sinhala":                     "ශ්\u200dරී ලංකා",
		"Burmese of five marks":       "လျှော့စျေး",
		"Thai":                        "น้ำใจที่ดี",
		"Vietnamese decomposed":       "Vie\u0302\u0323t",
		"Japanese":                    "ガギグ ｶﾞ 山田　太郎",
		"Korean":                      "안녕하세요",
		"ideographic variant":         "葛\U000e0100飾",
		"mathematical variant":        "≨\ufe00",
		"soft hyphen":                 "Donau\u00addampf",
	} {
		t.Run(name, func(t *testing.T) {
			if got := inbox.Clean(s).String(); got != s {
				t.Errorf("Clean(%+q) = %+q", s, got)
			}
		})
	}
}

func TestCleanRemovesWhatActsOrHides(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"colour sequence":                {"\x1b[31mred\x1b[0m", "[31mred[0m"},
		"title sequence (OSC)":           {"\x1b]0;owned\x07hi", "]0;ownedhi"},
		"clipboard sequence (OSC 52)":    {"\x1b]52;c;cm0=\x1b\\", "]52;c;cm0=\\"},
		"hyperlink sequence (OSC 8)":     {"\x1b]8;;http://evil\x1b\\bank\x1b]8;;\x1b\\", "]8;;http://evil\\bank]8;;\\"},
		"eight-bit CSI, as a character":  {"a\u009b31mb", "a31mb"},
		"eight-bit CSI, as a byte":       {"a\x9b31mb", "a\ufffd31mb"},
		"backspace, bell, NUL":           {"pass\b\b\b\bfail\a\x00", "passfail"},
		"DEL":                            {"a\x7fb", "ab"},
		"vertical tab, form feed, NEL":   {"a\v\f\u0085b", "ab"},
		"tab":                            {"a\tb", "a b"},
		"CRLF":                           {"a\r\nb", "a\nb"},
		"CR, which overprints a line":    {"real\rfake", "real\nfake"},
		"line and paragraph separators":  {"a\u2028b\u2029c", "a\nb\nc"},
		"invalid UTF-8":                  {"a\xffb\xc3", "a\ufffdb\ufffd"},
		"overlong ESC":                   {"\xc0\x9b", "\ufffd\ufffd"},
		"encoded surrogate":              {"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
		"bidi override":                  {"invoice\u202egpj.exe", "invoicegpj.exe"},
		"bidi embeddings and isolates":   {"\u202aa\u202bb\u202cc\u202dd\u2066e\u2067f\u2068g\u2069", "abcdefg"},
		"direction marks":                {"a\u200eb\u200fc\u061cd", "abcd"},
		"zero width space":               {"v\u200bi\u200ba", "via"},
		"word joiner, invisible times":   {"a\u2060b\u2062c\u2064d", "abcd"},
		"deprecated format controls":     {"a\u206ab\u206fc", "abc"},
		"byte order mark":                {"\ufeffhello", "hello"},
		"grapheme joiner":                {"a\u034fb", "ab"},
		"Mongolian vowel separator":      {"a\u180eb", "ab"},
		"interlinear annotation":         {"\ufff9a\ufffab\ufffb", "ab"},
		"tag characters":                 {"hi\U000e0001\U000e0069\U000e006e\U000e007f", "hi"},
		"flag of England loses its tags": {"🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🏴"},
		"zalgo":                          {"Z" + strings.Repeat("\u0321\u0489", 50) + "algo", "Z\u0321\u0489\u0321\u0489algo"},
		"zalgo on spacing marks":         {"क" + strings.Repeat("ा", 50), "क" + strings.Repeat("ा", 4)},
		"zalgo around a hidden joiner":   {"a\u0301\u0301\u034f\u0301\u0301\u0301", "a\u0301\u0301\u0301\u0301"},
		"stacked skin tones":             {"👍" + strings.Repeat("🏽", 9), "👍" + strings.Repeat("🏽", 4)},
		"mark at the start":              {"\u0301a", "a"},
		"mark at the start of a line":    {"a\n\u0301b", "a\nb"},
		"ZWJ between Latin letters":      {"a\u200db\u200cc", "abc"},
		"ZWJ at the start and the end":   {"\u200d🙂\u200d", "🙂"},
		"ZWJ from emoji to letter":       {"👩\u200da", "👩a"},
		"ZWJ many times over":            {"👩\u200d\u200d\u200d👧", "👩\u200d👧"},
		"ZWNJ between emoji":             {"👩\u200c👧", "👩👧"},
		"ZWNJ many times over":           {"می\u200c\u200c\u200cخ", "می\u200cخ"},
		"ZWNJ before a space":            {"می\u200c خ", "می خ"},
		"ZWJ with no room for its mark":  {"ب\u064b\u064b\u064b\u064b\u200d\u064b ", "ب\u064b\u064b\u064b\u064b "},
		"endless joined emoji":           {strings.Repeat("👩\u200d", 12) + "👧", strings.Repeat("👩\u200d", 7) + "👩" + strings.Repeat("👩\u200d", 4) + "👧"},
		"selector on a letter":           {"a\ufe0fb\ufe01c", "abc"},
		"selectors that smuggle bytes":   {"🙂\U000e0158\U000e0155\U000e015c", "🙂"},
		"selector twice":                 {"❤\ufe0f\ufe0f\ufe0e", "❤\ufe0f"},
		"Mongolian selector on Latin":    {"a\u180bb", "ab"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := inbox.Clean(c.in).String(); got != c.want {
				t.Errorf("Clean(%+q)\n got %+q\nwant %+q", c.in, got, c.want)
			}
		})
	}
}

func TestCleanLineIsOneLine(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"newlines fold":               {"a\r\nb\n\n\nc", "a b c"},
		"runs of white space fold":    {"a \t  b", "a b"},
		"ends are trimmed":            {" \n a b \u00a0\u3000", "a b"},
		"a lone no-break space stays": {"Bonjour\u00a0!", "Bonjour\u00a0!"},
		"hidden between spaces":       {"a \u200b b", "a b"},
		"mark after trimmed space":    {" \u0301a", "a"},
		"only white space":            {" \n\t ", ""},
		"hostile handle":              {"@nadia\x1b[2J\u202e", "@nadia[2J"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := inbox.CleanLine(c.in).String(); got != c.want {
				t.Errorf("CleanLine(%+q) = %+q, want %+q", c.in, got, c.want)
			}
		})
	}
}

func TestCleanBoundsLength(t *testing.T) {
	family := "👩\u200d👩\u200d👧\u200d👦"
	for name, s := range map[string]string{
		"ASCII":                      strings.Repeat("a", 10<<20),
		"clusters of many bytes":     strings.Repeat(family, 10_000),
		"removed characters":         strings.Repeat("\u200b", 1<<20),
		"bytes that grow when clean": strings.Repeat("\xff", 1<<20),
		"one endless cluster":        strings.Repeat("\u1100", 1<<20),
		"words joined at the cut":    strings.Repeat("می\u200c", 1<<20),
		"continuation bytes":         strings.Repeat("\x80", 10<<20),
	} {
		t.Run(name, func(t *testing.T) {
			for limit, got := range map[int]string{
				inbox.MaxText: inbox.Clean(s).String(),
				inbox.MaxLine: inbox.CleanLine(s).String(),
			} {
				if len(got) > limit || !strings.HasSuffix(got, "…") {
					t.Errorf("got %d bytes of at most %d, ending in %+q", len(got), limit, got[max(0, len(got)-20):])
				}
				if again := inbox.Clean(got).String(); again != got {
					t.Errorf("cleaning the cut text changes it, to %d bytes from %d", len(again), len(got))
				}
			}
		})
	}
	cut := strings.TrimSuffix(inbox.Clean(strings.Repeat(family, 10_000)).String(), "…")
	if strings.ReplaceAll(cut, family, "") != "" {
		t.Error("the cut went through a family")
	}
	if s := strings.Repeat("a", inbox.MaxText); inbox.Clean(s).String() != s {
		t.Error("a text of just the bound was changed")
	}
}

func TestTextTravelsAsAString(t *testing.T) {
	in := inbox.Clean("Où ?\n<b>")
	b, err := json.Marshal(map[string]inbox.Text{"text": in})
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]inbox.Text
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	if out["text"] != in {
		t.Errorf("%s came back as %q", b, out["text"])
	}
	var hostile, plain inbox.Text
	if err := json.Unmarshal([]byte(`"a\u001b[2J\u202e"`), &hostile); err != nil {
		t.Fatal(err)
	}
	if err := plain.UnmarshalText([]byte("a\x1b[2J\u202e")); err != nil {
		t.Fatal(err)
	}
	if b, err := hostile.MarshalText(); err != nil || string(b) != "a[2J" {
		t.Errorf("MarshalText gave %q, %v", b, err)
	}
	if hostile.String() != "a[2J" || plain != hostile {
		t.Errorf("unmarshalling gave %+q and %+q", hostile, plain)
	}
	if err := json.Unmarshal([]byte(`12`), &hostile); err == nil {
		t.Error("a number was taken for a text")
	}
}

func TestLineAndEmpty(t *testing.T) {
	if got := inbox.Clean("a\nb\n\nc").Line(); got != "a b  c" {
		t.Errorf("Line() = %q", got)
	}
	var zero inbox.Text
	if !zero.Empty() || inbox.Clean("x").Empty() || zero != inbox.Clean("\x1b") {
		t.Error("only a text of nothing is empty")
	}
}

// forbidden is rule 2 of the design, word for word.
func forbidden(r rune) bool {
	return r < 0x20 && r != '\n' || 0x7f <= r && r < 0xa0 || r == 0x34f || r == 0x61c || r == 0x180e || r == 0x200b ||
		0x200e <= r && r <= 0x200f || 0x2028 <= r && r <= 0x202e || 0x2060 <= r && r <= 0x206f || r == 0xfeff ||
		0xfff9 <= r && r <= 0xfffb || 0xe0000 <= r && r <= 0xe007f
}

// unsafe says what is wrong with a text that claims to be clean.
func unsafe(s string, limit int) error {
	if len(s) > limit {
		return fmt.Errorf("%d bytes, over %d", len(s), limit)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("invalid UTF-8: %+q", s)
	}
	if i := strings.IndexFunc(s, forbidden); i >= 0 {
		return fmt.Errorf("forbidden at %d: %+q", i, s)
	}
	marks := 0
	for _, r := range s {
		if !unicode.In(r, unicode.Mn, unicode.Me) {
			marks = 0
		} else if marks++; marks > 4 {
			return fmt.Errorf("more than 4 marks: %+q", s)
		}
	}
	return nil
}

func checkClean(s string) error {
	text, line := inbox.Clean(s), inbox.CleanLine(s)
	if err := unsafe(text.String(), inbox.MaxText); err != nil {
		return err
	}
	if err := unsafe(line.String(), inbox.MaxLine); err != nil {
		return err
	}
	switch {
	case inbox.Clean(text.String()) != text:
		return fmt.Errorf("cleaning again changes %+q to %+q", text, inbox.Clean(text.String()))
	case inbox.CleanLine(line.String()) != line:
		return fmt.Errorf("cleaning the line again changes %+q to %+q", line, inbox.CleanLine(line.String()))
	case inbox.Clean(line.String()) != line:
		return fmt.Errorf("cleaning a line as a text changes %+q", line)
	case strings.ContainsRune(line.String(), '\n'):
		return fmt.Errorf("a line of two lines: %+q", line)
	case strings.ContainsRune(text.Line(), '\n'):
		return fmt.Errorf("Line of two lines: %+q", text.Line())
	}
	return nil
}

// hostile draws strings from the characters that the rules are about.
func hostile() *rapid.Generator[string] {
	alphabet := []string{
		"a", "é", "1", "#", " ", "\n", "\r", "\t", "\x1b[", "\x00", "\u009b", "\xff", "\xe2\x80", "\u00a0", "\u202f",
		"\u0301", "\u0321", "\u20e3", "\u034f", "\u200b", "\u200c", "\u200d", "\u202e", "\u2028", "\u2066", "\ufeff",
		"\ufe0f", "\ufe0e", "\ufe00", "\u180b", "\U000e0100", "\U000e0041", "👩", "❤", "🏽", "🇫", "©", "م", "\u064b",
		"क", "\u094d", "ा", "ന", "\u0d4d", "\u1100", "葛", "ｶ", "\uff9e", "ᠠ", "≨", "\u0600", "…",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 40).Draw(t, "parts"), "")
	})
}

func TestCleanIsIdempotentAndSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(hostile(), rapid.String()).Draw(t, "s")
		if err := checkClean(strings.Repeat(s, rapid.SampledFrom([]int{1, 2, 300}).Draw(t, "times"))); err != nil {
			t.Fatal(err)
		}
	})
}

func TestJoinersAreCountedAnewAfterTwoCharactersThatNothingJoins(t *testing.T) {
	if err := checkClean(strings.Repeat("©\u200d", 40)); err != nil {
		t.Error(err)
	}
}

func FuzzClean(f *testing.F) {
	f.Add("plain\x1b[31m\u202e\u200d👩\u200d👧 \r\n e\u0301\u0301\u0301\u0301\u0301 می\u200cخ क्\u200d \xff", 1)
	f.Add("\u1100", 30_000)
	f.Add("می\u200c", 30_000)
	f.Fuzz(func(t *testing.T, s string, times int) {
		if times < 1 || times > 1<<17/(len(s)+1) {
			times = 1
		}
		if err := checkClean(strings.Repeat(s, times)); err != nil {
			t.Error(err)
		}
	})
}

var samples = map[string]string{
	"ascii": strings.Repeat("The parcel came two days late, but your team was kind. ", 4),
	"french": "Bonjour, j’ai reçu ma commande n° 4512 hier : l’un des œufs était cassé, et le colis abîmé… " +
		"Pouvez-vous m’aider ? Je suis déçue, c’était un cadeau de Noël à offrir à ma mère. Merci d’avance !",
	"emoji":   strings.Repeat("Best day ever 🎉🎉 with the family 👩\u200d👩\u200d👧\u200d👦 ❤️ ", 4),
	"arabic":  strings.Repeat("وصل الطرد متأخرا ولكن فريقكم كان لطيفا ", 3),
	"hostile": strings.Repeat("\x1b[31mred\u202e\u200bZ\u0321\u0321\u0321\u0321\u0321\u0321\xff\r\n", 6),
}

func TestCleanTextIsNotCopied(t *testing.T) {
	for _, name := range []string{"ascii", "french", "emoji", "arabic"} {
		if n := testing.AllocsPerRun(10, func() { inbox.Clean(samples[name]) }); n > 0 {
			t.Errorf("cleaning clean %s text allocates %v times", name, n)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	for name, s := range samples {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				inbox.Clean(s)
			}
		})
	}
	huge := strings.Repeat(samples["french"], 10<<20/len(samples["french"]))
	b.Run("10MB", func(b *testing.B) {
		for b.Loop() {
			inbox.Clean(huge)
		}
	})
}
