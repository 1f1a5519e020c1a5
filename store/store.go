// Package store keeps the inbox in one bbolt file: items, an ordered index for each question that the inbox asks, counters,
// the log, the outbox, due times, cursors, drafts, seen marks and full-text search.
//
// Every mutation is an inbox.Change, applied in one transaction with its index entries, counters, log and deliveries. What a
// change makes of an item is decided in package inbox; the store loads, asks, and writes. docs/store.md tells the layout.
package store

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"go.etcd.io/bbolt"
)

// Options tell how a store is opened.
type Options struct {
	Wait     time.Duration // for the process that holds the file; 0 = 2 s
	ReadOnly bool          // change nothing
	Machine  string        // this machine's id; "" leaves a copy unnoticed
	Salt     []byte        // of the digests in a new store's log; nil = random
	Renews   func()        // called before what another version derived is made anew, which takes a minute for a million items; nil = nobody is told
}

// Store is an open store. Its methods may be called from any goroutine.
type Store struct {
	db    *bbolt.DB
	path  string
	opts  Options
	names atomic.Pointer[names]
	full  atomic.Bool // the disk is full: only reads from now on

	urgent, intake chan *job     // what waits for the writer
	closing        chan struct{} // closed by Close
	stopped        chan struct{} // closed by the writer when it has ended
	posterDone     chan struct{} // closed by what posts to search when it has ended
	closeOnce      sync.Once
	closeErr       error

	copied   atomic.Bool
	tail     tail       // what no posting tells yet
	posting  sync.Mutex // held by whoever posts: a rebuild throws away what a batch has written
	gists    gists
	records  records
	injected func() error
}

// The errors of a store. Each tells what is wrong and what to do next.
var (
	ErrHeld     = errors.New("another process holds the store")
	ErrNoFile   = errors.New("what lies there is no file")
	ErrNoBackup = errors.New("this is no backup, or not a whole one: a backup is what `vigie store backup` wrote")
	ErrDamaged  = errors.New("the store is damaged: restore a backup with `vigie store restore`, or read what is left with `vigie store check`")
	ErrNewer    = errors.New("the store was written by a newer version: install that version or a later one")
	ErrReadOnly = errors.New("the store can't be written: check the rights of its file and folder")
	ErrFull     = errors.New("the disk is full, nothing more is saved: free some space and start again")
	ErrClosed   = errors.New("the store is closed")
	ErrNoItem   = errors.New("there is no such item: look for it with `vigie list`")
	ErrNoChange = errors.New("there is no such change: `vigie log` lists them")
)

// Path is where the store's file is.
func (s *Store) Path() string { return s.path }

// Close writes what search has not saved yet and gives the file back.
func (s *Store) Close() error {
	s.closeOnce.Do(func() {
		if !s.opts.ReadOnly && !s.full.Load() {
			s.closeErr = s.flushTail()
		}
		if errors.Is(s.closeErr, ErrFull) {
			s.closeErr = nil // the texts are saved, and are posted at the next start: what was acknowledged must not look refused
		}
		close(s.closing)
		<-s.stopped
		<-s.posterDone
		if !s.opts.ReadOnly && !s.full.Load() {
			_ = s.writeMark() // likewise: an older mark only knows less
		}
		s.closeErr = errors.Join(s.closeErr, s.db.Close())
	})
	return s.closeErr
}

// isFile reports whether there is a non-empty file at the path.
func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}
