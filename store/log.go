package store

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"

	"vigie/inbox"
)

// entry is a line of the log as it is kept: texts are apart, so that they can be erased while the log stays.
type entry struct {
	inbox.Entry
	brand  uint32
	digest []byte // salted, of the text; nil where there was none
	of     uint64 // of an undo or a redo: the entry that it took back or made again
	author uint32 // of its item, while it is being logged
}

// items are those that the entry is about.
func (e *entry) items() []uint64 {
	if e.Number == 0 {
		return e.Numbers
	}
	return []uint64{e.Number}
}

// The log's index is keys without values.
//
//	what 1 byte · of whom · entry 8
const (
	logOfItem   = 'i' // number, 8 bytes
	logOfBrand  = 'b' // number of the name, 4 bytes
	logOfPerson = 'p' // number of the name, 4 bytes
	logOfKey    = 'k' // the change's key, hashed, 16 bytes
	logOfGroup  = 'g' // the group's key, hashed, 16 bytes
)

func logPrefix(what byte, of []byte) []byte { return append([]byte{what}, of...) }

func logOfName(what byte, number uint32) []byte {
	return binary.BigEndian.AppendUint32([]byte{what}, number)
}

// hashed is a key of any length in 16 bytes.
func hashed(key string) []byte {
	sum := sha256.Sum256([]byte(key))
	return sum[:16]
}

// wasApplied reports whether a change of this key is in the log already.
func (v *view) wasApplied(key string) bool {
	if key == "" {
		return false
	}
	p := logPrefix(logOfKey, hashed(key))
	k, _ := v.bucket(bucketLogIndex).Cursor().Seek(p)
	return len(k) == len(p)+8 && string(k[:len(p)]) == string(p)
}

// log appends an entry about an item.
func (t *txn) log(e entry, brand uint32) error {
	seq, err := t.bucket(bucketLog).NextSequence()
	if err != nil {
		return err
	}
	e.Seq, e.brand = seq, brand
	if !e.Text.Empty() {
		e.digest = t.digest(e.Text.String())
		if err := t.bucket(bucketTexts).Put(numberKey(seq), []byte(e.Text.String())); err != nil {
			return err
		}
	}
	prefixes := [][]byte{logOfName(logOfBrand, brand)}
	for _, n := range e.items() {
		prefixes = append(prefixes, logPrefix(logOfItem, numberKey(n)))
	}
	if e.By != "" {
		person, err := t.intern(personName, e.By)
		if err != nil {
			return err
		}
		prefixes = append(prefixes, logOfName(logOfPerson, person))
	}
	if e.Key != "" {
		prefixes = append(prefixes, logPrefix(logOfKey, hashed(e.Key)))
	}
	if e.Group != "" {
		prefixes = append(prefixes, logPrefix(logOfGroup, hashed(e.Group)))
	}
	for _, p := range prefixes {
		if err := t.bucket(bucketLogIndex).Put(binary.BigEndian.AppendUint64(p, seq), nil); err != nil {
			return err
		}
	}
	return errors.Join(t.difference(bucketAbout, nil, aboutOf(&e, e.author)), t.putEntry(&e))
}

// signed logs what somebody did at the door. Why stands where an item's changes would.
func (t *txn) signed(c inbox.Change, e inbox.Signed) error {
	c.Visit = e.Visit
	var why inbox.Patch
	if !e.Why.Empty() {
		why = inbox.Patch{{Name: "why", To: e.Why.Line()}}
	}
	return t.log(lineOf(c, 0, e.What, why), 0)
}

// denied logs what was refused to somebody. The items are named, and it stands in the history of none.
func (t *txn) denied(c inbox.Change, e inbox.Denied) error {
	line := lineOf(c, 0, inbox.WasDenied, inbox.Patch{{Name: "why", To: e.Why.Line()}})
	line.To, line.Numbers = e.Wish, e.Numbers
	if e.More > 0 {
		line.Patch = append(line.Patch, inbox.Field{Name: "more", To: strconv.Itoa(e.More)})
	}
	if e.Missed > 0 {
		line.Patch = append(line.Patch, inbox.Field{Name: "missed", To: strconv.Itoa(e.Missed)})
	}
	return t.log(line, 0)
}

func (t *txn) putEntry(e *entry) error {
	return t.bucket(bucketLog).Put(numberKey(e.Seq), encodeEntry(e))
}

// digest is what the log keeps of a text: nobody can tell the text from it, or that two stores hold the same one.
func (t *txn) digest(text string) []byte {
	h := hmac.New(sha256.New, t.bucket(bucketMeta).Get(metaSalt))
	h.Write([]byte(text))
	return h.Sum(nil)[:16]
}

func (v *view) entry(seq uint64) (entry, error) {
	b := v.bucket(bucketLog).Get(numberKey(seq))
	if b == nil {
		return entry{}, ErrDamaged
	}
	e, err := decodeEntry(seq, b)
	e.Brand = v.names.name(brandName, e.brand)
	if err != nil || e.digest == nil {
		return e, err
	}
	text := v.bucket(bucketTexts).Get(numberKey(seq))
	e.Text, e.Erased = inbox.Clean(string(text)), text == nil
	return e, nil
}

// entriesBack walks over the entries under a prefix of the log's index, newest first, until told returns false.
func (v *view) entriesBack(p []byte, told func(entry) (bool, error)) error {
	next := v.entriesOf(p, 0)
	for {
		e, ok, err := next()
		if err != nil || !ok {
			return err
		}
		if more, err := told(e); err != nil || !more {
			return err
		}
	}
}

// entriesOf gives the entries under a prefix of the log's index one after the other, newest first, from before a number on (0:
// from the newest).
func (v *view) entriesOf(p []byte, before uint64) func() (entry, bool, error) {
	return v.entriesIn(bucketLogIndex, p, before)
}

// entriesIn does so with any bucket whose keys end in the number of an entry.
func (v *view) entriesIn(index bucketID, p []byte, before uint64) func() (entry, bool, error) {
	c := v.bucket(index).Cursor()
	if before == 0 {
		before = 1<<64 - 1
	}
	k, _ := c.Seek(binary.BigEndian.AppendUint64(p[:len(p):len(p)], before))
	if k == nil {
		k, _ = c.Last()
	} else {
		k, _ = c.Prev()
	}
	return func() (entry, bool, error) {
		if len(k) != len(p)+8 || string(k[:len(p)]) != string(p) {
			return entry{}, false, nil
		}
		e, err := v.entry(binary.BigEndian.Uint64(k[len(p):]))
		k, _ = c.Prev()
		return e, err == nil, err
	}
}

// The fields of an entry of the log; its number is the key.
const (
	entryKey      = 1
	entryGroup    = 2
	entryAt       = 3
	entryBy       = 4
	entryRule     = 5
	entryItem     = 6
	entryWhat     = 7
	entryPatch    = 8 // nested: 1 name, 2 from, 3 to; repeated
	entryTo       = 9
	entryDigest   = 10
	entryDelivery = 11
	entryUndone   = 12
	entryBrand    = 13
	entryOf       = 14
	entryNumbers  = 15 // nested: 1 how much above the one before; repeated
	entryForgot   = 16 // nested: 1 items, 2 texts, 3 deliveries
	entryMention  = 17 // repeated
	entryAddress  = 18
	entryByKey    = 19
	entryVerb     = 20
)

func encodeEntry(x *entry) []byte {
	var e encoder
	e.string(entryKey, x.Key)
	e.string(entryGroup, x.Group)
	e.time(entryAt, x.At)
	e.string(entryBy, x.By)
	e.string(entryRule, x.Rule)
	e.uint(entryItem, x.Number)
	e.string(entryWhat, x.What)
	for _, p := range x.Patch {
		e.nested(entryPatch, func(e *encoder) { e.string(1, p.Name); e.string(2, p.From); e.string(3, p.To) })
	}
	e.string(entryTo, x.To)
	for _, person := range x.Mentions {
		e.string(entryMention, person)
	}
	e.string(entryDigest, string(x.digest))
	e.uint(entryDelivery, x.Delivery)
	e.bool(entryUndone, x.Undone)
	e.uint(entryBrand, uint64(x.brand))
	e.uint(entryOf, x.of)
	if len(x.Numbers) > 0 {
		e.nested(entryNumbers, func(e *encoder) { e.numbers(1, x.Numbers) })
	}
	e.string(entryAddress, x.Visit.Address)
	e.string(entryByKey, x.Visit.Key)
	e.string(entryVerb, string(x.Verb))
	if f := x.Forgot; f != (inbox.Forgot{}) {
		e.nested(entryForgot, func(e *encoder) {
			e.uint(1, uint64(f.Items))
			e.uint(2, uint64(f.Texts))
			e.uint(3, uint64(f.Deliveries))
		})
	}
	return e.b
}

func decodeEntry(seq uint64, b []byte) (entry, error) {
	x := entry{Entry: inbox.Entry{Seq: seq}}
	f := fieldsOf(b)
	for f.next() {
		switch f.number {
		case entryKey:
			x.Key = f.s
		case entryGroup:
			x.Group = f.s
		case entryAt:
			x.At = f.time()
		case entryBy:
			x.By = f.s
		case entryRule:
			x.Rule = f.s
		case entryItem:
			x.Number = f.u
		case entryWhat:
			x.What = f.s
		case entryPatch:
			x.Patch = append(x.Patch, readPatchField(f.s))
		case entryTo:
			x.To = f.s
		case entryMention:
			x.Mentions = append(x.Mentions, f.s)
		case entryDigest:
			x.digest = []byte(f.s)
		case entryDelivery:
			x.Delivery = f.u
		case entryVerb:
			x.Verb = inbox.Verb(f.s)
		case entryUndone:
			x.Undone = f.u != 0
		case entryBrand:
			x.brand = uint32(f.u)
		case entryOf:
			x.of = f.u
		case entryNumbers:
			x.Numbers = readNumbers(f.s)
		case entryForgot:
			x.Forgot = readForgot(f.s)
		case entryAddress:
			x.Visit.Address = f.s
		case entryByKey:
			x.Visit.Key = f.s
		}
	}
	if x.AtDoor() {
		x.liftVisit()
	}
	return x, f.err
}

// liftVisit reads where somebody came from as it was written once: among the changes.
func (x *entry) liftVisit() {
	x.Patch = slices.DeleteFunc(x.Patch, func(f inbox.Field) bool {
		switch f.Name {
		case "address":
			x.Visit.Address = f.To
		case "key":
			x.Visit.Key = f.To
		default:
			return false
		}
		return true
	})
}

func readPatchField(s string) (p inbox.Field) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			p.Name = f.s
		case 2:
			p.From = f.s
		case 3:
			p.To = f.s
		}
	}
	return p
}

// numbers writes numbers as steps from one to the next.
func (e *encoder) numbers(field protowire.Number, list []uint64) {
	last := uint64(0)
	for _, n := range list {
		e.int(field, int64(n-last))
		last = n
	}
}

func readNumbers(s string) (list []uint64) {
	last := uint64(0)
	for f := fieldsIn(s); f.next(); {
		if f.number == 1 {
			last += uint64(f.int())
			list = append(list, last)
		}
	}
	return list
}

func readForgot(s string) (sum inbox.Forgot) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			sum.Items = int(f.u)
		case 2:
			sum.Texts = int(f.u)
		case 3:
			sum.Deliveries = int(f.u)
		}
	}
	return sum
}
