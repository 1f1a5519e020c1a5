package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"runtime/debug"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"vigie/inbox"
)

// The buckets. docs/store.md tells their keys and values.
type bucketID int

const (
	bucketMeta bucketID = iota
	bucketNames
	bucketChannels
	bucketItems
	bucketOriginals
	bucketVersions
	bucketRemotes
	bucketAuthors
	bucketErased
	bucketIndex
	bucketRelations
	bucketCounts
	bucketDue
	bucketLog
	bucketLogIndex
	bucketTexts
	bucketDeliveries
	bucketOutbox
	bucketDrafts
	bucketSeen
	bucketPlaces
	bucketTerms
	bucketOrders
	bucketUnposted
	bucketEvidence
	bucketEvidenceFiles
	bucketEvidenceWanted
	bucketAbout
	buckets
)

var bucketNamesOf = [buckets]string{
	"meta", "names", "channels", "items", "originals", "versions", "remotes", "authors", "erased", "index", "relations", "counts", "due",
	"log", "logindex", "texts", "deliveries", "outbox", "drafts", "seen", "places", "terms", "orders", "unposted",
	"evidence", "evidencefiles", "evidencewanted", "about",
}

// laterBuckets came after the first stores were written: they are made where they are missing, and a store that is only read has
// nothing in them.
var laterBuckets = []bucketID{bucketEvidence, bucketEvidenceFiles, bucketEvidenceWanted, bucketAbout}

// fillOf says how full a page is left when it splits, where half isn't best: where keys only grow, or grow at some places,
// what lies before is never touched again.
var fillOf = [buckets]float64{
	bucketItems: 0.95, bucketOriginals: 0.95, bucketIndex: 0.9, bucketRemotes: 0.75, bucketOrders: 0.95,
	bucketTerms: 0.8,
	bucketLog:   0.95, bucketTexts: 0.95, bucketLogIndex: 0.8,
}

// view is a consistent look at the store: one bbolt transaction, with the names as they are in it.
type view struct {
	store *Store
	tx    *bbolt.Tx
	names *names
	open  [buckets]*bbolt.Bucket
	items *bbolt.Cursor
	past  *bbolt.Cursor // of the log's index
	key   [8]byte       // of items
}

func (v *view) bucket(id bucketID) *bbolt.Bucket {
	if v.open[id] == nil {
		v.open[id] = v.tx.Bucket([]byte(bucketNamesOf[id]))
		if v.open[id] == nil {
			panic(fmt.Sprintf("the bucket %s is missing", bucketNamesOf[id]))
		}
		if fill := fillOf[id]; fill > 0 {
			v.open[id].FillPercent = fill
		}
	}
	return v.open[id]
}

// read runs f on a consistent look at the store. A page that can't be right makes bbolt panic; that becomes ErrDamaged.
func (s *Store) read(f func(*view) error) (err error) {
	defer s.recoverDamage(&err)()
	tx, err := s.db.Begin(false)
	if err != nil {
		return closedOr(err)
	}
	defer tx.Rollback() // a read has nothing to lose
	v := &view{store: s, tx: tx, names: s.names.Load()}
	if want := v.bucket(bucketNames).Sequence(); want != v.names.sequence {
		if v.names, err = loadNames(v.bucket(bucketNames)); err != nil {
			return err
		}
	}
	return f(v)
}

// recoverDamage turns the panic of a damaged file, and a fault on a page that isn't there, into an error. It is deferred
// twice: defer s.recoverDamage(&err)().
func (s *Store) recoverDamage(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if p := recover(); p != nil {
			*err = fmt.Errorf("%w (its pages don't fit together)", ErrDamaged)
		}
	}
}

func closedOr(err error) error {
	if errors.Is(err, berrors.ErrDatabaseNotOpen) {
		return ErrClosed
	}
	return err
}

// record reads an item with what the store keeps beside it.
func (v *view) record(n uint64) (r record, err error) {
	err = v.readRecord(n, &r)
	return r, err
}

func (v *view) readRecord(n uint64, to *record) error {
	b, err := v.recordBytes(n)
	if err != nil {
		return err
	}
	return to.decode(n, b, v.names)
}

func (v *view) recordBytes(n uint64) ([]byte, error) {
	if v.items == nil {
		v.items = v.bucket(bucketItems).Cursor() // Get would make one for each item
	}
	binary.BigEndian.PutUint64(v.key[:], n)
	k, b := v.items.Seek(v.key[:])
	if string(k) != string(v.key[:]) {
		return nil, fmt.Errorf("item %d: %w", n, ErrNoItem)
	}
	return b, nil
}

func (v *view) item(n uint64) (inbox.Item, error) {
	r, err := v.record(n)
	return r.Item, err
}

func numberKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
