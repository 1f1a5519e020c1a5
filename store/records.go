package store

import "sync"

// records remembers the items that pages told last, as they were read: hundreds of screens show the same ones, and reading them was
// half of a page. An item is a pure function of its bytes and of the names, so that it holds while these are the same. What it
// hands out shares its slices: whoever changes an item makes new ones, as everywhere. The zero value is ready.
type records struct {
	mu    sync.RWMutex
	names *names // by which they were read
	known map[uint64]*knownRecord
}

type knownRecord struct {
	bytes string
	record
}

// recordsMost is how many are remembered, at some 1.5 KiB each; then it begins anew.
const recordsMost = 1000

// find gives an item where it is remembered.
func (c *records) find(number uint64, bytes []byte, names *names, to *record) bool {
	c.mu.RLock()
	known, holds := c.known[number], c.names == names
	c.mu.RUnlock()
	if !holds || known == nil || known.bytes != string(bytes) {
		return false
	}
	*to = known.record
	return true
}

func (c *records) keep(bytes []byte, names *names, r *record) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.names != names || len(c.known) >= recordsMost {
		c.names, c.known = names, map[uint64]*knownRecord{}
	}
	c.known[r.Number] = &knownRecord{string(bytes), *r}
}
