package connectors

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// hangUp is a platform that takes a request whole and cuts the line.
func hangUp(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	panic(http.ErrAbortHandler)
}

// cutShort is a platform that promises more than it sends.
func cutShort(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	_, _ = w.Write([]byte(`{"id":`))
}

func TestATroubleSaysWhetherAWriteMayHaveHappened(t *testing.T) {
	for _, test := range []struct {
		name     string
		platform http.HandlerFunc
		unsure   bool
		kind     TroubleKind
	}{
		{"refused", answer(422, ""), false, Refused},
		{"unauthorised", answer(401, ""), false, Unauthorised},
		{"limited", answer(429, ""), false, Temporary},
		{"gone", answer(404, ""), false, Gone},
		{"not implemented", answer(501, ""), false, Refused},
		{"server error", answer(500, ""), true, Temporary},
		{"bad gateway", answer(502, ""), true, Temporary},
		{"overloaded", answer(503, "", "Retry-After", "5"), true, Temporary},
		{"moved for good", answer(301, "", "Location", "/y"), false, Refused},
		{"perhaps the way to its result", answer(302, "", "Location", "/y"), true, Refused},
		{"the way to its result", answer(303, "", "Location", "/y"), true, Refused},
		{"cut before the answer", hangUp, true, Temporary},
		{"cut in the answer", cutShort, true, Temporary},
		{"a web page", answer(200, "<html>", "Content-Type", "text/html"), true, Malformed},
		{"half a value", answer(200, `{"id":"1`), true, Malformed},
		{"too much", answer(200, strings.Repeat("x", 101)), true, Malformed},
	} {
		c := client(t, Options{Base: serve(t, test.platform).URL, MaxBody: 100})
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
			var v struct{ ID string }
			_, err := c.SendJSON(t.Context(), method, "/x", map[string]string{"a": "b"}, &v)
			if got := troubleOf(t, err); got.Unsure != test.unsure || got.Kind != test.kind {
				t.Errorf("%s, %s: got unsure %v, kind %v", test.name, method, got.Unsure, got.Kind)
			}
		}
		for _, r := range []*Request{{Path: "/x"}, {Path: "/x", Method: "HEAD"}, {Path: "/x", Method: "PUT", Idempotent: true}} {
			_, err := c.Do(t.Context(), r)
			var trouble *Trouble
			if errors.As(err, &trouble) && trouble.Unsure {
				t.Errorf("%s: a repeatable %s is unsure", test.name, r.Method)
			}
		}
	}
}

func TestAWriteThatNeverLeftIsSure(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	notTLS := serve(t, answer(200, ""))
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		ctx  context.Context
		base string
		want error
	}{
		"nobody listens":            {t.Context(), closed.URL, syscall.ECONNREFUSED},
		"sent on to nobody":         {t.Context(), serve(t, answer(307, "", "Location", closed.URL)).URL, syscall.ECONNREFUSED},
		"no handshake":              {t.Context(), strings.Replace(notTLS.URL, "http:", "https:", 1), ErrTemporary},
		"cancelled before it began": {cancelled, notTLS.URL, context.Canceled},
	} {
		c := client(t, Options{Base: test.base})
		_, err := c.SendJSON(test.ctx, "POST", "/x", 1, nil)
		got := troubleOf(t, err)
		if got.Unsure || got.Kind != Temporary || !errors.Is(err, test.want) {
			t.Errorf("%s: got %+v", name, got)
		}
	}
}

func TestAWriteThatIsCancelledOrLateIsUnsure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := client(t, Options{Base: "http://site.test", Transport: hanging("")})
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, context.Canceled)
		defer cancel()
		for _, test := range []struct {
			ctx   context.Context
			after time.Duration
			want  error
		}{
			{ctx, time.Second, context.Canceled},
			{t.Context(), 30 * time.Second, context.DeadlineExceeded},
		} {
			start := time.Now()
			_, err := c.SendJSON(test.ctx, "POST", "/", 1, nil)
			if got := troubleOf(t, err); !got.Unsure || !errors.Is(err, test.want) || time.Since(start) != test.after {
				t.Errorf("after %v: %v", time.Since(start), err)
			}
		}
	})
}

func TestOnlyWhatCanBeRepeatedIsTriedAgainAndOnlyOnce(t *testing.T) {
	for _, test := range []struct {
		request Request
		fault   error
		dials   int32
	}{
		{Request{}, syscall.ECONNREFUSED, 2},
		{Request{Method: "HEAD"}, syscall.ECONNRESET, 2},
		{Request{Method: "PUT", Idempotent: true}, syscall.ECONNREFUSED, 2},
		{Request{}, context.DeadlineExceeded, 1},
		{Request{Method: "PUT"}, syscall.ECONNREFUSED, 1},
		{Request{Method: "POST"}, syscall.ECONNREFUSED, 1},
	} {
		var dials atomic.Int32
		network := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
			dials.Add(1)
			return nil, test.fault
		}}
		_, err := client(t, Options{Base: "http://site.test", Transport: network}).Do(t.Context(), &test.request)
		if got := troubleOf(t, err); got.Unsure || dials.Load() != test.dials {
			t.Errorf("%s after %v: %d dials, want %d; unsure %v", test.request.Method, test.fault, dials.Load(), test.dials, got.Unsure)
		}
	}
}

// net/http itself repeats a POST that has an Idempotency-Key when a reused connection breaks; a platform that remembers the
// key only after the post exists would then post twice.
func TestAWriteWithAKeyIsNeverSentTwice(t *testing.T) {
	var posts atomic.Int32
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "POST" && posts.Add(1) > 1 {
			hangUp(w, r)
		}
	})
	c := client(t, Options{Base: s.URL})
	for range 2 {
		_, _ = c.GetJSON(t.Context(), "/", nil, nil) // so that a connection stands open
		_, _ = c.SendJSON(t.Context(), "POST", "/", 1, nil, http.Header{"Idempotency-Key": {"k"}})
	}
	if got := posts.Load(); got != 2 {
		t.Errorf("2 posts arrived %d times", got)
	}
}
