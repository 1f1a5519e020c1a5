package store

import (
	"encoding/binary"
	"sync"

	"vigie/inbox"
)

// tail holds the folded texts of the items that no posting tells yet. It is only a memory of what was read: which items those
// are is asked of the transaction.
type tail struct {
	mu    sync.Mutex
	texts map[uint64]fresh
	wake  chan struct{} // told when enough waits to be posted
	err   error         // why posting failed last
}

// fresh is an item that no posting tells yet.
type fresh struct {
	at      inbox.Position
	version uint64
	folded  string
}

func freshOf(it *inbox.Item) fresh { return fresh{it.At(), it.Version, foldedText(it)} }

// add remembers what was just applied.
func (t *tail) add(applied []inbox.Applied) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, a := range applied {
		_, known := t.texts[a.Item.Number]
		if a.Err == nil && !a.Nothing && !a.Item.Ours && (known || a.New || a.Item.Edits > 0) && len(t.texts) < postMost {
			t.texts[a.Item.Number] = freshOf(&a.Item)
		}
	}
	if len(t.texts) >= postSoon {
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
	t.err = nil
	for n := range b.orders {
		delete(t.texts, n)
	}
}

func (t *tail) failed(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.err = err
}

// of is an item's folded text, read and remembered where it wasn't.
func (t *tail) of(v *view, n uint64, b []byte) (fresh, error) {
	t.mu.Lock()
	f, ok := t.texts[n]
	t.mu.Unlock()
	if ok {
		return f, nil
	}
	r, err := decodeRecord(n, b, v.names)
	if err != nil {
		return fresh{}, err
	}
	f = freshOf(&r.Item)
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.texts) < postMost {
		t.texts[n] = f
	}
	return f, nil
}

// eachFresh gives every item that no posting tells yet: those above the watermark, and those edited since they were posted.
func (p *plan) eachFresh(told func(fresh)) {
	items := p.bucket(bucketItems)
	tell := func(n uint64, b []byte) {
		if f, err := p.store.tail.of(p.view, n, b); err == nil {
			told(f)
		}
	}
	c := items.Cursor()
	for k, b := c.Seek(numberKey(p.posted() + 1)); k != nil; k, b = c.Next() {
		tell(binary.BigEndian.Uint64(k), b)
	}
	edits := p.bucket(bucketUnposted).Cursor()
	for k, _ := edits.First(); k != nil; k, _ = edits.Next() {
		if b := items.Get(k); b != nil {
			tell(binary.BigEndian.Uint64(k), b)
		}
	}
}

// drop forgets items that were forgotten.
func (t *tail) drop(numbers []uint64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, n := range numbers {
		delete(t.texts, n)
	}
}
