package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigie/inbox"
)

func TestAStoreIsHeldByOneProcess(t *testing.T) {
	b := newBench(t)
	_, err := Open(b.path, Options{Wait: 10 * time.Millisecond})
	if !errors.Is(err, ErrHeld) {
		t.Fatalf("a second opening gives %v", err)
	}
	if _, statErr := os.Stat("/proc/locks"); statErr == nil && !strings.Contains(err.Error(), strconv.Itoa(os.Getpid())) {
		t.Errorf("the holder isn't named: %v", err)
	}
}

func TestADamagedFileIsToldAsSuch(t *testing.T) {
	whole := func(t *testing.T) (path string, content []byte) {
		b := newBench(t)
		for i := range 50 {
			b.arrive(strconv.Itoa(i), strings.Repeat("bonjour ", 20))
		}
		if err := b.Close(); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(b.path)
		if err != nil {
			t.Fatal(err)
		}
		return b.path, content
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"no store at all": func([]byte) []byte { return bytes.Repeat([]byte("not a store "), 2000) },
		"cut off":         func(b []byte) []byte { return b[:9000] },
		"pages of zeros":  func(b []byte) []byte { clear(b[8192:]); return b },
	} {
		t.Run(name, func(t *testing.T) {
			path, content := whole(t)
			if err := os.WriteFile(path, spoil(content), 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := Open(path, Options{})
			if err == nil {
				_, err = s.Item(1, "")
				s.Close()
			}
			if !errors.Is(err, ErrDamaged) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAStoreOfALaterVersionIsRefused(t *testing.T) {
	b := newBench(t)
	err := b.transact(func(x *txn) error {
		return x.bucket(bucketMeta).Put(metaSchema, binary.AppendUvarint(nil, schema+1))
	})
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	if _, err := Open(b.path, Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("got %v", err)
	}
}

func TestAStoreThatIsOnlyReadRefusesToWrite(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	b.Close()
	s, err := Open(b.path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if row, err := s.Item(it.Number, ""); err != nil || row.Text.String() != "Bonjour" {
		t.Errorf("read %v, %v", row, err)
	}
	if err := s.MarkSeen("nadia", 1); !errors.Is(err, ErrReadOnly) {
		t.Errorf("writing gives %v", err)
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none"), Options{ReadOnly: true}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading where there is none gives %v", err)
	}
}

func TestAClosedStoreSaysSo(t *testing.T) {
	b := newBench(t)
	b.Close()
	if _, err := b.Item(1, ""); !errors.Is(err, ErrClosed) {
		t.Errorf("reading gives %v", err)
	}
	if err := b.MarkSeen("nadia", 1); !errors.Is(err, ErrClosed) {
		t.Errorf("writing gives %v", err)
	}
}

func TestAFullDiskMakesTheStoreReadOnlyWithNothingHalfDone(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	before := dump(t, b.Store)
	b.injected = func() error { return &fs.PathError{Op: "write", Path: b.path, Err: syscall.ENOSPC} }
	_, err := b.Apply(t.Context(), []inbox.Change{
		b.change("nadia", inbox.Decided{Number: it.Number, Decision: inbox.Decision{Verb: inbox.VerbDone}}),
	})
	if !errors.Is(err, ErrFull) {
		t.Fatalf("got %v", err)
	}
	b.injected = nil
	if err := b.MarkSeen("nadia", 1); !errors.Is(err, ErrFull) {
		t.Errorf("writing goes on with %v", err)
	}
	if after := dump(t, b.Store); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// TestARealFullDisk fills a file system of a few megabytes, where the test may mount one.
func TestARealFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=3m"); err != nil {
		t.Skipf("no file system can be mounted: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	s, err := Open(filepath.Join(dir, "inbox"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	taken := 0
	_, err = s.Bulk(t.Context(), newCorpus().changes(0, 20_000), func(applied []inbox.Applied) { taken += len(applied) })
	if !errors.Is(err, ErrFull) {
		t.Fatalf("filling the disk gives %v", err)
	}
	page, err := s.Page(t.Context(), inbox.Ask{})
	if err != nil || len(page.Rows) == 0 {
		t.Errorf("what was saved can't be read: %v", err)
	}
	if report, err := s.Check(t.Context()); err != nil || report.Items != taken || len(report.Problems) > 0 {
		t.Errorf("%d items were taken, the check finds %+v, %v", taken, report, err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("closing gives %v", err)
	}
}

func TestARestoredOrMovedStoreIsACopyUntilItIsReleased(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	var backup bytes.Buffer
	if err := b.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	if b.Copied() {
		t.Error("a new store is no copy")
	}
	older := bytes.Clone(backup.Bytes())
	b.arrive("2", "Encore")
	b.Close()
	if err := Restore(t.Context(), &backup, b.path); err != nil {
		t.Fatal(err)
	}
	b.open()
	if !b.Copied() {
		t.Error("a restored store is a copy")
	}
	if err := b.Release(); err != nil || b.Copied() {
		t.Errorf("released, it is still a copy: %v", err)
	}
	b.Close()
	t.Run("another machine", func(t *testing.T) {
		s, err := Open(b.path, Options{Machine: "elsewhere"})
		if err != nil || !s.Copied() {
			t.Errorf("it should be a copy, %v", err)
		}
		s.Close()
	})
	t.Run("behind its mark", func(t *testing.T) {
		if err := os.WriteFile(b.path, older, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(b.path, Options{Machine: "here"})
		if err != nil || !s.Copied() {
			t.Errorf("it should be a copy, %v", err)
		}
		s.Close()
	})
}

func TestWhatIsNoFileIsSaidToBeNone(t *testing.T) {
	folder := t.TempDir()
	loop, fifo := filepath.Join(folder, "loop"), filepath.Join(folder, "fifo")
	if err := errors.Join(os.Symlink("loop", loop), syscall.Mkfifo(fifo, 0o600)); err != nil {
		t.Fatal(err)
	}
	for path, words := range map[string]string{folder: "folder", loop: "link", fifo: "no file"} {
		if s, err := Open(path, Options{}); !errors.Is(err, ErrNoFile) || errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), words) {
			t.Errorf("%s is opened as %v, %v", path, s, err)
		}
	}
}

func TestARestoreKeepsWhatWasThereAndRefusesWhatIsNoStore(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	b.Close()
	for _, other := range []string{"", "no store", strings.Repeat("not a store ", 2000)} {
		if err := Restore(t.Context(), strings.NewReader(other), b.path); !errors.Is(err, ErrNoBackup) || errors.Is(err, ErrDamaged) {
			t.Errorf("restoring what begins with %.20q gives %v", other, err)
		}
	}
	b.open()
	if got := b.item(1).Text.String(); got != "Bonjour" {
		t.Errorf("the store was lost: %q", got)
	}
	var backup bytes.Buffer
	if err := b.Backup(&backup); err != nil {
		t.Fatal(err)
	}
	if err := Restore(t.Context(), &backup, b.path); !errors.Is(err, ErrHeld) {
		t.Errorf("restoring over an open store gives %v", err)
	}
}

func TestAnInterruptedRebuildGoesOnWhenTheStoreIsOpened(t *testing.T) {
	b := newBench(t)
	for i := range 5 {
		b.arrive(strconv.Itoa(i), "Bonjour")
	}
	before := dump(t, b.Store)
	if err := b.transact((*txn).beginRebuild); err != nil {
		t.Fatal(err)
	}
	b.Close()
	b.open()
	if after := dump(t, b.Store); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

func TestAStoreOfAnOlderCleaningOrWithoutAnIndexIsRebuiltWhenItIsOpened(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	before := dump(t, b.Store)
	for _, older := range [][]byte{{0}, {inbox.CleanVersion}} {
		err := b.transact(func(x *txn) error {
			k, _ := x.bucket(bucketRelations).Cursor().First()
			return errors.Join(x.bucket(bucketRelations).Delete(k), x.bucket(bucketMeta).Put(metaCleaned, older))
		})
		if err != nil {
			t.Fatal(err)
		}
		b.Close()
		b.open()
		if after := dump(t, b.Store); after != before {
			t.Errorf("before:\n%s\nafter:\n%s", before, after)
		}
	}
}

func TestACheckFindsWhatIsWrong(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	err := b.transact(func(x *txn) error {
		k, _ := x.bucket(bucketIndex).Cursor().First()
		return errors.Join(x.bucket(bucketIndex).Delete(k), x.bucket(bucketCounts).Put([]byte("abcdefg"), []byte{4}))
	})
	if err != nil {
		t.Fatal(err)
	}
	report, err := b.Check(t.Context())
	if err != nil || len(report.Problems) < 3 || !report.Rebuild {
		t.Errorf("it finds %+v, %v", report, err)
	}
	if err := b.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if report, _ := b.Check(t.Context()); len(report.Problems) > 0 {
		t.Errorf("after a rebuild it finds %q", report.Problems)
	}
}

func TestACompactedStoreIsTheSameWithoutItsHoles(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	path := filepath.Join(t.TempDir(), "compact")
	if err := b.Compact(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	s, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if dump(t, s) != dump(t, b.Store) {
		t.Error("it differs")
	}
	if err := b.Compact(t.Context(), path); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a file that is there it gives %v", err)
	}
}
