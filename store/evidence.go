package store

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"vigie/inbox"
)

// Evidence lies in the store's own file, so that a backup holds it and forgetting an item forgets it: a record a capture under
// the item's number and its own, its files under the same with their place behind it. What is still to be fetched is listed.

// The fields of evidence, and of each of its files.
const (
	evidenceAt    = 1
	evidenceBy    = 2
	evidenceVerb  = 3
	evidenceFile  = 4
	evidenceState = 5

	fileWhat   = 1
	fileURL    = 2
	fileAt     = 3
	fileStatus = 4
	fileType   = 5
	fileSize   = 6
	fileSHA256 = 7
	fileWhy    = 8
)

func encodeEvidence(ev inbox.Evidence) []byte {
	var e encoder
	e.time(evidenceAt, ev.At)
	e.string(evidenceBy, ev.By)
	e.string(evidenceVerb, string(ev.Verb))
	e.bool(evidenceState, ev.Wanted)
	for _, f := range ev.Files {
		e.nested(evidenceFile, func(e *encoder) {
			e.string(fileWhat, f.What)
			e.text(fileURL, f.URL)
			e.time(fileAt, f.At)
			e.uint(fileStatus, uint64(max(0, f.Status)))
			e.string(fileType, f.Type)
			e.uint(fileSize, uint64(f.Size))
			e.string(fileSHA256, f.SHA256)
			e.text(fileWhy, f.Why)
		})
	}
	return e.b
}

func decodeEvidence(key, b []byte) (ev inbox.Evidence, err error) {
	ev.Number, ev.ID = binary.BigEndian.Uint64(key), binary.BigEndian.Uint64(key[8:])
	f := fieldsOf(b)
	for f.next() {
		switch f.number {
		case evidenceAt:
			ev.At = f.time()
		case evidenceBy:
			ev.By = f.s
		case evidenceVerb:
			ev.Verb = inbox.Verb(f.s)
		case evidenceState:
			ev.Wanted = f.u != 0
		case evidenceFile:
			file, err := decodeEvidenceFile(f.s)
			if err != nil {
				return ev, err
			}
			ev.Files = append(ev.Files, file)
		}
	}
	return ev, f.err
}

func decodeEvidenceFile(s string) (file inbox.EvidenceFile, err error) {
	f := fieldsIn(s)
	for f.next() {
		switch f.number {
		case fileWhat:
			file.What = f.s
		case fileURL:
			file.URL = f.line()
		case fileAt:
			file.At = f.time()
		case fileStatus:
			file.Status = int(f.u)
		case fileType:
			file.Type = f.s
		case fileSize:
			file.Size = int64(f.u)
		case fileSHA256:
			file.SHA256 = f.s
		case fileWhy:
			file.Why = f.line()
		}
	}
	return file, f.err
}

func evidenceKey(number, id uint64) []byte { return append(numberKey(number), numberKey(id)...) }

func evidenceFileKey(number, id uint64, place int) []byte {
	return append(evidenceKey(number, id), numberKey(uint64(place))...)
}

// keepEvidence keeps an item as it is shown, and notes what is still to be fetched of it.
func (t *txn) keepEvidence(c inbox.Change, it *edit, d inbox.Decision) error {
	ev, err := inbox.NewEvidence(it.Item, d, c.By, c.At)
	if err != nil {
		return err
	}
	ev.Number = it.Number
	if ev.ID, err = t.bucket(bucketEvidence).NextSequence(); err != nil {
		return err
	}
	if err := t.putEvidence(ev, 0); err != nil {
		return err
	}
	if ev.Wanted {
		return t.bucket(bucketEvidenceWanted).Put(evidenceKey(ev.Number, ev.ID), nil)
	}
	return t.noteEvidence(c, it, ev)
}

// putEvidence writes the record, and the bytes of its files from a place on.
func (t *txn) putEvidence(ev inbox.Evidence, from int) error {
	for i := from; i < len(ev.Files); i++ {
		if !ev.Files[i].Kept() {
			continue
		}
		if err := t.bucket(bucketEvidenceFiles).Put(evidenceFileKey(ev.Number, ev.ID, i), ev.Files[i].Body); err != nil {
			return err
		}
	}
	return t.bucket(bucketEvidence).Put(evidenceKey(ev.Number, ev.ID), encodeEvidence(ev))
}

// noteEvidence logs what was kept.
func (t *txn) noteEvidence(c inbox.Change, it *edit, ev inbox.Evidence) error {
	lines := make([]string, len(ev.Files))
	for i, f := range ev.Files {
		lines[i] = f.Line()
	}
	line := lineOf(inbox.Change{At: c.At}, it.Number, inbox.EvidenceKept, nil)
	line.Text = inbox.Clean(strings.Join(lines, "\n"))
	return t.note(it, line)
}

// captured brings what was fetched. Where the item was forgotten meanwhile, nothing is kept.
func (t *txn) captured(c inbox.Change, e inbox.Captured) (inbox.Applied, error) {
	key := evidenceKey(e.Number, e.ID)
	b := t.bucket(bucketEvidence).Get(key)
	if b == nil {
		return inbox.Applied{Nothing: true}, nil
	}
	ev, err := decodeEvidence(key, b)
	if err != nil || !ev.Wanted {
		return inbox.Applied{Nothing: true}, err
	}
	it, err := t.load(e.Number)
	if err != nil {
		return inbox.Applied{Number: e.Number}, err
	}
	ev.Files, ev.Wanted = slices.Concat(ev.Files[:1], e.Files), false
	if err := t.putEvidence(ev, 1); err != nil {
		return inbox.Applied{}, err
	}
	if err := t.bucket(bucketEvidenceWanted).Delete(key); err != nil {
		return inbox.Applied{}, err
	}
	return inbox.Applied{Number: e.Number, Item: it.Item}, t.noteEvidence(c, it, ev)
}

// forgetEvidence deletes all that was kept of an item.
func (t *txn) forgetEvidence(number uint64) error {
	p := numberKey(number)
	for _, bucket := range []bucketID{bucketEvidence, bucketEvidenceFiles, bucketEvidenceWanted} {
		b := t.bucket(bucket)
		c := b.Cursor()
		for k, _ := c.Seek(p); len(k) >= 16 && string(k[:8]) == string(p); k, _ = c.Seek(p) {
			if err := b.Delete(slices.Clone(k)); err != nil {
				return err
			}
		}
	}
	return nil
}

// Evidence is what was kept of an item, oldest first, without the bytes.
func (s *Store) Evidence(number uint64) (list []inbox.Evidence, err error) {
	err = s.read(func(v *view) error {
		if !v.has(bucketEvidence) {
			return nil
		}
		p := numberKey(number)
		c := v.bucket(bucketEvidence).Cursor()
		for k, b := c.Seek(p); len(k) == 16 && string(k[:8]) == string(p); k, b = c.Next() {
			ev, err := decodeEvidence(k, b)
			if err != nil {
				return err
			}
			list = append(list, ev)
		}
		return nil
	})
	return list, err
}

// EvidenceFile are the bytes of a file that was kept, by its place.
func (s *Store) EvidenceFile(ev inbox.Evidence, place int) (body []byte, err error) {
	err = s.read(func(v *view) error {
		b := v.bucket(bucketEvidenceFiles).Get(evidenceFileKey(ev.Number, ev.ID, place))
		if b == nil {
			return fmt.Errorf("file %d of the evidence %d: %w", place, ev.ID, ErrDamaged)
		}
		body = slices.Clone(b)
		return nil
	})
	return body, err
}

// WantedEvidence is what is still to be fetched, oldest items first: of one item, or of all with 0.
func (s *Store) WantedEvidence(number uint64, most int) (list []inbox.Evidence, err error) {
	err = s.read(func(v *view) error {
		c := v.bucket(bucketEvidenceWanted).Cursor()
		for k, _ := c.Seek(numberKey(number)); len(k) == 16 && len(list) < most; k, _ = c.Next() {
			if number != 0 && string(k[:8]) != string(numberKey(number)) {
				return nil
			}
			ev, err := decodeEvidence(k, v.bucket(bucketEvidence).Get(k))
			if err != nil {
				return err
			}
			list = append(list, ev)
		}
		return nil
	})
	return list, err
}
