package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"vigie/inbox"
)

// ErrNoAuthor says that nobody of that key wrote on that channel.
var ErrNoAuthor = errors.New("nobody so named wrote there: `vigie show` tells an item's author")

// eraseSlice is how many items are forgotten before others may write.
const eraseSlice = 100

// Erase forgets what an author wrote on a channel: texts, names, versions, originals, notes, drafts and what was to be
// answered, with their postings. The items stay as empty rows so that figures and the log stay right, and a digest of each
// id on the platform keeps a later poll from bringing it back. It can be run again where it was interrupted. What was
// forgotten may stay in free pages until the store is compacted.
func (s *Store) Erase(ctx context.Context, channel, author string, at time.Time) (inbox.ErasureReceipt, error) {
	receipt := inbox.ErasureReceipt{At: inbox.Milli(at)}
	numbers, err := s.writtenBy(channel, author)
	if err != nil {
		return receipt, err
	}
	if err := s.postAll(ctx, sliceWords); err != nil { // so that what is to be forgotten is only in the postings
		return receipt, err
	}
	for len(numbers) > 0 {
		n := min(len(numbers), eraseSlice)
		err := s.write(ctx, patient, func(t *txn) error {
			for _, number := range numbers[:n] {
				if err := t.forget(number, &receipt); err != nil {
					return fmt.Errorf("item %d: %w", number, err)
				}
			}
			return nil
		})
		if err != nil {
			return receipt, err
		}
		s.tail.drop(numbers[:n])
		numbers = numbers[n:]
	}
	return receipt, s.write(ctx, patient, func(t *txn) error {
		receipt.Author = hex.EncodeToString(t.digest(channel + "\x00" + author))
		return t.bucket(bucketAuthors).Delete(remoteKey(t.names.number(channelName, channel), author))
	})
}

// writtenBy are the numbers of an author's items.
func (s *Store) writtenBy(channel, author string) (numbers []uint64, err error) {
	err = s.read(func(v *view) error {
		number := v.authorNumber(v.names.number(channelName, channel), author)
		if number == 0 {
			return fmt.Errorf("channel %q: %w", channel, ErrNoAuthor)
		}
		theirs := v.indexed(v.brandNumbers(nil), byAuthor, []uint32{number}, oldestFirst)
		for p, ok := theirs.seek(oldestFirst.start()); ok; p, ok = theirs.next() {
			numbers = append(numbers, p.Number)
		}
		return nil
	})
	return numbers, err
}

// forget empties one item.
func (t *txn) forget(number uint64, receipt *inbox.ErasureReceipt) error {
	it, err := t.load(number)
	if err != nil {
		return err
	}
	receipt.Items++
	if err := errors.Join(t.unpost(&it.Item), t.forgetAround(number, receipt), t.forgetDeliveries(number, receipt)); err != nil {
		return err
	}
	if !it.Text.Empty() {
		receipt.Texts++
	}
	channel := t.names.number(channelName, it.Channel)
	if err := t.bucket(bucketErased).Put(t.erasedKey(channel, it.Remote), []byte{1}); err != nil {
		return err
	}
	if err := t.bucket(bucketRemotes).Delete(remoteKey(channel, it.Remote)); err != nil {
		return err
	}
	it.Item = it.Forget(fmt.Sprintf("erased-%d", number))
	it.author, it.thread = 0, number
	return errors.Join(t.recount(it), t.save(it))
}

// forgetAround deletes what hangs from an item: the original, earlier versions, drafts, and the texts in its log.
func (t *txn) forgetAround(number uint64, receipt *inbox.ErasureReceipt) error {
	if err := t.bucket(bucketOriginals).Delete(numberKey(number)); err != nil {
		return err
	}
	var keys [][]byte
	versions := t.bucket(bucketVersions)
	p := numberKey(number)
	c := versions.Cursor()
	for k, _ := c.Seek(p); len(k) == 16 && string(k[:8]) == string(p); k, _ = c.Next() {
		keys = append(keys, append([]byte(nil), k...))
	}
	for _, k := range keys {
		receipt.Texts++
		if err := versions.Delete(k); err != nil {
			return err
		}
	}
	drafts := t.bucket(bucketDrafts)
	for i := range t.names.byNumber[personName] {
		k := personKey(uint32(i+1), number)
		if drafts.Get(k) != nil {
			receipt.Texts++
			if err := drafts.Delete(k); err != nil {
				return err
			}
		}
	}
	entries, err := t.entriesUnder(logPrefix(logOfItem, numberKey(number)))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.digest != nil && !e.Erased {
			receipt.Texts++
			if err := t.bucket(bucketTexts).Delete(numberKey(e.Seq)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *txn) forgetDeliveries(number uint64, receipt *inbox.ErasureReceipt) error {
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
		receipt.Deliveries++
		if err := t.putDelivery(&before, &d); err != nil {
			return err
		}
	}
	return nil
}

// unpost takes an item out of the postings.
func (t *txn) unpost(it *inbox.Item) error {
	part, low := split(it.Number)
	terms := t.bucket(bucketTerms)
	for word := range inbox.EachWord(foldedText(it)) {
		key := chunkKey(part, bounded(word))
		c := chunk(terms.Get(key))
		if !c.has(low) {
			continue
		}
		var err error
		if c = c.without(low); len(c) == 0 {
			err = terms.Delete(key)
		} else {
			err = terms.Put(key, c)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// erasedKey tells an id that was forgotten, without telling which it was.
func (v *view) erasedKey(channel uint32, id string) []byte {
	h := sha256.New()
	h.Write(v.bucket(bucketMeta).Get(metaSalt))
	h.Write(binary.BigEndian.AppendUint32(nil, channel))
	h.Write([]byte(id))
	return h.Sum(nil)[:16]
}

func (v *view) wasErased(channel uint32, id string) bool {
	b := v.bucket(bucketErased)
	if first, _ := b.Cursor().First(); first == nil {
		return false
	}
	return b.Get(v.erasedKey(channel, id)) != nil
}
