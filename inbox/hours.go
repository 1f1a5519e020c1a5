package inbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Hours are when a department works, by the clock on its wall: what is measured in them is right when the clocks change. The
// zero value works around the clock.
type Hours struct {
	Week   Week
	Closed []string       // days on which it doesn't work, as 2026-12-25
	Zone   *time.Location // nil: it works around the clock, whatever Week says
}

// Week are the shifts of each day, by time.Weekday.
type Week [7][]Shift

// Shift is a part of a day, measured from midnight on the clock on the wall; Close is no part of it, and midnight is 24 h.
type Shift struct{ Open, Close time.Duration }

// horizon bounds how far ahead working time is looked for: no service level is longer, and hours may hold next to none.
const horizon = 10 * 365 * 24 * time.Hour

// Due is when a length of working time that begins at a time has passed, in UTC; beyond ten years, it is in ten years.
func (h Hours) Due(from time.Time, within time.Duration) time.Time {
	from = from.UTC()
	if h.Zone == nil {
		return from.Add(within)
	}
	end := from.Add(horizon)
	for t := from; t.Before(end); {
		works, until := h.at(t)
		if works {
			if until.Sub(t) >= within {
				return t.Add(within)
			}
			within -= until.Sub(t)
		}
		t = until
	}
	return end
}

// Opens is when a department that doesn't work at a time works again, in UTC; ok is false where it works then.
func (h Hours) Opens(from time.Time) (opens time.Time, ok bool) {
	if h.Zone == nil {
		return time.Time{}, false
	}
	opens = h.Due(from, 1).Add(-1)
	return opens, opens.After(from)
}

// at reports whether they work at a time, and until when that holds at the least. No answer reaches over midnight or over a change of
// the clocks, so that within one the clock on the wall goes as time does.
func (h Hours) at(t time.Time) (works bool, until time.Time) {
	wall := t.In(h.Zone)
	hour, minute, second := wall.Clock()
	now := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second + time.Duration(wall.Nanosecond())
	next := 24 * time.Hour
	if !slices.Contains(h.Closed, wall.Format(time.DateOnly)) {
		for _, s := range h.Week[wall.Weekday()] {
			switch {
			case now < s.Open:
				next = min(next, s.Open)
			case now < s.Close:
				works, next = true, min(next, s.Close)
			}
		}
	}
	until = t.Add(next - now)
	if _, change := wall.ZoneBounds(); !change.IsZero() && change.Before(until) {
		until = change.UTC()
	}
	return works, until
}

// ParseWeek reads lines of days and shifts: "mon-fri 09:00-12:30 14:00-18:00", "sat,sun 10:00-12:00". What several lines say of a
// day counts together.
func ParseWeek(lines []string) (w Week, err error) {
	for _, line := range lines {
		words := strings.Fields(line)
		if len(words) < 2 {
			return w, fmt.Errorf("%q are no hours; write them like \"mon-fri 09:00-12:30 14:00-18:00\"", CleanLine(line))
		}
		days, err := parseDays(words[0])
		if err != nil {
			return w, err
		}
		for _, word := range words[1:] {
			s, err := parseShift(word)
			if err != nil {
				return w, err
			}
			for _, d := range days {
				w[d] = append(w[d], s)
			}
		}
	}
	return w, nil
}

var dayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// parseDays reads mon, mon-fri, or several with commas; a span may go on beyond the end of the week.
func parseDays(word string) (days []time.Weekday, err error) {
	for part := range strings.SplitSeq(strings.ToLower(word), ",") {
		first, last, span := strings.Cut(part, "-")
		if !span {
			last = first
		}
		from, to := slices.Index(dayNames[:], first), slices.Index(dayNames[:], last)
		if from < 0 || to < 0 {
			return nil, fmt.Errorf("%q are no days; write them like mon, mon-fri or sat,sun", CleanLine(word))
		}
		for d := from; ; d = (d + 1) % len(dayNames) {
			days = append(days, time.Weekday(d))
			if d == to {
				break
			}
		}
	}
	return days, nil
}

func parseShift(word string) (s Shift, err error) {
	open, closing, span := strings.Cut(word, "-")
	var known [2]bool
	s.Open, known[0] = parseClock(open)
	s.Close, known[1] = parseClock(closing)
	switch {
	case !span || !known[0] || !known[1]:
		return s, fmt.Errorf("%q is no part of a day; write it like 09:00-12:30", CleanLine(word))
	case s.Close <= s.Open:
		return s, fmt.Errorf("%q ends before it begins; write a night as 22:00-24:00, and 00:00-06:00 of the day after", CleanLine(word))
	}
	return s, nil
}

// parseClock reads 00:00 to 24:00.
func parseClock(word string) (d time.Duration, ok bool) {
	hour, minute, _ := strings.Cut(word, ":")
	h, err1 := strconv.ParseUint(hour, 10, 8)
	m, err2 := strconv.ParseUint(minute, 10, 8)
	d = time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return d, err1 == nil && err2 == nil && len(minute) == 2 && m < 60 && d <= 24*time.Hour
}
