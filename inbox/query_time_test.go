package inbox

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAMomentIsReadInTheScene(t *testing.T) {
	paris := time.FixedZone("Paris", 3600)
	now := time.Date(2026, 11, 21, 0, 30, 0, 0, paris)
	for value, want := range map[string]string{
		"90m": "2026-11-20 23:00", "3h": "2026-11-20 21:30", "2d": "2026-11-19 00:30", "1w": "2026-11-14 00:30",
		"today": "2026-11-21 00:00", "yesterday": "2026-11-20 00:00", "2026-11-01": "2026-11-01 00:00", "2026-11-01T09:15": "2026-11-01 09:15",
	} {
		got, ok := readMoment(value, now, paris)
		if !ok || got.In(paris).Format("2006-01-02 15:04") != want {
			t.Errorf("%s is %s, %v; want %s", value, got, ok, want)
		}
	}
	if got, ok := readMoment("soon", now, paris); ok {
		t.Errorf("soon is %s", got)
	}
}

func TestBeforeAndAfterPartTheItemsAtTheirMoment(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.SampledFrom([]string{"90m", "2d", "today", "yesterday", "2026-11-20", "2026-11-20T09:15"}).Draw(t, "value")
		s := Scene{Now: searchNow.Add(time.Duration(rapid.Int64Range(0, int64(day)).Draw(t, "later")))}
		before, after := Term{"before", value}, Term{"after", value}
		moment := momentKey(value, s)
		it := Item{Order: moment + rapid.Int64Range(-2, 2).Draw(t, "offset")}
		isAfter := Query{after}.Match(&it, s)
		if isAfter != (it.Order >= moment) || isAfter == (Query{before}).Match(&it, s) {
			t.Fatalf("%s: an item %d ms from it is on both sides, or on the wrong one", value, it.Order-moment)
		}
	})
}

func TestWhatCameInSinceIsAskedInUTCWhereverSomebodyIs(t *testing.T) {
	at := time.Date(2026, 11, 21, 18, 2, 31, 0, time.FixedZone("", 3600))
	q := CameSince(at)
	if again, err := ParseQuery(strings.ToLower(q.String())); err != nil || again.String() != q.String() {
		t.Fatalf("%q is read as %q, %v", q, again, err)
	}
	for offset, want := range map[time.Duration]bool{-time.Second: false, 0: true, time.Hour: true} {
		it := Item{Arrived: at.Truncate(time.Minute).Add(offset)}
		if got := q.Match(&it, Scene{Now: at.Add(time.Hour), Zone: time.FixedZone("", -3600*8)}); got != want {
			t.Errorf("%v from it: %t, want %t", offset, got, want)
		}
	}
}

func TestDaysOfTheWeekAndHoursAreThoseOfTheZone(t *testing.T) {
	paris := time.FixedZone("Paris", 3600)
	it := Item{Order: time.Date(2026, 11, 20, 23, 30, 0, 0, time.UTC).UnixMilli()} // a Friday, in Paris a Saturday
	for query, want := range map[string]bool{
		"weekday:saturday": true, "weekday:Sat": true, "weekday:fri": false, "hour:0": true, "hour:23": false, "weekday:sat hour:00": true,
	} {
		q, err := ParseQuery(query)
		if got := q.Match(&it, Scene{Zone: paris}); err != nil || got != want {
			t.Errorf("%s: %t, %v", query, got, err)
		}
		if utc := q.Match(&it, Scene{}); utc == want && query != "weekday:sat hour:00" {
			t.Errorf("%s is the same in UTC", query)
		}
	}
	for _, query := range []string{"hour:24", "hour:-1", "hour:x", "weekday:s", "weekday:"} {
		if _, err := ParseQuery(query); err == nil {
			t.Errorf("%s is taken", query)
		}
	}
}

func TestAPeriodIsSaidInDaysWhereItBeginsAndEndsWithThem(t *testing.T) {
	paris := time.FixedZone("Paris", 3600)
	from := time.Date(2026, 11, 1, 0, 0, 0, 0, paris)
	for want, to := range map[string]time.Time{
		"after:2026-11-01": {}, "after:2026-11-01 before:2026-11-08": from.AddDate(0, 0, 7), "after:2026-11-01 before:2026-11-01T08:30Z": from.Add(9*time.Hour + 30*time.Minute),
	} {
		if got := During(from, to, paris).String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
