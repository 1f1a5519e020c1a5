package console

import (
	"strings"

	"vigie/inbox"
)

// teller is a layer whose drawing says something by where it stands, or how dark it is: it tells the same in lines of words, a
// part that can be chosen a line, and which of them has the cursor.
type teller interface {
	tell(m *model) (lines []string, at int)
}

// tell names the departments one below the other, and under the one with the cursor what it owes.
func (e *escalations) tell(m *model) (lines []string, at int) {
	lines = append(lines, m.lang.Say("Escalations"))
	for _, l := range e.head(m, len(e.columns), m.w) {
		lines = append(lines, said(strings.TrimSpace(spoken(l)))...)
	}
	for i := range e.columns {
		c := &e.columns[i]
		if i == e.at {
			at = len(lines) + min(c.at+1, len(c.owed.Rows))
		}
		words := said(departmentTitle(c.Department), m.lang.Count(c.owed.All, "%d item", "%d items"), spoken(m.columnState(c, m.w)))
		lines = append(lines, strings.Join(words, ", "))
		if i == e.at {
			for _, r := range c.owed.Rows {
				lines = append(lines, m.cardSentence(r))
			}
		}
	}
	return lines, at
}

// cardSentence is what a card shows, in words.
func (m *model) cardSentence(r inbox.Row) string {
	urgency := ""
	if r.UrgencyLevel() != inbox.Normal {
		urgency = m.lang.Word(r.UrgencyLevel())
	}
	words := said(m.authorName(r.Author), m.lang.Say("%s ago", m.lang.Span(m.now.Sub(r.Escalated))), urgency, spoken(m.due(r.Item)), m.urged(r.Item))
	return m.lang.Say("%s: %s", strings.Join(words, ", "), snippet(r, sentenceText))
}

// tell has one section, as the tab key goes through them: of the week what is under the cursor, and the sum of each day.
func (f *figures) tell(m *model) (lines []string, at int) {
	l, all := m.lang, f.sections(m)
	f.at = min(f.at, len(all))
	lines = []string{f.title(m), gaps.ReplaceAllString(spoken(f.head(m, m.w)[0]), "$1, $2"), f.reach(m)}
	if f.at == 0 {
		lines = append(lines, l.Say("The week"), f.hourWords(m))
		for row := range 7 {
			sum := 0
			for _, n := range f.figures.Week[weekday(row)] {
				sum += n
			}
			lines = append(lines, l.Say("%s: %s", l.Day(weekday(row)), l.Count(sum, "%d item", "%d items")))
		}
		return lines, len(lines) - 8
	}
	sec := all[f.at-1]
	at = len(lines)
	lines = append(lines, sec.title)
	for i, r := range sec.rows {
		if i <= f.rows[f.at] {
			at = len(lines)
		}
		lines = append(lines, l.Say("%s: %s", r.name, strings.Join(said(l.Number(r.n), r.words), ", ")))
	}
	if len(sec.rows) == 0 {
		lines[at] = l.Say("%s: %s", sec.title, l.Say("none"))
	}
	return lines, at
}

// tellLines are the lines of a teller, wrapped, what has the cursor marked with >; and where that is.
func (m *model) tellLines(t teller) (lines []string, y int) {
	all, at := t.tell(m)
	for i, l := range all {
		mark := "  "
		switch {
		case i == at:
			mark, y = "> ", len(lines)
		case i == 0:
			mark = ""
		}
		for _, part := range wrap(l, m.w-len(mark)) {
			lines = append(lines, mark+part)
			mark = strings.Repeat(" ", len(mark))
		}
	}
	return lines, y
}
