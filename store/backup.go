package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// compactBatch bounds a transaction of a compaction, in bytes.
const compactBatch = 16 << 20

// Backup writes the store as it is now, whole and consistent, while others go on working.
func (s *Store) Backup(w io.Writer) error {
	return s.read(func(v *view) error {
		if _, err := v.tx.WriteTo(w); err != nil {
			return fmt.Errorf("the backup can't be written: %w", err)
		}
		return nil
	})
}

// Compact writes the store to a new file without free pages: what was forgotten is in it nowhere. The store itself stays.
func (s *Store) Compact(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("compaction to %s: it exists already, name another file: %w", path, os.ErrExist)
	}
	err := s.compact(ctx, path)
	if err != nil {
		err = errors.Join(fmt.Errorf("compaction to %s: %w", path, err), os.Remove(path))
	}
	return err
}

func (s *Store) compact(ctx context.Context, path string) (err error) {
	defer s.recoverDamage(&err)()
	to, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: s.opts.Wait, FreelistType: bbolt.FreelistMapType, NoSync: true})
	if err != nil {
		return s.diskError(err)
	}
	if err = bbolt.Compact(to, s.db, compactBatch); err == nil {
		err = to.Sync()
	}
	if err == nil {
		err = ctx.Err()
	}
	return s.diskError(errors.Join(err, to.Close()))
}

// Restore puts a backup in place at a path that no process holds. What was there is kept beside it with ".before" in its
// name. The restored store opens as a copy: its deliveries wait until a person releases them.
func Restore(ctx context.Context, from io.Reader, path string) error {
	fresh := path + ".restoring"
	err := restore(ctx, from, fresh, path)
	if err != nil {
		_ = os.Remove(fresh)
		return fmt.Errorf("restoring %s: %w", path, err)
	}
	return nil
}

func restore(ctx context.Context, from io.Reader, fresh, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := copyFile(ctx, from, fresh); err != nil {
		return err
	}
	if info, err := os.Stat(fresh); err != nil || info.Size() == 0 { // it would be opened as a new store
		return errors.Join(err, ErrNoBackup)
	}
	s, err := Open(fresh, Options{})
	switch {
	case errors.Is(err, ErrDamaged):
		return ErrNoBackup
	case err != nil:
		return err
	}
	err = s.write(ctx, urgent, func(t *txn) error { return t.bucket(bucketMeta).Put(metaRestored, []byte{1}) })
	if err = errors.Join(err, s.Close(), os.Remove(s.markPath())); err != nil {
		return err
	}
	if !isFile(path) {
		return os.Rename(fresh, path)
	}
	old, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second, ReadOnly: true})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return heldBy(path)
	case err == nil: // otherwise it is damaged, and kept all the same
		if err := old.Close(); err != nil {
			return err
		}
	}
	if err := os.Rename(path, path+".before"); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

func copyFile(ctx context.Context, from io.Reader, path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, readerUntil{ctx, from})
	return errors.Join(err, f.Sync(), f.Close())
}

// readerUntil ends with its context.
type readerUntil struct {
	ctx  context.Context
	from io.Reader
}

func (r readerUntil) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.from.Read(p)
}
