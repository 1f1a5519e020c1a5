package console

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Glyphs are what a terminal can show.
type Glyphs uint8

const (
	AllGlyphs Glyphs = iota
	// LatinGlyphs are those of a font of 256 signs, as Linux's own console has: western letters, lines, blocks and arrows.
	LatinGlyphs
	ASCIIGlyphs
)

// only puts plain characters in the place of the glyphs that a terminal hasn't, one cell for one cell. Of letters that it hasn't
// the accents are left out, and what still can't be shown becomes a question mark a cell.
func (g Glyphs) only(screen string) string {
	plain := glyphs()
	var b strings.Builder
	b.Grow(len(screen))
	for screen != "" {
		if screen[0] < utf8.RuneSelf && (len(screen) == 1 || screen[1] < utf8.RuneSelf) {
			b.WriteByte(screen[0])
			screen = screen[1:]
			continue
		}
		cluster, cells := ansi.FirstGraphemeCluster(screen, ansi.GraphemeWidth)
		screen = screen[len(cluster):]
		b.WriteString(g.instead(cluster, cells, plain))
	}
	return b.String()
}

// instead is what stands in the place of a cluster.
func (g Glyphs) instead(cluster string, cells int, plain *strings.Replacer) string {
	whole := norm.NFC.String(cluster)
	if r, n := utf8.DecodeRuneInString(whole); n == len(whole) && g == LatinGlyphs {
		if corner := strings.IndexRune(roundCorners, r); corner >= 0 {
			return string([]rune(squareCorners)[corner/len("╭")])
		}
		if isLatin(r) {
			return whole
		}
	}
	letter := norm.NFD.String(plain.Replace(cluster))
	if letter[0] <= '~' {
		return letter[:1]
	}
	return strings.Repeat("?", cells)
}

const (
	roundCorners  = "╭╮╰╯"
	squareCorners = "┌┐└┘"
)

// isLatin reports whether such a font has a sign: those of ISO 8859-15 but for the space that doesn't break, and of the code page 437
// what we draw with.
func isLatin(r rune) bool {
	switch r {
	case 'Œ', 'œ', 'Š', 'š', 'Ž', 'ž', 'Ÿ', '€', '─', '│', '┬', '┴', '├', '┤', '┼', '▌', '░', '▒', '▓', '█', '←', '↑', '→', '↓':
		return true
	}
	return r > '\u00a0' && r <= 'ÿ' && r != '\u00ad'
}

func glyphs() *strings.Replacer {
	return strings.NewReplacer(
		"─", "-", "│", "|", "┬", "+", "┴", "+", "╭", "+", "╮", "+", "╰", "+", "╯", "+", "┄", "~", "┆", ":",
		"●", "*", "○", "o", "◌", ".", "◐", "~", "▲", "!", "✓", "v", "→", ">", "↳", ">", "←", "<", "↑", "^", "↓", "v",
		"◆", "#", "⊘", "0", "✎", "e", "✗", "x", "…", "~", "▌", ">", "▎", "|", "▏", "|", "◀", "<", "▾", "v",
		"·", "-", "–", "-", "“", "\"", "”", "\"", "’", "'", "‘", "'", "«", "\"", "»", "\"", "›", ">", "—", "-", "•", "-", "œ", "o", "æ", "a", "ø", "o", "ß", "s", "€", "E",
		"░", ":", "▒", "+", "▓", "%", "█", "#",
		"×", "x", "\u00a0", " ", "\u202f", " ", "□", "?",
	)
}
