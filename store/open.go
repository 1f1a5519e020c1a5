package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"vigie/inbox"
)

// schema is the version of the layout. It rises with a change that an older version would misread. What is derived is made anew
// in a store of an older one; 2 brought the order of due times, 3 those of urgency and reach and what says the same.
const schema = 3

// The keys of the meta bucket.
var (
	metaSchema   = []byte("schema")
	metaSalt     = []byte("salt")     // of the digests
	metaMachine  = []byte("machine")  // where the outbox is alive
	metaRestored = []byte("restored") // this file is a copy that was put back
	metaPosted   = []byte("posted")   // search has posted every item up to this number
	metaRebuilt  = []byte("rebuilt")  // while a rebuild runs: the item that it reached
	metaCleaned  = []byte("cleaned")  // how what is derived was made: see derivation
)

const (
	defaultWait = 2 * time.Second
	leastMap    = 1 << 30
)

// mapSize is the size of the initial map: room to grow, since growing the map waits for readers. It costs address space only.
func mapSize(path string) int {
	info, err := os.Stat(path)
	if err != nil {
		return leastMap
	}
	return max(leastMap, 4*int(info.Size()))
}

// Open opens the store at the path, and makes it where there is none.
func Open(path string, o Options) (*Store, error) {
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	s := &Store{
		path: path, opts: o, urgent: make(chan *job), intake: make(chan *job),
		closing: make(chan struct{}), stopped: make(chan struct{}),
		posterDone: make(chan struct{}),
	}
	s.tail = newTail()
	if err := s.openFile(); err != nil {
		return nil, fmt.Errorf("store %s: %w", path, err)
	}
	if err := s.begin(); err != nil {
		return nil, fmt.Errorf("store %s: %w", path, errors.Join(err, s.db.Close()))
	}
	if st, err := s.Stats(); err == nil && !o.ReadOnly {
		s.tail.found(int(st.Unposted))
	}
	go s.runWriter()
	go s.runPoster()
	return s, nil
}

func (s *Store) openFile() (err error) {
	defer s.recoverDamage(&err)()
	if !s.opts.ReadOnly {
		if err := os.MkdirAll(filepath.Dir(s.path), 0o700); err != nil {
			return fmt.Errorf("%w (%w)", ErrReadOnly, err)
		}
	}
	if err := checkKind(s.path); err != nil {
		return err
	}
	s.db, err = bbolt.Open(s.path, 0o600, &bbolt.Options{
		Timeout: s.opts.Wait, ReadOnly: s.opts.ReadOnly, FreelistType: bbolt.FreelistMapType,
		InitialMmapSize: mapSize(s.path),
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return heldBy(s.path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is none yet: %w", err)
	case err != nil:
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	}
	return nil
}

// checkKind refuses what can be no store because it is no file.
func checkKind(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, syscall.ELOOP):
		return fmt.Errorf("%w: it is a link that leads back to itself: mend the link, or name the file itself", ErrNoFile)
	case err != nil: // there is none yet, or opening it says why not
		return nil
	case info.IsDir():
		return fmt.Errorf("%w: it is a folder: move it away, or name another place", ErrNoFile)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%w: name another place", ErrNoFile)
	}
	return nil
}

// begin makes the buckets of a new store, or checks that this version can read the one there is.
func (s *Store) begin() (err error) {
	defer s.recoverDamage(&err)()
	fresh, rebuilding, outdated := false, false, false
	err = s.db.View(func(tx *bbolt.Tx) error {
		first, _ := tx.Cursor().First()
		fresh = first == nil
		if info, err := os.Stat(s.path); err != nil || info.Size() < tx.Size() {
			return fmt.Errorf("%w (the file ends too early)", ErrDamaged)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if fresh && !s.opts.ReadOnly {
		if err := s.db.Update(s.layOut); err != nil {
			return s.writeError(err)
		}
	}
	err = s.db.View(func(tx *bbolt.Tx) error {
		version, err := checkSchema(tx)
		if err != nil {
			return err
		}
		for id := range buckets {
			if tx.Bucket([]byte(bucketNamesOf[id])) == nil && !slices.Contains(laterBuckets, id) {
				return fmt.Errorf("%w (no bucket %s)", ErrDamaged, bucketNamesOf[id])
			}
		}
		n, err := loadNames(tx.Bucket([]byte(bucketNamesOf[bucketNames])))
		s.names.Store(n)
		meta := tx.Bucket([]byte(bucketNamesOf[bucketMeta]))
		rebuilding = meta.Get(metaRebuilt) != nil
		outdated = version < schema || !bytes.Equal(meta.Get(metaCleaned), derivation())
		s.readMark(tx)
		return err
	})
	if err != nil || s.opts.ReadOnly {
		return err
	}
	if err = s.addBuckets(); err != nil {
		return err
	}
	if (outdated || rebuilding) && s.opts.Renews != nil {
		s.opts.Renews()
	}
	if outdated {
		rebuilding, err = true, s.transact((*txn).beginRebuild)
	}
	if err == nil && rebuilding {
		err = s.rebuildRest(context.Background())
	}
	return err
}

func layout() []byte { return binary.AppendUvarint(nil, schema) }

// derivation is by which cleaning of the texts that are read, which gists of them and which postings what is derived was made.
// Another one makes it anew.
func derivation() (b []byte) {
	for _, version := range []uint64{inbox.CleanVersion, inbox.GistVersion, postingsVersion} {
		b = binary.AppendUvarint(b, version)
	}
	return b
}

// addBuckets makes what an older version didn't know. What was decided about authors is found at once.
func (s *Store) addBuckets() error {
	missing := func(tx *bbolt.Tx, id bucketID) bool { return tx.Bucket([]byte(bucketNamesOf[id])) == nil }
	some := false
	err := s.db.View(func(tx *bbolt.Tx) error {
		some = slices.ContainsFunc(laterBuckets, func(id bucketID) bool { return missing(tx, id) })
		return nil
	})
	if err != nil || !some {
		return err
	}
	return s.transact(func(t *txn) error {
		unfound := missing(t.tx, bucketAbout)
		for _, id := range laterBuckets {
			if _, err := t.tx.CreateBucketIfNotExists([]byte(bucketNamesOf[id])); err != nil {
				return err
			}
		}
		if unfound {
			return t.rebuildAbout()
		}
		return nil
	})
}

// has reports whether there is a bucket that an older store lacks.
func (v *view) has(id bucketID) bool { return v.tx.Bucket([]byte(bucketNamesOf[id])) != nil }

// layOut makes the buckets of a new store.
func (s *Store) layOut(tx *bbolt.Tx) error {
	for _, name := range bucketNamesOf {
		if _, err := tx.CreateBucketIfNotExists([]byte(name)); err != nil {
			return err
		}
	}
	salt := s.opts.Salt
	if salt == nil {
		salt = make([]byte, 16)
		rand.Read(salt) // never fails
	}
	meta := tx.Bucket([]byte(bucketNamesOf[bucketMeta]))
	return errors.Join(
		meta.Put(metaSchema, layout()),
		meta.Put(metaSalt, salt),
		meta.Put(metaMachine, []byte(s.opts.Machine)),
		meta.Put(metaCleaned, derivation()),
	)
}

// checkSchema gives the version of the layout, where this version can read it.
func checkSchema(tx *bbolt.Tx) (uint64, error) {
	meta := tx.Bucket([]byte(bucketNamesOf[bucketMeta]))
	if meta == nil {
		return 0, fmt.Errorf("%w (it is no store)", ErrDamaged)
	}
	v, n := binary.Uvarint(meta.Get(metaSchema))
	switch {
	case n <= 0:
		return v, fmt.Errorf("%w (no schema version)", ErrDamaged)
	case v > schema:
		return v, fmt.Errorf("its layout is version %d, this one knows %d: %w", v, schema, ErrNewer)
	}
	return v, nil
}

// heldBy is ErrHeld with the number of the process that holds the file, where the system tells.
func heldBy(path string) error {
	if pid := holder(path); pid != "" {
		return fmt.Errorf("%w: process %s; ask it, or end it", ErrHeld, pid)
	}
	return fmt.Errorf("%w: end the other vigie, or ask it", ErrHeld)
}
