package mastodon

import (
	"net/http"
	"strconv"
	"sync"
	"time"

	"vigie/connectors/emulator"
)

// Limit is a bucket of requests: so many in each window of the clock (whole seconds), over all requests it is for.
type Limit struct {
	Requests int
	Per      time.Duration
	Of       func(*http.Request) bool // nil = every request
}

var onePost = emulator.Pattern(`^/api/v1/statuses/[^/]+$`)

// defaultLimits are those of config/initializers/rack_attack.rb and RateLimiter in Mastodon, as one token meets them;
// GoToSocial counts 300 in 5 minutes for an address.
func defaultLimits(flavour string) []Limit {
	token := Limit{Requests: 300, Per: 5 * time.Minute}
	if flavour == GoToSocial {
		return []Limit{token}
	}
	return []Limit{
		token,
		{Requests: 300, Per: 15 * time.Minute, Of: isPaging},
		{Requests: 300, Per: 3 * time.Hour, Of: func(r *http.Request) bool {
			return r.Method == http.MethodPost && r.URL.Path == "/api/v1/statuses"
		}},
		{Requests: 30, Per: 30 * time.Minute, Of: func(r *http.Request) bool {
			return r.Method == http.MethodDelete && onePost().MatchString(r.URL.Path)
		}},
		{Requests: 400, Per: 24 * time.Hour, Of: func(r *http.Request) bool {
			return r.Method == http.MethodPost && r.URL.Path == "/api/v1/reports"
		}},
	}
}

// isPaging is Mastodon's paging_request?: anything that carries a cursor.
func isPaging(r *http.Request) bool {
	q := r.URL.Query()
	for _, name := range []string{"page", "min_id", "max_id", "since_id"} {
		if q.Get(name) != "" {
			return true
		}
	}
	return false
}

// limiter counts requests against limits and tells the client of the tightest.
type limiter struct {
	flavour string
	limits  []Limit
	now     func() time.Time

	mu      sync.Mutex
	buckets []bucket
}

type bucket struct {
	window int64 // which window of the clock
	count  int
}

func newLimiter(flavour string, limits []Limit, now func() time.Time) *limiter {
	return &limiter{flavour: flavour, limits: limits, now: now, buckets: make([]bucket, len(limits))}
}

// state is what the tightest limit says after a request.
type state struct {
	limit, remaining int
	reset            time.Time
}

// count counts r in every bucket it is for. Refused requests count too.
func (l *limiter) count(r *http.Request) (tightest state, limited bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	for i, limit := range l.limits {
		if limit.Of != nil && !limit.Of(r) {
			continue
		}
		period := max(1, int64(limit.Per/time.Second))
		b := &l.buckets[i]
		if window := now.Unix() / period; b.window != window {
			*b = bucket{window: window}
		}
		b.count++
		s := state{limit.Requests, limit.Requests - b.count, time.Unix((b.window+1)*period, 0)}
		if !limited || s.remaining < tightest.remaining {
			tightest, limited = s, true
		}
	}
	return tightest, limited
}

// resetFormat is ISO 8601 with microseconds, not an epoch.
const resetFormat = "2006-01-02T15:04:05.000000Z"

// wrap refuses requests beyond a limit. Streams are another program of the server, and not limited.
func (l *limiter) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isStream(r) {
			next.ServeHTTP(w, r)
			return
		}
		s, limited := l.count(r)
		if !limited {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Set("X-RateLimit-Reset", s.reset.UTC().Format(resetFormat))
		over := s.remaining < 0
		if !over || l.flavour == Mastodon {
			h.Set("X-RateLimit-Limit", strconv.Itoa(s.limit))
			h.Set("X-RateLimit-Remaining", strconv.Itoa(max(s.remaining, 0)))
		}
		switch {
		case !over:
			next.ServeHTTP(w, r)
		case l.flavour == GoToSocial:
			writeError(w, &apiError{http.StatusTooManyRequests, "rate limit reached"})
		default:
			writeError(w, &apiError{http.StatusTooManyRequests, "Too many requests"})
		}
	})
}
