package store

import "os"

// Stats are the figures of a store.
type Stats struct {
	Schema     int
	Bytes      int64 // of the file
	Free       int64 // of Bytes: pages that are used again
	Items      uint64
	Entries    uint64 // of the log
	Deliveries uint64
	Unposted   uint64 // items that search holds in memory
	Machine    string
	Copied     bool
	PostError  error // why search couldn't be saved last; nil where it could
}

// Stats are the figures of the store now.
func (s *Store) Stats() (st Stats, err error) {
	info, err := os.Stat(s.path)
	if err != nil {
		return st, err
	}
	free := s.db.Stats()
	err = s.read(func(v *view) error {
		st = Stats{
			Schema: schema, Bytes: info.Size(), Free: int64(free.FreePageN+free.PendingPageN) * int64(s.db.Info().PageSize),
			Items: v.bucket(bucketItems).Sequence(), Entries: v.bucket(bucketLog).Sequence(),
			Deliveries: v.bucket(bucketDeliveries).Sequence(), Machine: string(v.bucket(bucketMeta).Get(metaMachine)),
			Copied: s.Copied(),
		}
		st.Unposted = st.Items - v.posted()
		return nil
	})
	s.tail.mu.Lock()
	defer s.tail.mu.Unlock()
	st.PostError = s.tail.err
	return st, err
}
