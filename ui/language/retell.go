package language

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"vigie/inbox"
)

// Retell says in this language a sentence that was said in English and kept: in the log, or with a delivery. It finds the phrase
// of the catalogue that the sentence was made from by the words around the values, so a phrase that has few words of its own
// isn't found. What nothing was made from (a platform's own words) stays as it is.
func (l Language) Retell(said string) string {
	if l == English {
		return said
	}
	return retell(said, retellDeep)
}

const (
	retellDeep    = 4 // sentences within sentences
	retellLetters = 7 // of its own that a phrase has at least
)

// wordKinds are those of domain words that stand in sentences.
var wordKinds = [...]string{"role: ", "verb: ", "delivery: ", "status: ", "visibility: "}

func retell(said string, deep int) string {
	for _, kind := range wordKinds {
		if words, ok := french(inbox.Phrase(kind + said)); ok && deep < retellDeep {
			return words
		}
	}
	if words, ok := french(inbox.Phrase(said)); ok || deep == 0 {
		return orSaid(words, said)
	}
	if words, ok := retellPhrase(said, deep); ok {
		return words
	}
	for _, between := range [...][2]string{{"; ", "\u202f; "}, {": ", "\u00a0: "}} { // what failed and what to do, or an error around another one
		if first, rest, ok := strings.Cut(said, between[0]); ok {
			return again(first, rest, between[1], said, deep-1)
		}
	}
	return said
}

// again puts two parts together again; where nothing was made of either, all stays as it was said.
func again(first, rest, between, said string, deep int) string {
	one, other := retell(first, deep), retell(rest, deep)
	if one == first && other == rest {
		return said
	}
	return one + between + other
}

func orSaid(words, said string) string {
	if words == "" {
		return said
	}
	return words
}

// pattern is a phrase of the catalogue that has values, in both languages.
type pattern struct{ english, french format }

// patterns are made when the first sentence is retold: a screen of the log asks for each of its lines.
var patterns = sync.OnceValue(func() (all []pattern) {
	for _, part := range frenchTexts {
		for _, e := range part {
			if f := formatOf(string(e.english)); len(f.places) > 0 && f.letters >= retellLetters {
				all = append(all, pattern{f, formatOf(e.french)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b pattern) int { return b.english.letters - a.english.letters })
	return all
})

// retellPhrase finds the phrase with the most words of its own that fits, and says it with the values found in it.
func retellPhrase(said string, deep int) (string, bool) {
	for _, p := range patterns() {
		values, fits := p.english.values(said)
		if !fits {
			continue
		}
		for i, v := range values {
			values[i] = retell(v, deep-1)
		}
		return p.french.fill(values), true
	}
	return "", false
}

// format is a phrase in parts: what stands before each value, and after the last.
type format struct {
	around  []string
	places  []int  // which value stands there
	quoted  []bool // in quotation marks of a program
	letters int
}

func formatOf(s string) (f format) {
	part, next := "", 0
	for len(s) > 0 {
		at := strings.IndexByte(s, '%')
		if at < 0 || at+1 == len(s) {
			part, s = part+s, ""
			continue
		}
		part, s = part+s[:at], s[at+1:]
		if s[0] == '%' {
			part, s = part+"%", s[1:]
			continue
		}
		if s[0] == '[' {
			number, rest, _ := strings.Cut(s[1:], "]")
			n, _ := strconv.Atoi(number)
			next, s = n-1, rest
		}
		verb := strings.IndexFunc(s, unicode.IsLetter)
		if verb < 0 {
			break
		}
		f.around, f.places, f.quoted = append(f.around, part), append(f.places, next), append(f.quoted, s[verb] == 'q')
		part, s, next = "", s[verb+1:], next+1
	}
	f.around = append(f.around, part)
	for _, part := range f.around {
		f.letters += len(part) - strings.Count(part, " ")
	}
	return f
}

// values are those in a sentence that was made by the format; fits is whether it was.
func (f format) values(said string) (values []string, fits bool) {
	if len(f.places) == 0 || !strings.HasPrefix(said, f.around[0]) {
		return nil, false
	}
	values = make([]string, len(f.places))
	said = said[len(f.around[0]):]
	for i, place := range f.places {
		after, end := f.around[i+1], len(said)
		switch last := i == len(f.places)-1; {
		case last && strings.HasSuffix(said, after):
			end -= len(after)
		case last, after == "":
			return nil, false
		default:
			end = strings.Index(said, after)
		}
		if end <= 0 || place < 0 || place >= len(values) {
			return nil, false
		}
		value := said[:end]
		if f.quoted[i] {
			var err error
			if value, err = strconv.Unquote(value); err != nil {
				return nil, false
			}
		}
		values[place], said = value, said[min(end+len(after), len(said)):]
	}
	return values, true
}

func (f format) fill(values []string) string {
	var b strings.Builder
	for i, place := range f.places {
		b.WriteString(f.around[i])
		if place >= 0 && place < len(values) {
			b.WriteString(values[place])
		}
	}
	b.WriteString(f.around[len(f.around)-1])
	return b.String()
}
