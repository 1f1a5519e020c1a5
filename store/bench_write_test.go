package store

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"vigie/inbox"
)

// BenchmarkDecision is one decision on disk; BenchmarkFloor is two commits of a small value by bbolt on the same disk.
func BenchmarkDecision(b *testing.B) {
	s := imported(b)
	n := uint64(benchItems(b))
	i := uint64(0)
	defer cpuTime(b)()
	for b.Loop() {
		i++
		c := inbox.Change{Key: fmt.Sprintf("%d-%d", time.Now().UnixNano(), i), At: monday, By: "nadia", Event: inbox.Decided{
			Number: 1 + i*7919%n, Decision: inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Merci, nous regardons.")}, Hold: monday.Add(8 * time.Second),
		}}
		applied, err := s.Apply(context.Background(), []inbox.Change{c})
		if err != nil || applied[0].Err != nil {
			b.Fatal(applied, err)
		}
	}
}

func BenchmarkFloor(b *testing.B) {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "floor"), 0o600, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	put := func(i int) error {
		return db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("b"))
			if err != nil {
				return err
			}
			return bucket.Put(numberKey(uint64(i)), make([]byte, 100))
		})
	}
	defer cpuTime(b)()
	for i := 0; b.Loop(); i++ {
		if err := put(2 * i); err != nil {
			b.Fatal(err)
		}
		if err := put(2*i + 1); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBulkDecision1000 tags a thousand items in slices that let others write between them, and takes the tag away.
func BenchmarkBulkDecision1000(b *testing.B) {
	s := imported(b)
	run := time.Now().UnixNano()
	defer cpuTime(b)()
	for op := 0; b.Loop(); op++ {
		decision := inbox.Decision{Verb: inbox.VerbTag, Add: []string{"bulk"}}
		if op%2 == 1 {
			decision = inbox.Decision{Verb: inbox.VerbTag, Remove: []string{"bulk"}}
		}
		var changes []inbox.Change
		for i := range 1000 {
			changes = append(changes, inbox.Change{
				Key: fmt.Sprintf("%d-%d-%d", run, op, i), Group: "g", At: monday, By: "nadia", Event: inbox.Decided{Number: uint64(5001 + i), Decision: decision},
			})
		}
		for slice := range slices.Chunk(changes, 100) {
			applied, err := s.Apply(context.Background(), slice)
			if err != nil || applied[0].Err != nil || applied[0].Nothing {
				b.Fatal(applied[0], err)
			}
		}
	}
}

// BenchmarkImport adds 50,000 items, search included, to a copy of the store.
func BenchmarkImport(b *testing.B) {
	const items = 50_000
	from := imported(b)
	copied := filepath.Join(b.TempDir(), "inbox")
	if err := from.Compact(context.Background(), copied); err != nil {
		b.Fatal(err)
	}
	s, err := Open(copied, Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	c := newCorpus()
	next := benchItems(b)
	defer cpuTime(b)()
	for b.Loop() {
		if _, err := s.Bulk(context.Background(), c.changes(next, items), nil); err != nil {
			b.Fatal(err)
		}
		next += items
	}
	b.ReportMetric(float64(items)*float64(b.N)/b.Elapsed().Seconds(), "items/s")
}

// BenchmarkDecisionWhileImporting is how long a person waits for a decision while a backfill runs without a pause.
func BenchmarkDecisionWhileImporting(b *testing.B) { benchDecisionBeside(b, 100, 0) }

// BenchmarkDecisionWhileArriving is the same while 50 items a second arrive.
func BenchmarkDecisionWhileArriving(b *testing.B) { benchDecisionBeside(b, 5, 100*time.Millisecond) }

// benchDecisionBeside measures decisions beside arrivals in batches, with a pause between them.
func benchDecisionBeside(b *testing.B, size int, pause time.Duration) {
	s := imported(b)
	n := benchItems(b)
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var batch []inbox.Change
		for c := range newCorpus().changes(n+int(time.Now().Unix()%1e6)*1000, 1<<30) {
			if batch = append(batch, c); len(batch) == size {
				if _, err := s.Apply(ctx, batch); err != nil {
					return
				}
				batch = batch[:0]
				time.Sleep(pause)
			}
		}
	}()
	var waits []time.Duration
	for b.Loop() {
		start := time.Now()
		c := inbox.Change{Key: fmt.Sprint(start.UnixNano()), At: monday, By: "nadia", Event: inbox.Decided{
			Number: uint64(1 + len(waits)), Decision: inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("vu")},
		}}
		if _, err := s.Apply(ctx, []inbox.Change{c}); err != nil {
			b.Fatal(err)
		}
		waits = append(waits, time.Since(start))
	}
	cancel()
	<-ended
	slices.Sort(waits)
	b.ReportMetric(float64(waits[len(waits)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(waits[len(waits)*99/100].Microseconds()), "p99-µs")
}
