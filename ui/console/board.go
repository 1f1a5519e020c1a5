package console

import (
	"image"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// board is a floating list of entries of one or more lines each, with a cursor: the outbox, the log, the channels.
type board struct {
	at  int
	top int // the first line shown

	head int   // lines above the entries
	of   []int // the entry of each line
}

// entry is what a board shows: its first line stands out under the cursor.
type entry struct{ lines []string }

// moved moves the cursor among n entries; false for other keys.
func (b *board) moved(key string, n int) bool {
	switch key {
	case "j", "down", "tab":
		b.at++
	case "k", "up", "shift+tab":
		b.at--
	case "ctrl+d", "pgdown", "space":
		b.at += 8
	case "ctrl+u", "pgup":
		b.at -= 8
	case "g", "home":
		b.at = 0
	case "G", "end":
		b.at = n - 1
	default:
		return false
	}
	b.at = max(0, min(b.at, n-1))
	return true
}

// point puts the cursor on the entry that a line shows, below the edge of the frame.
func (b *board) point(line int) (again bool) {
	i := b.top + line - 1 - b.head
	if line < 1+b.head || i >= len(b.of) {
		return false
	}
	again = b.of[i] == b.at
	b.at = b.of[i]
	return again
}

// boardSize is the size of a board in all, and of a line in it. It covers all panes: what lies beside it would only distract.
func (m *model) boardSize() (w, high, inner int) {
	return m.w, m.h - 3, m.w - 6
}

// drawBoard draws the entries around the cursor below a head.
func (m *model) drawBoard(b *board, title string, head []string, all []entry) float {
	w, high, inner := m.boardSize()
	rows := max(high-2-len(head), 1)
	b.at = max(0, min(b.at, len(all)-1))
	var lines []string
	b.head, b.of = len(head), b.of[:0]
	from, to := 0, 0
	for i, e := range all {
		if i == b.at {
			from, to = len(lines), len(lines)+len(e.lines)
		}
		for _, l := range e.lines {
			edge := "  "
			if i == b.at && l != "" {
				edge = m.styles.accent.draw("▌") + " "
			}
			lines = append(lines, edge+pad(l, inner))
			b.of = append(b.of, i)
		}
	}
	b.top = max(0, min(max(min(b.top, from), to-rows), len(lines)-rows))
	shown := append([]string{}, head...)
	shown = append(shown, lines[b.top:min(b.top+rows, len(lines))]...)
	for len(shown) < high-2 {
		shown = append(shown, "")
	}
	box := m.frame(title, shown, w, m.styles.accent)
	return float{lines: box, at: image.Pt(0, 1)}
}

// oneOf are words of which one holds, drawn more strongly; a plain screen sets that one in brackets.
func (m *model) oneOf(says []inbox.Phrase, holds int) string {
	words := make([]string, len(says))
	for i, p := range says {
		words[i] = m.lang.Say(p)
		switch {
		case i != holds:
			words[i] = m.styles.muted.draw(words[i])
		case m.opt.plain:
			words[i] = "[" + words[i] + "]"
		default:
			words[i] = m.styles.strong.draw(words[i])
		}
	}
	return strings.Join(words, "   ")
}

// goTo goes to an item: in the list where it is there, else to a search for it alone.
func (m *model) goTo(number uint64) tea.Cmd {
	if i := m.list.index(number); i >= 0 {
		m.list.step(i-m.list.cursor, m.listHigh(), m.rowHeight)
		return nil
	}
	return m.findTerm("id", plainNumber(number))
}

// findTerm shows what one term finds.
func (m *model) findTerm(field, value string) tea.Cmd {
	return m.find(inbox.Query{Root: inbox.Term{Field: field, Value: value}})
}
