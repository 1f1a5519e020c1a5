package inbox

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// plain counts the bytes at the start of s that every rule keeps as they are: printable ASCII, Latin letters and the
// punctuation that goes with them. In one line it stops at spaces, which fold.
func plain(s string, oneLine bool) int {
	n := 0
	for n < len(s) {
		if !oneLine && n+8 <= len(s) {
			if k := printable(s[n : n+8]); k > 0 {
				n += k
				continue
			}
		}
		size := plainSize(s[n:], oneLine)
		if size == 0 {
			break
		}
		n += size
	}
	return n
}

// plainSize is the size in bytes of the character at the start of s if it is a plain one, else 0.
func plainSize(s string, oneLine bool) int {
	c := s[0]
	switch {
	case c < utf8.RuneSelf:
		if c > ' ' && c < 0x7f || !oneLine && (c == ' ' || c == '\n') {
			return 1
		}
	case c < 0xcc: // U+00A1–02FF; the no-break space too, outside of a line
		if len(s) > 1 && s[1]&0xc0 == 0x80 && (c > 0xc2 || c == 0xc2 && (s[1] > 0xa0 || s[1] == 0xa0 && !oneLine)) {
			return 2
		}
	case c == 0xe2 && len(s) > 2 && s[1] == 0x80: // U+2010–2027: dashes, quotes, the ellipsis; the narrow no-break space
		if 0x90 <= s[2] && s[2] < 0xa8 || s[2] == 0xaf && !oneLine {
			return 3
		}
	}
	return 0
}

// printable counts the bytes of printable ASCII at the start of the eight bytes of s, looking at them at once: a byte
// below the space borrows, DEL carries, and what isn't ASCII has its high bit already.
func printable(s string) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	x := binary.LittleEndian.Uint64([]byte(s))
	return bits.TrailingZeros64((x|(x-' '*ones)|(x+ones))&high) / 8
}
