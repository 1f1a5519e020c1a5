package emulator_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors/emulator"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const truth = "the whole true answer"

// platform serves truth behind faults and counts how often the work was done.
func platform(t *testing.T) (f *emulator.Faults, url string, work *atomic.Int32) {
	t.Helper()
	work = new(atomic.Int32)
	f = emulator.NewFaults(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		work.Add(1)
		_, _ = io.WriteString(w, truth)
	}))
	srv := httptest.NewServer(f)
	t.Cleanup(func() {
		f.Close()
		http.DefaultClient.CloseIdleConnections()
		srv.Close()
	})
	return f, srv.URL, work
}

// fetch returns status and body, or the error of either.
func fetch(ctx context.Context, method, url string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader("a body"))
	if err != nil {
		return 0, "", err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	return res.StatusCode, string(body), err
}

func TestWithoutAFaultTheTrueAnswerComes(t *testing.T) {
	_, url, _ := platform(t)
	status, body, err := fetch(t.Context(), "GET", url)
	if status != 200 || body != truth || err != nil {
		t.Fatalf("%d %q %v", status, body, err)
	}
}

func TestAFaultAnswersInsteadAndLastsItsTimes(t *testing.T) {
	f, url, work := platform(t)
	f.Fault(emulator.Fault{Times: 2, Status: 503, Header: http.Header{"Retry-After": {"7"}}, Body: "busy"})
	var got []string
	for range 3 {
		status, body, err := fetch(t.Context(), "POST", url)
		got = append(got, fmt.Sprint(status, " ", body, " ", err))
	}
	if want := "503 busy <nil>;503 busy <nil>;200 " + truth + " <nil>"; strings.Join(got, ";") != want {
		t.Errorf("got %v", got)
	}
	if work.Load() != 1 {
		t.Errorf("work done %d times, want once", work.Load())
	}
}

func TestAFaultWithoutTimesLastsUntilHeal(t *testing.T) {
	f, url, _ := platform(t)
	f.Fault(emulator.Fault{Status: 500})
	for range 3 {
		if status, _, _ := fetch(t.Context(), "GET", url); status != 500 {
			t.Fatalf("status %d before Heal", status)
		}
	}
	f.Heal()
	if status, _, _ := fetch(t.Context(), "GET", url); status != 200 {
		t.Fatalf("status %d after Heal", status)
	}
}

func TestMatchIsMethodAndPathPrefix(t *testing.T) {
	for _, c := range []struct {
		match, method, path string
		hit                 bool
	}{
		{"", "GET", "/any", true},
		{"GET", "GET", "/any", true},
		{"GET", "POST", "/any", false},
		{"POST /api/v1/statuses", "POST", "/api/v1/statuses", true},
		{"POST /api/v1/statuses", "POST", "/api/v1/statuses/7/mute", true},
		{"POST /api/v1/statuses", "GET", "/api/v1/statuses", false},
		{"/api", "PUT", "/api/v2", true},
		{"/api", "PUT", "/v2/api", false},
	} {
		f, url, _ := platform(t)
		f.Fault(emulator.Fault{Match: c.match, Status: 500})
		status, _, _ := fetch(t.Context(), c.method, url+c.path)
		if hit := status == 500; hit != c.hit {
			t.Errorf("match %q on %s %s: %v, want %v", c.match, c.method, c.path, hit, c.hit)
		}
		if n := f.Requests(c.match); (n == 1) != c.hit {
			t.Errorf("Requests(%q) after %s %s: %d", c.match, c.method, c.path, n)
		}
	}
}

func TestTheOldestFaultIsUsedFirst(t *testing.T) {
	f, url, _ := platform(t)
	f.Fault(emulator.Fault{Times: 1, Status: 500})
	f.Fault(emulator.Fault{Times: 1, Status: 502})
	first, _, _ := fetch(t.Context(), "GET", url)
	second, _, _ := fetch(t.Context(), "GET", url)
	if first != 500 || second != 502 {
		t.Errorf("%d, %d", first, second)
	}
}

func TestCutAnswersHalfAndCloses(t *testing.T) {
	f, url, work := platform(t)
	f.Fault(emulator.Fault{Cut: true})
	_, body, err := fetch(t.Context(), "POST", url)
	if body != truth[:len(truth)/2] || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%q %v", body, err)
	}
	if work.Load() != 1 {
		t.Error("the work was not done")
	}
}

func TestLostDoesTheWorkAndAnswersNothing(t *testing.T) {
	f, url, work := platform(t)
	f.Fault(emulator.Fault{Lost: true})
	if status, _, err := fetch(t.Context(), "POST", url); err == nil {
		t.Errorf("answered %d", status)
	}
	if work.Load() != 1 {
		t.Errorf("work done %d times, want once", work.Load())
	}
}

func TestEndlessGoesOnUntilTheClientLeaves(t *testing.T) {
	f, url, work := platform(t)
	f.Fault(emulator.Fault{Endless: true, Body: "again "})
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil || len(got) != 1<<20 || !strings.HasPrefix(string(got), "again again ") {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if work.Load() != 0 {
		t.Error("an endless answer did the work")
	}
}

func TestEndlessEndsWhenThePlatformClosesThoughNobodyReads(t *testing.T) {
	f, url, _ := platform(t)
	f.Fault(emulator.Fault{Endless: true})
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	if _, err := io.Copy(io.Discard, res.Body); err == nil {
		t.Error("an endless body came to a regular end")
	}
	res.Body.Close()
}

// The leak check of TestMain tells whether the handler ended too.
func TestHangEndsWhenTheClientLeaves(t *testing.T) {
	f, url, work := platform(t)
	f.Fault(emulator.Fault{Hang: true})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, _, err := fetch(ctx, "POST", url); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if work.Load() != 0 {
		t.Error("a hung request did the work")
	}
}

func TestHangEndsWhenThePlatformCloses(t *testing.T) {
	f, url, _ := platform(t)
	f.Fault(emulator.Fault{Hang: true})
	failed := make(chan error, 1)
	go func() {
		_, _, err := fetch(t.Context(), "POST", url)
		failed <- err
	}()
	for f.Requests("POST") == 0 {
		select {
		case err := <-failed:
			t.Fatalf("the request failed before it was closed: %v", err)
		case <-time.After(time.Millisecond):
		}
	}
	f.Close()
	f.Close()
	if err := <-failed; err == nil {
		t.Error("a hung request was answered")
	}
}

func TestEffectsAreKeptInOrderWithDuplicates(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	e := emulator.Effects{Now: func() time.Time { return now }}
	e.Record("reply", "9", "1", "Hello")
	e.Record("reply", "10", "1", "Hello")
	got := e.Sent()
	want := emulator.Sent{Action: "reply", Remote: "9", Target: "1", Text: "Hello", At: now}
	if len(got) != 2 || got[0] != want || got[1].Remote != "10" {
		t.Errorf("%+v", got)
	}
	got[0].Text = "changed"
	if e.Sent()[0].Text != "Hello" {
		t.Error("Sent hands out its own list")
	}
}
