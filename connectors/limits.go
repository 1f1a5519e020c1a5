package connectors

import (
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Dialect is how a platform writes the end of its rate-limit window. The zero Dialect tells the forms apart by their
// values and is right for every platform named here; the others are for one that would be misread.
type Dialect int

const (
	AnyDialect     Dialect = iota // whichever of the others the value looks like
	DateDialect                   // a date: Mastodon (ISO 8601 with microseconds)
	EpochDialect                  // Unix seconds: GitHub, X, Bluesky
	SecondsDialect                // seconds from now, perhaps with a fraction: Reddit, Discord
)

// longestWait bounds what we believe of a platform that asks us to wait: an absurd header must not silence a channel.
const longestWait = time.Hour

// families are the prefixes that rate-limit headers go by: most platforms; Bluesky and the IETF draft; X.
func families() [3]string { return [3]string{"X-RateLimit-", "RateLimit-", "X-Rate-Limit-"} }

// wait reads from an answer how long the platform wants no further call: 0 where it doesn't say, never more than
// longestWait. Retry-After counts on a failure; the window counts where nothing remains of it, or on a bare 429.
func (d Dialect) wait(status int, h http.Header, now time.Time) time.Duration {
	if status >= 400 {
		if wait := AnyDialect.until(h.Get("Retry-After"), now); wait > 0 {
			return wait
		}
	}
	for _, family := range families() {
		remaining, known := number(h.Get(family + "Remaining"))
		if known && remaining >= 1 || !known && status != http.StatusTooManyRequests {
			continue
		}
		// Discord sends both; the relative one doesn't depend on our clock.
		if wait := SecondsDialect.until(h.Get(family+"Reset-After"), now); wait > 0 {
			return wait
		}
		if wait := d.until(h.Get(family+"Reset"), now); wait > 0 {
			return wait
		}
	}
	return 0
}

// until reads one moment or span in the dialect's form as the time left from now, 0 where it is past or unreadable.
func (d Dialect) until(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	if value == "" {
		return 0
	}
	n, isNumber := number(value)
	if !isNumber {
		if d == EpochDialect || d == SecondsDialect {
			return 0
		}
		return within(date(value).Sub(now).Seconds())
	}
	const (
		epoch      = 1e9  // no platform asks for 31 years of patience: a number this large is a date
		epochMilli = 1e11 // and one this large is a date in milliseconds
	)
	switch {
	case d == DateDialect:
		return 0
	case d == SecondsDialect || d == AnyDialect && n < epoch:
		return within(n)
	case n >= epochMilli:
		n /= 1000
	}
	return within(n - float64(now.UnixNano())/1e9)
}

// date reads an ISO 8601 or an HTTP date; one that can't be read is the zero time, which is long past.
func date(value string) time.Time {
	if t, err := time.Parse(time.RFC3339Nano, value); err == nil {
		return t
	}
	t, err := http.ParseTime(value)
	if err != nil {
		return time.Time{}
	}
	return t
}

// number reads a finite number: Reddit's remaining is a float such as 9324.0.
func number(value string) (float64, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return n, err == nil && !math.IsInf(n, 0) && !math.IsNaN(n)
}

// within turns seconds into a wait that is neither negative nor absurd.
func within(seconds float64) time.Duration {
	switch {
	case seconds <= 0:
		return 0
	case seconds >= longestWait.Seconds():
		return longestWait
	}
	return time.Duration(seconds * float64(time.Second))
}
