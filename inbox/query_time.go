package inbox

import (
	"strconv"
	"strings"
	"time"
)

const (
	day  = 24 * time.Hour
	week = 7 * day

	maxAge = 100 * 365 * day

	minuteLayout = "2006-01-02T15:04"
)

func zoneOf(s Scene) *time.Location {
	if s.Zone == nil {
		return time.UTC
	}
	return s.Zone
}

// momentKey is the sort key that before: and after: compare with an item's: before: finds smaller keys, after: the same and
// greater ones.
func momentKey(value string, s Scene) int64 {
	moment, _ := readMoment(value, s.Now, zoneOf(s))
	return moment.UnixMilli()
}

// Moment is the time that the value of before:, after: or since: means.
func (t Term) Moment(s Scene) (time.Time, bool) { return readMoment(t.Value, s.Now, zoneOf(s)) }

// readMoment reads an age (2d), a day or a time of a day.
func readMoment(value string, now time.Time, zone *time.Location) (time.Time, bool) {
	if age, ok := readAge(value); ok {
		return now.Add(-age), true
	}
	if utc, ok := strings.CutSuffix(value, "Z"); ok {
		t, err := time.Parse(minuteLayout, utc)
		return t, err == nil
	}
	if len(value) == len(minuteLayout) {
		t, err := time.ParseInLocation(minuteLayout, value, zone)
		return t, err == nil
	}
	return readDay(value, now, zone)
}

// readDay reads today, yesterday or a date, as the start of that day.
func readDay(value string, now time.Time, zone *time.Location) (time.Time, bool) {
	switch value {
	case "today":
		return startOfDay(now.In(zone), 0), true
	case "yesterday":
		return startOfDay(now.In(zone), -1), true
	}
	t, err := time.ParseInLocation(time.DateOnly, value, zone)
	return t, err == nil
}

func startOfDay(t time.Time, offset int) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day()+offset, 0, 0, 0, 0, t.Location())
}

// readAge reads a number and its unit: minutes, hours, days, weeks.
func readAge(value string) (time.Duration, bool) {
	if len(value) < 2 {
		return 0, false
	}
	var unit time.Duration
	switch value[len(value)-1] {
	case 'm':
		unit = time.Minute
	case 'h':
		unit = time.Hour
	case 'd':
		unit = day
	case 'w':
		unit = week
	default:
		return 0, false
	}
	n, err := strconv.ParseUint(value[:len(value)-1], 10, 32)
	if err != nil || time.Duration(n) > maxAge/unit {
		return 0, false
	}
	return time.Duration(n) * unit, true
}

func checkMoment(value string) (string, *QueryError) {
	value = canonicalTime(value)
	if _, ok := readMoment(value, time.Time{}, time.UTC); !ok {
		return "", bad(Say("this is neither an age nor a day"), Say("write 3h, 2d, 1w, today, yesterday, 2026-11-01 or 2026-11-01T09:00"))
	}
	return value, nil
}

func checkDay(value string) (string, *QueryError) {
	value = canonicalTime(value)
	if _, ok := readDay(value, time.Time{}, time.UTC); !ok {
		return "", bad(Say("this is no day"), Say("write today, yesterday or 2026-11-01"))
	}
	return value, nil
}

// CameSince finds what came in from a minute on, in any zone.
func CameSince(t time.Time) Query {
	return Query{Term{"since", t.UTC().Format(minuteLayout) + "Z"}}
}

// canonicalTime lowers the letters of a time, but for the T before the hour and the Z of UTC after it.
func canonicalTime(value string) string {
	value = strings.ToLower(value)
	if len(value) == len(minuteLayout)+1 && value[len(minuteLayout)] == 'z' {
		value = value[:len(minuteLayout)] + "Z"
	}
	if len(value) > len(time.DateOnly) && value[len(time.DateOnly)] == 't' {
		return value[:len(time.DateOnly)] + "T" + value[len(time.DateOnly)+1:]
	}
	return value
}

func matchDay(value string, it *Item, s Scene) bool {
	start, ok := readDay(value, s.Now, zoneOf(s))
	return ok && it.Order >= start.UnixMilli() && it.Order < startOfDay(start, 1).UnixMilli()
}
