package store

import (
	"crypto/sha256"
	"encoding/binary"
	"time"

	"vigie/inbox"
)

// remote is what the store knows of one id of a platform. Most are items; some are only heard of.
type remote struct {
	item     uint64    // the item; 0 where none arrived
	thread   uint64    // the thread that hangs from it or that it is in
	gone     bool      // it went before it came
	linked   bool      // one of our deliveries made it
	answered time.Time // our account answered it elsewhere, before it came
}

const maxRemoteKey = 1 << 10

// remoteKey is where a platform's id is kept: by the channel's number and the id, or its hash where it is too long.
func remoteKey(channel uint32, id string) []byte {
	key := binary.BigEndian.AppendUint16(nil, uint16(channel))
	if len(id) > maxRemoteKey {
		sum := sha256.Sum256([]byte(id))
		return append(append(key, 0xff), sum[:]...) // no UTF-8 begins so
	}
	return append(key, id...)
}

func (v *view) remote(channel uint32, id string) (r remote, known bool, err error) {
	if channel == 0 || id == "" {
		return r, false, nil
	}
	b := v.bucket(bucketRemotes).Get(remoteKey(channel, id))
	if b == nil {
		return r, false, nil
	}
	f := fieldsOf(b)
	for f.next() {
		switch f.number {
		case 1:
			r.item = f.u
		case 2:
			r.thread = f.u
		case 3:
			r.gone = f.u != 0
		case 4:
			r.linked = f.u != 0
		case 5:
			r.answered = f.time()
		}
	}
	return r, true, f.err
}

func (t *txn) putRemote(channel uint32, id string, r remote) error {
	var e encoder
	e.uint(1, r.item)
	e.uint(2, r.thread)
	e.bool(3, r.gone)
	e.bool(4, r.linked)
	e.time(5, r.answered)
	return t.bucket(bucketRemotes).Put(remoteKey(channel, id), e.b)
}

// Lookup finds an item by its channel and its platform's id.
func (s *Store) Lookup(channel, id string) (number uint64, ok bool, err error) {
	err = s.read(func(v *view) error {
		r, _, err := v.remote(v.names.number(channelName, channel), id)
		number, ok = r.item, r.item != 0
		return err
	})
	return number, ok, err
}

// Linked reports whether one of our deliveries made what has this id on the platform.
func (s *Store) Linked(channel, id string) (linked bool) {
	err := s.read(func(v *view) error {
		r, _, err := v.remote(v.names.number(channelName, channel), id)
		linked = r.linked
		return err
	})
	return linked && err == nil
}

// answerSpan is how much older than the day of its answer an item may be to be read again.
const answerSpan = 30 * 24 * time.Hour

// Recent are the platform's ids of what should be read again where edits and deletions are not announced: of the channel's
// items that wait for somebody, and of those answered since; the newest first.
func (s *Store) Recent(channel string, since time.Time, limit int) (ids []string, err error) {
	if limit <= 0 {
		limit = 100
	}
	err = s.read(func(v *view) error {
		number := v.names.number(channelName, channel)
		if number == 0 {
			return nil
		}
		oldest := since.Add(-answerSpan).UnixMilli()
		ofChannel := v.indexed(v.brandNumbers(nil), byChannel, []uint32{number}, newestFirst)
		for p, ok := ofChannel.seek(newestFirst.start()); ok && len(ids) < limit && p.Order >= oldest; p, ok = ofChannel.next() {
			it, err := v.item(p.Number)
			if err != nil {
				return err
			}
			answered := !it.Answered.IsZero() && !it.Answered.Before(since)
			if it.Visibility != inbox.Deleted && (it.Status != inbox.Done || answered) {
				ids = append(ids, it.Remote)
			}
		}
		return nil
	})
	return ids, err
}
