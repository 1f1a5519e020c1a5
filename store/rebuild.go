package store

import (
	"context"
	"encoding/binary"
	"errors"
)

// derived are the buckets that are made from items, deliveries and the log.
var derived = []bucketID{bucketIndex, bucketRelations, bucketCounts, bucketDue, bucketOutbox, bucketTerms, bucketOrders, bucketUnposted, bucketAbout}

// Rebuild makes indexes, counters, due times and search anew from the items, the deliveries and the log. Nobody writes meanwhile. Where
// it is interrupted, opening the store goes on with it.
func (s *Store) Rebuild(ctx context.Context) error {
	s.posting.Lock()
	err := s.alone(ctx, func() error {
		if err := s.transact((*txn).beginRebuild); err != nil {
			return err
		}
		return s.rebuildRest(ctx)
	})
	s.posting.Unlock()
	if err != nil {
		return err
	}
	return s.postAll(ctx, sliceWords)
}

// beginRebuild throws away what is derived; until rebuildRest has made it anew, opening the store goes on with that.
func (t *txn) beginRebuild() error {
	meta := t.bucket(bucketMeta)
	return errors.Join(t.clearDerived(), meta.Put(metaSchema, layout()), meta.Put(metaCleaned, derivation()), meta.Put(metaRebuilt, numberKey(0)))
}

func (t *txn) clearDerived() error {
	for _, id := range derived {
		name := []byte(bucketNamesOf[id])
		t.open[id] = nil
		if err := t.tx.DeleteBucket(name); err != nil {
			return err
		}
		if _, err := t.tx.CreateBucket(name); err != nil {
			return err
		}
	}
	return t.bucket(bucketMeta).Delete(metaPosted)
}

// rebuildRest goes on from the item that was reached, a batch a transaction.
func (s *Store) rebuildRest(ctx context.Context) error {
	for done := false; !done; {
		if err := ctx.Err(); err != nil {
			return err
		}
		err := s.transact(func(t *txn) (err error) {
			done, err = t.rebuildBatch()
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) rebuildBatch() (done bool, err error) {
	meta := t.bucket(bucketMeta)
	last := binary.BigEndian.Uint64(meta.Get(metaRebuilt))
	c := t.bucket(bucketItems).Cursor()
	n := 0
	for k, b := c.Seek(numberKey(last + 1)); k != nil && n < bulkBatch; k, b = c.Next() {
		last = binary.BigEndian.Uint64(k)
		r, err := decodeRecord(last, b, t.names)
		if err != nil {
			return false, err
		}
		if err := t.reindex(nil, indexedOf(&r, t.known(&r.Item))); err != nil {
			return false, err
		}
		n++
	}
	if n > 0 {
		return false, meta.Put(metaRebuilt, numberKey(last))
	}
	return true, errors.Join(t.rebuildOutbox(), t.rebuildAbout(), meta.Delete(metaRebuilt))
}

func (t *txn) rebuildOutbox() error {
	return t.bucket(bucketDeliveries).ForEach(func(k, b []byte) error {
		d, err := decodeDelivery(binary.BigEndian.Uint64(k), b)
		if err != nil {
			return err
		}
		return errors.Join(t.difference(bucketOutbox, nil, outboxOf(&d)), t.difference(bucketDue, nil, dueOfDelivery(&d)))
	})
}
