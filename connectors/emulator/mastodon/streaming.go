package mastodon

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// backlog is how many events a slow client may be behind before its stream is ended. What it missed is not replayed.
const backlog = 256

// streams are the open server-sent event streams.
type streams struct {
	mu   sync.Mutex
	open map[*subscriber]struct{}
}

// subscriber is one open stream.
type subscriber struct {
	notifications bool   // user, user/notification
	home          bool   // user
	tag           string // hashtag
	events        chan string
}

// send offers an event to every stream that wants it. A payload that is text goes out as it is: an id for "delete".
func (b *streams) send(event string, payload any, wants func(*subscriber) bool) {
	data, isText := payload.(string)
	if !isText {
		encoded, err := json.Marshal(payload)
		if err != nil {
			return
		}
		data = string(encoded)
	}
	frame := "event: " + event + "\ndata: " + data + "\n\n"
	b.mu.Lock()
	defer b.mu.Unlock()
	for sub := range b.open {
		if !wants(sub) {
			continue
		}
		select {
		case sub.events <- frame:
		default:
			b.end(sub)
		}
	}
}

func (b *streams) add(sub *subscriber) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.open == nil {
		b.open = map[*subscriber]struct{}{}
	}
	b.open[sub] = struct{}{}
}

func (b *streams) drop(sub *subscriber) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if _, open := b.open[sub]; open {
		b.end(sub)
	}
}

// end closes a stream that is open; b is locked.
func (b *streams) end(sub *subscriber) {
	delete(b.open, sub)
	close(sub.events)
}

// DropStreams ends every open stream, as a restart of the streaming server does. Nothing is replayed afterwards.
func (s *Server) DropStreams() {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	for sub := range s.streams.open {
		s.streams.end(sub)
	}
}

// Streams is how many streams are open.
func (s *Server) Streams() int {
	s.streams.mu.Lock()
	defer s.streams.mu.Unlock()
	return len(s.streams.open)
}

// published streams what happened to a status to whom Mastodon tells: our home (our own posts and those we follow; a
// deletion also of a post that mentions us, but no edit of it), and the hashtag streams of a public post.
func (s *Server) published(event string, st *status) {
	var payload any = st.id
	if event != "delete" {
		payload = s.render(st, true)
	}
	home := st.account == s.us || st.account.following && s.visible(st, true) ||
		event == "delete" && slices.Contains(st.prose.mentions, s.us)
	if event != "delete" && !s.welcome(st, true) {
		return
	}
	s.streams.send(event, payload, func(sub *subscriber) bool {
		return sub.home && home || sub.tag != "" && st.visibility == "public" && st.tagged(sub.tag)
	})
}

func isStream(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/v1/streaming") }

func (s *Server) streamHealth(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain")
	_, _ = fmt.Fprint(w, "OK")
}

// subscription reads which stream a client wants.
func subscription(r *http.Request) (*subscriber, error) {
	sub := &subscriber{events: make(chan string, backlog)}
	switch r.PathValue("stream") {
	case "user":
		sub.home, sub.notifications = true, true
	case "user/notification":
		sub.notifications = true
	case "hashtag":
		sub.tag = r.URL.Query().Get("tag")
		if sub.tag == "" {
			return nil, &apiError{http.StatusBadRequest, "Missing tag name parameter"}
		}
	default:
		return nil, &apiError{http.StatusNotFound, "Not found"}
	}
	return sub, nil
}

// stream serves one stream until the client leaves, the stream is dropped or the server closed.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	sub, err := subscription(r)
	if err == nil {
		scope := "read:statuses"
		if sub.notifications {
			scope = "read:notifications"
		}
		_, err = s.authorise(r, scope)
	}
	if err != nil {
		writeError(w, err)
		return
	}
	s.streams.add(sub)
	defer s.streams.drop(sub)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "private, no-store")
	if !push(w, ":)\n") {
		return
	}
	heartbeat := time.NewTicker(s.opts.Heartbeat)
	defer heartbeat.Stop()
	for {
		frame, open := ":thump\n", true
		select {
		case <-r.Context().Done():
			return
		case <-s.Done():
			return
		case <-heartbeat.C:
		case frame, open = <-sub.events:
		}
		if !open || !push(w, frame) {
			return
		}
	}
}

// writeTimeout is how long a client of a stream may leave its end of the line full.
const writeTimeout = 10 * time.Second

// push writes to a stream at once, and reports whether the client still takes it.
func push(w http.ResponseWriter, frame string) bool {
	control := http.NewResponseController(w)
	_ = control.SetWriteDeadline(time.Now().Add(writeTimeout)) // where it can't be set, net/http's own limit holds
	_, err := fmt.Fprint(w, frame)
	return err == nil && control.Flush() == nil
}
