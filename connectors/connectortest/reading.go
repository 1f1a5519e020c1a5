package connectortest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	"vigie/inbox"
)

func saysAccount(t *testing.T, s Setup) {
	account, err := s.Connector.Check(ctx(t))
	if err != nil {
		t.Fatal(err)
	}
	if !account.ReadOnly && account.Handle == "" {
		t.Error("it can write, and doesn't say as whom")
	}
	if account.ReadOnly && len(connectors.Capabilities(s.Connector)) > 0 {
		t.Errorf("it is read-only, and says it can %v", connectors.Capabilities(s.Connector))
	}
}

func saysUnauthorised(t *testing.T, s Setup) {
	if s.Stranger == nil {
		t.Skip("it needs no credentials")
	}
	_, err := s.Stranger.Check(ctx(t))
	wantKind(t, "check with wrong credentials", err, connectors.ErrUnauthorised)
}

func bringsOnce(t *testing.T, s Setup) {
	remote := s.arrive("La livraison a trois semaines de retard", "")
	posts, cursor := drain(t, s.Connector, "")
	p := one(t, posts, remote)
	if n := len(find(posts, remote)); n != 1 {
		t.Errorf("the post came %d times in one walk", n)
	}
	if !strings.Contains(p.Text.String(), "La livraison a trois semaines de retard") {
		t.Errorf("its text is %q", p.Text)
	}
	if p.Ours {
		t.Error("a stranger's post counts as ours")
	}
	again, _ := drain(t, s.Connector, cursor)
	for _, a := range find(again, remote) {
		if a.Digest != p.Digest {
			t.Error("an unchanged post came again with another digest: it would count as edited")
		}
	}
}

func bringsBacklog(t *testing.T, s Setup) {
	const many = 250
	want := map[string]bool{}
	for i := range many {
		at := time.Now().Add(-time.Duration(many-i) * time.Minute)
		want[s.Platform.Arrive(emulator.Post{Author: karim, Text: fmt.Sprintf("%snuméro %d", s.Address, i), Posted: at})] = true
	}
	posts, cursor := drain(t, s.Connector, "")
	for _, p := range posts {
		delete(want, p.Remote)
	}
	if len(want) > 0 {
		t.Errorf("%d of %d didn't come", len(want), many)
	}
	late := s.arrive("et encore un", "")
	posts, _ = drain(t, s.Connector, cursor)
	one(t, posts, late)
}

func bringsDuringWalk(t *testing.T, s Setup) {
	for i := range 150 {
		at := time.Now().Add(-time.Duration(200-i) * time.Minute)
		s.Platform.Arrive(emulator.Post{Author: karim, Text: fmt.Sprintf("%savant %d", s.Address, i), Posted: at})
	}
	first, err := s.Connector.Poll(ctx(t), "", time.Now().Add(-month))
	if err != nil {
		t.Fatal(err)
	}
	during := s.arrive("pendant", "")
	posts := first.Posts
	rest, cursor := drain(t, s.Connector, first.Cursor)
	posts = append(posts, rest...)
	if len(find(posts, during)) == 0 { // not in this walk: then in the next
		rest, _ = drain(t, s.Connector, cursor)
		posts = append(posts, rest...)
	}
	one(t, posts, during)
}

func threads(t *testing.T, s Setup) {
	if s.Flat {
		t.Skip("the platform has no threads")
	}
	root := s.arrive("Bonjour, est-ce compatible ?", "")
	answer := s.arrive("Moi aussi je voudrais savoir", root)
	posts, _ := drain(t, s.Connector, "")
	r, a := one(t, posts, root), one(t, posts, answer)
	if a.Parent != root {
		t.Errorf("the answer's parent is %q, not %q", a.Parent, root)
	}
	threader, ok := s.Connector.(connectors.Threader)
	if !ok {
		if a.Thread != r.Thread {
			t.Errorf("the answer hangs in thread %q, what it answers in %q", a.Thread, r.Thread)
		}
		return
	}
	whole, err := threader.Thread(ctx(t), a)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range whole {
		checkPost(t, p)
	}
	if !slices.IsSortedFunc(whole, func(a, b inbox.Post) int { return a.Posted.Compare(b.Posted) }) {
		t.Error("the thread isn't told oldest first")
	}
	r, a = one(t, whole, root), one(t, whole, answer)
	if a.Thread != r.Thread {
		t.Errorf("in the whole thread the answer hangs in %q, what it answers in %q", a.Thread, r.Thread)
	}
}

// listens lets posts arrive until the stream tells of one, then leaves.
func listens(t *testing.T, s Setup) {
	streamer, ok := s.Connector.(connectors.Streamer)
	if !ok || s.Silent {
		t.Skip("the platform doesn't tell by itself")
	}
	c, cancel := context.WithCancel(ctx(t))
	defer cancel()
	told, ended := make(chan struct{}, 1), make(chan error, 1)
	go func() {
		ended <- streamer.Stream(c, func() {
			select {
			case told <- struct{}{}:
			default:
			}
		})
	}()
	again := time.NewTicker(20 * time.Millisecond) // what arrives before the line stands is told to nobody
	defer again.Stop()
	for heard := false; !heard; {
		select {
		case <-told:
			heard = true
		case <-again.C:
			s.arrive("vous m'entendez ?", "")
		case err := <-ended:
			if err == nil || c.Err() != nil {
				t.Fatalf("it heard nothing, and ended with %v", err)
			}
			t.Skipf("this server has no stream: %v", err)
		}
	}
	cancel()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("a stream that was left ended as if nothing had happened")
		}
	case <-time.After(10 * time.Second):
		t.Error("it listens on after its context ended")
	}
}

// retold is a post as the platform tells it now, by polling or by asking for it again.
func retold(t *testing.T, s Setup, cursor connectors.Cursor, remote string) (posts []inbox.Post, gone []string) {
	t.Helper()
	if r, ok := s.Connector.(connectors.Refresher); ok {
		posts, gone, err := r.Refresh(ctx(t), []string{remote})
		if err != nil {
			t.Fatal(err)
		}
		return posts, gone
	}
	batch, err := s.Connector.Poll(ctx(t), cursor, time.Now().Add(-month))
	if err != nil {
		t.Fatal(err)
	}
	return batch.Posts, batch.Gone
}

func tellsEdits(t *testing.T, s Setup) {
	remote := s.arrive("Je suis très content", "")
	posts, cursor := drain(t, s.Connector, "")
	before := one(t, posts, remote)
	s.Platform.Edit(remote, s.Address+"Je suis très déçu")
	posts, _ = retold(t, s, cursor, remote)
	after := one(t, posts, remote)
	if after.Digest == before.Digest || !strings.Contains(after.Text.String(), "déçu") {
		t.Errorf("after the edit: digest %q, before %q; text %q", after.Digest, before.Digest, after.Text)
	}
}

func tellsDeletions(t *testing.T, s Setup) {
	if _, ok := s.Connector.(connectors.Refresher); !ok {
		t.Skip("the platform doesn't tell deletions")
	}
	remote := s.arrive("oubliez ça", "")
	_, cursor := drain(t, s.Connector, "")
	s.Platform.Remove(remote)
	posts, gone := retold(t, s, cursor, remote)
	if deleted := find(posts, remote); len(deleted) > 0 && deleted[0].Visibility == inbox.Deleted {
		return
	}
	if !slices.Contains(gone, remote) {
		t.Errorf("the deleted post is not among the gone: %v", gone)
	}
}

func cleans(t *testing.T, s Setup) {
	evil := emulator.Author{ID: "666", Handle: "evil", Name: "E\x1b[31mvil\u202e", Followers: 1}
	remote := s.Platform.Arrive(emulator.Post{Author: evil, Posted: time.Now().Add(-time.Minute),
		Text: s.Address + "a\u202eb\u200bc \x1b]52;c;ZXZpbA==\x07 \u0085 " + strings.Repeat("z\u0301\u0302\u0303\u0304\u0305\u0306", 20)})
	posts, _ := drain(t, s.Connector, "")
	p := one(t, posts, remote)
	for _, text := range []inbox.Text{p.Text, p.Author.Name, p.Author.Handle, p.Title, p.URL, p.Found} {
		if inbox.Clean(text.String()) != text || strings.ContainsAny(text.String(), "\x1b\u202e\u200b\u0085\x07") {
			t.Errorf("hostile text came through: %q", text)
		}
	}
}

// failure is a way for a platform to fail, and the kinds of error that a connector may make of it.
type failure struct {
	name  string
	fault emulator.Fault
	kinds []error
}

// failures are what a platform may do instead of answering, and what a connector may make of it.
func failures() []failure {
	soon := time.Now().Add(5 * time.Minute).UTC().Format("2006-01-02T15:04:05.000000Z")
	return []failure{
		{"401", emulator.Fault{Status: 401, Body: `{"error":"The access token is invalid"}`}, []error{connectors.ErrUnauthorised}},
		{"403", emulator.Fault{Status: 403, Body: `{"error":"not allowed"}`}, []error{connectors.ErrForbidden, connectors.ErrUnauthorised}},
		{"404", emulator.Fault{Status: 404, Body: `{"error":"Record not found"}`}, []error{connectors.ErrGone}},
		{"429 with seconds", emulator.Fault{Status: 429, Header: http.Header{"Retry-After": {"37"}}}, []error{connectors.ErrTemporary}},
		{"429 with only a reset date", emulator.Fault{Status: 429, Header: http.Header{"X-Ratelimit-Reset": {soon}}}, []error{connectors.ErrTemporary}},
		{"500", emulator.Fault{Status: 500, Body: "boom"}, []error{connectors.ErrTemporary}},
		{"503 with a web page", emulator.Fault{Status: 503, Body: "<html>maintenance</html>"}, []error{connectors.ErrTemporary}},
		{"a web page", emulator.Fault{Body: "<!doctype html><title>Parked</title>"}, []error{connectors.ErrMalformed}},
		{"nothing", emulator.Fault{Body: ""}, []error{connectors.ErrMalformed, connectors.ErrTemporary}},
		{"half an answer", emulator.Fault{Cut: true}, []error{connectors.ErrMalformed, connectors.ErrTemporary}},
		{"an endless answer", emulator.Fault{Endless: true, Body: `[{"a":"` + strings.Repeat("x", 4096)}, []error{connectors.ErrMalformed, connectors.ErrTemporary}},
		{"a deep answer", emulator.Fault{Body: strings.Repeat(`{"a":[`, 20000)}, []error{connectors.ErrMalformed}},
		{"a wrong type", emulator.Fault{Body: `"just a string"`}, []error{connectors.ErrMalformed}},
		{"a cut line", emulator.Fault{Lost: true}, []error{connectors.ErrTemporary}},
	}
}

// survives is a platform that fails in one way, and is well again.
func survives(f failure) func(*testing.T, Setup) {
	return func(t *testing.T, s Setup) {
		remote := s.arrive("toujours là", "")
		s.Platform.Fault(f.fault)
		batch, err := s.Connector.Poll(ctx(t), "", time.Now().Add(-month))
		wantKind(t, f.name, err, f.kinds...)
		if batch.Cursor != "" {
			t.Errorf("the cursor moved to %q", batch.Cursor)
		}
		if f.fault.Status == http.StatusTooManyRequests {
			waits(t, err)
			return // it may rightly not ask again so soon
		}
		s.Platform.Heal()
		posts, _ := drain(t, s.Connector, "")
		one(t, posts, remote)
	}
}

// waits checks that a platform's wish for patience is passed on.
func waits(t *testing.T, err error) {
	t.Helper()
	trouble, ok := errors.AsType[*connectors.Trouble](err)
	if !ok || trouble.After < 20*time.Second || trouble.After > 10*time.Minute {
		t.Errorf("it doesn't say how long to wait: %v", err)
	}
}

func refusesCursor(t *testing.T, s Setup) {
	for _, cursor := range []connectors.Cursor{"{", `{"v":99}`, "null", "\x00", connectors.Cursor(strings.Repeat("9", 100_000))} {
		if _, err := s.Connector.Poll(ctx(t), cursor, time.Now().Add(-month)); err == nil {
			t.Errorf("the cursor %.20q was taken for good", cursor)
		}
	}
}

func stops(t *testing.T, s Setup) {
	s.Platform.Fault(emulator.Fault{Hang: true})
	c, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		_, err := s.Connector.Poll(c, "", time.Now().Add(-month))
		done <- err
	}()
	time.AfterFunc(50*time.Millisecond, cancel)
	select {
	case err := <-done:
		if err == nil {
			t.Error("a platform that never answers gave a batch")
		}
	case <-time.After(10 * time.Second):
		t.Error("it goes on after its context ended")
	}
}
