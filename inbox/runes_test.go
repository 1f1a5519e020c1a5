package inbox

import (
	"testing"
	"unicode"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

func TestKindOfAgreesWithUnicode(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		got := kindOf(r)
		mark := got == kindMark || got == kindSpacing || got == kindSelector
		switch {
		case got == kindForbidden || got == kindJoiner:
		case unicode.IsMark(r) && !mark:
			t.Errorf("%U is a mark, but taken for a base", r)
		case unicode.Is(unicode.Mc, r) != (got == kindSpacing):
			t.Errorf("%U: spacing mark or not?", r)
		case mark && !unicode.IsMark(r) && !extends(r):
			t.Errorf("%U is a base, but taken for a mark", r)
		}
	}
}

func TestPictographsAgreeWithTheSegmenter(t *testing.T) {
	for r := rune(0xa0); r <= unicode.MaxRune; r++ {
		if 0xd800 <= r && r < 0xe000 {
			continue
		}
		// GB11: only after a pictograph does a ZWJ hold on to the next one.
		pair := string(r) + "\u200d👩"
		g := graphemes.FromString(pair)
		g.Next()
		if joined := g.Value() == pair; joined != unicode.Is(pictographs, r) {
			t.Errorf("%U: the segmenter joins: %v", r, joined)
		}
	}
}

// extends tells whether r continues the cluster of the letter before it.
func extends(r rune) bool {
	g := graphemes.FromString("a" + string(r))
	return g.Next() && len(g.Value()) > 1
}
