package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"

	"vigie/inbox"
)

// ErrNoAuthor says that nobody of that key wrote on that channel.
var ErrNoAuthor = errors.New("nobody so named wrote there: `vigie show` tells an item's author")

// eraseSlice is how many items are forgotten before others may write.
const eraseSlice = 100

// Erase forgets what an author wrote on a channel: texts, names, versions, originals, notes, drafts and what was to be
// answered, with their postings. The items stay as empty rows so that figures and the log stay right, and a digest of each
// id on the platform keeps a later poll from bringing it back. Where may refuses one item, nothing is forgotten. It can be
// run again where it was interrupted. The change says who does it, when, and is the line of the log: it tells the items and a
// digest of the author. What was forgotten may stay in free pages until the store is compacted.
func (s *Store) Erase(ctx context.Context, c inbox.Change, channel, author string, may func(inbox.Item) error) (inbox.ErasureReceipt, error) {
	receipt := inbox.ErasureReceipt{At: inbox.Milli(c.At)}
	var numbers []uint64
	err := s.EachBy(channel, author, func(it inbox.Item) error {
		numbers = append(numbers, it.Number)
		return may(it)
	})
	if err != nil {
		return receipt, err
	}
	if err := s.postAll(ctx, sliceWords); err != nil { // so that what is to be forgotten is only in the postings
		return receipt, err
	}
	all := numbers
	for len(numbers) > 0 {
		n := min(len(numbers), eraseSlice)
		err := s.write(ctx, patient, func(t *txn) error {
			for _, number := range numbers[:n] {
				if _, err := t.forget(number, &receipt.Forgot); err != nil {
					return fmt.Errorf("item %d: %w", number, err)
				}
			}
			return nil
		})
		if err != nil {
			return receipt, err
		}
		numbers = numbers[n:]
	}
	return receipt, s.write(ctx, patient, func(t *txn) error {
		receipt.Author = hex.EncodeToString(t.digest(channel + "\x00" + author))
		if err := t.erased(c, all, receipt); err != nil {
			return err
		}
		return t.bucket(bucketAuthors).Delete(remoteKey(t.names.number(channelName, channel), author))
	})
}

// erased logs what was forgotten: of which items, and a digest of whose.
func (t *txn) erased(c inbox.Change, numbers []uint64, r inbox.ErasureReceipt) error {
	if len(numbers) == 0 {
		return nil // an earlier run that was interrupted had forgotten them
	}
	it, err := t.item(numbers[0])
	if err != nil {
		return err
	}
	brand, err := t.intern(brandName, it.Brand)
	if err != nil {
		return err
	}
	line := lineOf(c, 0, inbox.Erased, inbox.Patch{{Name: "author", To: r.Author}})
	line.Numbers, line.Forgot = numbers, r.Forgot
	return t.log(line, brand)
}

// EachBy tells what an author wrote on a channel, oldest first, until told gives an error.
func (s *Store) EachBy(channel, author string, told func(inbox.Item) error) error {
	return s.read(func(v *view) error {
		number := v.authorNumber(v.names.number(channelName, channel), author)
		if number == 0 {
			return fmt.Errorf("channel %q: %w", channel, ErrNoAuthor)
		}
		theirs := v.indexed(v.brandNumbers(nil), byAuthor, []uint32{number}, oldestFirst)
		for p, ok := theirs.seek(oldestFirst.start()); ok; p, ok = theirs.next() {
			it, err := v.item(p.Number)
			if err != nil {
				return err
			}
			if err := told(it); err != nil {
				return err
			}
		}
		return nil
	})
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
