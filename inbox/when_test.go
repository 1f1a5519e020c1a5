package inbox

import (
	"errors"
	"testing"
	"time"
)

func TestATimeToComeIsReadAsPeopleWriteIt(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("this machine has no time zones: ", err)
	}
	now := time.Date(2026, 11, 21, 10, 30, 0, 0, paris) // a Saturday
	for in, want := range map[string]string{
		"2h": "2026-11-21 12:30", "90m": "2026-11-21 12:00", "3d": "2026-11-24 10:30", "1w": "2026-11-28 10:30",
		"tomorrow": "2026-11-22 09:00", " Tomorrow ": "2026-11-22 09:00",
		"monday": "2026-11-23 09:00", "mon": "2026-11-23 09:00", "saturday": "2026-11-28 09:00", "sunday": "2026-11-22 09:00",
		"2026-12-24": "2026-12-24 09:00", "2026-12-24T08:15": "2026-12-24 08:15", "2026-12-24t08:15": "2026-12-24 08:15",
		"2026-12-24 8:15": "2026-12-24 08:15", "monday 14:30": "2026-11-23 14:30", "today 18:00": "2026-11-21 18:00",
		"24/12": "2026-12-24 09:00", "3/1": "2027-01-03 09:00", "24/12 18:00": "2026-12-24 18:00",
		"09:00": "2026-11-22 09:00", "18:45": "2026-11-21 18:45",
	} {
		got, err := ParseWhen(in, now, paris)
		if err != nil || got.Format("2006-01-02 15:04") != want {
			t.Errorf("%q is %v, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{"", "soon", "0h", "-2h", "2h30", "2026-11-21", "2026-02-30", "25:00", "yesterday", "mo", "99999w", "31/11", "today", "monday noon", "monday 14:30 15:00"} {
		if got, err := ParseWhen(in, now, paris); !errors.Is(err, ErrIncomplete) {
			t.Errorf("%q is %v, %v; want a refusal", in, got, err)
		}
	}
}

func TestTomorrowMorningIsNineOnTheWallAfterTheClocksChange(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("this machine has no time zones: ", err)
	}
	now := time.Date(2026, 10, 24, 20, 0, 0, 0, paris)
	got, err := ParseWhen("tomorrow", now, paris)
	if err != nil || got.Hour() != 9 || got.Sub(now) != 14*time.Hour {
		t.Errorf("got %v, %v", got, err)
	}
}
