package inbox

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func location(t interface{ Fatal(...any) }, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// officeHours are those of the examples, in Paris.
func officeHours(t *testing.T) Hours {
	week, err := ParseWeek([]string{"mon-fri 09:00-12:30 14:00-18:00", "sat 10:00-12:00"})
	if err != nil {
		t.Fatal(err)
	}
	return Hours{Week: week, Closed: []string{"2026-12-25"}, Zone: location(t, "Europe/Paris")}
}

func TestATermCountsWorkingTimeAlone(t *testing.T) {
	h := officeHours(t)
	for _, c := range []struct {
		name, from string
		within     time.Duration
		want       string
	}{
		{"within a morning", "2026-11-23 09:15", 2 * time.Hour, "2026-11-23 11:15"},
		{"over lunch", "2026-11-23 11:30", 2 * time.Hour, "2026-11-23 15:00"},
		{"over a night", "2026-11-23 17:00", 4 * time.Hour, "2026-11-24 12:00"},
		{"up to the very end of a day", "2026-11-23 14:00", 4 * time.Hour, "2026-11-23 18:00"},
		{"begun at night", "2026-11-24 03:00", time.Hour, "2026-11-24 10:00"},
		{"over a weekend with its Saturday", "2026-11-20 17:00", 4 * time.Hour, "2026-11-23 10:00"},
		{"begun on a Sunday", "2026-11-22 12:00", time.Minute, "2026-11-23 09:01"},
		{"over Christmas", "2026-12-24 17:30", time.Hour, "2026-12-26 10:30"},
		{"over the night in which spring begins", "2026-03-27 17:00", 4 * time.Hour, "2026-03-30 10:00"},
		{"over the night in which it ends", "2026-10-23 17:00", 4 * time.Hour, "2026-10-26 10:00"},
	} {
		from, err := time.ParseInLocation("2006-01-02 15:04", c.from, h.Zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Due(from, c.within).In(h.Zone).Format("2006-01-02 15:04"); got != c.want {
			t.Errorf("%s: %s and %s is %s, want %s", c.name, c.from, c.within, got, c.want)
		}
	}
}

func TestANightShiftIsAsLongAsTheClocksMakeIt(t *testing.T) {
	week, err := ParseWeek([]string{"sun 01:00-04:00", "mon-sun 23:00-24:00"})
	if err != nil {
		t.Fatal(err)
	}
	h := Hours{Week: week, Zone: location(t, "Europe/Paris")}
	for _, c := range []struct {
		from   string
		within time.Duration
		want   string
	}{
		{"2026-03-29T00:30:00Z", time.Hour, "2026-03-29T01:30:00Z"}, // 01:30, and 02:00 is 03:00: half an hour later it is 03:30
		{"2026-03-29T00:00:00Z", 2 * time.Hour, "2026-03-29T02:00:00Z"},
		{"2026-03-29T00:00:00Z", 2*time.Hour + time.Minute, "2026-03-29T21:01:00Z"},
		{"2026-10-24T23:00:00Z", 4 * time.Hour, "2026-10-25T03:00:00Z"}, // 02:00 to 03:00 comes twice
		{"2026-10-24T23:00:00Z", 4*time.Hour + time.Minute, "2026-10-25T22:01:00Z"},
	} {
		from, err := time.Parse(time.RFC3339, c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.Due(from, c.within).Format(time.RFC3339); got != c.want {
			t.Errorf("%s and %s is %s, want %s", c.from, c.within, got, c.want)
		}
	}
}

func TestWithoutHoursATermIsPlainTime(t *testing.T) {
	from := time.Date(2026, 3, 28, 20, 0, 0, 0, time.UTC)
	if got := (Hours{}).Due(from, 30*time.Hour); !got.Equal(from.Add(30 * time.Hour)) {
		t.Errorf("got %s", got)
	}
	if _, closed := (Hours{}).Opens(from); closed {
		t.Error("who works around the clock is closed")
	}
	if due := (Department{}).Due(from); !due.IsZero() {
		t.Errorf("without a service level it is due %s", due)
	}
}

func TestHoursThatNeverComeEndInTenYears(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if got := (Hours{Zone: time.UTC}).Due(from, time.Hour); !got.Equal(from.Add(horizon)) {
		t.Errorf("got %s", got)
	}
}

func TestWhoIsClosedSaysWhenTheyOpen(t *testing.T) {
	h := officeHours(t)
	for from, want := range map[string]string{
		"2026-11-23 08:00": "2026-11-23 09:00", "2026-11-23 12:30": "2026-11-23 14:00", "2026-11-21 12:00": "2026-11-23 09:00",
		"2026-11-23 09:00": "", "2026-11-23 12:29": "",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", from, h.Zone)
		if err != nil {
			t.Fatal(err)
		}
		opens, closed := h.Opens(at)
		if got := opens.In(h.Zone).Format("2006-01-02 15:04"); closed != (want != "") || closed && got != want {
			t.Errorf("at %s it is closed: %v, and opens %s, want %q", from, closed, got, want)
		}
	}
}

// dueByTheMinute looks at the clock on the wall each minute, and counts those that are worked.
func dueByTheMinute(h Hours, from time.Time, minutes int) time.Time {
	t := from
	for ; minutes > 0; t = t.Add(time.Minute) {
		wall := t.In(h.Zone)
		now := time.Duration(wall.Hour()*60+wall.Minute()) * time.Minute
		works := false
		for _, s := range h.Week[wall.Weekday()] {
			works = works || s.Open <= now && now < s.Close
		}
		for _, day := range h.Closed {
			works = works && day != wall.Format(time.DateOnly)
		}
		if works {
			minutes--
		}
	}
	return t
}

func TestATermIsWhatCountingTheMinutesGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := rapid.SampledFrom([]string{"Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca"}).Draw(t, "zone")
		h := Hours{Zone: location(t, zone)}
		for d := range h.Week {
			for range rapid.IntRange(0, 2).Draw(t, "shifts") {
				open := rapid.IntRange(0, 24*60-1).Draw(t, "open")
				closing := rapid.IntRange(open+1, 24*60).Draw(t, "close")
				h.Week[d] = append(h.Week[d], Shift{time.Duration(open) * time.Minute, time.Duration(closing) * time.Minute})
			}
		}
		h.Week[time.Sunday] = append(h.Week[time.Sunday], Shift{time.Hour, 4 * time.Hour}) // always some, and where clocks change
		// Some days before a change of the clocks, so that terms often reach over it.
		change := rapid.SampledFrom([]time.Time{
			time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), time.Date(2026, 4, 4, 15, 0, 0, 0, time.UTC),
		}).Draw(t, "change")
		from := change.Add(-time.Duration(rapid.IntRange(0, 5*24*60).Draw(t, "before")) * time.Minute)
		h.Closed = []string{change.Format(time.DateOnly), from.Format(time.DateOnly)}[:rapid.IntRange(0, 2).Draw(t, "closed")]
		minutes := rapid.IntRange(1, 5*60).Draw(t, "minutes")
		got, want := h.Due(from, time.Duration(minutes)*time.Minute), dueByTheMinute(h, from, minutes)
		if !got.Equal(want) {
			t.Fatalf("%s and %d minutes is %s, counted %s", from, minutes, got.In(h.Zone), want.In(h.Zone))
		}
	})
}

func TestALongerTermIsNeverDueEarlier(t *testing.T) {
	h := officeHours(t)
	rapid.Check(t, func(t *rapid.T) {
		from := time.UnixMilli(rapid.Int64Range(1.7e12, 1.9e12).Draw(t, "from"))
		within := time.Duration(rapid.Int64Range(1, int64(100*time.Hour)).Draw(t, "within"))
		more := time.Duration(rapid.Int64Range(0, int64(10*time.Hour)).Draw(t, "more"))
		due, later := h.Due(from, within), h.Due(from, within+more)
		if due.Before(from.Add(within)) || later.Before(due.Add(more)) {
			t.Fatalf("due %s, and with %s more %s", due, more, later)
		}
	})
}

func TestHoursAreReadOrRefusedWithWhatToWrite(t *testing.T) {
	for line, want := range map[string]string{
		"mon-fri 09:00-12:30 14:00-18:00": "", "Sat,Sun 10:00-24:00": "", "fri-mon 9:00-12:00": "", "mon 00:00-06:00": "",
		"": "are no hours", "mon": "are no hours", "lun 09:00-12:00": "are no days", "mon- 09:00-12:00": "are no days",
		"mon 9h-12h": "no part of a day", "mon 09:00": "no part of a day", "mon 09:00-25:00": "no part of a day", "mon 09:60-10:00": "no part of a day",
		"mon 24:00-24:01": "no part of a day", "mon 22:00-06:00": "ends before it begins", "mon -1:00-02:00": "no part of a day",
	} {
		_, err := ParseWeek([]string{line})
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", line, err, want)
		}
	}
	w, err := ParseWeek([]string{"fri-mon 09:00-12:00", "sun 14:00-15:00"})
	if err != nil || len(w[time.Sunday]) != 2 || len(w[time.Friday]) != 1 || len(w[time.Tuesday]) != 0 {
		t.Errorf("fri-mon and sun: %v, %v", w, err)
	}
}
