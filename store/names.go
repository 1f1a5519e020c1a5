package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.etcd.io/bbolt"
)

// names are the interned words: brands, channels, tags, people and departments are kept as small numbers in items, indexes
// and counters. There are few of them, so they are all in memory. A names value never changes once it is published.
type names struct {
	byNumber [nameKinds][]string // the number of a name is its place + 1
	byName   [nameKinds]map[string]uint32
	sequence uint64 // of the bucket: tells whether these are the names of a transaction
}

type nameKind byte

const (
	brandName nameKind = iota
	channelName
	tagName
	personName
	departmentName
	nameKinds
)

// number is the name's number; 0 where it has none, and for "".
func (n *names) number(k nameKind, name string) uint32 { return n.byName[k][name] }

// name is what a number stands for; "" for 0.
func (n *names) name(k nameKind, number uint32) string {
	if i := int(number) - 1; i >= 0 && i < len(n.byNumber[k]) {
		return n.byNumber[k][i]
	}
	return ""
}

func (n *names) clone() *names {
	c := &names{sequence: n.sequence}
	for k := range nameKinds {
		c.byNumber[k] = slices.Clone(n.byNumber[k])
		c.byName[k] = maps.Clone(n.byName[k])
	}
	return c
}

// put gives a number its name, or a new name in place of an old one.
func (n *names) put(k nameKind, number uint32, name string) {
	for int(number) > len(n.byNumber[k]) {
		n.byNumber[k] = append(n.byNumber[k], "")
	}
	if n.byName[k] == nil {
		n.byName[k] = map[string]uint32{}
	}
	if old := n.byNumber[k][number-1]; n.byName[k][old] == number { // a place that is only made now is no name: "" is a brand
		delete(n.byName[k], old)
	}
	n.byNumber[k][number-1] = name
	n.byName[k][name] = number
}

// loadNames reads every interned word.
func loadNames(b *bbolt.Bucket) (*names, error) {
	n := &names{sequence: b.Sequence()}
	err := b.ForEach(func(key, name []byte) error {
		if len(key) != 5 || nameKind(key[0]) >= nameKinds {
			return fmt.Errorf("a name has the key %x: %w", key, ErrDamaged)
		}
		number := binary.BigEndian.Uint32(key[1:])
		if number == 0 || number > maxNames {
			return fmt.Errorf("a name has the number %d: %w", number, ErrDamaged)
		}
		n.put(nameKind(key[0]), number, string(name))
		return nil
	})
	return n, err
}

// maxNames bounds the words of a kind; brands and channels have two bytes in keys.
const maxNames = 1<<16 - 1

func nameKey(k nameKind, number uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{byte(k)}, number)
}

var errCrowded = errors.New("one name too many")

// refuseCrowded refuses a change whose names the store has no room for. It is for before anything was written.
func refuseCrowded(err error) error {
	if errors.Is(err, errCrowded) {
		return refuse(err)
	}
	return err
}

// intern is the name's number, given now where it had none. "" is 0.
func (t *txn) intern(k nameKind, name string) (uint32, error) {
	if name == "" && k != brandName {
		return 0, nil
	}
	if n := t.names.number(k, name); n != 0 {
		return n, nil
	}
	number := uint32(len(t.names.byNumber[k]) + 1)
	if number > maxNames {
		return 0, fmt.Errorf("%q is %w: the store takes %d of a kind", name, errCrowded, maxNames)
	}
	return number, t.rename(k, number, name)
}

func (t *txn) rename(k nameKind, number uint32, name string) error {
	if !t.newNames {
		t.names, t.newNames = t.names.clone(), true
	}
	t.names.put(k, number, name)
	b := t.bucket(bucketNames)
	var err error
	if t.names.sequence, err = b.NextSequence(); err != nil {
		return err
	}
	return b.Put(nameKey(k, number), []byte(name))
}
