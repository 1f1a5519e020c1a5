package mastodon_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/mastodon"
)

// stream is an open event stream.
type stream struct {
	t     *testing.T
	body  io.Closer
	lines *bufio.Scanner
}

// listen opens a stream and waits until the server listens back.
func (c *client) listen(path string) *stream {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), "GET", c.url+"/api/v1/streaming/"+path, nil)
	if err != nil {
		c.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+c.token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	if got := res.Header.Get("Content-Type"); res.StatusCode != 200 || got != "text/event-stream" {
		c.t.Fatalf("%d %s", res.StatusCode, got)
	}
	c.t.Cleanup(func() { res.Body.Close() })
	s := &stream{c.t, res.Body, bufio.NewScanner(res.Body)}
	if !s.lines.Scan() || s.lines.Text() != ":)" {
		c.t.Fatalf("the stream opens with %q", s.lines.Text())
	}
	return s
}

// next returns the next event and its payload, heartbeats skipped; "" and "" at the end.
func (s *stream) next() (event, data string) {
	for s.lines.Scan() {
		line := s.lines.Text()
		switch {
		case strings.HasPrefix(line, "event: "):
			event = strings.TrimPrefix(line, "event: ")
		case strings.HasPrefix(line, "data: "):
			data = strings.TrimPrefix(line, "data: ")
		case line == "" && event != "":
			return event, data
		}
	}
	return "", ""
}

// expect fails unless the next events are these.
func (s *stream) expect(events ...string) (last string) {
	s.t.Helper()
	for _, want := range events {
		event, data := s.next()
		if event != want {
			s.t.Fatalf("event %q %s, want %q", event, data, want)
		}
		last = data
	}
	return last
}

func TestTheNotificationStreamCarriesNotificationsAlone(t *testing.T) {
	c := serve(t, mastodon.Options{})
	s := c.listen("user/notification")
	c.OwnPost("not a notification")
	c.ArriveFiltered(mention("held back"))
	c.Arrive(mention("hello"))
	var n item
	if err := json.Unmarshal([]byte(s.expect("notification")), &n); err != nil {
		t.Fatalf("the payload of a server-sent event is JSON, encoded once: %v", err)
	}
	if n.Type != "mention" || texts([]item{n}) != "hello" {
		t.Errorf("%+v", n)
	}
}

func TestTheUserStreamCarriesHome(t *testing.T) {
	c := serve(t, mastodon.Options{})
	friend := emulator.Author{ID: "5", Handle: "ann@city.example"}
	c.Follow(friend)
	s := c.listen("user")
	id := c.Arrive(emulator.Post{Author: friend, Text: "good morning"})
	s.expect("update")
	c.Edit(id, "good evening")
	if data := s.expect("status.update"); !strings.Contains(data, "good evening") {
		t.Errorf("payload %s", data)
	}
	c.Remove(id)
	if data := s.expect("delete"); data != id {
		t.Errorf("the payload of a deletion is %q, want the bare id %s", data, id)
	}
	c.OwnPost("ours")
	s.expect("update")
}

// Only those whom we follow tell us of edits: the edit of a stranger's mention must be found by reading it again.
func TestAStrangersMentionStreamsItsDeletionButNotItsEdit(t *testing.T) {
	c := serve(t, mastodon.Options{})
	s := c.listen("user")
	id := c.Arrive(mention("hello"))
	c.Edit(id, "@townhall hello again")
	c.Remove(id)
	s.expect("notification", "delete")
}

func TestTheHashtagStreamCarriesItsTag(t *testing.T) {
	c := serve(t, mastodon.Options{})
	s := c.listen("hashtag?tag=ACME")
	c.ArriveTagged(post("other"), "other")
	id := c.ArriveTagged(post("drill"), "acme")
	c.Edit(id, "kettle #acme")
	c.Remove(id)
	s.expect("update", "status.update", "delete")
}

func TestNothingIsReplayedAfterAStreamDropped(t *testing.T) {
	c := serve(t, mastodon.Options{})
	first := c.listen("user")
	c.DropStreams()
	if event, _ := first.next(); event != "" {
		t.Errorf("a dropped stream gave %q", event)
	}
	c.Arrive(mention("missed"))
	second := c.listen("user")
	c.Arrive(mention("heard"))
	if data := second.expect("notification"); !strings.Contains(data, "heard") {
		t.Errorf("got %s", data)
	}
}

func TestAStreamHasAHeartbeat(t *testing.T) {
	c := serve(t, mastodon.Options{Heartbeat: time.Millisecond})
	s := c.listen("user")
	if !s.lines.Scan() || s.lines.Text() != ":thump" {
		t.Errorf("got %q", s.lines.Text())
	}
}

func TestStreamsAskForATokenAndAKnownStream(t *testing.T) {
	c := serve(t, mastodon.Options{})
	for path, want := range map[string]int{"user/unknown": 404, "hashtag": 400} {
		if a := c.do("GET", "/api/v1/streaming/"+path, nil); a.status != want {
			t.Errorf("%s: %d, want %d", path, a.status, want)
		}
	}
	c.token = "wrong"
	if a := c.do("GET", "/api/v1/streaming/user", nil); a.status != 401 {
		t.Errorf("a wrong token: %d", a.status)
	}
	if a := c.do("GET", "/api/v1/streaming/health", nil); a.status != 200 || a.body != "OK" {
		t.Errorf("health: %d %q", a.status, a.body)
	}
}

// stuck is a client that takes the stream's greeting and then nothing more, until it is released.
type stuck struct {
	*httptest.ResponseRecorder
	greeted, release chan struct{}
}

func (s *stuck) Write(p []byte) (int, error) {
	select {
	case <-s.greeted:
		<-s.release
	default:
		close(s.greeted)
	}
	return len(p), nil
}

func TestASlowClientIsDroppedNotWaitedFor(t *testing.T) {
	server := mastodon.New(mastodon.Options{})
	w := &stuck{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/api/v1/streaming/user", nil)
	r.Header.Set("Authorization", "Bearer token")
	ended := make(chan struct{})
	go func() { defer close(ended); server.ServeHTTP(w, r) }()
	<-w.greeted
	for i := 0; server.Streams() > 0; i++ {
		if i == 1000 {
			t.Fatal("a client that doesn't read is kept")
		}
		server.OwnPost("hello")
	}
	close(w.release)
	<-ended
}

func TestAStreamEndsWhenTheClientLeaves(t *testing.T) {
	c := serve(t, mastodon.Options{})
	s := c.listen("user")
	s.body.Close()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for c.Streams() > 0 {
		select {
		case <-ctx.Done():
			t.Fatal("the stream goes on")
		case <-time.After(time.Millisecond):
		}
	}
}
