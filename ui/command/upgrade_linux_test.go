package command

import (
	"path/filepath"
	"strings"
	"testing"

	"go.etcd.io/bbolt"
)

func TestTheFirstStartAfterAnUpgradeSaysWhatItIsDoing(t *testing.T) {
	h := newHome(t)
	file, err := bbolt.Open(filepath.Join(h.dir, ".local/share/vigie/vigie.db"), 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = file.Update(func(tx *bbolt.Tx) error { return tx.Bucket([]byte("meta")).Put([]byte("cleaned"), []byte{1}) })
	if err != nil || file.Close() != nil {
		t.Fatal(err)
	}
	for _, says := range []bool{true, false} {
		if out := h.says("list"); strings.Contains(out, "bringing the inbox up to date") != says || !strings.Contains(out, "Refund") {
			t.Errorf("the first: %v: %s", says, out)
		}
	}
}
