package store

import (
	"context"
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"

	"go.etcd.io/bbolt"

	"vigie/inbox"
)

// Search is derived: an item is posted after it was saved, in a batch with others, and up to which item that was done is
// saved with it (the watermark). Posting again changes nothing. An item whose words change is taken out of the postings at once
// and waits, with the newer ones, to be posted: what waits is held folded in memory and scanned. So the postings hold no word
// that their item doesn't.

const (
	// postingsVersion rises when what the postings hold changes. In those of version 1 former words of edited items stand.
	postingsVersion = 2

	maxWord    = 64     // bytes of a word in a key; what is longer is compared in the text
	postMost   = 20_000 // items of a batch
	postSoon   = 4_096  // items that may wait while somebody works
	sliceWords = 500    // chunks written before others may write
)

func bounded(word string) string { return word[:min(len(word), maxWord)] }

// foldedText is what words are looked for in.
func foldedText(it *inbox.Item) string {
	var b []byte
	for _, text := range words(it) {
		b = append(append(b, inbox.Fold(text.String())...), '\n')
	}
	return string(b)
}

// words is what search looks into of an item. What is ours is found in its thread, not by search.
func words(it *inbox.Item) [4]inbox.Text {
	if it.Ours {
		return [4]inbox.Text{}
	}
	return it.Searched()
}

// posted is the number up to which items are posted.
func (v *view) posted() uint64 {
	n, _ := binary.Uvarint(v.bucket(bucketMeta).Get(metaPosted))
	return n
}

// batch is what posting some items writes.
type batch struct {
	mark   uint64              // of the last item whose words had changed when the batch was read
	upTo   uint64              // the watermark after it
	chunks map[string][]uint16 // ends of numbers, by the key of their chunk
	orders map[uint64]int64    // where each item stands
	edited []uint64            // items that had been posted with other words
}

// gather reads what is to be posted next; nil where that is nothing.
func (v *view) gather(most int) (*batch, error) {
	b := &batch{mark: v.bucket(bucketUnposted).Sequence(), upTo: v.posted(), chunks: map[string][]uint16{}, orders: map[uint64]int64{}}
	edits := v.bucket(bucketUnposted).Cursor()
	for k, _ := edits.First(); k != nil && len(b.edited) < most; k, _ = edits.Next() {
		n := binary.BigEndian.Uint64(k)
		b.edited = append(b.edited, n)
		if n <= b.upTo {
			if err := v.gatherItem(b, n); err != nil && !errors.Is(err, ErrNoItem) {
				return nil, err
			}
		}
	}
	c := v.bucket(bucketItems).Cursor()
	for k, value := c.Seek(numberKey(b.upTo + 1)); k != nil && len(b.orders) < most; k, value = c.Next() {
		n := binary.BigEndian.Uint64(k)
		r, err := decodeRecord(n, value, v.names)
		if err != nil {
			return nil, err
		}
		b.add(&r.Item)
		b.upTo = n
	}
	if len(b.orders) == 0 && len(b.edited) == 0 {
		return nil, nil
	}
	return b, nil
}

func (v *view) gatherItem(b *batch, n uint64) error {
	it, err := v.item(n)
	if err == nil {
		b.add(&it)
	}
	return err
}

// add posts an item.
func (b *batch) add(it *inbox.Item) {
	b.orders[it.Number] = it.Order
	part, low := split(it.Number)
	for word := range inbox.EachWord(foldedText(it)) {
		key := string(chunkKey(part, bounded(word)))
		ends := b.chunks[key]
		if len(ends) == 0 || ends[len(ends)-1] != low {
			b.chunks[key] = append(ends, low)
		}
	}
}

// leave takes an item out of what is still to be written.
func (b *batch) leave(number uint64) {
	if _, ok := b.orders[number]; !ok {
		return
	}
	part, low := split(number)
	of := string(chunkKey(part, ""))
	for key, ends := range b.chunks {
		if strings.HasPrefix(key, of) {
			b.chunks[key] = slices.DeleteFunc(ends, func(end uint16) bool { return end == low })
		}
	}
}

// post writes a batch; slice is how many chunks share a transaction. The watermark moves with the last.
func (s *Store) post(ctx context.Context, b *batch, slice int) error {
	keys := slices.Sorted(maps.Keys(b.chunks))
	for len(keys) > slice {
		if err := s.write(ctx, patient, func(t *txn) error { return t.putChunks(b, keys[:slice]) }); err != nil {
			return err
		}
		keys = keys[slice:]
	}
	err := s.write(ctx, patient, func(t *txn) error {
		if err := errors.Join(t.putChunks(b, keys), t.putOrders(b)); err != nil {
			return err
		}
		for _, n := range b.edited {
			if k := numberKey(n); t.markOf(k) <= b.mark {
				if err := t.bucket(bucketUnposted).Delete(k); err != nil {
					return err
				}
			}
		}
		return t.bucket(bucketMeta).Put(metaPosted, binary.AppendUvarint(nil, max(b.upTo, t.posted())))
	})
	if err == nil {
		s.tail.posted(b)
	}
	return err
}

// putChunks writes some of a batch, but for the items whose words have changed since it was read: they wait for another.
func (t *txn) putChunks(b *batch, keys []string) error {
	c := t.bucket(bucketUnposted).Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if t.markOf(k) > b.mark {
			b.leave(binary.BigEndian.Uint64(k))
		}
	}
	terms := t.bucket(bucketTerms)
	for _, key := range keys {
		if len(b.chunks[key]) == 0 {
			continue
		}
		k := []byte(key)
		if err := terms.Put(k, chunk(terms.Get(k)).with(b.chunks[key])); err != nil {
			return err
		}
	}
	return nil
}

// repost takes an item's words out of the postings and has it posted anew; it is given as it was.
func (t *txn) repost(before *inbox.Item) error {
	unposted := t.bucket(bucketUnposted)
	mark, err := unposted.NextSequence()
	if err != nil {
		return err
	}
	return errors.Join(t.unpost(before), unposted.Put(numberKey(before.Number), binary.AppendUvarint(nil, mark)))
}

// markOf tells when an item's words changed last: marks grow. It is 0 where the words are posted.
func (t *txn) markOf(number []byte) uint64 {
	mark, _ := binary.Uvarint(t.bucket(bucketUnposted).Get(number))
	return mark
}

// unpost takes an item out of the postings.
func (t *txn) unpost(it *inbox.Item) error {
	part, low := split(it.Number)
	terms := t.bucket(bucketTerms)
	for word := range inbox.EachWord(foldedText(it)) {
		key := chunkKey(part, bounded(word))
		c := chunk(terms.Get(key))
		if !c.has(low) {
			continue
		}
		var err error
		if c = c.without(low); len(c) == 0 {
			err = terms.Delete(key)
		} else {
			err = terms.Put(key, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// postAll posts everything there is to post.
func (s *Store) postAll(ctx context.Context, slice int) error {
	s.posting.Lock()
	defer s.posting.Unlock()
	for {
		var b *batch
		err := s.read(func(v *view) (err error) {
			b, err = v.gather(postMost)
			return err
		})
		if err != nil || b == nil {
			return err
		}
		if err := s.post(ctx, b, slice); err != nil {
			return err
		}
	}
}

// flushTail posts what waits, when the store is closed.
func (s *Store) flushTail() error { return s.postAll(context.Background(), postMost*100) }

// runPoster posts by itself once enough waits. Close ends it.
func (s *Store) runPoster() {
	defer close(s.posterDone)
	for {
		select {
		case <-s.closing:
			return
		case <-s.tail.wake:
		}
		if err := s.postAll(context.Background(), sliceWords); err != nil && !errors.Is(err, ErrClosed) {
			s.tail.failed(err)
		}
	}
}

// The orders tell where an item stands without reading it: eight bytes for each number, 500 to a value.
const ordersMost = 500

func ordersKey(number uint64) []byte { return numberKey(number / ordersMost) }

func (t *txn) putOrders(b *batch) error {
	bucket := t.bucket(bucketOrders)
	values := map[uint64][]byte{}
	for n, order := range b.orders {
		value, ok := values[n/ordersMost]
		if !ok {
			value = make([]byte, 8*ordersMost)
			copy(value, bucket.Get(ordersKey(n)))
			values[n/ordersMost] = value
		}
		binary.BigEndian.PutUint64(value[8*(n%ordersMost):], uint64(order))
	}
	for _, k := range slices.Sorted(maps.Keys(values)) {
		if err := bucket.Put(numberKey(k), values[k]); err != nil {
			return err
		}
	}
	return nil
}

// orders looks up where items stand. It is quickest where they are asked in the order of their numbers.
type orders struct {
	cursor *bbolt.Cursor
	part   uint64
	value  []byte
	key    [8]byte
}

func (v *view) orders() *orders {
	return &orders{cursor: v.bucket(bucketOrders).Cursor(), part: 1<<64 - 1}
}

func (o *orders) of(number uint64) int64 {
	if part := number / ordersMost; part != o.part {
		o.move(part)
	}
	at := 8 * int(number%ordersMost)
	if at+8 > len(o.value) {
		return 0
	}
	return int64(binary.BigEndian.Uint64(o.value[at:]))
}

func (o *orders) move(part uint64) {
	binary.BigEndian.PutUint64(o.key[:], part)
	var k []byte
	if o.value != nil && part == o.part+1 {
		k, o.value = o.cursor.Next()
	} else {
		k, o.value = o.cursor.Seek(o.key[:])
	}
	if o.part = part; string(k) != string(o.key[:]) {
		o.value = nil
	}
}
