package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"go.etcd.io/bbolt"

	"vigie/inbox"
)

// Report is what a check found.
type Report struct {
	Items, Deliveries, Entries int
	Problems                   []string // in words; empty where all is well
	Rebuild                    bool     // the problems are in what Rebuild makes anew
}

// maxProblems bounds a report.
const maxProblems = 100

// Check reads the whole file and compares indexes, counters and due times with what they are made from. While bbolt checks
// its pages nobody writes; the rest is one look at the store as it is then.
func (s *Store) Check(ctx context.Context) (Report, error) {
	c := checking{ctx: ctx, counts: map[string]int64{}}
	look := func(part func() error) error {
		return s.read(func(v *view) error {
			c.view = v
			return part()
		})
	}
	pages := func() error { return look(c.pages) }
	var err error
	if s.opts.ReadOnly || s.full.Load() {
		err = pages()
	} else {
		err = s.alone(ctx, pages)
	}
	if err != nil {
		return c.report, err
	}
	err = look(func() error { return errors.Join(c.items(), c.deliveries(), c.log(), c.totals()) })
	return c.report, err
}

type checking struct {
	*view
	ctx    context.Context
	report Report
	counts map[string]int64
	keys   [buckets]int // how many keys each derived bucket should have
}

func (c *checking) problem(derived bool, format string, args ...any) {
	c.report.Rebuild = c.report.Rebuild || derived
	if len(c.report.Problems) < maxProblems {
		c.report.Problems = append(c.report.Problems, fmt.Sprintf(format, args...))
	}
}

// pages has bbolt check its own.
func (c *checking) pages() error {
	if err := c.walk(); err != nil {
		return err
	}
	for err := range c.tx.Check() {
		c.problem(false, "%v", err)
	}
	return c.ctx.Err()
}

// walk reads every key. bbolt checks in a goroutine of its own, where a page that leads out of the file would end the process;
// here that is caught.
func (c *checking) walk() error {
	return c.tx.ForEach(func(name []byte, b *bbolt.Bucket) error {
		var last []byte
		return b.ForEach(func(k, _ []byte) error {
			if bytes.Compare(last, k) >= 0 {
				return fmt.Errorf("%w (the keys of %s are out of order)", ErrDamaged, name)
			}
			last = k
			return c.ctx.Err()
		})
	})
}

func (c *checking) items() error {
	cursor := c.bucket(bucketItems).Cursor()
	for k, b := cursor.First(); k != nil; k, b = cursor.Next() {
		c.report.Items++
		if c.report.Items%1024 == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		n := binary.BigEndian.Uint64(k)
		r, err := decodeRecord(n, b, c.names)
		if err != nil {
			c.problem(false, "%v", err)
			continue
		}
		c.item(&r)
	}
	return nil
}

func (c *checking) item(r *record) {
	x := indexedOf(r, c.known(&r.Item))
	for _, key := range x.counters {
		c.counts[string(key)]++
	}
	c.present(bucketIndex, x.entries, "item", r.Number)
	c.present(bucketRelations, x.relations, "item", r.Number)
	c.present(bucketDue, x.due, "item", r.Number)
	if ref, _, err := c.remote(c.names.number(channelName, r.Channel), r.Remote); err != nil || ref.item != r.Number && r.author != 0 {
		c.problem(false, "item %d isn't found by its id at the platform", r.Number)
	}
}

// known are the numbers of an item's words, none given anew.
func (v *view) known(it *inbox.Item) numbered {
	n := numbered{
		channel: v.names.number(channelName, it.Channel), brand: v.names.number(brandName, it.Brand),
		assignee: v.names.number(personName, it.Assignee), department: v.names.number(departmentName, it.Department),
		answeredBy: v.names.number(personName, it.AnsweredBy),
	}
	for _, tag := range it.Tags {
		n.tags = append(n.tags, v.names.number(tagName, tag))
	}
	for _, m := range it.Mentions {
		n.mentions = append(n.mentions, v.names.number(personName, m.Person))
	}
	return n
}

// present counts the keys that a bucket should have, and tells those that it hasn't.
func (c *checking) present(id bucketID, keys [][]byte, what string, number uint64) {
	c.keys[id] += len(keys)
	cursor := c.bucket(id).Cursor()
	for _, key := range keys {
		if k, _ := cursor.Seek(key); string(k) != string(key) {
			c.problem(true, "%s %d misses an entry in %s", what, number, bucketNamesOf[id])
		}
	}
}

func (c *checking) deliveries() error {
	return c.bucket(bucketDeliveries).ForEach(func(k, b []byte) error {
		c.report.Deliveries++
		d, err := decodeDelivery(binary.BigEndian.Uint64(k), b)
		if err != nil {
			c.problem(false, "delivery %d: %v", d.ID, err)
			return nil
		}
		c.present(bucketOutbox, outboxOf(&d), "delivery", d.ID)
		c.present(bucketDue, dueOfDelivery(&d), "delivery", d.ID)
		return nil
	})
}

// totals finds what is there and should not be.
func (c *checking) totals() error {
	for _, id := range []bucketID{bucketIndex, bucketRelations, bucketDue, bucketOutbox, bucketAbout} {
		if !c.has(id) {
			continue // a store of before that is only read
		}
		n := 0
		err := c.bucket(id).ForEach(func(_, _ []byte) error {
			n++
			return nil
		})
		if err != nil {
			return err
		}
		if n != c.keys[id] {
			c.problem(true, "%s has %d entries, it should have %d", bucketNamesOf[id], n, c.keys[id])
		}
	}
	err := c.bucket(bucketCounts).ForEach(func(k, b []byte) error {
		if got := int64(decodeCount(b)); got != c.counts[string(k)] {
			c.problem(true, "the counter %x is %d, it should be %d", k, got, c.counts[string(k)])
		}
		delete(c.counts, string(k))
		return nil
	})
	for k, n := range c.counts {
		c.problem(true, "the counter %x is missing, it should be %d", k, n)
	}
	return err
}

func (c *checking) log() error {
	return c.bucket(bucketLog).ForEach(func(k, b []byte) error {
		c.report.Entries++
		e, err := decodeEntry(binary.BigEndian.Uint64(k), b)
		if err != nil {
			c.problem(false, "entry %d of the log: %v", binary.BigEndian.Uint64(k), err)
			return nil
		}
		about, err := c.aboutOf(&e)
		if err == nil && c.has(bucketAbout) {
			c.present(bucketAbout, about, "entry", e.Seq)
		}
		return err
	})
}
