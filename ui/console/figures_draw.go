package console

import (
	"image"
	"slices"
	"strings"

	"vigie/inbox"
)

// From this size on all figures are shown at once.
const (
	allFiguresWide = 120
	allFiguresHigh = 40
)

// shortFigures is up to how many lines the periods aren't listed, but for the one that is shown.
const shortFigures = 10

// Cells of the map of the week: of the name of a day, of the sum behind it, and of an hour by how much room there is.
const (
	weekDay  = 5
	weekSum  = 8
	hourWide = 4
	hourCell = 2
)

// shades are how the map of the week is filled, from none to the most; each is a sign of its own, in ASCII too.
var shades = [...]string{"·", "░", "▒", "▓", "█"}

func (f *figures) draw(m *model) float {
	w, high, inner := m.boardSize()
	rows := max(high-2, 1)
	lines := f.head(m, inner)
	if rows < shortFigures {
		lines = lines[1:2]
	}
	all := f.sections(m)
	f.at = min(f.at, len(all))
	left := rows - len(lines)
	switch {
	case w >= allFiguresWide && high >= allFiguresHigh:
		week := append(f.week(m, inner), "")
		lines = append(append(lines, week...), f.columns(m, all, inner, left-len(week))...)
	case f.at == 0:
		lines = append(lines, f.someOf(f.week(m, inner), left)...)
	default:
		lines = append(lines, f.section(m, f.at, all[f.at-1], inner, left)...)
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	return float{lines: m.frame(f.title(m), edged(lines[:rows]), w, m.styles.accent), at: image.Pt(0, 1)}
}

func (f *figures) title(m *model) string {
	if m.brand == "" {
		return m.lang.Say("Figures")
	}
	return m.lang.Say("Figures") + " · " + m.brandTitleOf(m.brand)
}

// edged puts the edge of a board before each line.
func edged(lines []string) []string {
	for i, l := range lines {
		lines[i] = "  " + l
	}
	return lines
}

// head is the periods, and how much there is.
func (f *figures) head(m *model, w int) []string {
	var says []inbox.Phrase
	for _, p := range periods {
		says = append(says, p.says)
	}
	return []string{m.oneOf(says, int(f.period)), m.styles.muted.draw(cut(f.reach(m), w)), m.styles.rule.draw(rule(w))}
}

// reach is from when to when, and how much there is.
func (f *figures) reach(m *model) string {
	l := m.lang
	from, to := f.period.span(m.now.In(m.zone()))
	told := l.Say("counting …")
	switch {
	case f.err != nil:
		told = l.Error(f.err)
	case !f.figures.From.IsZero():
		told = l.Count(f.figures.Items, "%d item", "%d items")
		if !f.figures.Whole {
			told += " · " + l.Say("counting …")
		}
		if n := f.figures.Private; n > 0 {
			told += " · " + l.Count(n, "%d private one left out", "%d private ones left out")
		}
		if f.figures.Whole {
			told += " · " + l.Say("as of %s", m.clock(f.made))
		}
	}
	span := l.Date(from) + " – " + l.Date(to.AddDate(0, 0, -1))
	if f.period == today {
		span = l.Date(from)
	}
	return span + " · " + told
}

// week is the map of the week, with the number under the cursor.
func (f *figures) week(m *model, w int) []string {
	s, l, most := m.styles, m.lang, 1
	for _, day := range f.figures.Week {
		for _, n := range day {
			most = max(most, n)
		}
	}
	cell := hourCell
	switch {
	case w >= allFiguresWide:
		cell = hourWide
	case w < weekDay+24*hourCell+weekSum:
		cell = 1
	}
	hours := blank(weekDay + min(cell-1, 1))
	for h := 0; h < 24; h += 3 {
		hours += fit(clockHour(h)[:2], 3*cell)
	}
	lines := []string{f.heading(m, 0, l.Say("The week")), s.muted.draw(hours)}
	for row := range 7 {
		day := f.figures.Week[weekday(row)]
		line, sum := fit(l.Day(weekday(row)), weekDay), 0
		for h, n := range day {
			mark, pen := " ", s.text
			if n == 0 {
				pen = s.faint
			}
			here := f.at == 0 && f.day == row && f.hour == h
			if here {
				mark, pen = "›", s.strong
			}
			switch {
			case cell > 1:
				line += pen.draw(mark + strings.Repeat(shades[shadeOf(n, most)], cell-1))
			case here:
				line += pen.draw(mark)
			default:
				line += pen.draw(shades[shadeOf(n, most)])
			}
			sum += n
		}
		lines = append(lines, line+fitRight(l.Number(sum), min(weekSum, w-width(line))))
	}
	return append(lines, s.bold.draw(f.hourWords(m))+s.muted.draw(legend(m, most)))
}

// hourWords are the hour of the week under the cursor, and its number.
func (f *figures) hourWords(m *model) string {
	n := f.figures.Week[weekday(f.day)][f.hour]
	return m.lang.Say("%s from %s to %s: %s", m.lang.Day(weekday(f.day)), clockHour(f.hour), clockHour(f.hour+1), m.lang.Count(n, "%d item", "%d items"))
}

// legend is what each shade stands for among the numbers up to most.
func legend(m *model, most int) string {
	words, from := "", 1
	for i, shade := range shades[1:] {
		to := most * (i + 1) / (len(shades) - 1)
		if to < from {
			continue
		}
		words += "   " + shade + " " + m.lang.Number(from)
		if to > from {
			words += "–" + m.lang.Number(to)
		}
		from = to + 1
	}
	return words
}

// someOf leaves out days of the week that there is no room for, those farthest from the cursor.
func (f *figures) someOf(week []string, high int) []string {
	const head = 2
	if len(week) <= high {
		return week
	}
	days := max(7-(len(week)-high), 1)
	from := head + max(0, min(f.day-days/2, 7-days))
	return slices.Concat(week[:head], week[from:from+days], week[head+7:])
}

// shadeOf is the shade of a number among those up to most.
func shadeOf(n, most int) int {
	if n == 0 {
		return 0
	}
	return (n*(len(shades)-1) + most - 1) / most
}

// heading is the title of a section, marked where the cursor is in it.
func (f *figures) heading(m *model, at int, title string) string {
	if f.at == at {
		return m.styles.strong.draw(title)
	}
	return m.styles.bold.draw(title)
}

// section is a list of figures around the cursor.
func (f *figures) section(m *model, at int, sec section, w, high int) []string {
	lines := []string{f.heading(m, at, sec.title)}
	if len(sec.rows) == 0 {
		return append(lines, m.styles.muted.draw(m.lang.Say("none")))
	}
	name, number, most := 0, 1, 1
	for _, r := range sec.rows {
		name, number, most = max(name, width(r.name)), max(number, width(m.lang.Number(r.n))), max(most, r.n)
	}
	name = min(name, max(w/3, 12))
	room := max(high-1, 1)
	cursor := min(f.rows[at], len(sec.rows)-1)
	top := max(0, min(cursor-room/2, len(sec.rows)-room))
	for i := top; i < min(top+room, len(sec.rows)); i++ {
		r := sec.rows[i]
		mark, pen := "  ", m.styles.text
		if f.at == at && i == cursor {
			mark, pen = m.styles.strong.draw("›")+" ", m.styles.strong
		}
		beside := max(w-name-number-5, 0)
		said := m.styles.muted.draw(cut(r.words, beside))
		if sec.bars {
			said = m.styles.accent.draw(strings.Repeat("█", (r.n*beside+most-1)/most))
		}
		lines = append(lines, mark+pen.draw(fit(r.name, name)+" "+fitRight(m.lang.Number(r.n), number))+"  "+said)
	}
	return lines
}

// columns are all sections side by side, each as high as its rows want and its column leaves.
func (f *figures) columns(m *model, all []section, w, high int) []string {
	const n, gap = 3, 3
	wide := (w - gap*(n-1)) / n
	columns := [n][]string{}
	for i, sec := range all {
		c := sec.place
		below := 0 // sections that come after it in the column
		for j := i + 1; j < len(all); j++ {
			if all[j].place == c {
				below++
			}
		}
		room := high - len(columns[c]) - 7*below
		columns[c] = append(append(columns[c], f.section(m, i+1, sec, wide, min(len(sec.rows)+1, max(room-1, 2)))...), "")
	}
	lines := make([]string, high)
	for y := range lines {
		for c := range columns {
			part := ""
			if y < len(columns[c]) {
				part = columns[c][y]
			}
			lines[y] += pad(part, wide)
			if c < n-1 {
				lines[y] += blank(gap)
			}
		}
	}
	return lines
}
