package store

import (
	"bytes"
	"context"
	"encoding/binary"
)

// A place is a small value that is remembered for a person, under a word of whoever remembers it.

// placeKey is the person's number and the word.
func placeKey(person uint32, key string) []byte {
	return append(binary.BigEndian.AppendUint32(nil, person), key...)
}

// Remember keeps a small value for a person, such as where their session stood; "" is nobody's.
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
