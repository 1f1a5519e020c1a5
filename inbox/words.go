package inbox

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Searched are the texts of a post that words are looked for in.
func (p *Post) Searched() [4]Text { return [4]Text{p.Text, p.Title, p.Author.Name, p.Author.Handle} }

// EachWord splits a folded text into the words that are searched and indexed. A word is a run of letters and digits; a letter
// of a script that is written without spaces, and a pictograph, is a word by itself.
func EachWord(folded string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for {
			word, rest := cutWord(folded)
			if word == "" || !yield(word) {
				return
			}
			folded = rest
		}
	}
}

// cutWord is the first word of a folded text and what follows it; "" where there is none.
func cutWord(s string) (word, rest string) {
	start := 0
	for start < len(s) {
		r, size := utf8.DecodeRuneInString(s[start:])
		if class := classOf(r); class == lone || class == joined {
			end := wordEnd(s, start+size, class)
			return s[start:end], s[end:]
		}
		start += size
	}
	return "", ""
}

func wordEnd(s string, end int, first wordClass) int {
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		class := classOf(r)
		if class != mark && (class != joined || first != joined) {
			break
		}
		end += size
	}
	return end
}

// leastBegun is from how many bytes on the beginning of a word tells enough of it to look for it.
const leastBegun = 3

// WordsAround are words that every text has which holds a part, as both are folded: those that stand whole in the part, and what
// its last one begins with. What the part begins with may be the end of a longer word.
func WordsAround(part string) (w Words) {
	rest, whole := part, false
	for {
		word, after := cutWord(rest)
		if word == "" {
			return w
		}
		before := rest[:len(rest)-len(after)-len(word)]
		whole = whole || strings.ContainsFunc(before, func(r rune) bool { return classOf(r) == gap })
		switch {
		case !whole:
		case after != "":
			w.Words = append(w.Words, word)
		case len(word) >= leastBegun:
			w.Words, w.Prefix = append(w.Words, word), true
		}
		rest, whole = after, true
	}
}

type wordClass uint8

const (
	gap    wordClass = iota
	joined           // makes a word with its like
	lone             // is a word
	mark             // belongs to what it stands on
)

// unspaced are the scripts written without spaces between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

func classOf(r rune) wordClass {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' {
			return joined
		}
		return gap
	case unicode.IsMark(r):
		return mark
	case unicode.IsLetter(r), unicode.IsNumber(r):
		if unicode.In(r, unspaced...) {
			return lone
		}
		return joined
	case unicode.Is(unicode.So, r):
		return lone
	}
	return gap
}

// in reports whether the words stand together in a folded text.
func (w Words) in(folded string) bool {
	if len(w.Words) == 0 || !strings.Contains(folded, w.Words[0]) {
		return false
	}
	for {
		word, rest := cutWord(folded)
		if word == "" {
			return false
		}
		if w.startWith(word, rest) {
			return true
		}
		folded = rest
	}
}

func (w Words) startWith(word, rest string) bool {
	for i, want := range w.Words {
		if i > 0 {
			word, rest = cutWord(rest)
		}
		goesOn := w.Prefix && i == len(w.Words)-1
		if word != want && !(goesOn && len(word) > len(want) && word[:len(want)] == want) {
			return false
		}
	}
	return true
}
