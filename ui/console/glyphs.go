package console

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// asciiGlyphs puts plain characters in the place of glyphs, one cell for one cell, on a terminal that has no others. Of what
// people wrote the accents are left out, and what still isn't ASCII becomes a question mark a cell.
func asciiGlyphs(screen string) string {
	screen = norm.NFD.String(glyphs().Replace(screen))
	var b strings.Builder
	for screen != "" {
		cluster, cells := ansi.FirstGraphemeCluster(screen, ansi.GraphemeWidth)
		screen = screen[len(cluster):]
		if cluster[0] <= '~' {
			b.WriteByte(cluster[0])
			continue
		}
		b.WriteString(strings.Repeat("?", cells))
	}
	return b.String()
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
