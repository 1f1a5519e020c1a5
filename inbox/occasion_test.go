package inbox

import (
	"testing"
	"time"
)

func TestQuietHoursMayGoPastMidnight(t *testing.T) {
	at := func(clock string) time.Time {
		h, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	for hours, c := range map[string]struct{ in, out []string }{
		"19:00-08:00":   {[]string{"19:00", "23:59", "00:00", "07:59"}, []string{"08:00", "12:00", "18:59"}},
		"12:00 - 14:00": {[]string{"12:00", "13:59"}, []string{"11:59", "14:00", "00:00"}},
	} {
		q, err := ParseQuiet(hours)
		if err != nil {
			t.Fatal(err)
		}
		for _, clock := range c.in {
			if !q.Contains(at(clock)) {
				t.Errorf("%s isn't within %s", clock, hours)
			}
		}
		for _, clock := range c.out {
			if q.Contains(at(clock)) {
				t.Errorf("%s is within %s", clock, hours)
			}
		}
	}
	if (Quiet{}).Contains(at("00:00")) {
		t.Error("no hours hold midnight")
	}
	for _, bad := range []string{"", "19-8", "19:00", "25:00-08:00", "08:00-08:00"} {
		if q, err := ParseQuiet(bad); err == nil {
			t.Errorf("%q is %+v", bad, q)
		}
	}
}
