package store

import (
	"encoding/binary"
	"hash/maphash"
	"sync"

	"vigie/inbox"
)

// tail is a memory of the items that no posting tells yet. Which those are is asked of the transaction, and what is remembered
// of one counts only for the very record that it was read from: so it is never behind, whoever reads and writes meanwhile.
type tail struct {
	seed    maphash.Seed
	mu      sync.Mutex
	texts   map[uint64]fresh
	waiting int           // how many new items came in since posting last ended
	wake    chan struct{} // told when enough waits to be posted
	err     error         // why posting failed last
}

// fresh is an item that no posting tells yet.
type fresh struct {
	sum    uint64 // of its record
	at     inbox.Position
	folded string
}

func newTail() tail {
	return tail{seed: maphash.MakeSeed(), texts: map[uint64]fresh{}, wake: make(chan struct{}, 1)}
}

// add counts what was just applied.
func (t *tail) add(applied []inbox.Applied) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, a := range applied {
		if a.New && a.Err == nil {
			t.waiting++
		}
	}
	t.rouse()
}

// found counts what an opened store left unposted: its process was ended, or its postings are made anew.
func (t *tail) found(unposted int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.waiting = unposted
	t.rouse()
}

// rouse has what waits posted, once that is enough.
func (t *tail) rouse() {
	if t.waiting >= postSoon {
		select {
		case t.wake <- struct{}{}:
		default:
		}
	}
}

// posted forgets what a batch posted.
func (t *tail) posted(b *batch) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.err, t.waiting = nil, max(0, t.waiting-len(b.orders))
	for n := range b.orders {
		delete(t.texts, n)
	}
}

func (t *tail) failed(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.err = err
}

// of is what is to be known of an item whose record is given.
func (t *tail) of(v *view, n uint64, record []byte) (fresh, error) {
	sum := maphash.Bytes(t.seed, record)
	t.mu.Lock()
	f, ok := t.texts[n]
	t.mu.Unlock()
	if ok && f.sum == sum {
		return f, nil
	}
	r, err := decodeRecord(n, record, v.names)
	if err != nil {
		return fresh{}, err
	}
	f = fresh{sum, r.At(), foldedText(&r.Item)}
	t.mu.Lock()
	defer t.mu.Unlock()
	if ok || len(t.texts) < postMost {
		t.texts[n] = f
	}
	return f, nil
}

// isFresh reports whether no posting tells an item yet: those above the watermark, and those whose words changed since.
func (v *view) isFresh(n uint64) bool {
	return n > v.posted() || v.bucket(bucketUnposted).Get(numberKey(n)) != nil
}

// eachFresh gives every item that no posting tells yet.
func (p *plan) eachFresh(told func(fresh)) {
	items := p.bucket(bucketItems)
	tell := func(n uint64, b []byte) {
		if f, err := p.store.tail.of(p.view, n, b); err == nil {
			told(f)
		}
	}
	posted := p.posted()
	c := items.Cursor()
	for k, b := c.Seek(numberKey(posted + 1)); k != nil; k, b = c.Next() {
		tell(binary.BigEndian.Uint64(k), b)
	}
	edits := p.bucket(bucketUnposted).Cursor()
	for k, _ := edits.First(); k != nil; k, _ = edits.Next() {
		if n := binary.BigEndian.Uint64(k); n <= posted {
			if b := items.Get(k); b != nil {
				tell(n, b)
			}
		}
	}
}
