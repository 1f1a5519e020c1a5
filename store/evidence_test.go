package store

import (
	"path/filepath"
	"testing"

	"go.etcd.io/bbolt"
)

func TestAStoreOfBeforeEvidenceGetsARoomForIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vigie.db")
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.db.Update(func(tx *bbolt.Tx) error {
		for _, id := range laterBuckets {
			if err := tx.DeleteBucket([]byte(bucketNamesOf[id])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, only := range []bool{true, false} {
		s, err := Open(path, Options{ReadOnly: only})
		if err != nil {
			t.Fatal(err)
		}
		if list, err := s.Evidence(1); err != nil || len(list) > 0 {
			t.Errorf("read only %v: the evidence is %v (%v)", only, list, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
