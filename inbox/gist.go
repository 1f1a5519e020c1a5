package inbox

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
)

// GistVersion rises when the gist of a text changes, so that what was made from gists is made anew.
const GistVersion = 2

const (
	gistMost    = 4096 // bytes; a longer text is one of its own
	gistHandles = 5    // so many handles, from the beginning on, only say to whom a text speaks
)

// Gist is the same for open items that say nearly the same, as GistOf has it; 0 is no gist.
func (it *Item) Gist() uint64 {
	if !it.MayHaveGist() {
		return 0
	}
	return GistOf(it.Text, it.UrgencyLevel(), it.Private)
}

// MayHaveGist reports whether an item may stand in one row with others that say nearly the same: an open one of somebody else's,
// that no picture says too.
func (it *Item) MayHaveGist() bool {
	return it.Status == Open && !it.Ours && len(it.Media) == 0 && len(it.Text.String()) <= gistMost
}

// GistOf is the same for texts that say nearly the same, word for word: case, accents, marks, repeated letters and words,
// numbers, the handles at the beginning and where at its host a link leads aside. What is private or differs in urgency has
// another, so that it never hides behind what isn't or doesn't. 0 is no gist: nothing is said in words.
// It is the beginning of a SHA-256, so that nobody finds words that hide behind another's.
func GistOf(text Text, urgency Priority, private bool) uint64 {
	var buf [512]byte
	g := gist{said: buf[:0]}
	g.text(text.String())
	if g.words == 0 {
		return 0
	}
	apart := byte(0)
	if private {
		apart = 1
	}
	sum := sha256.Sum256(append(g.said, byte(urgency), apart))
	return max(binary.BigEndian.Uint64(sum[:]), 1)
}

// Alike is the query that finds the open items that say nearly the same as the item; ok is false where it has no gist.
func (it *Item) Alike() (q Query, ok bool) {
	g := it.Gist()
	return Query{Term{Field: "gist", Value: fmt.Sprintf("%016x", g)}}, g != 0
}

// gist gathers what counts of a text.
type gist struct {
	said    []byte // each word, and a zero behind it
	words   int
	last    int // where the word before begins
	handles int
}

func (g *gist) text(text string) {
	var buf [512]byte
	folded := string(appendFold(buf[:0], text))
	for token := range strings.FieldsSeq(folded) {
		if g.words == 0 && g.handles < gistHandles && strings.HasPrefix(token, "@") {
			g.handles++
			continue
		}
		token, host := cutLink(token)
		for word := range EachWord(token) {
			g.word(word)
		}
		if host != "" {
			g.said = append(append(append(g.said, "//"...), host...), 0)
			g.last = len(g.said)
		}
	}
}

// cutLink is what stands before a link in a token, and the host that it leads to; "" where there is none.
func cutLink(token string) (before, host string) {
	before, host, found := strings.Cut(token, "://")
	if !found {
		if !strings.HasPrefix(token, "www.") {
			return token, ""
		}
		before, host = "", token
	}
	if end := strings.IndexAny(host, "/?#\\"); end >= 0 {
		host = host[:end]
	}
	host = host[strings.LastIndexByte(host, '@')+1:]
	return strings.TrimSuffix(strings.TrimSuffix(before, "https"), "http"), strings.TrimPrefix(strings.TrimRight(host, ".,;:!?)]}>'\"»"), "www.")
}

// word takes in a word, unless it is a number, more or less, or said twice in a row. A letter counts once however often it is
// repeated.
func (g *gist) word(word string) {
	begin, digits := len(g.said), 0
	for i := range len(word) {
		b := word[i]
		if '0' <= b && b <= '9' {
			digits++
		}
		if i == 0 || b != word[i-1] {
			g.said = append(g.said, b)
		}
	}
	g.said = append(g.said, 0)
	if 2*digits > len(word) || g.words > 0 && string(g.said[g.last:begin]) == string(g.said[begin:]) {
		g.said = g.said[:begin]
		return
	}
	g.last, g.words = begin, g.words+1
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
