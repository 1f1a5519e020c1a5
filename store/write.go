package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"syscall"

	"go.etcd.io/bbolt"

	"vigie/inbox"
)

// job is a write that waits for its turn, with others or alone, in one transaction.
type job struct {
	ctx  context.Context
	do   func(*txn) error // an error of it is the file's: the whole transaction is given up
	own  func() error     // instead of do: makes transactions of its own, while nobody else writes
	done chan error
}

// maxGroup is how many waiting writes share a commit, and its fsync.
const maxGroup = 64

// lane says who may go first.
type lane bool

const (
	urgent  lane = true  // a person waits
	patient lane = false // intake, search and upkeep let urgent ones pass
)

// write runs do in a transaction of the one writer and returns when it is safe on disk.
func (s *Store) write(ctx context.Context, l lane, do func(*txn) error) error {
	queue := s.intake
	if l == urgent {
		queue = s.urgent
	}
	return s.submit(queue, &job{ctx: ctx, do: do, done: make(chan error, 1)})
}

// alone runs do while nobody else writes.
func (s *Store) alone(ctx context.Context, do func() error) error {
	return s.submit(s.intake, &job{ctx: ctx, own: do, done: make(chan error, 1)})
}

func (s *Store) submit(queue chan<- *job, j *job) error {
	switch {
	case s.opts.ReadOnly:
		return fmt.Errorf("it was opened only to be read: %w", ErrReadOnly)
	case s.full.Load():
		return ErrFull
	}
	select {
	case queue <- j:
	case <-j.ctx.Done():
		return j.ctx.Err()
	case <-s.closing:
		return ErrClosed
	}
	return <-j.done
}

// runWriter is the one goroutine that writes. Close ends it, after what it has accepted.
func (s *Store) runWriter() {
	defer close(s.stopped)
	for {
		select {
		case j := <-s.urgent:
			s.commit(s.group(j))
			continue
		default:
		}
		select {
		case j := <-s.urgent:
			s.commit(s.group(j))
		case j := <-s.intake:
			if j.own != nil {
				j.done <- j.own()
				continue
			}
			s.commit([]*job{j})
		case <-s.closing:
			return
		}
	}
}

// group takes the urgent jobs that wait already.
func (s *Store) group(first *job) []*job {
	jobs := []*job{first}
	for len(jobs) < maxGroup {
		select {
		case j := <-s.urgent:
			jobs = append(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// commit runs the jobs in one transaction. A job whose caller has left is not begun.
func (s *Store) commit(jobs []*job) {
	jobs = slices.DeleteFunc(jobs, func(j *job) bool {
		err := j.ctx.Err()
		if err != nil {
			j.done <- err
		}
		return err != nil
	})
	if len(jobs) == 0 {
		return
	}
	err := s.transact(func(t *txn) error {
		for _, j := range jobs {
			if err := j.do(t); err != nil {
				return err
			}
		}
		return nil
	})
	for _, j := range jobs {
		j.done <- err
	}
}

// transact is one bbolt transaction: all of it or nothing.
func (s *Store) transact(do func(*txn) error) (err error) {
	if s.full.Load() {
		return ErrFull
	}
	defer s.recoverDamage(&err)()
	var t *txn
	err = s.db.Update(func(tx *bbolt.Tx) error {
		t = &txn{view: view{store: s, tx: tx, names: s.names.Load()}, counts: map[string]int64{}, brandOf: map[string]string{}}
		if err := do(t); err != nil {
			return err
		}
		if err := t.saveCounts(); err != nil {
			return err
		}
		if s.injected != nil {
			return s.injected()
		}
		return nil
	})
	if err != nil {
		return s.writeError(err)
	}
	s.names.Store(t.names)
	if t.sending {
		_ = s.writeMark() // the change is on disk: a mark that can't be written must not make it look refused
	}
	return nil
}

// writeError names what the file system said. A full disk makes the store read-only until it is opened again: bbolt has
// given up the transaction, and what was saved before stays readable.
func (s *Store) writeError(err error) error {
	err = s.diskError(err)
	if errors.Is(err, ErrFull) {
		s.full.Store(true)
	}
	return err
}

func (s *Store) diskError(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	}
	return closedOr(err)
}

// txn is a write transaction: a look at the store that may change it.
type txn struct {
	view
	newNames bool
	counts   map[string]int64  // what to add to each counter, by its key
	brandOf  map[string]string // the brand noted for each channel that brought something
	also     []inbox.Applied   // other items that the changes moved
	sending  bool              // an outward attempt was recorded: copies of the file are older from now on
}
