package inbox

import (
	"bytes"
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold makes texts comparable for search: case, accents, kinds of spaces and of apostrophes, ligatures and widths are
// folded, so that "Œuf DÉJÀ" is found by "oeuf deja". Marks that make another letter or vowel, as in Hindi, Thai or
// Japanese, stay. Folding twice changes nothing more.
func Fold(s string) string {
	n := folded(s)
	if n == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)+len(s)/16), s[:n]...) // ligatures grow
	return string(appendFold(out, s[n:]))
}

// CompareNames sorts names as people look them up: case and accents aside, as long as these don't decide alone.
func CompareNames(a, b string) int { return cmp.Or(cmp.Compare(Fold(a), Fold(b)), cmp.Compare(a, b)) }

// sameFolded tells whether two names fold to the same, without allocating where they are short.
func sameFolded(a, b string) bool {
	var x, y [64]byte
	return bytes.Equal(appendFold(x[:0], a), appendFold(y[:0], b))
}

// folded counts the bytes of ASCII at the start of s that folding leaves alone.
func folded(s string) int {
	n := 0
	for n < len(s) && s[n] < utf8.RuneSelf && foldASCII(s[n]) == s[n] {
		n++
	}
	return n
}

// appendFold appends the folded form of s.
func appendFold(out []byte, s string) []byte {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			out = append(out, foldASCII(s[i]))
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case isLatin(r):
			out = append(out, latin[r-firstLatin]...)
		case r == '’':
			out = append(out, '\'')
		case r == '…':
			out = append(out, "..."...)
		default:
			size = foreign(s[i:])
			out = appendForeign(out, s[i:i+size])
		}
		i += size
	}
	return out
}

func foldASCII(c byte) byte {
	switch {
	case 'A' <= c && c <= 'Z':
		return c + 'a' - 'A'
	case '\t' <= c && c <= '\r':
		return ' '
	}
	return c
}

// foreign is the size in bytes of the characters at the start of s that neither ASCII nor the table of Latin letters
// holds: at least one, and with the spaces between words of them.
func foreign(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	for i := n; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r > lastLatin {
			n = i
		} else if r != ' ' {
			break
		}
	}
	return n
}

// appendForeign decomposes s, drops the accents, and composes what is left, so that Korean syllables and voiced kana are
// one character again however they were written.
func appendForeign(out []byte, s string) []byte {
	s = strings.ToValidUTF8(s, string(utf8.RuneError)) // the normaliser leaves alone what follows a broken character
	for _, r := range norm.NFC.String(strings.Map(foldRune, norm.NFKD.String(s))) {
		if isLatin(r) {
			out = append(out, latin[r-firstLatin]...)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}

// foldRune folds one decomposed character; -1 drops it.
func foldRune(r rune) rune {
	switch {
	case isAccent(r):
		return -1
	case unicode.IsSpace(r):
		return ' '
	case r == '‘', r == '’', r == 'ʼ':
		return '\''
	case r == 'ς':
		return 'σ'
	}
	return unicode.ToLower(r)
}

// isAccent tells whether a search ignores r: an accent of any script (Unicode calls their script Inherited), a vowel
// point of Hebrew or Arabic, a selector, a joiner, and what Clean removes. The marks that voice kana make other letters.
func isAccent(r rune) bool {
	switch kindOf(r) {
	case kindBase, kindSpacing:
		return false
	case kindMark:
		return unicode.Is(unicode.Inherited, r) && r != '\u3099' && r != '\u309a' || 0x591 <= r && r <= 0x5c7
	}
	return true
}

const firstLatin, lastLatin = '\u00a0', '\u017f'

func isLatin(r rune) bool { return firstLatin <= r && r <= lastLatin }

// latin holds the folded forms of Latin-1 and Latin Extended-A (U+00A0–017F), where most accents of Europe are: what
// decomposition gives, and the letters that have none (æ, ß, ø, đ, ħ, ı, ĸ, ł, ŋ, œ, þ, ð, ŧ).
var latin = [lastLatin - firstLatin + 1]string{
	" ", "¡", "¢", "£", "¤", "¥", "¦", "§", " ", "©", "a", "«", "¬", "", "®", " ", // U+00A0
	"°", "±", "2", "3", " ", "μ", "¶", "·", " ", "1", "o", "»", "1⁄4", "1⁄2", "3⁄4", "¿", // U+00B0
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", // U+00C0
	"d", "n", "o", "o", "o", "o", "o", "×", "o", "u", "u", "u", "u", "y", "th", "ss", // U+00D0
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", // U+00E0
	"d", "n", "o", "o", "o", "o", "o", "÷", "o", "u", "u", "u", "u", "y", "th", "y", // U+00F0
	"a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", // U+0100
	"d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", // U+0110
	"g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", // U+0120
	"i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l·", // U+0130
	"l·", "l", "l", "n", "n", "n", "n", "n", "n", "'n", "ng", "ng", "o", "o", "o", "o", // U+0140
	"o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", // U+0150
	"s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", // U+0160
	"u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s", // U+0170
}
