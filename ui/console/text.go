package console

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Text in panes is measured in cells. Terminals disagree about some clusters (a family of emoji is two cells or eight), and
// one that is drawn wider than it was counted breaks every column to its right; so what is drawn passes steady first.

// simple reports whether a rune takes one cell in every terminal and joins no other: most of what is drawn, so that most of it
// is measured by counting.
func simple(r rune) bool {
	switch {
	case r < ' ', r == 0x7f, r == softHyphen:
		return false
	case r <= 0x02ff: // Latin
		return true
	case r >= 0x2010 && r <= 0x2027, r == 0x202f: // dashes, quotation marks, the ellipsis; the narrow space
		return true
	case r >= 0x2500 && r <= 0x25ff && r != '▪' && r != '▫' && r != '▶' && r != '◀' && (r < '◻' || r > '◾'): // lines, marks; not those that emoji are made of
		return true
	}
	return r == '€'
}

func isSimple(s string) bool {
	for _, r := range s {
		if !simple(r) {
			return false
		}
	}
	return true
}

// width is how many cells plain or styled text takes.
func width(s string) int {
	if n, plain := plainWidth(s); plain {
		return n
	}
	return ansi.StringWidth(s)
}

// plainWidth counts the cells of text of which every character takes one.
func plainWidth(s string) (n int, plain bool) {
	for s != "" {
		if strings.HasPrefix(s, "\x1b[") {
			end := strings.IndexByte(s, 'm')
			if end < 0 {
				return 0, false
			}
			s = s[end+1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		if !simple(r) {
			return 0, false
		}
		n++
		s = s[size:]
	}
	return n, true
}

// steady replaces each cluster whose width depends on who measures it by its first rune where that has one width, else by a
// box. What takes no cell of its own and would join the text beside it is left out; since that brings others together, it is
// done until nothing changes.
func steady(s string) string {
	for !isSimple(s) {
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
		begins := b.Len() == 0 || strings.HasSuffix(b.String(), "\n")
		first, size := utf8.DecodeRuneInString(cluster)
		switch {
		case first == '\n':
			b.WriteByte('\n')
		case ansi.StringWidth(string(first)) == 0:
			s = s[size:]
			continue
		case begins && ansi.StringWidth(" "+cluster) != 1+cells: // it would join the space before the text
			b.WriteString("□")
		case cells == ansi.StringWidthWc(cluster) && !strings.ContainsAny(cluster, joiners):
			b.WriteString(cluster)
		default:
			b.WriteString(oneWidth(first))
		}
		s = s[len(cluster):]
	}
	return b.String()
}

const (
	softHyphen = '\u00ad'
	joiners    = "\u200d\ufe0f" // join emoji, and make one of a digit: two measures of such a cluster agree by accident
)

func oneWidth(r rune) string {
	if s := string(r); ansi.StringWidth(s) == ansi.StringWidthWc(s) {
		return s
	}
	return "□"
}

// cut shortens plain text to at most w cells, and says so with an ellipsis.
func cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if !isSimple(s) {
		return ansi.Truncate(steady(s), w, "…")
	}
	last, n := 0, 0
	for i := range s {
		if n++; n == w {
			last = i
		}
		if n > w {
			return s[:last] + "…"
		}
	}
	return s
}

// cutMiddle is cut for what differs at its end, as addresses do: what is left out is within.
func cutMiddle(s string, w int) string {
	s = steady(s)
	n := width(s)
	if n <= w || w < 4 {
		return cut(s, w)
	}
	return ansi.Truncate(s, (w-1)/2, "") + "…" + ansi.TruncateLeft(s, n-w/2, "")
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
	n := width(s)
	if n > w {
		s = ansi.Truncate(s, w, "…")
		n = width(s) // one less where a wide character was in the way
	}
	return s + blank(w-n)
}

// ends puts left and right at the two ends of w cells, apart; where both don't fit the left one gives way.
func ends(left, right string, w int) string {
	room := w - width(right)
	switch {
	case room < 0:
		return pad(right, w)
	case right != "" && width(left) >= room:
		return pad(left, room-1) + blank(min(room, 1)) + right
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
