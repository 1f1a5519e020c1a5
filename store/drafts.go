package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"slices"

	"vigie/inbox"
)

// The fields of a draft. Its key is that of a seen mark: the person's number and the item's, or 0. There is one for each verb: the
// first stands for itself, the others stand within it.
const (
	draftVerb  = 1
	draftText  = 2
	draftCaret = 3
	draftSaved = 4
	draftSeen  = 5
	draftPriv  = 6
	draftOther = 7
	draftOn    = 8
)

func (e *encoder) draft(d inbox.Draft) {
	e.string(draftVerb, string(d.Verb))
	e.string(draftText, d.Text)
	e.uint(draftCaret, uint64(max(0, d.Caret)))
	e.time(draftSaved, d.Saved)
	e.uint(draftSeen, d.Seen)
	e.bool(draftPriv, d.Private)
	for _, n := range d.On {
		e.uint(draftOn, n)
	}
}

// SaveDraft keeps a person's text on an item, in place of what they had there for the same verb.
func (s *Store) SaveDraft(person string, d inbox.Draft) error {
	return s.write(context.Background(), urgent, func(t *txn) error {
		who, err := t.intern(personName, person)
		if err != nil {
			return err
		}
		return t.changeDrafts(personKey(who, d.Number), d.Number, d.Verb, d)
	})
}

// changeDrafts puts drafts in the place of that for a verb on an item.
func (t *txn) changeDrafts(key []byte, n uint64, verb inbox.Verb, with ...inbox.Draft) error {
	b := t.bucket(bucketDrafts)
	list, err := decodeDrafts(n, b.Get(key))
	if err != nil {
		return err
	}
	list = append(with, slices.DeleteFunc(list, func(d inbox.Draft) bool { return d.Verb == verb })...)
	if len(list) == 0 {
		return b.Delete(key)
	}
	var e encoder
	e.draft(list[0])
	for _, other := range list[1:] {
		e.nested(draftOther, func(e *encoder) { e.draft(other) })
	}
	return b.Put(key, e.b)
}

// Draft is what the person has begun on an item for a verb.
func (s *Store) Draft(person string, n uint64, verb inbox.Verb) (d inbox.Draft, ok bool, err error) {
	err = s.read(func(v *view) error {
		list, err := decodeDrafts(n, v.bucket(bucketDrafts).Get(personKey(v.names.number(personName, person), n)))
		if i := slices.IndexFunc(list, func(d inbox.Draft) bool { return d.Verb == verb }); i >= 0 {
			d, ok = list[i], true
		}
		return err
	})
	return d, ok, err
}

// Drafts are all that the person has begun, by item.
func (s *Store) Drafts(person string) (list []inbox.Draft, err error) {
	err = s.read(func(v *view) error {
		return v.eachDraft(person, func(n uint64, b []byte) error {
			all, err := decodeDrafts(n, b)
			list = append(list, all...)
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

// DropDraft forgets the draft for a verb: it was sent, or thrown away.
func (s *Store) DropDraft(person string, n uint64, verb inbox.Verb) error {
	return s.write(context.Background(), urgent, func(t *txn) error {
		who := t.names.number(personName, person)
		if who == 0 {
			return nil
		}
		return t.changeDrafts(personKey(who, n), n, verb)
	})
}

// decodeDrafts reads the drafts of an item, the newest first; there are none in nothing.
func decodeDrafts(n uint64, b []byte) (list []inbox.Draft, err error) {
	if b == nil {
		return nil, nil
	}
	return readDrafts(n, fieldsOf(b))
}

func readDrafts(n uint64, f fields) ([]inbox.Draft, error) {
	d, others := inbox.Draft{Number: n}, []inbox.Draft(nil)
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
		case draftOn:
			d.On = append(d.On, f.u)
		case draftOther:
			more, err := readDrafts(n, fieldsIn(f.s))
			if err != nil {
				return nil, err
			}
			others = append(others, more...)
		}
	}
	return append([]inbox.Draft{d}, others...), f.err
}

// forgetDrafts deletes what anybody has begun on an item, and counts it.
func (t *txn) forgetDrafts(number uint64, sum *inbox.Forgot) error {
	b := t.bucket(bucketDrafts)
	for i := range t.names.byNumber[personName] {
		who := uint32(i + 1)
		if k := personKey(who, number); b.Get(k) != nil {
			sum.Texts++
			if err := b.Delete(k); err != nil {
				return err
			}
		}
		list, err := decodeDrafts(0, b.Get(personKey(who, 0)))
		if err != nil {
			return err
		}
		for _, d := range list {
			if len(d.On) > 0 && !slices.Contains(d.On, number) {
				continue
			}
			sum.Texts++
			if err := t.changeDrafts(personKey(who, 0), 0, d.Verb); err != nil {
				return err
			}
		}
	}
	return nil
}
