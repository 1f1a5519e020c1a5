package console

import (
	"image"
)

// drawList is the list's head, then as many rows as fit.
func (m *model) drawList(r image.Rectangle) []string {
	w, high := r.Dx(), m.listHigh()
	lines := []string{m.drawListHead(w)}
	for range m.list.hidden {
		lines = append(lines, blank(w))
	}
	if len(m.list.rows) == 0 {
		return append(lines, m.drawNoRows(w, high)...)
	}
	first, at := m.list.first(m.rowHeight)
	var rows []string
	for i := first; i < len(m.list.rows) && at+len(rows) < high; i++ {
		rows = append(rows, m.rowLines(m.list.rows[i], i == m.list.cursor, w)...)
	}
	for range max(at, 0) {
		lines = append(lines, blank(w))
	}
	if at < 0 {
		rows = rows[-at:]
	}
	return append(lines, rows[:min(len(rows), high-max(at, 0))]...)
}

// drawListHead is what is shown, in which order, and how many came above since.
func (m *model) drawListHead(w int) string {
	s := m.styles
	right := s.muted.draw(m.orderName())
	if n := m.list.above; n > 0 {
		right = s.accent.draw("↑ " + m.lang.Count(n, "%d new above", "%d new above"))
	}
	if m.list.loaded && m.list.err != nil && len(m.list.rows) > 0 {
		right = s.danger.draw(m.lang.Say("not read again"))
	}
	words := m.wordsKept()
	if m.aside != nil {
		words = m.lang.Say("said alike · %s", words)
	}
	if words == "" {
		words = m.lang.Say("everything")
	}
	p := s.muted
	if m.view < 0 {
		p = s.accent
	}
	return ends(" "+p.draw(cut(words, w-width(right)-4)), right+" ", w)
}
