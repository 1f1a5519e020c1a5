package inbox

import "unicode"

// kind is what a character is to the cleaning of a text.
type kind uint8

const (
	kindBase      kind = iota // stands by itself
	kindMark                  // is drawn on the character before it
	kindSpacing               // belongs to the character before it, and has room of its own
	kindSelector              // chooses a form of the character before it
	kindJoiner                // ZWJ, ZWNJ
	kindForbidden             // acts on the terminal, or hides
)

// kindOf finds the kind of r by its block; only characters of blocks that mix letters with marks are looked up.
func kindOf(r rune) kind {
	switch {
	case r < 0x20:
		if r == '\n' {
			return kindBase
		}
		return kindForbidden
	case r < 0x7f:
		return kindBase
	case r < 0xa0: // DEL, C1
		return kindForbidden
	case r < 0x300: // Latin
		return kindBase
	case r == 0x34f: // COMBINING GRAPHEME JOINER
		return kindForbidden
	case r < 0x370:
		return kindMark
	case r < 0x483, // Greek, Cyrillic
		0x620 <= r && r < 0x64b,   // Arabic letters
		0x3040 <= r && r < 0x3099, // Hiragana
		0x309b <= r && r < 0xa66f, // Katakana, Han
		0xac00 <= r && r < 0xd7a4: // Hangul
		return kindBase
	case r == 0x61c, r == 0x180e, r == 0xfeff: // ARABIC LETTER MARK, MONGOLIAN VOWEL SEPARATOR, byte order mark
		return kindForbidden
	case 0x180b <= r && r <= 0x180f, 0xfe00 <= r && r <= 0xfe0f, 0xe0100 <= r && r <= 0xe01ef:
		return kindSelector
	case 0x2000 <= r && r < 0x2070:
		return punctuationKind(r)
	case 0xfff9 <= r && r <= 0xfffb: // interlinear annotation
		return kindForbidden
	case r >= 0xe0000 && r < 0xe1000: // tags, and the rest of a plane that is made to be ignored
		return kindForbidden
	case 0x1f3fb <= r && r <= 0x1f3ff, r == 0xff9e, r == 0xff9f: // skin tones, half-width voicing
		return kindMark
	case 0x2070 <= r && r < 0x20d0, 0x2100 <= r && r < 0x2cef, 0x1f000 <= r && r < 0x1fb00: // symbols, emoji
		return kindBase
	case unicode.In(r, unicode.Mn, unicode.Me):
		return kindMark
	case unicode.Is(unicode.Mc, r):
		return kindSpacing
	}
	return kindBase
}

// punctuationKind is kindOf in the block General Punctuation (U+2000–206F), where hidden characters live between
// spaces, dashes and quotes.
func punctuationKind(r rune) kind {
	switch {
	case r == zwj, r == zwnj:
		return kindJoiner
	case r == 0x200b, // ZERO WIDTH SPACE
		0x200e <= r && r <= 0x200f, // direction marks
		0x2028 <= r && r <= 0x202e, // separators, bidi embeddings and overrides
		0x2060 <= r:                // word joiner, invisible operators, bidi isolates, deprecated controls
		return kindForbidden
	}
	return kindBase
}

// takesSelector tells whether the variation selector may follow base: emoji and text forms after pictographs and the
// bases of keycaps, standardised variants after mathematical signs and the scripts that define them, Mongolian and
// ideographic ones after their own letters (the Unicode Standard, 23.4).
func takesSelector(base, selector rune) bool {
	switch {
	case selector == 0xfe0e, selector == 0xfe0f:
		return '0' <= base && base <= '9' || base == '#' || base == '*' || unicode.Is(pictographs, base)
	case 0xfe00 <= selector && selector <= 0xfe02:
		return unicode.In(base, unicode.Sm, unicode.Han, unicode.Myanmar, unicode.Phags_Pa)
	case 0x180b <= selector && selector <= 0x180f:
		return unicode.Is(unicode.Mongolian, base)
	case selector >= 0xe0100:
		return unicode.Is(unicode.Han, base)
	}
	return false
}

// inJoiningScript tells whether r is a letter or a mark of a script that is written with joiners: cursive ones (Arabic
// to Mandaic, N'Ko, Mongolian) and those of India and its neighbours, by their blocks.
func inJoiningScript(r rune) bool {
	switch {
	case 0x600 <= r && r < 0x780, // Arabic, Syriac
		0x7c0 <= r && r < 0x800,     // N'Ko
		0x840 <= r && r < 0xe00,     // Mandaic, Arabic, Devanagari to Sinhala
		0xf00 <= r && r < 0x10a0,    // Tibetan, Myanmar
		0x1780 <= r && r < 0x18b0,   // Khmer, Mongolian
		0x1b00 <= r && r < 0x1c50,   // Balinese to Lepcha
		0xa8e0 <= r && r < 0xa900,   // Devanagari
		0xa980 <= r && r < 0xaa00,   // Javanese, Myanmar
		0xaa60 <= r && r < 0xaa80,   // Myanmar
		0xabc0 <= r && r < 0xac00,   // Meetei Mayek
		0xfb50 <= r && r < 0xfe00,   // Arabic forms
		0xfe70 <= r && r < 0xfeff,   // Arabic forms
		0x11000 <= r && r < 0x12000: // Brahmi and its descendants
		return unicode.IsLetter(r) || unicode.IsMark(r) && kindOf(r) != kindSelector
	}
	return false
}

// isVirama tells whether r is the sign that silences a vowel in one of the great scripts of India.
func isVirama(r rune) bool {
	switch r {
	case 0x94d, 0x9cd, 0xa4d, 0xacd, 0xb4d, 0xbcd, 0xc4d, 0xccd, 0xd4d, 0xdca:
		return true
	}
	return false
}

// pictographs is the Unicode 17 property Extended_Pictographic (emoji-data.txt), which package unicode lacks.
var pictographs = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x00a9, 0x00ae, 5}, {0x203c, 0x2049, 13}, {0x2122, 0x2139, 23}, {0x2194, 0x2199, 1}, {0x21a9, 0x21aa, 1},
		{0x231a, 0x231b, 1}, {0x2328, 0x23cf, 167}, {0x23e9, 0x23f3, 1}, {0x23f8, 0x23fa, 1}, {0x24c2, 0x24c2, 1},
		{0x25aa, 0x25ab, 1}, {0x25b6, 0x25c0, 10}, {0x25fb, 0x25fe, 1}, {0x2600, 0x2604, 1}, {0x260e, 0x2611, 3},
		{0x2614, 0x2615, 1}, {0x2618, 0x261d, 5}, {0x2620, 0x2620, 1}, {0x2622, 0x2623, 1}, {0x2626, 0x262a, 4},
		{0x262e, 0x262f, 1}, {0x2638, 0x263a, 1}, {0x2640, 0x2642, 2}, {0x2648, 0x2653, 1}, {0x265f, 0x2660, 1},
		{0x2663, 0x2663, 1}, {0x2665, 0x2666, 1}, {0x2668, 0x267b, 19}, {0x267e, 0x267f, 1}, {0x2692, 0x2697, 1},
		{0x2699, 0x2699, 1}, {0x269b, 0x269c, 1}, {0x26a0, 0x26a1, 1}, {0x26a7, 0x26a7, 1}, {0x26aa, 0x26ab, 1},
		{0x26b0, 0x26b1, 1}, {0x26bd, 0x26be, 1}, {0x26c4, 0x26c5, 1}, {0x26c8, 0x26c8, 1}, {0x26ce, 0x26cf, 1},
		{0x26d1, 0x26d1, 1}, {0x26d3, 0x26d4, 1}, {0x26e9, 0x26ea, 1}, {0x26f0, 0x26f5, 1}, {0x26f7, 0x26fa, 1},
		{0x26fd, 0x2702, 5}, {0x2705, 0x2705, 1}, {0x2708, 0x270d, 1}, {0x270f, 0x2712, 3}, {0x2714, 0x2716, 2},
		{0x271d, 0x2721, 4}, {0x2728, 0x2728, 1}, {0x2733, 0x2734, 1}, {0x2744, 0x2747, 3}, {0x274c, 0x274e, 2},
		{0x2753, 0x2755, 1}, {0x2757, 0x2757, 1}, {0x2763, 0x2764, 1}, {0x2795, 0x2797, 1}, {0x27a1, 0x27bf, 15},
		{0x2934, 0x2935, 1}, {0x2b05, 0x2b07, 1}, {0x2b1b, 0x2b1c, 1}, {0x2b50, 0x2b55, 5}, {0x3030, 0x303d, 13},
		{0x3297, 0x3299, 2},
	},
	R32: []unicode.Range32{
		{0x1f004, 0x1f004, 1}, {0x1f02c, 0x1f02f, 1}, {0x1f094, 0x1f09f, 1}, {0x1f0af, 0x1f0b0, 1},
		{0x1f0c0, 0x1f0c0, 1}, {0x1f0cf, 0x1f0d0, 1}, {0x1f0f6, 0x1f0ff, 1}, {0x1f170, 0x1f171, 1},
		{0x1f17e, 0x1f17f, 1}, {0x1f18e, 0x1f18e, 1}, {0x1f191, 0x1f19a, 1}, {0x1f1ae, 0x1f1e5, 1},
		{0x1f201, 0x1f20f, 1}, {0x1f21a, 0x1f22f, 21}, {0x1f232, 0x1f23a, 1}, {0x1f23c, 0x1f23f, 1},
		{0x1f249, 0x1f25f, 1}, {0x1f266, 0x1f321, 1}, {0x1f324, 0x1f393, 1}, {0x1f396, 0x1f397, 1},
		{0x1f399, 0x1f39b, 1}, {0x1f39e, 0x1f3f0, 1}, {0x1f3f3, 0x1f3f5, 1}, {0x1f3f7, 0x1f3fa, 1},
		{0x1f400, 0x1f4fd, 1}, {0x1f4ff, 0x1f53d, 1}, {0x1f549, 0x1f54e, 1}, {0x1f550, 0x1f567, 1},
		{0x1f56f, 0x1f570, 1}, {0x1f573, 0x1f57a, 1}, {0x1f587, 0x1f587, 1}, {0x1f58a, 0x1f58d, 1},
		{0x1f590, 0x1f590, 1}, {0x1f595, 0x1f596, 1}, {0x1f5a4, 0x1f5a5, 1}, {0x1f5a8, 0x1f5a8, 1},
		{0x1f5b1, 0x1f5b2, 1}, {0x1f5bc, 0x1f5bc, 1}, {0x1f5c2, 0x1f5c4, 1}, {0x1f5d1, 0x1f5d3, 1},
		{0x1f5dc, 0x1f5de, 1}, {0x1f5e1, 0x1f5e3, 2}, {0x1f5e8, 0x1f5ef, 7}, {0x1f5f3, 0x1f5f3, 1},
		{0x1f5fa, 0x1f64f, 1}, {0x1f680, 0x1f6c5, 1}, {0x1f6cb, 0x1f6d2, 1}, {0x1f6d5, 0x1f6e5, 1},
		{0x1f6e9, 0x1f6e9, 1}, {0x1f6eb, 0x1f6f0, 1}, {0x1f6f3, 0x1f6ff, 1}, {0x1f7da, 0x1f7ff, 1},
		{0x1f80c, 0x1f80f, 1}, {0x1f848, 0x1f84f, 1}, {0x1f85a, 0x1f85f, 1}, {0x1f888, 0x1f88f, 1},
		{0x1f8ae, 0x1f8af, 1}, {0x1f8bc, 0x1f8bf, 1}, {0x1f8c2, 0x1f8cf, 1}, {0x1f8d9, 0x1f8ff, 1},
		{0x1f90c, 0x1f93a, 1}, {0x1f93c, 0x1f945, 1}, {0x1f947, 0x1f9ff, 1}, {0x1fa58, 0x1fa5f, 1},
		{0x1fa6e, 0x1faff, 1}, {0x1fc00, 0x1fffd, 1},
	},
	LatinOffset: 1,
}
