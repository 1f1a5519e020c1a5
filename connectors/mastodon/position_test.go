package mastodon

import (
	"encoding/json"
	"testing"
	"time"
)

// A page is what a server answers at an id: ids are letters, the newest first.
func page(ids ...string) []entry {
	var list []entry
	for _, id := range ids {
		list = append(list, entry{id: id, at: time.Now()})
	}
	return list
}

func TestAPositionWaitsForWhatTurnsUpLate(t *testing.T) {
	s, now := listing{walks: true, late: lateness, limit: 40}, time.Now()
	asked := func(p position) string { return p.query(s).Get("min_id") }
	p := position{}
	p.take(s, page("g", "f"), time.Time{}, now)
	p.take(s, nil, time.Time{}, now) // the walk back ends
	for i, test := range []struct {
		wait time.Duration
		page []entry
		from string // the floor of the next reading
	}{
		{time.Minute, page("k", "j"), "g"}, {time.Minute, page("l", "k", "j"), "g"}, {9 * time.Minute, page("m", "l", "k", "j"), "k"},
		{time.Minute, page("m", "l"), "k"}, {10 * time.Minute, page("m", "l"), "m"}, {time.Minute, nil, "m"},
	} {
		now = now.Add(test.wait)
		if len(test.page) > 0 && !p.take(s, test.page, time.Time{}, now) {
			t.Errorf("%d: the reading ended before it met an empty page", i)
		}
		if p.take(s, nil, time.Time{}, now) {
			t.Errorf("%d: an empty page didn't end the reading", i)
		}
		if asked(p) != test.from {
			t.Errorf("%d: the next reading begins after %q, not %q", i, asked(p), test.from)
		}
	}
}

func TestAServerThatDoesNotKnowTheCursorDoesNotHoldTheReading(t *testing.T) {
	for _, walks := range []bool{true, false} {
		s, p := listing{walks: walks, limit: 40}, position{}
		for reading := range 3 {
			pages := 0
			for p.take(s, page("c", "b", "a"), time.Time{}, time.Now()) {
				if pages++; pages > 3 {
					t.Fatalf("walks %v: reading %d doesn't end", walks, reading)
				}
			}
		}
	}
}

func TestYearsOfFavouritesDoNotHoldTheFirstReading(t *testing.T) {
	p, l, since := position{}, listing{walks: true}, time.Now().AddDate(0, 0, -7)
	old := us.notified(json.RawMessage(`{"id":"80","type":"favourite","created_at":"2023-11-20T07:49:02.064Z"}`))
	if old.post != nil || old.err != nil || p.take(l, []entry{old}, since, time.Now()) {
		t.Errorf("after %+v the reading goes on", old)
	}
}

func TestQueryAsksForWholePages(t *testing.T) {
	for want, test := range map[string]struct {
		p position
		s listing
	}{
		"limit=80":          {position{}, listing{limit: 80, walks: true}},
		"limit=80&min_id=5": {position{Floor: "5"}, listing{limit: 80, walks: true}},
		"limit=80&min_id=7": {position{Floor: "5", After: "7"}, listing{limit: 80, walks: true}},
		"limit=40&max_id=3": {position{Before: "3"}, listing{limit: 40, walks: true}},
		"limit=40":          {position{Floor: "5"}, listing{limit: 40}},
		"limit=40&max_id=6": {position{Floor: "5", Before: "6"}, listing{limit: 40}},
	} {
		if got := test.p.query(test.s).Encode(); got != want {
			t.Errorf("%+v asks %s, not %s", test.p, got, want)
		}
	}
}
