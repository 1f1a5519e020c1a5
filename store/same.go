package store

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"vigie/inbox"
)

// maxSame bounds how many channels' items of one post are looked at.
const maxSame = 32

// originValue stands for an origin in the index. What it leads to is compared with the origin itself.
func originValue(origin string) uint32 {
	sum := sha256.Sum256([]byte(origin))
	return binary.BigEndian.Uint32(sum[:])
}

// same are the other items of the brand that are the same public post, met by other channels; the oldest first.
func (v *view) same(it *inbox.Item) (items []inbox.Item, err error) {
	if it.Origin == "" || it.Private {
		return nil, nil
	}
	p := prefix(v.names.number(brandName, it.Brand), byOrigin, originValue(it.Origin))
	c := v.bucket(byOrigin.bucketOf()).Cursor()
	for k, _ := c.Seek(p); hasPrefix(k, p) && len(items) < maxSame; k, _ = c.Next() {
		other, err := v.item(positionOf(k).Number)
		if err != nil {
			return nil, err
		}
		if it.Same(other) {
			items = append(items, other)
		}
	}
	return items, nil
}

// Same are the items that are the same public post as an item, met by other channels of its brand.
func (s *Store) Same(n uint64) (items []inbox.Item, err error) {
	err = s.read(func(v *view) error {
		it, err := v.item(n)
		if err != nil {
			return err
		}
		items, err = v.same(&it)
		return err
	})
	return items, err
}

// answeredToo marks the items that are the same post as one that is answered.
func (t *txn) answeredToo(c inbox.Change, it *inbox.Item) error {
	if it.Ours || it.Status != inbox.Done || it.Answered.IsZero() {
		return nil
	}
	others, err := t.same(it)
	if err != nil {
		return err
	}
	for _, other := range others {
		same, err := t.load(other.Number)
		if err != nil {
			return err
		}
		p, err := t.answeredAs(c, same, it)
		if err != nil {
			return err
		}
		if len(p) == 0 {
			continue
		}
		t.also = append(t.also, inbox.Applied{Change: c, Number: same.Number, Item: same.Item, Patch: p})
		if err := t.save(same); err != nil {
			return err
		}
	}
	return nil
}

// answeredBefore marks a new item of which the same post was answered on another channel.
func (t *txn) answeredBefore(c inbox.Change, it *edit) error {
	others, err := t.same(&it.Item)
	if err != nil {
		return err
	}
	for i := range others {
		if o := &others[i]; !o.Ours && o.Status == inbox.Done && !o.Answered.IsZero() {
			_, err := t.answeredAs(c, it, o)
			return err
		}
	}
	return nil
}

// answeredAs moves an item as the same post was answered there, and tells it in its history. The caller saves the item.
func (t *txn) answeredAs(c inbox.Change, it *edit, there *inbox.Item) (p inbox.Patch, err error) {
	it.Item, p = it.With(it.AnsweredThere(there.AnsweredBy, there.Answered))
	if len(p) == 0 {
		return nil, nil
	}
	line := lineOf(c, it.Number, whatAnswered, p)
	line.By, line.To = there.AnsweredBy, there.Channel
	return p, t.note(it, line)
}

// turnSame takes back, or makes again, what an answer did to the items that are the same post. Those that were moved since
// stay as they are.
func (t *txn) turnSame(c inbox.Change, change string, redo bool) error {
	lines, err := t.entriesUnder(logPrefix(logOfKey, hashed(change)))
	if err != nil {
		return err
	}
	for i := range lines {
		if lines[i].What != whatAnswered || lines[i].Undone != redo {
			continue
		}
		if err := t.turnAnswered(c, &lines[i], redo); err != nil {
			return err
		}
	}
	return nil
}

func (t *txn) turnAnswered(c inbox.Change, line *entry, redo bool) error {
	it, err := t.load(line.Number)
	if err != nil {
		return err
	}
	news := lineOf(c, it.Number, whatRedo, line.Patch)
	if !redo {
		news.What, news.Patch = whatUndo, line.Patch.Invert()
	}
	next, err := news.Patch.Apply(it.Triage)
	if errors.Is(err, inbox.ErrChanged) || it.Forgotten {
		return nil
	}
	if err != nil {
		return err
	}
	it.Item, _ = it.With(next)
	line.Undone, news.of = !redo, line.Seq
	t.also = append(t.also, inbox.Applied{Change: c, Number: it.Number, Item: it.Item, Patch: news.Patch})
	return errors.Join(t.putEntry(line), t.save(it), t.note(it, news))
}
