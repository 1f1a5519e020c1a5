package store

import (
	"encoding/binary"
	"errors"

	"vigie/inbox"
)

// What was decided about authors is found by an index of the log that is made from it and from the items: keys without values.
//
//	brand 4 bytes · author 4 · entry 8

func aboutPrefix(brand, author uint32) []byte {
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, brand), author)
}

// aboutOf is where an entry is found by the author of its item, where it is about them.
func aboutOf(e *entry, author uint32) [][]byte {
	if author == 0 || !inbox.Verb(e.What).OfAuthor() {
		return nil
	}
	return [][]byte{binary.BigEndian.AppendUint64(aboutPrefix(e.brand, author), e.Seq)}
}

// aboutOf is the same of an entry of which the item isn't at hand. Nothing is left of what was said on one that was forgotten.
func (v *view) aboutOf(e *entry) ([][]byte, error) {
	if !inbox.Verb(e.What).OfAuthor() {
		return nil, nil
	}
	r, err := v.record(e.Number)
	if errors.Is(err, ErrNoItem) {
		return nil, nil
	}
	return aboutOf(e, r.author), err
}

// rebuildAbout makes the index anew.
func (t *txn) rebuildAbout() error {
	return t.bucket(bucketLog).ForEach(func(k, b []byte) error {
		e, err := decodeEntry(binary.BigEndian.Uint64(k), b)
		if err != nil {
			return err
		}
		about, err := t.view.aboutOf(&e)
		return errors.Join(err, t.difference(bucketAbout, nil, about))
	})
}

// about gives what was decided about an author in a brand, the newest first.
func (v *view) about(brand, author uint32) func() (entry, bool, error) {
	if !v.has(bucketAbout) || author == 0 { // a store of before that is only read
		return func() (entry, bool, error) { return entry{}, false, nil }
	}
	return v.entriesIn(bucketAbout, aboutPrefix(brand, author), 0)
}
