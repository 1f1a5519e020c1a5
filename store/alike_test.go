package store

import (
	"fmt"
	"testing"

	"vigie/inbox"
)

// likenesses are two texts that say different things, with gists that are half the same: a stranger finds such texts within the
// second.
func likenesses(t *testing.T) (one, other string) {
	met := map[uint32]string{}
	for i := range 1 << 20 {
		it := inbox.Item{Post: inbox.Post{Text: inbox.Clean("pain " + wordOf(i))}}
		half := uint32(it.Gist())
		if one, twice := met[half]; twice {
			return one, it.Text.String()
		}
		met[half] = it.Text.String()
	}
	t.Fatal("no two texts have gists that look alike")
	return "", ""
}

// wordOf is a word of its own for each number.
func wordOf(n int) string {
	word := []byte{}
	for ; n > 0 || len(word) == 0; n /= 13 {
		word = append(word, byte('a'+n%13), 'x')
	}
	return string(word)
}

func TestAGroupHidesNoItemWhoseGistOnlyLooksLikeItsOwn(t *testing.T) {
	one, other := likenesses(t)
	b := newBench(t)
	for i := range 2 * alikeLarge {
		b.arrive(fmt.Sprint("one", i), one)
	}
	alone := b.arrive("other", other)
	for i := range alikeLarge {
		b.arrive(fmt.Sprint("more", i), one)
	}
	for q, most := range map[string]int{"": 3 * alikeLarge, "is:open": 3 * alikeLarge, "is:unassigned": alikeAsked} {
		query, bad := inbox.ParseQuery(q)
		if bad != nil {
			t.Fatal(bad)
		}
		page, err := b.Page(t.Context(), inbox.Ask{Query: query, Collapse: true, Scene: inbox.Scene{Now: b.now}})
		if err != nil || len(page.Rows) != 2 || page.Rows[1].Number != alone.Number || page.Rows[0].Same != most {
			t.Errorf("%q finds %v, %v; want item %d too", q, told(page.Rows), err, alone.Number)
		}
	}
}
