package connectors

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"
)

// platform is a network that is a handler, so that a test's clock needs no real one.
type platform http.HandlerFunc

func (p platform) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	p(w, r)
	answer := w.Result()
	answer.Request = r
	return answer, nil
}

// limited is a platform whose window is used up by the first call of each method.
func limited(reset time.Duration, calls *[]string) platform {
	return func(w http.ResponseWriter, r *http.Request) {
		*calls = append(*calls, r.Method)
		w.Header().Set("X-RateLimit-Remaining", "0")
		w.Header().Set("X-RateLimit-Reset", time.Now().Add(reset).UTC().Format("2006-01-02T15:04:05.000000Z"))
	}
}

func TestAUsedUpWindowIsWaitedForOrGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls []string
		c := client(t, Options{Base: "http://site.test", Transport: limited(5*time.Minute, &calls)})
		get := func() error { _, err := c.Do(t.Context(), &Request{}); return err }
		if err := get(); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		time.Sleep(time.Minute)
		if got := troubleOf(t, get()); got.Kind != Temporary || got.After != 4*time.Minute || got.Unsure || got.Status != 0 {
			t.Errorf("4 minutes before the window: got %+v", got)
		}
		if _, err := c.SendJSON(t.Context(), "POST", "/", 1, nil); err != nil {
			t.Errorf("a write has a window of its own: got %v", err)
		}
		time.Sleep(4*time.Minute - patience)
		if err := get(); err != nil {
			t.Errorf("just before the window: got %v", err)
		}
		if waited := time.Since(start); waited != 5*time.Minute {
			t.Errorf("called after %v", waited)
		}
		if len(calls) != 3 {
			t.Errorf("the platform was called by %v", calls)
		}
	})
}

func TestTheNextCallAfter429Waits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		c := client(t, Options{Base: "http://site.test", Transport: platform(func(w http.ResponseWriter, _ *http.Request) {
			calls++
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusTooManyRequests)
		})})
		for _, want := range []time.Duration{30 * time.Second, 30 * time.Second} {
			_, err := c.Do(t.Context(), &Request{})
			if got := troubleOf(t, err); got.After != want {
				t.Errorf("got %+v", got)
			}
		}
		if calls != 1 {
			t.Errorf("called %d times", calls)
		}
	})
}

func TestOurOwnPaceIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		pace := rate.NewLimiter(rate.Every(time.Second), 1)
		o := Options{Base: "http://site.test", Limit: pace, Transport: platform(func(http.ResponseWriter, *http.Request) { calls++ })}
		one, other := client(t, o), client(t, o)
		start := time.Now()
		for _, c := range []*Client{one, other, one} {
			if _, err := c.Do(t.Context(), &Request{}); err != nil {
				t.Fatal(err)
			}
		}
		if got := time.Since(start); got != 2*time.Second || calls != 3 {
			t.Errorf("%d calls in %v", calls, got)
		}
		pace.SetLimit(rate.Every(10 * time.Second))
		_, _ = one.Do(t.Context(), &Request{})
		for range 3 { // a turn that isn't taken is given back
			_, err := one.Do(t.Context(), &Request{})
			if got := troubleOf(t, err); got.Kind != Temporary || got.After > 10*time.Second || got.After <= patience {
				t.Errorf("got %+v", got)
			}
		}
		if calls != 3 {
			t.Errorf("%d calls", calls)
		}
	})
}

func TestAWaitEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var calls []string
		c := client(t, Options{Base: "http://site.test", Transport: limited(patience, &calls)})
		_, _ = c.Do(t.Context(), &Request{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		_, err := c.Do(ctx, &Request{})
		if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, ErrTemporary) || time.Since(start) != time.Second || len(calls) != 1 {
			t.Errorf("after %v and %d calls: %v", time.Since(start), len(calls), err)
		}
	})
}

func TestAnInjectedClockReadsTheHeaders(t *testing.T) {
	reset := strconv.FormatInt(noon().Add(time.Minute).Unix(), 10)
	s := serve(t, answer(429, "", "X-RateLimit-Reset", reset))
	_, err := client(t, Options{Base: s.URL, Now: noon}).Do(t.Context(), &Request{})
	if got := troubleOf(t, err); got.After != time.Minute {
		t.Errorf("got %v", got.After)
	}
}
