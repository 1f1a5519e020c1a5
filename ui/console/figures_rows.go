package console

import (
	"strconv"
	"strings"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// section is a list of figures beside the map of the week.
type section struct {
	title string
	rows  []figure
	bars  bool // the rows are compared with each other
	place int  // its column where all are shown
}

// figure is a name, its number, what is said about it, and the search of its items.
type figure struct {
	name  string
	n     int    // what is shown
	words string // beside it, where there is no bar
	items int    // what the search finds
	query inbox.Query
}

// sections are all but the map of the week, in the order of tab.
func (f *figures) sections(m *model) []section {
	l, all := m.lang, f.figures
	tags := bars(all.Tags)
	if all.Untagged.Count > 0 {
		tags = append(tags, figure{name: l.Say("without a tag"), n: all.Untagged.Count, items: all.Untagged.Count, query: all.Untagged.Query})
	}
	list := []section{
		{title: l.Say("Tags"), rows: tags, bars: true, place: 0},
		{title: l.Say("Channels"), rows: bars(all.Channels), bars: true, place: 0},
		{title: l.Say("Hours"), rows: f.hours(), bars: true, place: 1},
		{title: l.Say("Days"), rows: f.days(m), bars: true, place: 2},
		{title: l.Say("Delays"), rows: f.delays(m), place: 0},
		{title: l.Say("Waiting now"), rows: f.waiting(m), bars: true, place: 2},
	}
	if len(all.Departments) > 0 {
		list = append(list, section{title: l.Say("Departments"), rows: f.departments(m), place: 0})
	}
	if len(all.Brands) > 1 {
		brands := bars(all.Brands)
		for i := range brands {
			brands[i].name = m.brandTitleOf(brands[i].name)
		}
		list = append(list, section{title: l.Say("Brands"), rows: brands, bars: true, place: 2})
	}
	if m.desk.Person().Role >= inbox.Lead {
		list = append(list, section{title: l.Say("Decisions by person"), rows: f.people(m), place: 2})
	}
	return list
}

func bars(list []desk.Bar) (rows []figure) {
	for _, b := range list {
		rows = append(rows, figure{name: b.Name, n: b.Count, items: b.Count, query: b.Query})
	}
	return rows
}

func (f *figures) hours() []figure {
	rows := bars(f.figures.Hours())
	for i := range rows {
		rows[i].name = clockHour(i)
	}
	return rows
}

func clockHour(hour int) string {
	if hour < 10 {
		return "0" + strconv.Itoa(hour) + ":00"
	}
	return strconv.Itoa(hour) + ":00"
}

func (f *figures) days(m *model) (rows []figure) {
	for _, d := range f.figures.Days {
		rows = append(rows, figure{name: m.lang.Day(d.Start.Weekday()) + " " + m.lang.DayMonth(d.Start), n: d.Count, items: d.Count, query: d.Query})
	}
	return rows
}

func (f *figures) delays(m *model) []figure {
	row := func(name string, d desk.Delay) figure {
		return figure{name: name, n: d.Count, words: m.delay(d), items: d.Count, query: d.Query}
	}
	return []figure{row(m.lang.Say("to our answer"), f.figures.Answer), row(m.lang.Say("until done"), f.figures.Done)}
}

// departments are how many answers each gave, how long they took, and how many came in time.
func (f *figures) departments(m *model) (rows []figure) {
	for _, d := range f.figures.Departments {
		r := figure{name: d.Name, n: d.Answer.Count, words: m.delay(d.Answer), items: d.Given, query: d.Query}
		if d.Timed > 0 {
			r.words += " · " + m.lang.Say("%s in time", m.lang.Percent(d.InTime, d.Timed))
		}
		rows = append(rows, r)
	}
	return rows
}

// delay is how long something took.
func (m *model) delay(d desk.Delay) string {
	if d.Count == 0 {
		return "–"
	}
	return m.lang.Say("median %s", m.lang.Span(d.Median)) + " · " + m.lang.Percent(9, 10) + " " + m.lang.Span(d.P90)
}

func (f *figures) waiting(m *model) (rows []figure) {
	for _, a := range f.figures.Backlog {
		name := m.lang.Say("%s to %s", m.lang.Span(a.From), m.lang.Span(a.To))
		switch {
		case a.From == 0:
			name = m.lang.Say("under %s", m.lang.Span(a.To))
		case a.To == 0:
			name = m.lang.Say("over %s", m.lang.Span(a.From))
		}
		rows = append(rows, figure{name: name, n: a.Count, items: a.Count, query: a.Query})
	}
	return rows
}

func (f *figures) people(m *model) (rows []figure) {
	for _, p := range f.figures.People {
		words := make([]string, len(p.Did))
		for i, d := range p.Did {
			words[i] = m.lang.Word(d.Verb) + " " + m.lang.Number(d.Count)
		}
		rows = append(rows, figure{name: p.Name, n: p.Decisions, words: strings.Join(words, ", "), items: p.Decisions, query: p.Query})
	}
	return rows
}
