package store

import (
	"encoding/binary"
	"errors"
	"slices"

	"vigie/inbox"
)

// An index entry is a key without a value: brand, kind of index, value, and where the item stands in every order. All entries
// of one question so lie together, oldest first. Entries and counters are a pure function of the item.
//
//	brand 2 bytes · kind 1 · value 4 · order 8 · number 8
//
// The value of a gist has 8 bytes: strangers choose what they write, and two that are half the same are found within the second.

// indexKind is the question that an index answers; small letters are indexes, capitals are counters alone.
type indexKind byte

const (
	byStatus     indexKind = 's' // value: the status
	byChannel    indexKind = 'c'
	byTag        indexKind = 't'
	byDepartment indexKind = 'd'
	byAssignee   indexKind = 'a'
	byAuthor     indexKind = 'w' // value: the author's number
	byThread     indexKind = 'h' // value: the thread's number; ours too
	byUnsent     indexKind = 'u'
	byReview     indexKind = 'r'
	byMention    indexKind = 'm' // value: whom its notes name
	byMentioned  indexKind = 'n' // value: whom they name that has not read them
	byOrigin     indexKind = 'o' // value: a hash of the origin; ours too
	byGist       indexKind = 'f' // value: the gist, 8 bytes; open ones alone
	byUrgency    indexKind = 'p' // value: the level, which isn't the normal one
	byReach      indexKind = 'i' // value: the class of the author's reach, from the first on

	byDue indexKind = 'e' // value: the department that has it; these lie in the order of their due times

	needChannel  indexKind = 'C' // open and returned, of a channel
	needTag      indexKind = 'T'
	needAssignee indexKind = 'A'
	needBrand    indexKind = 'B'
)

const (
	prefixSize   = 2 + 1 + 4
	positionSize = 8 + 8
	entrySize    = prefixSize + positionSize
)

// prefix is what all entries of one question begin with, and the key of their counter.
func prefix(brand uint32, k indexKind, value uint32) []byte {
	return appendPrefix(make([]byte, 0, entrySize), brand, k, value)
}

func appendPrefix(b []byte, brand uint32, k indexKind, value uint32) []byte {
	b = binary.BigEndian.AppendUint16(b, uint16(brand))
	b = append(b, byte(k))
	return binary.BigEndian.AppendUint32(b, value)
}

// appendGist appends what all entries of a gist begin with.
func appendGist(b []byte, brand uint32, gist uint64) []byte {
	return binary.BigEndian.AppendUint32(appendPrefix(b, brand, byGist, uint32(gist>>32)), uint32(gist))
}

func appendPosition(b []byte, p inbox.Position) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(p.Order)^1<<63) // so that times before 1970 sort first
	return binary.BigEndian.AppendUint64(b, p.Number)
}

func positionOf(entry []byte) inbox.Position {
	b := entry[len(entry)-positionSize:]
	return inbox.Position{Order: int64(binary.BigEndian.Uint64(b) ^ 1<<63), Number: binary.BigEndian.Uint64(b[8:])}
}

// bucketOf is where entries of a kind lie. Those of lists grow at their ends; those of threads, authors, origins and gists
// grow anywhere, and would leave the others' pages half empty.
func (k indexKind) bucketOf() bucketID {
	if k == byThread || k == byAuthor || k == byOrigin || k == byGist {
		return bucketRelations
	}
	return bucketIndex
}

// entriesOf are the index entries of an item. What we wrote ourselves stands in threads and with its author only.
func entriesOf(r *record, n numbered) [][]byte {
	var list [][]byte
	buf := make([]byte, 0, 11*entrySize)
	end := func(start int, at inbox.Position) {
		buf = appendPosition(buf, at)
		list = append(list, buf[start:len(buf):len(buf)])
	}
	addAt := func(k indexKind, value uint32, at inbox.Position) {
		start := len(buf)
		buf = appendPrefix(buf, n.brand, k, value)
		end(start, at)
	}
	add := func(k indexKind, value uint32) { addAt(k, value, r.At()) }
	add(byThread, uint32(r.thread))
	if r.author != 0 {
		add(byAuthor, r.author)
	}
	if r.Origin != "" && !r.Private {
		add(byOrigin, originValue(r.Origin))
	}
	if !r.Ours {
		add(byStatus, uint32(r.Status))
		add(byChannel, n.channel)
		for _, tag := range n.tags {
			add(byTag, tag)
		}
		if n.department != 0 {
			add(byDepartment, n.department)
		}
		if n.department != 0 && r.Status == inbox.Escalated {
			addAt(byDue, n.department, dueAt(r))
		}
		if n.assignee != 0 {
			add(byAssignee, n.assignee)
		}
		if gist := r.Gist(); gist != 0 {
			start := len(buf)
			buf = appendGist(buf, n.brand, gist)
			end(start, r.At())
		}
		for _, o := range rankOrders {
			if rank := o.order.Rank(&r.Item); rank != 0 {
				add(o.kind, rankValue(rank))
			}
		}
		if r.Unsent {
			add(byUnsent, 0)
		}
		if r.Review {
			add(byReview, 0)
		}
		for i, person := range n.mentions {
			add(byMention, person)
			if r.Mentions[i].Unread {
				add(byMentioned, person)
			}
		}
	}
	return list
}

// countersOf are the counters that an item is one of: of each of its index entries but the thread's, the origin's and the gist's,
// and of who has to do something about it.
func countersOf(r *record, n numbered, entries [][]byte) [][]byte {
	var list [][]byte
	for _, e := range entries {
		if k := indexKind(e[2]); k != byThread && k != byOrigin && k != byGist {
			list = append(list, e[:prefixSize])
		}
	}
	if r.Ours {
		return list
	}
	add := func(k indexKind, value uint32) { list = append(list, prefix(n.brand, k, value)) }
	if r.Status == inbox.Open || r.Status == inbox.Returned {
		add(needBrand, 0)
		add(needChannel, n.channel)
		for _, tag := range n.tags {
			add(needTag, tag)
		}
		if n.assignee != 0 {
			add(needAssignee, n.assignee)
		}
	}
	return list
}

// reindex writes the difference between what an item was (nil: it was not) and what it is (nil: it is no more).
func (t *txn) reindex(before, after *indexed) error {
	var old, now indexed
	if before != nil {
		old = *before
	}
	if after != nil {
		now = *after
	}
	for _, key := range old.counters {
		t.counts[string(key)]--
	}
	for _, key := range now.counters {
		t.counts[string(key)]++
	}
	return errors.Join(
		t.difference(bucketIndex, old.entries, now.entries),
		t.difference(bucketRelations, old.relations, now.relations),
		t.difference(bucketDue, old.due, now.due),
	)
}

// difference deletes the keys that are only in old and puts those that are only in now.
func (t *txn) difference(id bucketID, old, now [][]byte) error {
	b := t.bucket(id)
	for _, key := range old {
		if !containsKey(now, key) {
			if err := b.Delete(key); err != nil {
				return err
			}
		}
	}
	for _, key := range now {
		if !containsKey(old, key) {
			if err := b.Put(key, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func containsKey(list [][]byte, key []byte) bool {
	return slices.ContainsFunc(list, func(k []byte) bool { return string(k) == string(key) })
}

// indexed is what an item is found and counted by.
type indexed struct{ entries, relations, counters, due [][]byte }

func indexedOf(r *record, n numbered) *indexed {
	all := entriesOf(r, n)
	x := &indexed{counters: countersOf(r, n, all), due: dueOf(r)}
	for _, e := range all {
		if indexKind(e[2]).bucketOf() == bucketIndex {
			x.entries = append(x.entries, e)
		} else {
			x.relations = append(x.relations, e)
		}
	}
	return x
}

// saveCounts adds what the transaction gathered to the counters.
func (t *txn) saveCounts() error {
	b := t.bucket(bucketCounts)
	keys := make([]string, 0, len(t.counts))
	for key, by := range t.counts {
		if by != 0 {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		n := int64(decodeCount(b.Get([]byte(key)))) + t.counts[key]
		if n <= 0 {
			if err := b.Delete([]byte(key)); err != nil {
				return err
			}
			continue
		}
		if err := b.Put([]byte(key), binary.AppendUvarint(nil, uint64(n))); err != nil {
			return err
		}
	}
	clear(t.counts)
	return nil
}

func decodeCount(b []byte) int {
	n, _ := binary.Uvarint(b)
	return int(n)
}

func (v *view) count(key []byte) int { return decodeCount(v.bucket(bucketCounts).Get(key)) }
