package mastodon

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/mastodon"
)

// longest is how long a test waits for a stream: a machine may have much else to do.
const longest = time.Minute

// listening starts the stream of a channel and waits until so many lines stand.
func (w *world) listening(c connectors.Connector, lines int) (told <-chan struct{}, ended <-chan error, leave context.CancelFunc) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(w.t.Context())
	events, end := make(chan struct{}, 100), make(chan error, 1)
	go func() { end <- c.(connectors.Streamer).Stream(ctx, func() { events <- struct{}{} }) }()
	for until := time.Now().Add(longest); time.Now().Before(until); time.Sleep(10 * time.Millisecond) {
		if w.Streams() == lines {
			return events, end, cancel
		}
	}
	cancel()
	w.t.Fatalf("%d lines stand, not %d: %v", w.Streams(), lines, <-end)
	return nil, nil, nil
}

func waits[T any](t *testing.T, what string, from <-chan T) (value T) {
	t.Helper()
	select {
	case value = <-from:
	case <-time.After(longest):
		t.Fatal("waited in vain for ", what)
	}
	return value
}

func TestMentionsAndHashtagsAreHeardAtOnce(t *testing.T) {
	w := serve(t, platform.Options{Heartbeat: 10 * time.Millisecond})
	told, ended, leave := w.listening(w.open("token", map[string][]string{"hashtags": {"acme"}}), 2)
	w.Arrive(says(zoe, "@townhall bonjour", ""))
	waits(t, "the mention", told)
	w.Arrive(says(zoe, "#acme", ""))
	waits(t, "the hashtag", told)
	leave()
	if err := waits(t, "the end", ended); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}

func TestOneLineThatIsCutEndsTheStream(t *testing.T) {
	w := serve(t, platform.Options{})
	_, ended, leave := w.listening(w.open("token", map[string][]string{"hashtags": {"acme"}}), 2)
	defer leave()
	w.DropStreams()
	if err := waits(t, "the end", ended); !errors.Is(err, connectors.ErrTemporary) {
		t.Errorf("it ended with %v", err)
	}
}

func TestAServerWithoutStreamsSaysSoAtOnce(t *testing.T) {
	for name, prepare := range map[string]func(*world){
		"only websockets": func(*world) {},
		"none told":       func(w *world) { w.Fault(emulator.Fault{Match: "/api/v2/instance", Body: `{"domain":"city.example"}`}) },
	} {
		w := serve(t, platform.Options{Flavour: platform.GoToSocial})
		prepare(w)
		if err := w.member().Stream(t.Context(), func() {}); !errors.Is(err, connectors.ErrGone) || !strings.Contains(err.Error(), "polling goes on") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestStreamsAreAtLeastAsPrivateAsTheChannel(t *testing.T) {
	for _, test := range [][3]string{
		{"wss://streaming.city.example", "https://city.example", "https://streaming.city.example"},
		{"ws://streaming.city.example", "https://city.example", "https://streaming.city.example"},
		{"ws://127.0.0.1:4000", "http://127.0.0.1:3000", "http://127.0.0.1:4000"},
		{"wss://city.example/api/v1/streaming?x", "http://city.example", "https://city.example"},
		{"wss://user:password@city.example", "https://city.example", "https://city.example"},
		{"", "https://city.example", ""},
		{"/api/v1/streaming", "https://city.example", ""},
		{"::", "https://city.example", ""},
	} {
		if got := (server{streaming: test[0]}).streamBase(test[1]); got != test[2] {
			t.Errorf("%s of %s is %s, not %s", test[0], test[1], got, test[2])
		}
	}
}
