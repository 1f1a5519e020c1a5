package language

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"vigie/inbox"
	"vigie/inbox/desk"
)

var verb = regexp.MustCompile(`%(\[\d+\])?[-+# 0-9.]*[a-zA-Z]`)

// verbs are the values that a format wants, in their order: a verb each.
func verbs(format string) []string {
	var all []string
	for i, v := range verb.FindAllString(strings.ReplaceAll(format, "%%", ""), -1) {
		at := i
		if strings.HasPrefix(v, "%[") {
			at = int(v[2]-'0') - 1
			v = "%" + v[strings.IndexByte(v, ']')+1:]
		}
		for len(all) <= at {
			all = append(all, "")
		}
		all[at] = strings.NewReplacer("q", "s", "v", "s", "w", "s").Replace(v) // a value that is printed
	}
	return all
}

func eachEntry(f func(part int, e entry)) {
	for i, part := range frenchTexts {
		for _, e := range part {
			f(i, e)
		}
	}
}

func TestFrenchPutsTheSameValuesIn(t *testing.T) {
	eachEntry(func(_ int, e entry) {
		if en, fr := verbs(string(e.english)), verbs(e.french); !slices.Equal(en, fr) {
			t.Errorf("%q takes %q, %q takes %q", e.english, en, e.french, fr)
		}
	})
}

func TestEveryPartOfTheCatalogueIsSortedAndNoTextStandsTwice(t *testing.T) {
	seen := map[inbox.Phrase]bool{}
	for _, part := range frenchTexts {
		for i, e := range part {
			if i > 0 && part[i-1].english > e.english {
				after, _ := slices.BinarySearchFunc(part[:i], e, func(a, b entry) int { return strings.Compare(string(a.english), string(b.english)) })
				t.Errorf("%q stands before %q", e.english, part[after].english)
			}
			if seen[e.english] {
				t.Errorf("%q stands twice", e.english)
			}
			seen[e.english] = true
		}
	}
}

// TestFrenchIsSetAsFrenchIs looks for what a keyboard gives and a printer wouldn't.
func TestFrenchIsSetAsFrenchIs(t *testing.T) {
	for _, c := range []struct {
		what string
		bad  *regexp.Regexp
	}{
		{"a straight apostrophe for ’", regexp.MustCompile(`\pL'\pL`)},
		{"English quotation marks for « »", regexp.MustCompile(`[“”]`)},
		{"a space that breaks, or none, before a sign", regexp.MustCompile(`[^\x{202f}\x{a0}:!?/][;!?»]|[^\x{a0}]:( |$)`)},
		{"a sign after a wide space that takes a narrow one", regexp.MustCompile(`\x{a0}[;!?]`)},
		{"a space that breaks, or none, after «", regexp.MustCompile(`«[^\x{a0}]`)},
		{"three dots for …", regexp.MustCompile(`\.\.\.`)},
	} {
		eachEntry(func(_ int, e entry) {
			if c.bad.MatchString(e.french) {
				t.Errorf("%q has %s", e.french, c.what)
			}
		})
	}
}

// domainWords are the keys of every word that the domain has.
func domainWords() []inbox.Phrase {
	var all []inbox.Phrase
	add := func(kind string, words ...string) {
		for _, w := range words {
			all = append(all, inbox.Phrase(kind+": "+w))
		}
	}
	for _, s := range inbox.Statuses {
		add("status", s.String())
	}
	for v := inbox.Public; v <= inbox.Deleted; v++ {
		add("visibility", v.String())
	}
	for p := inbox.Low; p <= inbox.Urgent; p++ {
		add("priority", p.String())
	}
	for r := inbox.Viewer; r <= inbox.Owner; r++ {
		add("role", r.String())
	}
	for _, s := range inbox.DeliveryStates {
		add("delivery", s.String())
	}
	for _, k := range inbox.Kinds {
		add("kind", string(k))
	}
	for _, a := range inbox.Actions {
		add("verb", string(a.Verb))
	}
	for _, s := range []desk.State{desk.Idle, desk.Connecting, desk.Connected, desk.Waiting, desk.Down, desk.Unauthorised, desk.Misset, desk.Off} {
		add("channel", string(s))
	}
	return all
}

func TestEveryWordOfTheDomainHasItsFrench(t *testing.T) {
	for _, w := range domainWords() {
		if _, ok := french(w); !ok {
			t.Errorf("no French for %q", w)
		}
	}
}

// english reports whether a string reads like a text for people: two words, or one that begins with a capital.
func english(s string) bool {
	if strings.HasPrefix(s, "\x1b") { // for the terminal
		return false
	}
	long, capital := 0, false
	for i, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		if len(w) < 3 || strings.ToUpper(w) == w {
			continue
		}
		long++
		capital = capital || i == 0 && unicode.IsUpper([]rune(w)[0])
	}
	return capital || long > 1 && strings.Contains(s, " ")
}

func contains(all []string, s string) bool { return slices.Contains(all, s) }
