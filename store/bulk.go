package store

import (
	"context"
	"iter"

	"vigie/inbox"
)

// bulkBatch is how many changes of an import share a transaction.
const bulkBatch = 1000

// Bulk applies the changes of an import that has the file to itself: in large batches, each on disk as it is told, with search
// posted every 20,000. told, where there is one, hears how many were applied and which were refused; it is called after each
// batch. An error of the source ends the import after what came before it.
func (s *Store) Bulk(ctx context.Context, changes iter.Seq2[inbox.Change, error], told func(applied []inbox.Applied)) (n int, err error) {
	batch := make([]inbox.Change, 0, bulkBatch)
	unposted := 0
	flush := func() error {
		applied, err := s.bulk(ctx, batch)
		if err != nil {
			return err
		}
		n += len(batch)
		unposted += len(batch)
		batch = batch[:0]
		if told != nil {
			told(applied)
		}
		if unposted < postMost {
			return nil
		}
		unposted = 0
		return s.postAll(ctx, postMost*100)
	}
	for c, err := range changes {
		if err != nil {
			return n, err
		}
		if batch = append(batch, c); len(batch) == bulkBatch {
			if err := flush(); err != nil {
				return n, err
			}
		}
	}
	if err := flush(); err != nil {
		return n, err
	}
	return n, s.postAll(ctx, postMost*100)
}

func (s *Store) bulk(ctx context.Context, changes []inbox.Change) (applied []inbox.Applied, err error) {
	if len(changes) == 0 {
		return nil, nil
	}
	err = s.write(ctx, patient, func(t *txn) error {
		applied, err = t.applyAll(changes)
		return err
	})
	return applied, err
}
