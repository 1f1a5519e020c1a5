package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"vigie/inbox"
)

// outlivedScan bounds how many items one look at the store reads.
const outlivedScan = 2000

// Outlived are items, from a number on, that their brands keep no longer: since says from when on each keeps, a brand that
// isn't named keeps for ever. They are read in slices: next is where the next one begins, 0 at the end. Numbers grow with
// the time of arrival, so the end is a slice in which nothing is old enough.
func (s *Store) Outlived(since map[string]time.Time, from uint64, most int) (items []inbox.Item, next uint64, err error) {
	var latest time.Time
	for _, at := range since {
		if at.After(latest) {
			latest = at
		}
	}
	err = s.read(func(v *view) error {
		c := v.bucket(bucketItems).Cursor()
		read, old := 0, 0
		for k, b := c.Seek(numberKey(from)); k != nil; k, b = c.Next() {
			n := binary.BigEndian.Uint64(k)
			if read == outlivedScan || len(items) == most {
				if old > 0 {
					next = n
				}
				return nil
			}
			r, err := decodeRecord(n, b, v.names)
			if err != nil {
				return err
			}
			read++
			if !r.Arrived.Before(latest) {
				continue
			}
			old++
			over, err := v.outlived(&r.Item, since[r.Brand])
			if err != nil {
				return err
			}
			if over {
				items = append(items, r.Item)
			}
		}
		return nil
	})
	return items, next, err
}

// outlived asks the log when something last happened to an item, but only where that may matter.
func (v *view) outlived(it *inbox.Item, since time.Time) (bool, error) {
	if !it.Outlived(it.Arrived, since) {
		return false, nil
	}
	changed := it.Arrived
	err := v.entriesBack(logPrefix(logOfItem, numberKey(it.Number)), func(e entry) (bool, error) {
		if e.AtDoor() {
			return true, nil // nothing happened to it
		}
		changed = e.At
		return false, nil
	})
	return it.Outlived(changed, since), err
}

// forgotten forgets items that their brand keeps no longer, and logs it as one line: how much, and which items.
func (t *txn) forgotten(c inbox.Change, e inbox.Forgotten) (inbox.Applied, error) {
	brand, err := t.intern(brandName, e.Brand)
	if err != nil {
		return inbox.Applied{}, err
	}
	line := lineOf(c, 0, whatForgot, nil)
	for _, n := range e.Numbers {
		it, err := t.item(n)
		if errors.Is(err, ErrNoItem) {
			continue
		}
		if err != nil {
			return inbox.Applied{}, err
		}
		over, err := t.outlived(&it, e.Since)
		if err != nil {
			return inbox.Applied{}, err
		}
		if !over || it.Brand != e.Brand {
			continue
		}
		left, err := t.forget(n, &line.Forgot)
		if err != nil {
			return inbox.Applied{}, err
		}
		line.Numbers = append(line.Numbers, n)
		t.also = append(t.also, inbox.Applied{Change: c, Number: n, Item: left})
	}
	if len(line.Numbers) == 0 {
		return inbox.Applied{Nothing: true}, nil
	}
	return inbox.Applied{}, t.log(line, brand)
}

// forget empties one item, deletes what hangs from it, and leaves the digest of its id, so that no poll brings it back.
func (t *txn) forget(number uint64, sum *inbox.Forgot) (inbox.Item, error) {
	it, err := t.load(number)
	if err != nil {
		return inbox.Item{}, err
	}
	sum.Items++
	if err := errors.Join(t.repost(&it.Item), t.forgetAround(&it.record, sum), t.forgetDeliveries(number, sum)); err != nil {
		return it.Item, err
	}
	if !it.Text.Empty() {
		sum.Texts++
	}
	channel := t.names.number(channelName, it.Channel)
	if err := t.bucket(bucketErased).Put(t.erasedKey(channel, it.Remote), []byte{1}); err != nil {
		return it.Item, err
	}
	if err := t.bucket(bucketRemotes).Delete(remoteKey(channel, it.Remote)); err != nil {
		return it.Item, err
	}
	author, key := it.author, remoteKey(channel, it.Author.Key())
	it.Item = it.Forget(fmt.Sprintf("erased-%d", number))
	it.author, it.thread = 0, number
	if err := errors.Join(t.recount(it), t.save(it)); err != nil || author == 0 || t.wrote(author) {
		return it.Item, err
	}
	return it.Item, t.bucket(bucketAuthors).Delete(key)
}

// wrote reports whether there is an item of an author still.
func (t *txn) wrote(author uint32) bool {
	for _, brand := range t.brandNumbers(nil) {
		key := prefix(brand, byAuthor, author)
		if int64(t.count(key))+t.counts[string(key)] > 0 {
			return true
		}
	}
	return false
}

// forgetAround deletes what hangs from an item: the original, earlier versions, drafts, and the texts in its log,
// those about its author among them.
func (t *txn) forgetAround(it *record, sum *inbox.Forgot) error {
	number := it.Number
	if err := t.bucket(bucketOriginals).Delete(numberKey(number)); err != nil {
		return err
	}
	if err := errors.Join(t.forgetVersions(number, sum), t.forgetEvidence(number)); err != nil {
		return err
	}
	if err := t.forgetDrafts(number, sum); err != nil {
		return err
	}
	entries, err := t.entriesUnder(logPrefix(logOfItem, numberKey(number)))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := t.difference(bucketAbout, aboutOf(&e, it.author), nil); err != nil {
			return err
		}
		if e.digest != nil && !e.Erased {
			sum.Texts++
			if err := t.bucket(bucketTexts).Delete(numberKey(e.Seq)); err != nil {
				return err
			}
		}
	}
	return nil
}

// forgetVersions deletes the earlier texts of an item.
func (t *txn) forgetVersions(number uint64, sum *inbox.Forgot) error {
	versions, p := t.bucket(bucketVersions), numberKey(number)
	c := versions.Cursor()
	for k, _ := c.Seek(p); len(k) == 16 && string(k[:8]) == string(p); k, _ = c.Seek(p) {
		sum.Texts++
		if err := versions.Delete(k); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) forgetDeliveries(number uint64, sum *inbox.Forgot) error {
	deliveries, err := t.deliveriesOf(number)
	if err != nil {
		return err
	}
	for _, d := range deliveries {
		before := d
		d.Text, d.Words, d.Thread = inbox.Text{}, inbox.Text{}, ""
		if !d.State.Final() && d.State != inbox.Sending {
			d.State = inbox.Cancelled
		}
		sum.Deliveries++
		if err := t.putDelivery(&before, &d); err != nil {
			return err
		}
	}
	return nil
}
