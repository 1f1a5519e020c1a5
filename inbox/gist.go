package inbox

import (
	"fmt"
	"strings"
)

// GistVersion rises when the gist of a text changes, so that what was made from gists is made anew.
const GistVersion = 1

const (
	gistMost   = 4096 // bytes; a longer text is one of its own
	gistOffset = 14695981039346656037
	gistPrime  = 1099511628211
)

// Gist is the same for open items that say nearly the same, word for word: case, accents, marks, repeated letters and words,
// handles, links and numbers aside. What is private or differs in urgency has another, so that it never hides behind what isn't
// or doesn't. 0 is no gist: nothing is said in words, or a picture says it too. It is FNV-1a of the words that count.
func (it *Item) Gist() uint64 {
	if it.Status != Open || it.Ours || len(it.Media) > 0 || len(it.Text.String()) > gistMost {
		return 0
	}
	g := gist{hash: gistOffset}
	g.text(it.Text.String())
	if g.words == 0 {
		return 0
	}
	g.add(byte(it.UrgencyLevel()))
	if it.Private {
		g.add(1)
	}
	return max(g.hash, 1)
}

// Alike is the query that finds the open items that say nearly the same as the item; ok is false where it has no gist.
func (it *Item) Alike() (q Query, ok bool) {
	g := it.Gist()
	return Query{Term{Field: "gist", Value: fmt.Sprintf("%016x", g)}}, g != 0
}

// gist hashes the words of a text.
type gist struct {
	hash  uint64
	words int
	last  uint64 // hash of the word before
}

func (g *gist) add(b byte) { g.hash = (g.hash ^ uint64(b)) * gistPrime }

func (g *gist) text(text string) {
	var buf [512]byte
	folded := string(appendFold(buf[:0], text))
	for token := range strings.FieldsSeq(folded) {
		if strings.Contains(token, "@") || strings.Contains(token, "://") || strings.HasPrefix(token, "www.") {
			continue
		}
		for word := range EachWord(token) {
			g.word(word)
		}
	}
}

// word takes in a word, unless it is a number or said twice in a row. A letter counts once however often it is repeated.
func (g *gist) word(word string) {
	h, before := uint64(gistOffset), byte(0)
	for i := range len(word) {
		b := word[i]
		if '0' <= b && b <= '9' {
			return
		}
		if b != before {
			h = (h ^ uint64(b)) * gistPrime
		}
		before = b
	}
	if h == g.last {
		return
	}
	g.last, g.words = h, g.words+1
	for ; h > 0; h >>= 8 {
		g.add(byte(h))
	}
	g.add(0)
}

func checkGist(value string) (string, *QueryError) {
	value = strings.ToLower(value)
	if len(value) != 16 || strings.Trim(value, "0123456789abcdef") != "" {
		return "", bad(Say("this is no gist"), Say("F in the list writes it, on a row that stands for several"))
	}
	return value, nil
}

func matchGist(value string, it *Item, _ Scene) bool {
	g := it.Gist()
	return g != 0 && value == fmt.Sprintf("%016x", g)
}
