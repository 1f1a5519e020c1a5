package connectors

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// streaming is a platform that begins a stream and leaves the rest to the test. Its body ends with the request's context,
// as a real one does.
type streaming func(send func(string), r *http.Request)

func (s streaming) RoundTrip(r *http.Request) (*http.Response, error) {
	out, in := io.Pipe()
	stop := context.AfterFunc(r.Context(), func() { _ = in.CloseWithError(r.Context().Err()) })
	go func() {
		defer stop()
		s(func(text string) { _, _ = io.WriteString(in, text) }, r)
		_ = in.Close()
	}()
	header := http.Header{"Content-Type": {"text/event-stream; charset=utf-8"}}
	return &http.Response{StatusCode: 200, Header: header, Body: out, Request: r}, nil
}

func open(t *testing.T, s streaming, idle time.Duration) *Events {
	t.Helper()
	events, err := client(t, Options{Base: "http://site.test", Transport: s, Idle: idle}).Stream(t.Context(), "/stream", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = events.Close() })
	return events
}

func TestAStreamOverARealConnection(t *testing.T) {
	end := make(chan struct{})
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept") != "text/event-stream" || r.Header.Get("X-More") != "1" || r.URL.Query().Get("tag") != "café" {
			t.Errorf("asked %s with %v", r.URL, r.Header)
		}
		w.Header().Set("Content-Type", "text/event-stream")
		_, _ = fmt.Fprint(w, ":thump\n\nevent: notification\ndata: 1\n\n")
		w.(http.Flusher).Flush()
		<-end
	})
	c := client(t, Options{Base: s.URL})
	events, err := c.Stream(t.Context(), "/", map[string][]string{"tag": {"café"}}, http.Header{"X-More": {"1"}})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := events.Next(t.Context()); err != nil || got.Name != "notification" || string(got.Data) != "1" {
		t.Errorf("got %q, %v", got, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := events.Next(ctx); !errors.Is(err, context.Canceled) || !errors.Is(err, ErrTemporary) {
		t.Errorf("got %v", err)
	}
	close(end)
	if _, err := events.Next(t.Context()); err == nil {
		t.Error("a stream that was given up goes on")
	}
	if err := events.Close(); err != nil {
		t.Errorf("closing again: %v", err)
	}
}

func TestSilenceEndsAStreamAndAHeartbeatKeepsIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		events := open(t, func(send func(string), r *http.Request) {
			for range 10 {
				time.Sleep(80 * time.Second)
				send(":thump\n")
			}
			send("data: 1\n\n")
			<-r.Context().Done()
		}, 0)
		start := time.Now()
		if got, err := events.Next(t.Context()); err != nil || string(got.Data) != "1" || time.Since(start) != 800*time.Second {
			t.Errorf("after %v: got %q, %v", time.Since(start), got, err)
		}
		time.Sleep(time.Hour) // nobody reads: that isn't the platform's silence
		start = time.Now()
		_, err := events.Next(t.Context())
		if got := time.Since(start); got != 90*time.Second || !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, ErrTemporary) {
			t.Errorf("after %v: %v", got, err)
		}
	})
}

func TestAStreamEnds(t *testing.T) {
	for name, test := range map[string]struct {
		sends string
		want  []error
	}{
		"by the platform":      {"data: 1\n", []error{ErrTemporary, io.EOF}},
		"by too large a thing": {strings.Repeat("x", longestEvent+1), []error{ErrMalformed, errLarge}},
	} {
		events := open(t, func(send func(string), _ *http.Request) { send(test.sends) }, 0)
		for range 2 {
			_, err := events.Next(t.Context())
			for _, want := range test.want {
				if !errors.Is(err, want) {
					t.Errorf("%s: got %v, want %v", name, err, want)
				}
			}
			test.want = nil // afterwards any error does
			if err == nil {
				t.Errorf("%s: it goes on", name)
			}
		}
	}
}

func TestClosingWakesWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		events := open(t, func(_ func(string), r *http.Request) { <-r.Context().Done() }, 0)
		woken := make(chan error)
		go func() { _, err := events.Next(t.Context()); woken <- err }()
		synctest.Wait()
		_ = events.Close()
		if err := <-woken; !errors.Is(err, errClosed) {
			t.Errorf("got %v", err)
		}
	})
}

func TestAStreamThatIsNoneIsTrouble(t *testing.T) {
	for name, test := range map[string]struct {
		platform http.HandlerFunc
		want     error
	}{
		"unauthorised": {answer(401, `{"error":"The access token is invalid"}`), ErrUnauthorised},
		"limited":      {answer(429, "", "Retry-After", "9"), ErrTemporary},
		"a web page":   {answer(200, "<html>", "Content-Type", "text/html"), ErrMalformed},
		"no content":   {answer(204, ""), ErrMalformed},
	} {
		if _, err := calling(t, test.platform).Stream(t.Context(), "/", nil, nil); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}

func TestAStreamThatDoesNotBeginIsLeft(t *testing.T) {
	for _, says := range []string{"", "HTTP/1.1 503 Oh\r\nContent-Length: 9\r\n\r\n{"} {
		synctest.Test(t, func(t *testing.T) {
			c := client(t, Options{Base: "http://site.test", Transport: hanging(says)})
			start := time.Now()
			_, err := c.Stream(t.Context(), "/", nil, nil)
			if got := time.Since(start); got != 30*time.Second || !errors.Is(err, ErrTemporary) {
				t.Errorf("after %v: %v", got, err)
			}
		})
	}
}
