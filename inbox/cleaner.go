package inbox

import (
	"unicode"
	"unicode/utf8"
)

const (
	removed = rune(-1)

	zwnj = '\u200c' // ZERO WIDTH NON-JOINER
	zwj  = '\u200d' // ZERO WIDTH JOINER

	// maxMarks is how many marks of one kind, stacked or spacing, a character may carry. The fullest Hebrew, Thai and
	// Burmese syllables have four.
	maxMarks = 4
	// maxJoins is how many joiners an emoji may hold; the longest in use, a kiss, has three.
	maxJoins = 7
)

// cleaner decides character by character. It remembers only what it kept, and looks ahead only at the next character:
// so what it kept once it keeps again, which makes cleaning idempotent.
type cleaner struct {
	oneLine bool
	base    rune // the last character kept that isn't a mark, selector or joiner; 0 at the start
	last    rune // the last character kept
	stacked int  // marks on base that take no room of their own
	spacing int  // marks on base that do
	joins   int  // joiners in the emoji that base belongs to
}

// clean tells what becomes of r, which is followed by rest: itself, another character, or removed.
func (c *cleaner) clean(r rune, rest string) rune {
	switch r {
	case '\r':
		if rest != "" && rest[0] == '\n' {
			return removed
		}
		r = '\n'
	case '\u2028', '\u2029': // line and paragraph separators
		r = '\n'
	case '\t':
		r = ' '
	}
	if c.oneLine && unicode.IsSpace(r) && kindOf(r) == kindBase {
		if c.base == 0 || unicode.IsSpace(c.last) {
			return removed
		}
		if r == '\n' {
			r = ' '
		}
	}
	if !c.keep(r, rest) {
		return removed
	}
	return r
}

// start begins a new cluster with r.
func (c *cleaner) start(r rune) {
	if c.last != zwj {
		c.joins = 0
	}
	c.base, c.last, c.stacked, c.spacing = r, r, 0, 0
}

func (c *cleaner) keep(r rune, rest string) bool {
	switch kindOf(r) {
	case kindBase:
		c.start(r)
		return true
	case kindMark, kindSpacing:
		if !c.roomFor(r) {
			return false
		}
		c.count(r)
	case kindSelector:
		if c.last != c.base || !takesSelector(c.base, r) {
			return false
		}
		c.stacked++
	case kindJoiner:
		if !c.joinsTo(r, rest) {
			return false
		}
	default:
		return false
	}
	c.last = r
	return true
}

// roomFor tells whether the mark r may be added to base. A mark at the start of a line would land on whatever the screen
// shows before it.
func (c *cleaner) roomFor(r rune) bool {
	if (c.base == 0 || c.base == '\n') && unicode.IsMark(r) {
		return false
	}
	if kindOf(r) == kindSpacing {
		return c.spacing < maxMarks
	}
	return c.stacked < maxMarks
}

func (c *cleaner) count(r rune) {
	if kindOf(r) == kindSpacing {
		c.spacing++
	} else {
		c.stacked++
	}
}

// joinsTo tells whether a joiner has something to join here: two pictographs, or letters of a script that is written
// with joiners. After a virama it always has (RFC 5892, appendix A): older Malayalam ends words so.
func (c *cleaner) joinsTo(joiner rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch {
	case joiner == zwj && unicode.Is(pictographs, c.base) && unicode.Is(pictographs, next):
		c.joins++
		return c.joins <= maxJoins
	case isVirama(c.last):
		return true
	case !inJoiningScript(c.last) || !inJoiningScript(next):
		return false
	}
	return kindOf(next) == kindBase || c.roomFor(next)
}
