// Package connectortest is the kit that every connector must pass. A connector's own test sets up its emulator and calls
// Run; what the connector can't do is skipped by its name, so that the list of skips is the list of what the channel lacks.
package connectortest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors"
	"vigie/connectors/emulator"
	"vigie/inbox"
)

// Setup is an emulated platform and a connector that reads it.
type Setup struct {
	Platform  emulator.Platform
	Connector connectors.Connector
	Stranger  connectors.Connector // the same with credentials that are wrong; nil where none are needed
	Address   string               // what a stranger writes to be heard: "@townhall "; "" where all is heard
	Flat      bool                 // the platform has no threads
	Silent    bool                 // what is written at Address is met by polling alone, even where the connector streams
}

// Run puts a connector through the kit. fresh is called for each test; the cleanup of what it makes is its own.
func Run(t *testing.T, fresh func(t *testing.T) Setup) {
	tests := []test{
		{"says whose account it is", saysAccount},
		{"says when its credentials are refused", saysUnauthorised},
		{"brings a post once", bringsOnce},
		{"brings a backlog in batches and loses none", bringsBacklog},
		{"brings what arrives while it walks", bringsDuringWalk},
		{"threads answers", threads},
		{"listens, where the platform tells by itself", listens},
		{"tells edits by the digest", tellsEdits},
		{"tells deletions", tellsDeletions},
		{"makes hostile text safe", cleans},
		{"refuses a cursor it doesn't know", refusesCursor},
		{"stops with its context", stops},
		{"replies once, and knows its own reply again", replies},
		{"replies once when the answer is lost", repliesOnceWhenLost},
		{"answers a public post privately", whispers},
		{"amends its own reply, and takes it off", amends},
		{"moderates, and takes it back", moderates},
		{"counts as the platform counts", counts},
		{"can what it says", capable},
	}
	for _, f := range failures() {
		tests = append(tests, test{"survives " + f.name, survives(f)})
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			// The set-up's own cleanup (servers) runs after the test's, so leaks are looked for last.
			leaks := goleak.IgnoreCurrent()
			t.Cleanup(func() { goleak.VerifyNone(t, leaks) })
			test.run(t, fresh(t))
		})
	}
}

type test struct {
	name string
	run  func(*testing.T, Setup)
}

// month is how far back the kit reads.
const month = 30 * 24 * time.Hour

func ctx(t *testing.T) context.Context {
	c, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	return c
}

// drain polls until there is no more, as the desk does, and checks what every batch must obey.
func drain(t *testing.T, c connectors.Connector, from connectors.Cursor) ([]inbox.Post, connectors.Cursor) {
	t.Helper()
	var all []inbox.Post
	for range 100 {
		batch, err := c.Poll(ctx(t), from, time.Now().Add(-month))
		if err != nil {
			t.Fatalf("poll: %v", err)
		}
		if len(batch.Posts) > connectors.MaxBatch {
			t.Fatalf("a batch of %d posts; at most %d may come", len(batch.Posts), connectors.MaxBatch)
		}
		if batch.More && batch.Cursor == from && len(batch.Posts) == 0 {
			t.Fatal("says there is more, but neither brings any nor moves the cursor")
		}
		for _, p := range batch.Posts {
			checkPost(t, p)
		}
		all = append(all, batch.Posts...)
		from = batch.Cursor
		if !batch.More {
			return all, from
		}
	}
	t.Fatal("the walk doesn't end")
	return nil, ""
}

func checkPost(t *testing.T, p inbox.Post) {
	t.Helper()
	for problem, is := range map[string]bool{
		"no remote id":              p.Remote == "",
		"no thread":                 p.Thread == "",
		"no digest":                 p.Digest == "",
		"no author":                 p.Author.Key() == "",
		"no kind of ours":           !p.Kind.Valid(),
		"no date":                   p.Posted.IsZero(),
		"a date that isn't UTC":     p.Posted.Location() != time.UTC,
		"itself as its parent":      p.Parent == p.Remote,
		"an original over 64 KiB":   len(p.Original) > inbox.MaxText,
		"an original without need":  p.Original != "" && p.Original == p.Text.String(),
		"a follower count below -1": p.Author.Followers < -1,
	} {
		if is {
			t.Errorf("post %q has %s: %+v", p.Remote, problem, p)
		}
	}
}

// find is the posts with a remote id.
func find(posts []inbox.Post, remote string) []inbox.Post {
	var found []inbox.Post
	for _, p := range posts {
		if p.Remote == remote {
			found = append(found, p)
		}
	}
	return found
}

// one is the post with a remote id, of which there must be at least one; of several the last told counts.
func one(t *testing.T, posts []inbox.Post, remote string) inbox.Post {
	t.Helper()
	found := find(posts, remote)
	if len(found) == 0 {
		t.Fatalf("the post %s didn't come; these did: %s", remote, remotes(posts))
	}
	return found[len(found)-1]
}

func remotes(posts []inbox.Post) string {
	var b strings.Builder
	for _, p := range posts {
		fmt.Fprintf(&b, " %s", p.Remote)
	}
	return b.String()
}

var karim = emulator.Author{ID: "9001", Handle: "karim_b", Name: "Karim B.", Followers: 3412, Since: time.Date(2019, 4, 1, 0, 0, 0, 0, time.UTC)}

// arrive lets a stranger write something a moment ago.
func (s Setup) arrive(text, parent string) string {
	return s.Platform.Arrive(emulator.Post{Author: karim, Text: s.Address + text, Parent: parent, Posted: time.Now().Add(-time.Minute), Lang: "fr"})
}

// wantKind checks an error's kind and that it speaks to people.
func wantKind(t *testing.T, what string, err error, kinds ...error) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: no error", what)
		return
	}
	for _, k := range kinds {
		if errors.Is(err, k) {
			return
		}
	}
	t.Errorf("%s: %v is none of %v", what, err, kinds)
}
