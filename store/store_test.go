package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"vigie/inbox"
)

// monday is when the tests begin.
var monday = time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)

// bench is a store under test, with a clock that only moves when told.
type bench struct {
	*Store
	t    testing.TB
	path string
	now  time.Time
	keys int
}

func newBench(t testing.TB) *bench {
	t.Helper()
	b := &bench{t: t, path: filepath.Join(t.TempDir(), "inbox.vigie"), now: monday}
	b.open()
	return b
}

func (b *bench) open() {
	b.t.Helper()
	s, err := Open(b.path, Options{Machine: "here", Salt: []byte("salt")})
	if err != nil {
		b.t.Fatal(err)
	}
	b.Store = s
	b.t.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.t.Error(err)
		}
	})
}

func (b *bench) change(by string, e inbox.Event) inbox.Change {
	b.keys++
	return inbox.Change{Key: fmt.Sprintf("k%d", b.keys), At: b.now, By: by, Event: e}
}

// apply makes changes that the store must take.
func (b *bench) apply(changes ...inbox.Change) []inbox.Applied {
	b.t.Helper()
	applied, err := b.Apply(b.t.Context(), changes)
	if err != nil {
		b.t.Fatal(err)
	}
	return applied
}

// must makes one change that must not be refused.
func (b *bench) must(by string, e inbox.Event) inbox.Applied {
	b.t.Helper()
	a := b.apply(b.change(by, e))[0]
	if a.Err != nil {
		b.t.Fatalf("%T is refused: %v", e, a.Err)
	}
	return a
}

// refused makes one change that must be refused with an error.
func (b *bench) refused(by string, e inbox.Event, want error) {
	b.t.Helper()
	if a := b.apply(b.change(by, e))[0]; !errors.Is(a.Err, want) {
		b.t.Fatalf("%+v: got the error %v, want %v", e, a.Err, want)
	}
}

// post is a post as a channel would bring it, posted a minute before now.
func (b *bench) post(remote, text string) inbox.Post {
	return inbox.Post{
		Remote: remote, Thread: remote, Kind: inbox.Comment, Text: inbox.Clean(text), Posted: b.now.Add(-time.Minute),
		Author: inbox.Author{ID: "karim", Handle: inbox.CleanLine("@karim"), Name: inbox.CleanLine("Karim B."), Followers: -1},
		Digest: remote + ":" + text,
	}
}

func (b *bench) arrive(remote, text string) inbox.Item {
	b.t.Helper()
	return b.bring(b.post(remote, text)).Item
}

func (b *bench) bring(p inbox.Post) inbox.Applied {
	b.t.Helper()
	b.now = b.now.Add(time.Second)
	return b.must("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: p})
}

func (b *bench) decide(by string, n uint64, d inbox.Decision) inbox.Applied {
	b.t.Helper()
	b.now = b.now.Add(time.Second)
	return b.must(by, inbox.Decided{Number: n, Decision: d})
}

func (b *bench) item(n uint64) inbox.Item {
	b.t.Helper()
	row, err := b.Item(n, "")
	if err != nil {
		b.t.Fatal(err)
	}
	return row.Item
}

// numbers are the items that a search finds, in its order.
func (b *bench) numbers(query string) (list []uint64) {
	b.t.Helper()
	q, err := inbox.ParseQuery(query)
	if err != nil {
		b.t.Fatal(err)
	}
	page, err := b.Page(b.t.Context(), inbox.Ask{Query: q, Scene: inbox.Scene{Now: b.now, Person: "nadia"}})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, row := range page.Rows {
		list = append(list, row.Number)
	}
	return list
}

func readFile(t testing.TB, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
