package inbox

import (
	"fmt"
	"strings"
	"time"
)

// morning is the hour that a day without an hour means.
const morning = 9 * time.Hour

// ParseWhen reads a time to come, as people write it to snooze: 2h, 3d, 09:00, tomorrow, monday, 2026-12-24 or
// 2026-12-24T09:00. A day without an hour is its morning at nine; days are those of the zone (nil is UTC). The error wraps
// ErrIncomplete.
func ParseWhen(s string, now time.Time, zone *time.Location) (time.Time, error) {
	if zone == nil {
		zone = time.UTC
	}
	when, ok := readWhen(canonicalTime(strings.TrimSpace(s)), now.In(zone))
	switch {
	case !ok:
		return time.Time{}, fmt.Errorf("%w: %q is no time: write 2h, 3d, 09:00, tomorrow, monday, 2026-12-24 or 2026-12-24T09:00", ErrIncomplete, CleanLine(s))
	case !when.After(now):
		return time.Time{}, fmt.Errorf("%w: %s is past", ErrIncomplete, when.Format("2006-01-02 15:04"))
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
	if t, err := time.ParseInLocation(time.DateOnly, s, now.Location()); err == nil {
		return atHour(t, 0, morning), true
	}
	if t, err := time.Parse("15:04", s); err == nil {
		return nextHour(now, time.Duration(t.Hour())*time.Hour+time.Duration(t.Minute())*time.Minute), true
	}
	if s == "tomorrow" {
		return atHour(now, 1, morning), true
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
			return atHour(now, d, morning), true
		}
	}
	return time.Time{}, false
}
