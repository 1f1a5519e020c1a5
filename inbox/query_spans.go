package inbox

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Span is a part of a text, in bytes.
type Span struct{ From, To int }

// Seeks are the words that a query looks for; those that it excludes aren't among them.
func (q Query) Seeks() []Words { return sought(nil, q.Root, true) }

func sought(into []Words, e Expr, wanted bool) []Words {
	switch e := e.(type) {
	case And:
		for _, part := range e {
			into = sought(into, part, wanted)
		}
	case Or:
		for _, part := range e {
			into = sought(into, part, wanted)
		}
	case Not:
		return sought(into, e.Expr, !wanted)
	case Words:
		if wanted {
			return append(into, e)
		}
	}
	return into
}

// Spans are where a text holds words that a query looks for, in their order: as Match finds them, case and accents aside. Where
// two of them overlap they are one.
func (q Query) Spans(text string) (found []Span) {
	seeks := q.Seeks()
	if len(seeks) == 0 {
		return nil
	}
	words := wordsIn(text)
	for i := range words {
		for _, w := range seeks {
			if w.begin(words[i:]) {
				found = append(found, Span{words[i].From, words[i+len(w.Words)-1].To})
			}
		}
	}
	return joinSpans(found)
}

func joinSpans(all []Span) (joined []Span) {
	slices.SortFunc(all, func(a, b Span) int { return a.From - b.From })
	for _, s := range all {
		if last := len(joined) - 1; last >= 0 && s.From < joined[last].To {
			joined[last].To = max(joined[last].To, s.To)
			continue
		}
		joined = append(joined, s)
	}
	return joined
}

// foldedWord is a word of a text, folded, and where it stands there.
type foldedWord struct {
	Span
	folded string
}

// begin reports whether the words are the first of a text's.
func (w Words) begin(words []foldedWord) bool {
	if len(w.Words) == 0 || len(words) < len(w.Words) {
		return false
	}
	for i, want := range w.Words {
		goesOn := w.Prefix && i == len(w.Words)-1
		if words[i].folded != want && !(goesOn && strings.HasPrefix(words[i].folded, want)) {
			return false
		}
	}
	return true
}

// wordsIn are the words of a text. Folding is done a character at a time, so that it is known where each came from; the rare text
// that folds otherwise as a whole has none.
func wordsIn(text string) (words []foldedWord) {
	var b strings.Builder
	var from []Span // of each byte of what is folded
	for at := 0; at < len(text); {
		size := characterSize(text[at:])
		part := Fold(text[at : at+size])
		b.WriteString(part)
		for range len(part) {
			from = append(from, Span{at, at + size})
		}
		at += size
	}
	folded := b.String()
	if folded != Fold(text) {
		return nil
	}
	for rest := folded; ; {
		word, after := cutWord(rest)
		if word == "" {
			return words
		}
		end := len(folded) - len(after)
		words = append(words, foldedWord{Span{from[end-len(word)].From, from[end-1].To}, word})
		rest = after
	}
}

// characterSize is the size in bytes of the first character of a text with what is written onto it.
func characterSize(s string) int {
	if len(s) > 1 && s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf {
		return 1
	}
	return norm.NFKC.NextBoundaryInString(s, true)
}
