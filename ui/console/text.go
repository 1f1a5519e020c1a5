package console

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Text in panes is measured in cells. Terminals disagree about some clusters (a family of emoji is two cells or eight), and
// one that is drawn wider than it was counted breaks every column to its right; so what is drawn passes steady first.

// width is how many cells plain or styled text takes.
func width(s string) int {
	if isASCII(s) {
		return len(s)
	}
	return ansi.StringWidth(s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// steady replaces each cluster whose width depends on who measures it by its first rune where that has one width, else by a
// box. What takes no cell of its own and would join the text beside it is left out; since that brings others together, it is
// done until nothing changes.
func steady(s string) string {
	for !isLatin(s) {
		t := steadied(s)
		if t == s {
			break
		}
		s = t
	}
	return s
}

func steadied(s string) string {
	var b strings.Builder
	for s != "" {
		cluster, cells := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
		first, size := utf8.DecodeRuneInString(cluster)
		switch {
		case first == '\n':
			b.WriteByte('\n')
		case ansi.StringWidth(string(first)) == 0:
			s = s[size:]
			continue
		case cells == ansi.StringWidthWc(cluster) && !strings.ContainsRune(cluster, zwj):
			b.WriteString(cluster)
		default:
			b.WriteString(oneWidth(first))
		}
		s = s[len(cluster):]
	}
	return b.String()
}

const (
	zwj        = '\u200d'
	softHyphen = '\u00ad'
)

// isLatin reports whether a text has only runes that every terminal shows in one cell.
func isLatin(s string) bool {
	for _, r := range s {
		if r > '\u02ff' || r == softHyphen {
			return false
		}
	}
	return true
}

func oneWidth(r rune) string {
	if s := string(r); ansi.StringWidth(s) == ansi.StringWidthWc(s) {
		return s
	}
	return "□"
}

// cut shortens plain text to at most w cells, and says so with an ellipsis.
func cut(s string, w int) string {
	if len(s) <= w && isASCII(s) {
		return s
	}
	if w <= 0 {
		return ""
	}
	return ansi.Truncate(steady(s), w, "…")
}

// fit makes plain text exactly w cells: shortened, or followed by spaces.
func fit(s string, w int) string {
	s = cut(s, w)
	return s + blank(w-width(s))
}

// fitRight is fit with the spaces in front.
func fitRight(s string, w int) string {
	s = cut(s, w)
	return blank(w-width(s)) + s
}

// pad adds spaces to styled text up to w cells; what is longer is shortened.
func pad(s string, w int) string {
	n := ansi.StringWidth(s)
	if n > w {
		return ansi.Truncate(s, w, "…")
	}
	return s + blank(w-n)
}

// ends puts left and right at the two ends of w cells; where both don't fit the left one gives way.
func ends(left, right string, w int) string {
	room := w - ansi.StringWidth(right)
	if room < 0 {
		return pad(right, w)
	}
	return pad(left, room) + right
}

func blank(n int) string {
	const spaces = "                                                                                "
	if n <= 0 {
		return ""
	}
	if n <= len(spaces) {
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}

// wrap breaks plain text into lines of at most w cells: between words where it can, within a word that is longer than a line.
func wrap(s string, w int) []string {
	if w < 2 { // a wide character needs two
		return nil
	}
	var lines []string
	for paragraph := range strings.SplitSeq(steady(s), "\n") {
		lines = append(lines, wrapLine(paragraph, w)...)
	}
	return lines
}

func wrapLine(s string, w int) []string {
	var lines []string
	line, used := "", 0
	for s != "" {
		spaces := s[:len(s)-len(strings.TrimLeft(s, " "))]
		word, _, _ := strings.Cut(s[len(spaces):], " ")
		s = s[len(spaces)+len(word):]
		n := width(word)
		if used+len(spaces)+n <= w {
			line, used = line+spaces+word, used+len(spaces)+n
			continue
		}
		if used > 0 {
			lines = append(lines, line)
		}
		for ; n > w; n = width(word) {
			head := ansi.Truncate(word, w, "")
			if head == "" {
				break
			}
			lines, word = append(lines, head), word[len(head):]
		}
		line, used = word, n
	}
	return append(lines, line)
}
