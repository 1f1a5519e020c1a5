package store

import (
	"encoding/binary"
	"math"
	"time"

	"vigie/inbox"
)

// A due entry is a key without a value: when, what, and the number of the item or the delivery. It is a pure function of
// either.
//
//	milliseconds 8 bytes · what 1 · number 8
const (
	dueWake    = 'w'
	dueLate    = 'l'
	dueDeliver = 'd'
)

func dueKey(at time.Time, what byte, number uint64) []byte {
	b := binary.BigEndian.AppendUint64(nil, uint64(at.UnixMilli())^1<<63)
	return binary.BigEndian.AppendUint64(append(b, what), number)
}

// dueOf are the due entries of an item: the end of its snooze, and the department's term until its passing was told.
func dueOf(r *record) (keys [][]byte) {
	if r.Status == inbox.Snoozed && !r.Until.IsZero() {
		keys = append(keys, dueKey(r.Until, dueWake, r.Number))
	}
	if r.Status == inbox.Escalated && !r.Due.IsZero() && !r.Late.Equal(r.Due) {
		keys = append(keys, dueKey(r.Due, dueLate, r.Number))
	}
	return keys
}

// dueAt is where an item stands among what its department owes: by its due time, and last where it has none.
func dueAt(r *record) inbox.Position {
	if r.Due.IsZero() {
		return inbox.Position{Order: math.MaxInt64, Number: r.Number}
	}
	return inbox.Position{Order: r.Due.UnixMilli(), Number: r.Number}
}

func dueOfDelivery(d *inbox.Delivery) (keys [][]byte) {
	if at := d.DueAt(); !at.IsZero() {
		keys = append(keys, dueKey(at, dueDeliver, d.ID))
	}
	return keys
}

// Due is what time does to items and deliveries until then, the earliest first. Limit 0 is 1,000.
func (s *Store) Due(until time.Time, limit int) (list []inbox.Due, err error) {
	if limit <= 0 {
		limit = 1000
	}
	err = s.read(func(v *view) error {
		c := v.bucket(bucketDue).Cursor()
		for k, _ := c.First(); k != nil && len(list) < limit; k, _ = c.Next() {
			d, err := v.due(k)
			if err != nil || d.At.After(until) {
				return err
			}
			list = append(list, d)
		}
		return nil
	})
	return list, err
}

func (v *view) due(k []byte) (inbox.Due, error) {
	if len(k) != 17 {
		return inbox.Due{}, ErrDamaged
	}
	d := inbox.Due{
		At:     time.UnixMilli(int64(binary.BigEndian.Uint64(k) ^ 1<<63)).UTC(),
		Number: binary.BigEndian.Uint64(k[9:]),
	}
	switch k[8] {
	case dueWake:
		d.What = "wake"
	case dueLate:
		d.What = "late"
	case dueDeliver:
		d.What, d.Delivery = "deliver", d.Number
		delivery, err := v.delivery(d.Delivery)
		d.Number = delivery.Item
		return d, err
	}
	return d, nil
}
