package inbox

import (
	"strconv"
	"strings"
	"time"
)

// morning is the hour that a day without an hour means.
const morning = 9 * time.Hour

// ParseWhen reads a time to come, as people write it to snooze: 2h, 3d, 09:00, tomorrow, monday 14:30, 24/12,
// 2026-12-24 or 2026-12-24T09:00. A day without an hour is its morning at nine; days are those of the zone (nil is UTC). The
// error wraps ErrIncomplete.
func ParseWhen(s string, now time.Time, zone *time.Location) (time.Time, error) {
	if zone == nil {
		zone = time.UTC
	}
	when, ok := readWhen(canonicalTime(strings.TrimSpace(s)), now.In(zone))
	switch {
	case !ok:
		return time.Time{}, incomplete("%q is no time: write 2h, 3d, 09:00, tomorrow, monday 14:30, 24/12 or 2026-12-24T09:00", CleanLine(s))
	case !when.After(now):
		return time.Time{}, incomplete("%s is past", when.Format("2006-01-02 15:04"))
	}
	return when, nil
}

func readWhen(s string, now time.Time) (time.Time, bool) {
	if d, ok := readAge(s); ok {
		return now.Add(d), true
	}
	if t, err := time.ParseInLocation(minuteLayout, s, now.Location()); err == nil {
		return t, true
	}
	if hour, ok := readHour(s); ok {
		return nextHour(now, hour), true
	}
	day, rest, timed := strings.Cut(s, " ")
	hour := morning
	if timed {
		var ok bool
		if hour, ok = readHour(strings.TrimSpace(rest)); !ok {
			return time.Time{}, false
		}
	}
	t, ok := readComing(day, now)
	return atHour(t, 0, hour), ok
}

func readHour(s string) (time.Duration, bool) {
	t, err := time.Parse("15:04", s)
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, err == nil
}

// readComing reads a day to come: a date, a day of this year or the next one, or its name.
func readComing(s string, now time.Time) (time.Time, bool) {
	if t, err := time.ParseInLocation(time.DateOnly, s, now.Location()); err == nil {
		return t, true
	}
	for year := now.Year(); year <= now.Year()+1; year++ {
		t, err := time.ParseInLocation("2/1/2006", s+"/"+strconv.Itoa(year), now.Location())
		if err == nil && !t.Before(atHour(now, 0, 0)) {
			return t, true
		}
	}
	switch s {
	case "today":
		return now, true
	case "tomorrow":
		return now.AddDate(0, 0, 1), true
	}
	return nextWeekday(now, s)
}

// atHour is an hour of the day so many days later, by the clock on the wall.
func atHour(t time.Time, days int, hour time.Duration) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+days, 0, int(hour/time.Minute), 0, 0, t.Location())
}

func nextHour(now time.Time, hour time.Duration) time.Time {
	if today := atHour(now, 0, hour); today.After(now) {
		return today
	}
	return atHour(now, 1, hour)
}

// nextWeekday is the next such day after today; three letters name it.
func nextWeekday(now time.Time, name string) (time.Time, bool) {
	for d := 1; d <= 7; d++ {
		weekday := strings.ToLower(((now.Weekday() + time.Weekday(d)) % 7).String())
		if name == weekday || name == weekday[:3] {
			return now.AddDate(0, 0, d), true
		}
	}
	return time.Time{}, false
}
