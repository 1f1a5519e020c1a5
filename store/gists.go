package store

import (
	"hash/maphash"
	"sync"

	"vigie/inbox"
)

// gists remembers what texts come down to: for a gist a text is folded and split into words, which was half of reading a page of
// open items, and many screens read the same ones. The zero value is ready.
type gists struct {
	mu    sync.Mutex
	seed  maphash.Seed
	known map[gistKey]uint64
}

// gistKey is what inbox.GistOf is asked, the text by its hash.
type gistKey struct {
	text    uint64
	urgency inbox.Priority
	private bool
}

// gistsMost is how many are remembered; then it begins anew.
const gistsMost = 10_000

func (g *gists) of(it *inbox.Item) uint64 {
	if !it.MayHaveGist() {
		return 0
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.known == nil || len(g.known) >= gistsMost {
		g.seed, g.known = maphash.MakeSeed(), map[gistKey]uint64{}
	}
	key := gistKey{maphash.String(g.seed, it.Text.String()), it.UrgencyLevel(), it.Private}
	gist, known := g.known[key]
	if !known {
		gist = inbox.GistOf(it.Text, key.urgency, key.private)
		g.known[key] = gist
	}
	return gist
}
