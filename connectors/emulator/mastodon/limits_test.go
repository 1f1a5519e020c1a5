package mastodon_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vigie/connectors/emulator/mastodon"
)

func TestRateLimitsAreToldAndRefuse(t *testing.T) {
	clock := newClock()
	clock.Add(time.Minute)
	c := serve(t, mastodon.Options{Now: clock.Now, Limits: []mastodon.Limit{{Requests: 2, Per: 5 * time.Minute}}})
	for remaining, want := range []string{"1", "0"} {
		a := c.do("GET", "/api/v1/notifications", nil)
		if a.status != 200 || a.header.Get("X-RateLimit-Remaining") != want || a.header.Get("X-RateLimit-Limit") != "2" {
			t.Errorf("request %d: %d %v", remaining, a.status, a.header)
		}
	}
	a := c.do("GET", "/api/v1/notifications", nil)
	if a.status != 429 || a.body != `{"error":"Too many requests"}` || a.header.Get("Retry-After") != "" {
		t.Errorf("%d %s %v", a.status, a.body, a.header)
	}
	if reset := a.header.Get("X-RateLimit-Reset"); reset != "2026-11-20T08:05:00.000000Z" {
		t.Errorf("reset %s, want the end of the window of the clock, with microseconds", reset)
	}
	clock.Add(4 * time.Minute)
	if a := c.do("GET", "/api/v1/notifications", nil); a.status != 200 {
		t.Errorf("after the reset: %d", a.status)
	}
}

func TestTheTightestLimitIsTold(t *testing.T) {
	c := serve(t, mastodon.Options{Limits: []mastodon.Limit{
		{Requests: 10, Per: time.Hour},
		{Requests: 3, Per: time.Hour, Of: func(r *http.Request) bool { return r.URL.Query().Has("min_id") }},
	}})
	for path, want := range map[string]string{"": "10", "?min_id=1": "3"} {
		if got := c.do("GET", "/api/v1/notifications"+path, nil).header.Get("X-RateLimit-Limit"); got != want {
			t.Errorf("%q: limit %s, want %s", path, got, want)
		}
	}
}

func TestPagingAndDeletingHaveLimitsOfTheirOwn(t *testing.T) {
	clock := newClock()
	c := serve(t, mastodon.Options{Now: clock.Now})
	count := func(n int, method, path string) (refused int) {
		for range n {
			if c.do(method, path, nil).status == http.StatusTooManyRequests {
				refused++
			}
		}
		return refused
	}
	if refused := count(40, "DELETE", "/api/v1/statuses/1"); refused != 10 {
		t.Errorf("%d of 40 deletions refused, want 10", refused)
	}
	clock.Add(5 * time.Minute)
	if refused := count(200, "GET", "/api/v1/notifications?min_id=1"); refused != 0 {
		t.Errorf("%d of the first 200 pages refused", refused)
	}
	clock.Add(5 * time.Minute)
	if refused := count(200, "GET", "/api/v1/notifications?min_id=1"); refused != 100 {
		t.Errorf("%d of the next 200 pages refused, want 100", refused)
	}
	if refused := count(10, "GET", "/api/v1/notifications"); refused != 0 {
		t.Errorf("%d requests without a cursor refused", refused)
	}
}

func TestWithoutLimitsNothingIsTold(t *testing.T) {
	c := serve(t, mastodon.Options{Limits: []mastodon.Limit{}})
	for name := range c.do("GET", "/api/v1/notifications", nil).header {
		if strings.HasPrefix(name, "X-Ratelimit") {
			t.Errorf("header %s", name)
		}
	}
}
