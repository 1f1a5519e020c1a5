package store

import (
	"slices"

	"vigie/inbox"
)

// maxThread bounds what is read of a thread.
const maxThread = 500

// join finds a new item's thread, and brings in what already hangs from the item: hanging is the thread that was waiting
// under the item's own id, 0 where none was.
//
// A thread is known by its root's id on the platform. A platform may tell only what a post answers: where the supposed root
// turns out to hang from another, the items under it move to the thread of that one.
func (t *txn) join(channel uint32, it *edit, hanging uint64) error {
	root := it.Thread
	if root == it.Remote {
		it.thread = hanging
		if hanging == 0 {
			it.thread = it.Number
		}
		return nil
	}
	ref, _, err := t.remote(channel, root)
	if err != nil {
		return err
	}
	switch {
	case ref.item != 0:
		parent, err := t.record(ref.item)
		if err != nil {
			return err
		}
		it.Thread, it.thread = parent.Thread, parent.thread
	case ref.thread != 0:
		it.thread = ref.thread
	default:
		it.thread, ref.thread = it.Number, it.Number
		if hanging != 0 {
			it.thread, ref.thread = hanging, hanging
		}
		if err := t.putRemote(channel, root, ref); err != nil {
			return err
		}
	}
	if hanging == 0 {
		return nil
	}
	return t.rethread(channel, it, hanging)
}

// rethread moves the items of a thread to the one that an item is in.
func (t *txn) rethread(channel uint32, to *edit, from uint64) error {
	for _, n := range t.threadNumbers(to.Brand, from) {
		it, err := t.load(n)
		if err != nil {
			return err
		}
		it.Thread, it.thread = to.Thread, to.thread
		ref, _, err := t.remote(channel, it.Remote)
		if err != nil {
			return err
		}
		ref.thread = to.thread
		if err := t.putRemote(channel, it.Remote, ref); err != nil {
			return err
		}
		if err := t.save(it); err != nil {
			return err
		}
	}
	return nil
}

// threadNumbers are all items of a thread, oldest first.
func (v *view) threadNumbers(brand string, thread uint64) (numbers []uint64) {
	p := prefix(v.names.number(brandName, brand), byThread, uint32(thread))
	c := v.bucket(byThread.bucketOf()).Cursor()
	for k, _ := c.Seek(p); hasPrefix(k, p); k, _ = c.Next() {
		numbers = append(numbers, positionOf(k).Number)
	}
	return numbers
}

// threadAround are the items of a record's thread, oldest first: of a long one those up to the record, then what follows as far
// as there is room.
func (v *view) threadAround(r *record) (numbers []uint64) {
	p := prefix(v.names.number(brandName, r.Brand), byThread, uint32(r.thread))
	here := appendPosition(p[:len(p):len(p)], r.At())
	c := v.bucket(byThread.bucketOf()).Cursor()
	for k, _ := c.Seek(here); hasPrefix(k, p) && len(numbers) < maxThread; k, _ = c.Prev() {
		numbers = append(numbers, positionOf(k).Number)
	}
	slices.Reverse(numbers)
	c.Seek(here)
	for k, _ := c.Next(); hasPrefix(k, p) && len(numbers) < maxThread; k, _ = c.Next() {
		numbers = append(numbers, positionOf(k).Number)
	}
	return numbers
}

func hasPrefix(key, p []byte) bool {
	return len(key) == len(p)+positionSize && string(key[:len(p)]) == string(p)
}

// Thread is what hangs from the same root as the item, ours too, oldest first: at most 500, the item among them.
func (s *Store) Thread(n uint64) (items []inbox.Item, err error) {
	err = s.read(func(v *view) error {
		r, err := v.record(n)
		if err != nil {
			return err
		}
		for _, number := range v.threadAround(&r) {
			it, err := v.item(number)
			if err != nil {
				return err
			}
			items = append(items, it)
		}
		return nil
	})
	return items, err
}
