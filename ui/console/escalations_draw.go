package console

import (
	"image"
	"strings"

	"vigie/inbox"
)

// Columns of the board, in cells: how wide one is at the least where all of them fit, and where not; and what is between two.
const (
	columnLeast  = 24
	columnBetter = 32
	columnGap    = 2
)

// shortBoard is up to how many lines a board leaves out what isn't a card.
const shortBoard = 12

// fitting is how many columns are shown in a width, and how wide each is.
func fitting(columns, w int) (n, wide int) {
	if columns == 0 {
		return 0, w
	}
	if n = (w + columnGap) / (columnLeast + columnGap); n < columns {
		n = max((w+columnGap)/(columnBetter+columnGap), 1)
	}
	n = min(n, columns)
	return n, (w - columnGap*(n-1)) / n
}

func (e *escalations) draw(m *model) float {
	w, high := m.w, m.h-3
	inner := w - 4
	rows := high - 2
	n, wide := fitting(len(e.columns), inner)
	lines := e.head(m, n, inner)
	if e.err == nil && n > 0 && rows < shortBoard {
		lines = nil // the cards need the room
	}
	e.from = max(0, min(max(min(e.from, e.at), e.at-n+1), len(e.columns)-n))
	body := make([][]string, n)
	for i := range body {
		body[i] = e.drawColumn(m, e.from+i, wide, rows-len(lines))
	}
	for y := 0; n > 0 && len(lines) < rows; y++ {
		var line strings.Builder
		for i, column := range body {
			if i > 0 {
				line.WriteString(blank(columnGap))
			}
			line.WriteString(pad(column[y], wide))
		}
		lines = append(lines, line.String())
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	return float{lines: m.frame(m.lang.Say("Escalations"), lines[:rows], w, m.styles.accent), at: image.Pt(0, 1)}
}

// head says what went wrong or isn't there, and where not all columns fit, how each department does.
func (e *escalations) head(m *model, shown, w int) []string {
	s := m.styles
	switch {
	case e.err != nil:
		return []string{s.danger.draw(cut(m.lang.Error(e.err), w))}
	case e.loaded && len(e.columns) == 0:
		return []string{"", "  " + s.bold.draw(cut(m.lang.Say("No department is yours to see, or the team file names no [[department]] yet."), w-2))}
	case e.loaded && e.owed() == 0:
		next := m.lang.Say("Nobody owes an answer. %s on an item hands it to a department.", m.keyTo("escalate"))
		return []string{"", "  " + s.bold.draw(cut(next, w-2)), ""}
	case shown >= len(e.columns):
		return nil
	}
	var words []string
	for i, c := range e.columns {
		p := s.muted
		if i == e.at {
			p = s.strong
		}
		word := p.draw(c.Name + " " + m.lang.Number(c.owed.All))
		if c.owed.Late > 0 {
			word += s.danger.draw(" ▲" + m.lateNumber(c.owed))
		}
		words = append(words, word)
	}
	return []string{pad(strings.Join(words, "   "), w), ""}
}

func (m *model) lateNumber(o inbox.Owed) string {
	if o.Late >= inbox.LateMost {
		return m.lang.Number(inbox.LateMost-1) + "+"
	}
	return m.lang.Number(o.Late)
}

// drawColumn is a department and as many of its cards as fit, each line w cells at the most.
func (e *escalations) drawColumn(m *model, i, w, high int) []string {
	s, c, here := m.styles, &e.columns[i], i == e.at
	name, under := s.bold, s.rule.draw(rule(w))
	if here {
		name, under = s.strong, s.accent.draw(strings.Repeat("━", w))
	}
	number := m.lang.Number(c.owed.All)
	lines := []string{
		ends(name.draw(cut(departmentTitle(c.Department), w-width(number)-1)), s.muted.draw(number), w),
		m.columnState(c, w), under,
	}
	each := cardHigh(w)
	room := max((high-len(lines)-1)/each, 1)
	c.top = max(0, min(max(min(c.top, c.at), c.at-room+1), len(c.owed.Rows)-room))
	for j := c.top; j < min(c.top+room, len(c.owed.Rows)); j++ {
		lines = append(lines, m.drawCard(c.owed.Rows[j], here && j == c.at, w)...)
	}
	for len(lines) < high {
		lines = append(lines, "")
	}
	if rest := c.owed.All - c.top - room; rest > 0 {
		lines[high-1] = s.muted.draw(cut(m.lang.Say("↓ %s more", m.lang.Number(rest)), w))
	}
	return lines[:high]
}

// columnState is how a department does: what is late, and when it opens.
func (m *model) columnState(c *column, w int) string {
	s := m.styles
	late, opens := "", ""
	if c.owed.Late > 0 {
		late = m.lang.Say("%s overdue", m.lateNumber(c.owed))
	}
	if at, closed := c.Hours.Opens(m.now); closed {
		opens = m.lang.Say("opens %s", m.opening(at))
	}
	switch {
	case late == "" && opens == "" && c.owed.All == 0:
		return s.muted.draw(cut(m.lang.Say("owes nothing"), w))
	case late == "":
		return s.muted.draw(cut(opens, w))
	case opens == "" || width(late)+3+width(opens) > w:
		return s.danger.draw(cut(late, w))
	}
	return s.danger.draw(late) + s.muted.draw(" · "+opens)
}

// cardHigh is how many lines a card takes: in a narrow column the urges have one of their own.
func cardHigh(w int) int {
	if w < columnBetter {
		return 5
	}
	return 4
}

// drawCard is who waits since when, what they say, and when the answer is due.
func (m *model) drawCard(r inbox.Row, cursor bool, w int) []string {
	s, t := m.styles, m.toneOf(r)
	edge := "  "
	if cursor {
		edge = s.accent.draw("▌") + " "
	}
	urgency := ""
	switch r.UrgencyLevel() {
	case inbox.Urgent:
		urgency = s.danger.draw("!!")
	case inbox.High:
		urgency = s.late.draw("!")
	case inbox.Low:
		urgency = s.muted.draw("↓")
	}
	age := m.lang.Age(r.Escalated, m.now)
	who := cut(m.authorName(r.Author), w-2-width(age)-1-width(urgency)-1)
	urged := m.urged(r.Item)
	due := m.due(r.Item)
	lines := []string{
		edge + ends(t.meta.draw(age)+" "+t.name.draw(who), urgency, w-2),
		edge + t.text.draw(cut(snippet(r, w), w-2)),
	}
	if w < columnBetter {
		lines = append(lines, edge+due, "", "")
		if urged != "" {
			lines[3] = edge + s.late.draw(cut(urged, w-2))
		}
		return lines
	}
	if urged != "" {
		due += s.muted.draw(" · ") + s.late.draw(urged)
	}
	return append(lines, edge+pad(due, w-2), "")
}

// due is when the answer to an escalated item is due, in words.
func (m *model) due(it inbox.Item) string {
	s := m.styles
	switch {
	case it.Due.IsZero():
		return s.muted.draw(m.lang.Say("no term"))
	case it.Overdue(m.now):
		return s.danger.draw(m.lang.Say("overdue by %s", m.lang.Span(m.now.Sub(it.Due))))
	}
	return s.late.draw(m.lang.Say("due in %s", m.lang.Span(left(it.Due.Sub(m.now)))))
}

// urged is how often a department was reminded, in words.
func (m *model) urged(it inbox.Item) string {
	switch it.Urged {
	case 0:
		return ""
	case 1:
		return m.lang.Say("urged once")
	case 2:
		return m.lang.Say("urged twice")
	}
	return m.lang.Say("urged %d times", it.Urged)
}
