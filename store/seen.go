package store

import (
	"context"
	"encoding/binary"
	"errors"
)

// A seen mark says which version of an item a person has opened. Key: number of the person 4 bytes · item 8. Value: the
// version.

func personKey(person uint32, number uint64) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(nil, person), number)
}

// seen reports whether the person has opened the item since its last change, and since a note that names them.
func (v *view) seen(person uint32, r *record) bool {
	if len(r.Mentions) > 0 && r.Names(v.names.name(personName, person)) {
		return false
	}
	if r.read >= r.Version {
		return true
	}
	return person != 0 && v.seenVersion(person, r.Number) >= r.Version
}

func (v *view) seenVersion(person uint32, number uint64) uint64 {
	version, _ := binary.Uvarint(v.bucket(bucketSeen).Get(personKey(person, number)))
	return version
}

func (t *txn) markSeen(person uint32, number, version uint64) error {
	return t.bucket(bucketSeen).Put(personKey(person, number), binary.AppendUvarint(nil, version))
}

// keepSeen keeps an item seen by the person who changes it, where they had seen it before.
func (t *txn) keepSeen(person string, it *edit) error {
	n := t.names.number(personName, person)
	if n == 0 || it.Version == it.was || t.seenVersion(n, it.Number) < it.was {
		return nil
	}
	return t.markSeen(n, it.Number, it.Version)
}

// readNotes notes that the person has read what names them in the notes of an item.
func (t *txn) readNotes(person string, r *record) error {
	if !r.Names(person) {
		return nil
	}
	it, err := t.load(r.Number)
	if err != nil {
		return err
	}
	it.Flags = it.ReadBy(person)
	return t.save(it)
}

// MarkSeen notes that the person has opened the items as they are now. Numbers that there are not are passed over.
func (s *Store) MarkSeen(person string, numbers ...uint64) error {
	return s.write(context.Background(), urgent, func(t *txn) error {
		who, err := t.intern(personName, person)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			r, err := t.record(n)
			if err != nil || t.seen(who, &r) {
				continue
			}
			if err := errors.Join(t.readNotes(person, &r), t.markSeen(who, n, r.Version)); err != nil {
				return err
			}
		}
		return nil
	})
}
