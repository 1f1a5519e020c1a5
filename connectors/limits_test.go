package connectors

import (
	"math"
	"net/http"
	"strconv"
	"testing"
	"time"
)

func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

func epoch(after time.Duration) string { return strconv.FormatInt(noon().Add(after).Unix(), 10) }

func TestEachPlatformsRateLimitIsUnderstood(t *testing.T) {
	for _, test := range []struct {
		name    string
		dialect Dialect // beside AnyDialect, which must read the same
		status  int
		headers []string
		want    time.Duration
	}{
		{"Mastodon", DateDialect, 200, []string{"X-RateLimit-Limit", "300", "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2026-11-21T12:04:59.500000Z"}, 4*time.Minute + 59*time.Second + 500*time.Millisecond},
		{"Mastodon with calls left", DateDialect, 200, []string{"X-RateLimit-Remaining", "1", "X-RateLimit-Reset", "2026-11-21T12:05:00.000000Z"}, 0},
		{"Bluesky", EpochDialect, 429, []string{"RateLimit-Limit", "3000", "RateLimit-Remaining", "0", "RateLimit-Reset", epoch(90 * time.Second), "RateLimit-Policy", "3000;w=300"}, 90 * time.Second},
		{"Bluesky with Retry-After", EpochDialect, 429, []string{"RateLimit-Remaining", "0", "RateLimit-Reset", epoch(90 * time.Second), "Retry-After", "91"}, 91 * time.Second},
		{"GitHub", EpochDialect, 403, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", epoch(10 * time.Minute)}, 10 * time.Minute},
		{"GitHub's secondary limit", EpochDialect, 403, []string{"Retry-After", "60", "X-RateLimit-Remaining", "4000", "X-RateLimit-Reset", epoch(time.Hour)}, time.Minute},
		{"X", EpochDialect, 200, []string{"x-rate-limit-limit", "15", "x-rate-limit-remaining", "0", "x-rate-limit-reset", epoch(time.Minute)}, time.Minute},
		{"Reddit", SecondsDialect, 200, []string{"x-ratelimit-used", "600", "x-ratelimit-remaining", "0.0", "x-ratelimit-reset", "133"}, 133 * time.Second},
		{"Reddit with calls left", SecondsDialect, 200, []string{"x-ratelimit-remaining", "9324.0", "x-ratelimit-reset", "133"}, 0},
		{"Discord", SecondsDialect, 200, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "1", "X-RateLimit-Reset-After", "1.25"}, 1250 * time.Millisecond},
		{"Discourse, Slack, Matrix", SecondsDialect, 429, []string{"Retry-After", "11"}, 11 * time.Second},
		{"a Retry-After that is a date", DateDialect, 503, []string{"Retry-After", "Sat, 21 Nov 2026 12:00:30 GMT"}, 30 * time.Second},
		{"a Retry-After on a good answer", DateDialect, 200, []string{"Retry-After", "30"}, 0},
		{"only a date, when limited", DateDialect, 429, []string{"X-RateLimit-Reset", "2026-11-21T12:01:00Z"}, time.Minute},
		{"only a date, otherwise", DateDialect, 200, []string{"X-RateLimit-Reset", "2026-11-21T12:01:00Z"}, 0},
		{"nothing at all", AnyDialect, 429, nil, 0},
		{"a date that is past", DateDialect, 429, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", "2026-11-21T11:59:00Z"}, 0},
		{"a moment that is past", EpochDialect, 429, []string{"X-RateLimit-Remaining", "0", "X-RateLimit-Reset", epoch(-time.Minute)}, 0},
		{"a negative wait", SecondsDialect, 429, []string{"Retry-After", "-5"}, 0},
		{"an absurd wait", SecondsDialect, 429, []string{"Retry-After", "86400"}, time.Hour},
		{"an absurd date", DateDialect, 429, []string{"X-RateLimit-Reset", "9999-12-31T23:59:59Z"}, time.Hour},
		{"milliseconds", EpochDialect, 429, []string{"X-RateLimit-Reset", epoch(time.Minute) + "000"}, time.Minute},
		{"rubbish", AnyDialect, 429, []string{"Retry-After", "soon", "X-RateLimit-Remaining", "NaN", "X-RateLimit-Reset", "1e999"}, 0},
	} {
		h := http.Header{}
		for i := 0; i < len(test.headers); i += 2 {
			h.Set(test.headers[i], test.headers[i+1])
		}
		for _, d := range []Dialect{test.dialect, AnyDialect} {
			if got := d.wait(test.status, h, noon()); got.Round(time.Microsecond) != test.want {
				t.Errorf("%s in dialect %d: got %v, want %v", test.name, d, got, test.want)
			}
		}
	}
}

func TestADialectReadsOnlyItsOwnForm(t *testing.T) {
	for _, test := range []struct {
		dialect Dialect
		value   string
		want    time.Duration
	}{
		{SecondsDialect, epoch(time.Minute), time.Hour},
		{EpochDialect, "60", 0},
		{DateDialect, "60", 0},
		{SecondsDialect, "2026-11-21T12:01:00Z", 0},
		{EpochDialect, "2026-11-21T12:01:00Z", 0},
	} {
		if got := test.dialect.until(test.value, noon()); got != test.want {
			t.Errorf("%d reads %s as %v, want %v", test.dialect, test.value, got, test.want)
		}
	}
}

func FuzzRateLimitHeaders(f *testing.F) {
	f.Add(0, 429, "0", "2026-11-21T12:04:59.500000Z", "", "")
	f.Add(2, 403, "0.0", "1795262490", "60", "1.5")
	f.Add(3, 200, "-1", "-9e307", "Sat, 21 Nov 2026 12:00:30 GMT", "NaN")
	f.Fuzz(func(t *testing.T, dialect, status int, remaining, reset, retry, after string) {
		h := http.Header{}
		for _, family := range families() {
			h.Set(family+"Remaining", remaining)
			h.Set(family+"Reset", reset)
			h.Set(family+"Reset-After", after)
		}
		h.Set("Retry-After", retry)
		if got := Dialect(dialect).wait(status, h, noon()); got < 0 || got > longestWait {
			t.Errorf("a wait of %v", got)
		}
		if n, ok := number(remaining); ok && (math.IsInf(n, 0) || math.IsNaN(n)) {
			t.Errorf("%q is the number %v", remaining, n)
		}
	})
}
