package inbox

import (
	"math"
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

// Span is what before:, after: and on: leave of the time of items, in the milliseconds of their order: from the one, up to but
// not including the other. ok is false for other fields.
func (t Term) Span(s Scene) (from, to int64, ok bool) {
	switch t.Field {
	case "before":
		return math.MinInt64, momentKey(t.Value, s), true
	case "after":
		return momentKey(t.Value, s), math.MaxInt64, true
	case "on":
		start, _ := readDay(t.Value, s.Now, zoneOf(s))
		return start.UnixMilli(), startOfDay(start, 1).UnixMilli(), true
	}
	return 0, 0, false
}

// Recurs tells whether weekday: or hour: finds what stands at a time, given in the milliseconds of items' order; nil for other
// fields.
func (t Term) Recurs(s Scene) func(order int64) bool {
	zone := zoneOf(s)
	switch t.Field {
	case "weekday":
		return func(order int64) bool { return weekdayName(time.UnixMilli(order).In(zone).Weekday()) == t.Value }
	case "hour":
		hour, err := strconv.Atoi(t.Value)
		return func(order int64) bool { return err == nil && time.UnixMilli(order).In(zone).Hour() == hour }
	}
	return nil
}

func matchWeekday(value string, it *Item, s Scene) bool {
	return Term{"weekday", value}.Recurs(s)(it.Order)
}

func matchHour(value string, it *Item, s Scene) bool { return Term{"hour", value}.Recurs(s)(it.Order) }

func weekdayName(d time.Weekday) string { return strings.ToLower(d.String()) }

// checkWeekday takes three letters for the whole name.
func checkWeekday(value string) (string, *QueryError) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := weekdayName(d); strings.EqualFold(value, name[:3]) {
			value = name
		}
	}
	return oneOf(weekdayWords())(value)
}

func weekdayWords() []queryWord {
	return []queryWord{
		{name: "monday"}, {name: "tuesday"}, {name: "wednesday"}, {name: "thursday"}, {name: "friday"}, {name: "saturday"}, {name: "sunday"},
	}
}

func checkHour(value string) (string, *QueryError) {
	hour, err := strconv.ParseUint(value, 10, 8)
	if err != nil || hour > 23 {
		return "", bad(Say("this is no hour of the day"), Say("write hour:0 to hour:23"))
	}
	return strconv.FormatUint(hour, 10), nil
}

// During finds what stands from a time on, up to but not including another, to the minute: where a day of the zone begins,
// by that day. Without an end everything from then on.
func During(from, to time.Time, zone *time.Location) Query {
	if zone == nil {
		zone = time.UTC
	}
	q := Query{Term{"after", momentValue(from, zone)}}
	if !to.IsZero() {
		q = q.And(Query{Term{"before", momentValue(to, zone)}})
	}
	return q
}

func momentValue(t time.Time, zone *time.Location) string {
	if local := t.In(zone); startOfDay(local, 0).Equal(t) {
		return local.Format(time.DateOnly)
	}
	return t.UTC().Format(minuteLayout) + "Z"
}

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
	from, to, _ := Term{"on", value}.Span(s)
	return it.Order >= from && it.Order < to
}
