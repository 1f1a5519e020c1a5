package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"os"
	"strconv"
	"strings"

	"go.etcd.io/bbolt"
)

// The mark is a small file beside the store that says how far the store had come when it was last closed, or last began to
// send something. A store that is behind its own mark is an older copy that was put back: what it holds to be sent may have
// been sent already.

func (s *Store) markPath() string { return s.path + ".mark" }

// writeMark notes how far the store has come: its salt, which names it, and the number of its last transaction.
func (s *Store) writeMark() error {
	var mark string
	err := s.db.View(func(tx *bbolt.Tx) error {
		mark = fmt.Sprintf("%s %d\n", storeName(tx), tx.ID())
		return nil
	})
	if err != nil {
		return closedOr(err)
	}
	fresh := s.markPath() + ".new"
	err = os.WriteFile(fresh, []byte(mark), 0o600)
	if err == nil {
		err = os.Rename(fresh, s.markPath())
	}
	if err != nil {
		_ = os.Remove(fresh)
	}
	return err
}

func storeName(tx *bbolt.Tx) string {
	return hex.EncodeToString(tx.Bucket([]byte(bucketNamesOf[bucketMeta])).Get(metaSalt))
}

// readMark finds out whether the store is a copy: put back, older than its mark, or from another machine.
func (s *Store) readMark(tx *bbolt.Tx) {
	meta := tx.Bucket([]byte(bucketNamesOf[bucketMeta]))
	machine := string(meta.Get(metaMachine))
	moved := machine != "" && s.opts.Machine != "" && machine != s.opts.Machine
	s.copied.Store(moved || meta.Get(metaRestored) != nil || s.behindMark(tx))
}

func (s *Store) behindMark(tx *bbolt.Tx) bool {
	b, err := os.ReadFile(s.markPath())
	if err != nil {
		return false
	}
	name, id, _ := strings.Cut(strings.TrimSpace(string(b)), " ")
	last, err := strconv.Atoi(id)
	return err == nil && name == storeName(tx) && tx.ID() < last
}

// Copied reports whether the store is a copy: restored, or opened on another machine than before. What its outbox holds may
// have been sent elsewhere, so it must wait until a person releases it.
func (s *Store) Copied() bool { return s.copied.Load() }

// Release says that a person has looked at the outbox of a copy: the store is this machine's from now on.
func (s *Store) Release() error {
	err := s.write(context.Background(), urgent, func(t *txn) error {
		meta := t.bucket(bucketMeta)
		if err := meta.Delete(metaRestored); err != nil {
			return err
		}
		return meta.Put(metaMachine, []byte(s.opts.Machine))
	})
	if err != nil {
		return err
	}
	s.copied.Store(false)
	return s.writeMark()
}
