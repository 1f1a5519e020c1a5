package language

import (
	"strconv"
	"strings"
	"time"
)

const day = 24 * time.Hour

// AgeWidth is the most cells that an age takes.
func (l Language) AgeWidth() int {
	if l == French {
		return 6
	}
	return 4
}

// Age is how long ago something was, for a column: now, 2m, 3h, 5d, 15w, 2y; 0 min, 2 min, 3 h, 5 j, 15 sem, 2 ans.
func (l Language) Age(t, now time.Time) string {
	if t.IsZero() {
		return "–"
	}
	d := max(now.Sub(t), 0)
	switch {
	case d < time.Minute && l == English:
		return "now"
	case d < time.Hour:
		return l.age(d/time.Minute, "m", "min")
	case d < day:
		return l.age(d/time.Hour, "h", "h")
	case d < 100*day:
		return l.age(d/day, "d", "j")
	case d < 100*7*day:
		return l.age(d/(7*day), "w", "sem")
	case d < 2*365*day:
		return l.age(1, "y", "an")
	}
	return l.age(d/(365*day), "y", "ans")
}

func (l Language) age(n time.Duration, english, french string) string {
	if l == French {
		return strconv.Itoa(int(n)) + wide + french
	}
	return strconv.Itoa(int(n)) + english
}

// Span is a length of time, the largest unit alone: 40 s, 6 min, 3 h, 2 d.
func (l Language) Span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return l.span(d.Round(time.Second)/time.Second, "s")
	case d < time.Hour:
		return l.span(d/time.Minute, "min")
	case d < 2*day:
		return l.span(d/time.Hour, "h")
	case l == French:
		return l.span(d/day, "j")
	}
	return l.span(d/day, "d")
}

func (l Language) span(n time.Duration, unit string) string {
	if l == French {
		return strconv.Itoa(int(n)) + wide + unit
	}
	return strconv.Itoa(int(n)) + " " + unit
}

// Clock is an exact time as one reads it at now: 14:03, 21 Nov 14:03, 21 Nov 2024 14:03. Both are in the zone that they are
// shown in.
func (l Language) Clock(t, now time.Time) string {
	switch {
	case t.IsZero():
		return "–"
	case t.YearDay() == now.YearDay() && t.Year() == now.Year():
		return t.Format("15:04")
	case t.Year() == now.Year():
		return l.DayMonth(t) + t.Format(" 15:04")
	}
	return l.Date(t) + t.Format(" 15:04")
}

// On is Clock as it stands behind a word like since: 14:03, 21 Nov 14:03; 14:03, le 21 nov. 14:03.
func (l Language) On(t, now time.Time) string {
	words := l.Clock(t, now)
	if l == French && words != t.Format("15:04") && !t.IsZero() {
		return "le " + words
	}
	return words
}

// Until is up to when: until 14:03, until 21 Nov 14:03; jusqu’à 14:03, jusqu’au 21 nov. 14:03.
func (l Language) Until(t, now time.Time) string {
	if l == English {
		return "until " + l.Clock(t, now)
	}
	if words, day := strings.CutPrefix(l.On(t, now), "le "); day {
		return "jusqu’au " + words
	}
	return "jusqu’à " + l.Clock(t, now)
}

// Date is a day: 3 Mar 2019; in French 3 mars 2019, 1er mai 2019.
func (l Language) Date(t time.Time) string { return l.DayMonth(t) + t.Format(" 2006") }

// Weekday is a time with its day of the week: Mon 23 Nov 09:00.
func (l Language) Weekday(t time.Time) string {
	if l == French {
		return frenchDays[t.Weekday()] + " " + l.DayMonth(t) + t.Format(" 15:04")
	}
	return t.Format("Mon 2 Jan 15:04")
}

// Soon is a time to come in as few words as tell it at now: 14:00 today, Sun 09:00 within a week, 21 Dec 12:00. Both are in the zone
// that they are shown in.
func (l Language) Soon(t, now time.Time) string {
	week := time.Date(now.Year(), now.Month(), now.Day()+7, 0, 0, 0, 0, now.Location())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() || t.Before(now) || !t.Before(week) {
		return l.Clock(t, now)
	}
	return l.Day(t.Weekday()) + t.Format(" 15:04")
}

// Day is a day of the week in short: Mon, lun.
func (l Language) Day(d time.Weekday) string {
	if l == French {
		return frenchDays[d]
	}
	return d.String()[:3]
}

// DayMonth is a day without its year: 3 Mar; in French 3 mars.
func (l Language) DayMonth(t time.Time) string {
	if l == English {
		return t.Format("2 Jan")
	}
	if t.Day() == 1 {
		return "1er " + frenchMonths[t.Month()-1]
	}
	return strconv.Itoa(t.Day()) + " " + frenchMonths[t.Month()-1]
}

var (
	frenchDays   = [...]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."}
	frenchMonths = [...]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."}
)
