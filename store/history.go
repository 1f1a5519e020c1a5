package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	"vigie/inbox"
)

// Change are the entries of a change, or of all changes of a group, oldest first.
func (s *Store) Change(key string) (list []inbox.Entry, err error) {
	err = s.read(func(v *view) error {
		list, err = v.change(key)
		return err
	})
	return list, err
}

func (v *view) change(key string) ([]inbox.Entry, error) {
	for _, what := range []byte{logOfGroup, logOfKey} {
		entries, err := v.entriesUnder(logPrefix(what, hashed(key)))
		if err != nil || len(entries) > 0 {
			return plain(entries), err
		}
	}
	return nil, fmt.Errorf("change %q: %w", key, ErrNoChange)
}

// entriesUnder are all entries under a prefix of the log's index, oldest first.
func (v *view) entriesUnder(p []byte) (list []entry, err error) {
	c := v.bucket(bucketLogIndex).Cursor()
	for k, _ := c.Seek(p); len(k) == len(p)+8 && string(k[:len(p)]) == string(p); k, _ = c.Next() {
		e, err := v.entry(binary.BigEndian.Uint64(k[len(p):]))
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

func plain(entries []entry) (list []inbox.Entry) {
	for _, e := range entries {
		list = append(list, e.Entry)
	}
	return list
}

// undoDepth bounds how many entries of a person's log are searched for something to undo: a bulk of 10,000 that was taken back is 20,000.
const undoDepth = 100_000

// LastUndoable is the change, or the group of changes, that the person would take back now, or with redo make again: their
// newest decision that stands, or the newest that they took back since their last new one. The key is "" where there is none.
func (s *Store) LastUndoable(person string, redo bool) (key string, entries []inbox.Entry, err error) {
	err = s.read(func(v *view) error {
		number := v.names.number(personName, person)
		if number == 0 {
			return nil
		}
		found, _, err := v.lastUndoable(number, redo, undoDepth)
		if err != nil || found == nil {
			return err
		}
		key = found.Key
		if found.Group != "" {
			key = found.Group
		}
		entries, err = v.change(key)
		return err
	})
	return key, entries, err
}

// glance is how many entries of a person's log are looked at to say whether there may be something to undo.
const glance = 100

// MayUndo reports whether the person has something to undo, as far as their newest entries tell: where these don't, they may have.
func (s *Store) MayUndo(person string) (may bool, err error) {
	err = s.read(func(v *view) error {
		number := v.names.number(personName, person)
		if number == 0 {
			return nil
		}
		found, steps, err := v.lastUndoable(number, false, glance)
		may = found != nil || steps == glance
		return err
	})
	return may, err
}

// lastUndoable walks a person's log from its newest entry, in a number of steps at most, to what an undo or a redo would take.
func (v *view) lastUndoable(person uint32, redo bool, most int) (found *entry, steps int, err error) {
	err = v.entriesBack(logOfName(logOfPerson, person), func(e entry) (more bool, err error) {
		steps++
		found, more, err = v.undoable(e, redo)
		return more && steps < most, err
	})
	return found, steps, err
}

// undoable looks at an entry of a person's log, walked from the newest, for what an undo or a redo of theirs would take.
func (v *view) undoable(e entry, redo bool) (found *entry, more bool, err error) {
	switch {
	case e.Rule != "":
		return nil, true, nil
	case isDecision(e.What):
		if e.Undone {
			return nil, true, nil
		}
		if redo {
			return nil, false, nil // something new was decided since
		}
		return &e, false, nil
	case redo && e.What == whatUndo:
		target, err := v.entry(e.of)
		if err != nil || !target.Undone {
			return nil, true, err
		}
		return &target, false, nil
	}
	return nil, true, nil
}

func isDecision(what string) bool {
	_, ok := inbox.ActionOf(inbox.Verb(what))
	return ok
}

// Versions are the earlier texts of an item, oldest first.
func (s *Store) Versions(n uint64) (list []inbox.Version, err error) {
	err = s.read(func(v *view) error {
		p := numberKey(n)
		c := v.bucket(bucketVersions).Cursor()
		for k, b := c.Seek(p); len(k) == 16 && string(k[:8]) == string(p); k, b = c.Next() {
			version, err := decodeVersion(b)
			if err != nil {
				return err
			}
			list = append(list, version)
		}
		return nil
	})
	return list, err
}

// maxVersions is how many earlier texts of an item are kept.
const maxVersions = 100

// keepVersion keeps a text that was replaced.
func (t *txn) keepVersion(n uint64, version inbox.Version) error {
	b := t.bucket(bucketVersions)
	if err := t.makeRoom(n); err != nil {
		return err
	}
	seq, err := b.NextSequence()
	if err != nil {
		return err
	}
	var e encoder
	e.time(1, version.At)
	e.text(2, version.Text)
	return b.Put(append(numberKey(n), numberKey(seq)...), e.b)
}

// makeRoom drops the second oldest of an item's kept versions where there are too many: whoever edits for ever fills no disk,
// and the first words stay as evidence.
func (t *txn) makeRoom(n uint64) error {
	p := numberKey(n)
	var keys [][]byte
	c := t.bucket(bucketVersions).Cursor()
	for k, _ := c.Seek(p); len(k) == 16 && string(k[:8]) == string(p); k, _ = c.Next() {
		keys = append(keys, k)
	}
	if len(keys) < maxVersions {
		return nil
	}
	return t.bucket(bucketVersions).Delete(slices.Clone(keys[1]))
}

func decodeVersion(b []byte) (version inbox.Version, err error) {
	f := fieldsOf(b)
	for f.next() {
		switch f.number {
		case 1:
			version.At = f.time()
		case 2:
			version.Text = f.text()
		}
	}
	return version, f.err
}
