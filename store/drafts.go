package store

import (
	"bytes"
	"context"
	"encoding/binary"

	"vigie/inbox"
)

// The fields of a draft. Its key is that of a seen mark: the person's number and the item's.
const (
	draftVerb  = 1
	draftText  = 2
	draftCaret = 3
	draftSaved = 4
	draftSeen  = 5
	draftPriv  = 6
)

// SaveDraft keeps a person's text on an item, in place of what they had there.
func (s *Store) SaveDraft(person string, d inbox.Draft) error {
	var e encoder
	e.string(draftVerb, string(d.Verb))
	e.string(draftText, d.Text)
	e.uint(draftCaret, uint64(max(0, d.Caret)))
	e.time(draftSaved, d.Saved)
	e.uint(draftSeen, d.Seen)
	e.bool(draftPriv, d.Private)
	return s.write(context.Background(), urgent, func(t *txn) error {
		who, err := t.intern(personName, person)
		if err != nil {
			return err
		}
		return t.bucket(bucketDrafts).Put(personKey(who, d.Number), e.b)
	})
}

// Draft is what the person has begun on an item.
func (s *Store) Draft(person string, n uint64) (d inbox.Draft, ok bool, err error) {
	err = s.read(func(v *view) error {
		b := v.bucket(bucketDrafts).Get(personKey(v.names.number(personName, person), n))
		ok = b != nil
		d, err = decodeDraft(n, b)
		return err
	})
	return d, ok, err
}

// Drafts are all that the person has begun, by item.
func (s *Store) Drafts(person string) (list []inbox.Draft, err error) {
	err = s.read(func(v *view) error {
		return v.eachDraft(person, func(n uint64, b []byte) error {
			d, err := decodeDraft(n, b)
			list = append(list, d)
			return err
		})
	})
	return list, err
}

func (v *view) eachDraft(person string, told func(n uint64, b []byte) error) error {
	who := v.names.number(personName, person)
	if who == 0 {
		return nil
	}
	p := binary.BigEndian.AppendUint32(nil, who)
	c := v.bucket(bucketDrafts).Cursor()
	for k, b := c.Seek(p); len(k) == 12 && bytes.HasPrefix(k, p); k, b = c.Next() {
		if err := told(binary.BigEndian.Uint64(k[4:]), b); err != nil {
			return err
		}
	}
	return nil
}

// DropDraft forgets a draft: it was sent, or thrown away.
func (s *Store) DropDraft(person string, n uint64) error {
	return s.write(context.Background(), urgent, func(t *txn) error {
		who := t.names.number(personName, person)
		if who == 0 {
			return nil
		}
		return t.bucket(bucketDrafts).Delete(personKey(who, n))
	})
}

func decodeDraft(n uint64, b []byte) (inbox.Draft, error) {
	d := inbox.Draft{Number: n}
	f := fieldsOf(b)
	for f.next() {
		switch f.number {
		case draftVerb:
			d.Verb = inbox.Verb(f.s)
		case draftText:
			d.Text = f.s
		case draftCaret:
			d.Caret = int(f.u)
		case draftSaved:
			d.Saved = f.time()
		case draftSeen:
			d.Seen = f.u
		case draftPriv:
			d.Private = f.u != 0
		}
	}
	return d, f.err
}

// placeKey is where a person's session keeps its place: the person's number and a word of the session's own.
func placeKey(person uint32, key string) []byte {
	return append(binary.BigEndian.AppendUint32(nil, person), key...)
}

// Remember keeps a small value for a person: where their session stood.
func (s *Store) Remember(person, key string, value []byte) error {
	return s.write(context.Background(), urgent, func(t *txn) error {
		who, err := t.intern(personName, person)
		if err != nil {
			return err
		}
		return t.bucket(bucketPlaces).Put(placeKey(who, key), value)
	})
}

// Revise puts what change makes of such a value in its place, in one transaction; nil is none. Where change refuses, nothing is
// written, and its error is given as it is.
func (s *Store) Revise(person, key string, change func(value []byte) ([]byte, error)) error {
	var refused error
	err := s.write(context.Background(), urgent, func(t *txn) error {
		value := t.bucket(bucketPlaces).Get(placeKey(t.names.number(personName, person), key))
		if value, refused = change(bytes.Clone(value)); refused != nil {
			return nil // it must not undo what others have in the transaction
		}
		who, err := t.intern(personName, person)
		if err != nil {
			return err
		}
		return t.bucket(bucketPlaces).Put(placeKey(who, key), value)
	})
	if err != nil {
		return err
	}
	return refused
}

// Recall is what Remember kept.
func (s *Store) Recall(person, key string) (value []byte, ok bool, err error) {
	err = s.read(func(v *view) error {
		b := v.bucket(bucketPlaces).Get(placeKey(v.names.number(personName, person), key))
		value, ok = bytes.Clone(b), b != nil
		return nil
	})
	return value, ok, err
}
