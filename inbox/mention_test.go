package inbox

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestANoteNamesWhomItSays(t *testing.T) {
	team := []string{"lea", "léon", "jean", "jean-paul", "Marie Claire"}
	for text, want := range map[string]string{
		"":                                   "",
		"lea, look":                          "",
		"@lea look":                          "lea",
		"look, @Léa.":                        "lea",
		"(@LEON)":                            "léon",
		"@lea @leon and @lea again":          "lea léon",
		"@jean-paul":                         "jean-paul",
		"@jean-":                             "jean",
		"@jean-pierre":                       "",
		"@jean's turn":                       "jean",
		"@lea@social.example wrote":          "",
		"@lea.martin":                        "",
		"@leandra":                           "",
		"lea@lea":                            "",
		"see https://social.example/@lea":    "",
		"@marie claire":                      "Marie Claire",
		"@nobody":                            "",
		"@":                                  "",
		"a\n@lea":                            "lea",
		"@lea/@jean":                         "lea",
		"@lea, @jean":                        "lea jean",
		"＠lea with the at sign of Japan":     "lea",
		"@lea\u00a0: with a space before it": "lea",
	} {
		if got := strings.Join(Mentions(Clean(text), team), " "); got != want {
			t.Errorf("%q names %q, want %q", text, got, want)
		}
	}
}

func TestANameIsBegunWhereTheCaretIs(t *testing.T) {
	for text, want := range map[string]string{"@": "", "hello @le": "le", "(@Léa": "Léa"} {
		if got, ok := MentionBegun(text, len(text)); !ok || got != want {
			t.Errorf("%q begins %q, %t", text, got, ok)
		}
	}
	for _, text := range []string{"", "le", "@lea ", "me@le", "x/@le"} {
		if got, ok := MentionBegun(text, len(text)); ok {
			t.Errorf("%q begins %q", text, got)
		}
	}
}

func TestWhoIsNamedHasItUnreadUntilTheyReadOrAnswer(t *testing.T) {
	f := Flags{}.Named([]string{"lea", "jean"}, "nadia")
	if !f.Names("lea") || !f.Names("jean") || f.Names("nadia") {
		t.Errorf("named: %+v", f.Mentions)
	}
	read := f.ReadBy("lea")
	if read.Names("lea") || !read.Names("jean") || !f.Names("lea") {
		t.Errorf("read by lea: %+v; before: %+v", read.Mentions, f.Mentions)
	}
	if answered := f.Named([]string{"nadia"}, "jean"); answered.Names("jean") || !answered.Names("nadia") {
		t.Errorf("jean answered: %+v", answered.Mentions)
	}
	if own := (Flags{}).Named([]string{"lea"}, "lea"); own.Names("lea") || len(own.Mentions) != 1 {
		t.Errorf("who names themselves has read it: %+v", own.Mentions)
	}
	twice := f.Named([]string{"lea"}, "nadia")
	if once := twice.Unnamed([]string{"lea"}); !once.Names("lea") {
		t.Errorf("one of two notes is taken back: %+v", once.Mentions)
	}
	if none := f.Unnamed([]string{"lea", "jean"}); none.Mentions != nil {
		t.Errorf("all is taken back: %+v", none.Mentions)
	}
}

func FuzzMentions(f *testing.F) {
	for _, seed := range []string{"@lea", "a @lea.", "@@lea", "@lea@x", "@l\u0301ea", "＠ＬＥＡ", "@léon-\xff", "\u200d@lea"} {
		f.Add(seed)
	}
	team := []string{"lea", "léon", "jean-paul"}
	f.Fuzz(func(t *testing.T, s string) {
		text := Clean(s)
		named := Mentions(text, team)
		for i, p := range named {
			if !slices.Contains(team, p) || slices.Contains(named[:i], p) {
				t.Fatalf("%q names %q", text, named)
			}
			if !strings.Contains(Fold(text.String()), "@"+Fold(p)) {
				t.Fatalf("%q doesn't hold @%s", text, p)
			}
		}
		if more := Mentions(Clean(s+" @lea"), team); len(more) == 0 || more[0] != "lea" {
			if utf8.RuneCountInString(s) < MaxText/4 {
				t.Fatalf("%q and @lea name %q", s, more)
			}
		}
		if begun, ok := MentionBegun(text.String(), len(text.String())); ok && strings.ContainsAny(begun, " \n@") {
			t.Fatalf("%q begins %q", text, begun)
		}
	})
}
