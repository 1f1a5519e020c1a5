package console

import "strings"

// asciiGlyphs puts plain characters in the place of glyphs, one cell for one cell, on a terminal that has no others. What
// remains beyond ASCII is what people wrote; it becomes a question mark a cell.
func asciiGlyphs(screen string) string {
	screen = glyphs().Replace(screen)
	return strings.Map(func(r rune) rune {
		if r > '~' {
			return '?'
		}
		return r
	}, screen)
}

func glyphs() *strings.Replacer {
	return strings.NewReplacer(
		"─", "-", "│", "|", "┬", "+", "┴", "+", "╭", "+", "╮", "+", "╰", "+", "╯", "+",
		"●", "*", "○", "o", "◌", ".", "◐", "~", "▲", "!", "✓", "v", "→", ">", "←", "<", "↑", "^", "↓", "v",
		"◆", "#", "✎", "e", "✗", "x", "…", "~", "▌", ">", "▎", "|", "▏", "|", "◀", "<", "▾", "v",
		"·", "-", "–", "-", "“", "\"", "”", "\"", "×", "x", "\u00a0", " ", "□", "?",
		"à", "a", "â", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "î", "i", "ï", "i", "ô", "o", "ù", "u", "û", "u", "’", "'",
	)
}
