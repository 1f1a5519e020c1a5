package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"vigie/inbox"
)

// ErrNoDelivery says that the outbox has nothing of that number.
var ErrNoDelivery = errors.New("there is no such delivery: `vigie outbox` lists them")

// The outbox index is keys without values: of each item (what 'n') and of each state ('s') the numbers of its deliveries.
//
//	what 1 byte · item or state 8 · delivery 8
const (
	outboxOfItem  = 'n'
	outboxOfState = 's'
)

func outboxKey(what byte, of, id uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64([]byte{what}, of), id)
}

// putDelivery writes a delivery, its index entries and its due time in place of what it was (nil: it is new).
func (t *txn) putDelivery(before, d *inbox.Delivery) error {
	var old, now, oldDue [][]byte
	if before != nil {
		old, oldDue = outboxOf(before), dueOfDelivery(before)
	}
	now = outboxOf(d)
	if err := t.difference(bucketOutbox, old, now); err != nil {
		return err
	}
	if err := t.difference(bucketDue, oldDue, dueOfDelivery(d)); err != nil {
		return err
	}
	t.sending = t.sending || d.State == inbox.Sending
	return t.bucket(bucketDeliveries).Put(numberKey(d.ID), encodeDelivery(d))
}

func outboxOf(d *inbox.Delivery) [][]byte {
	return [][]byte{outboxKey(outboxOfItem, d.Item, d.ID), outboxKey(outboxOfState, uint64(d.State), d.ID)}
}

func (v *view) delivery(id uint64) (inbox.Delivery, error) {
	b := v.bucket(bucketDeliveries).Get(numberKey(id))
	if b == nil {
		return inbox.Delivery{}, fmt.Errorf("delivery %d: %w", id, ErrNoDelivery)
	}
	return decodeDelivery(id, b)
}

// deliveriesOf are the deliveries of an item, oldest first.
func (v *view) deliveriesOf(number uint64) ([]inbox.Delivery, error) {
	return v.outbox(outboxOfItem, number, nil, 1<<20)
}

func (v *view) outbox(what byte, of uint64, states []inbox.DeliveryState, limit int) (list []inbox.Delivery, err error) {
	start := outboxKey(what, of, 0)
	c := v.bucket(bucketOutbox).Cursor()
	for k, _ := c.Seek(start); len(k) == 17 && string(k[:9]) == string(start[:9]) && len(list) < limit; k, _ = c.Next() {
		d, err := v.delivery(binary.BigEndian.Uint64(k[9:]))
		if err != nil {
			return nil, err
		}
		if len(states) == 0 || slices.Contains(states, d.State) {
			list = append(list, d)
		}
	}
	return list, nil
}

// Delivery is one delivery.
func (s *Store) Delivery(id uint64) (d inbox.Delivery, err error) {
	err = s.read(func(v *view) error {
		d, err = v.delivery(id)
		return err
	})
	return d, err
}

// Deliveries answers a question to the outbox, oldest first.
func (s *Store) Deliveries(ask inbox.DeliveryAsk) (list []inbox.Delivery, err error) {
	limit := ask.Limit
	if limit <= 0 {
		limit = 1000
	}
	err = s.read(func(v *view) error {
		if ask.Number != 0 {
			list, err = v.outbox(outboxOfItem, ask.Number, ask.States, limit)
			return err
		}
		states := ask.States
		if len(states) == 0 {
			states = inbox.DeliveryStates
		}
		for _, state := range states {
			some, err := v.outbox(outboxOfState, uint64(state), nil, limit)
			if err != nil {
				return err
			}
			list = append(list, some...)
		}
		return nil
	})
	slices.SortFunc(list, func(a, b inbox.Delivery) int { return cmp.Compare(a.ID, b.ID) })
	return list[:min(limit, len(list))], err
}

// The fields of a delivery; its number is the key.
const (
	deliveryKey      = 1
	deliveryChange   = 2
	deliveryItem     = 3
	deliveryChannel  = 4 // by name: deliveries are few
	deliveryThread   = 5
	deliveryVerb     = 6
	deliveryText     = 7
	deliveryBy       = 8
	deliveryDecided  = 9
	deliveryState    = 10
	deliveryAt       = 11
	deliveryAttempts = 12
	deliveryFirst    = 13
	deliveryRemote   = 14
	deliveryWords    = 15
	deliveryReview   = 16
	deliveryRule     = 17
	deliveryPrivate  = 18
)

func encodeDelivery(d *inbox.Delivery) []byte {
	var e encoder
	e.string(deliveryKey, d.Key)
	e.string(deliveryChange, d.Change)
	e.uint(deliveryItem, d.Item)
	e.string(deliveryChannel, d.Channel)
	e.string(deliveryThread, d.Thread)
	e.string(deliveryVerb, string(d.Verb))
	e.text(deliveryText, d.Text)
	e.string(deliveryBy, d.By)
	e.time(deliveryDecided, d.Decided)
	e.uint(deliveryState, uint64(d.State))
	e.time(deliveryAt, d.At)
	e.uint(deliveryAttempts, uint64(d.Attempts))
	e.time(deliveryFirst, d.First)
	e.string(deliveryRemote, d.Remote)
	e.text(deliveryWords, d.Words)
	e.bool(deliveryReview, d.Review)
	e.string(deliveryRule, d.Rule)
	e.bool(deliveryPrivate, d.Private)
	return e.b
}

func decodeDelivery(id uint64, b []byte) (inbox.Delivery, error) {
	d := inbox.Delivery{ID: id}
	f := fieldsOf(b)
	for f.next() {
		switch f.number {
		case deliveryKey:
			d.Key = f.s
		case deliveryChange:
			d.Change = f.s
		case deliveryItem:
			d.Item = f.u
		case deliveryChannel:
			d.Channel = f.s
		case deliveryThread:
			d.Thread = f.s
		case deliveryVerb:
			d.Verb = inbox.Verb(f.s)
		case deliveryText:
			d.Text = f.text()
		case deliveryBy:
			d.By = f.s
		case deliveryDecided:
			d.Decided = f.time()
		case deliveryState:
			d.State = inbox.DeliveryState(f.u)
		case deliveryAt:
			d.At = f.time()
		case deliveryAttempts:
			d.Attempts = int(f.u)
		case deliveryFirst:
			d.First = f.time()
		case deliveryRemote:
			d.Remote = f.s
		case deliveryWords:
			d.Words = f.text()
		case deliveryReview:
			d.Review = f.u != 0
		case deliveryRule:
			d.Rule = f.s
		case deliveryPrivate:
			d.Private = f.u != 0
		}
	}
	return d, f.err
}
