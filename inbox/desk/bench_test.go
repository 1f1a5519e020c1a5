package desk_test

import (
	"fmt"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// benchDesk is a desk on a store with some items.
func benchDesk(b *testing.B, items int) *desk.Seat {
	b.Helper()
	s, err := store.Open(filepath.Join(b.TempDir(), "vigie.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	var changes []inbox.Change
	for i := range items {
		a := inbox.Arrived{Channel: "fedi", Brand: "acme", Post: post(fmt.Sprint(i), "The delivery is three weeks late", time.Now())}
		changes = append(changes, inbox.Change{Key: fmt.Sprint("fill", i), At: time.Now(), Event: a})
	}
	if _, err := s.Apply(b.Context(), changes); err != nil {
		b.Fatal(err)
	}
	d, err := desk.Open(desk.Options{Store: s, Team: team("doer"), Registry: kinds(&platform{})})
	if err != nil {
		b.Fatal(err)
	}
	seat, err := d.Seat("nadia")
	if err != nil {
		b.Fatal(err)
	}
	return seat
}

// BenchmarkDecide is one decision, from the wish until it is on disk.
func BenchmarkDecide(b *testing.B) {
	seat := benchDesk(b, 1000)
	verbs := []inbox.Verb{inbox.VerbMute, inbox.VerbUnmute}
	for i := 0; b.Loop(); i++ {
		target := desk.Target{Number: uint64(i/2%1000 + 1)}
		if _, _, err := seat.Decide(b.Context(), inbox.Decision{Verb: verbs[i%2]}, target); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDecideAll is one decision about a thousand items, and about ten thousand.
func BenchmarkDecideAll(b *testing.B) {
	for _, items := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(items), func(b *testing.B) {
			seat := benchDesk(b, items)
			verbs := []inbox.Verb{inbox.VerbMute, inbox.VerbUnmute}
			before := used()
			for i := 0; b.Loop(); i++ {
				bulk, err := seat.DecideAll(b.Context(), inbox.Decision{Verb: verbs[i%2]}, inbox.Query{}, nil)
				if err != nil || bulk.Done != items {
					b.Fatal(bulk.Done, err)
				}
			}
			b.ReportMetric(float64((used()-before).Milliseconds())/float64(b.N), "cpu-ms/op")
		})
	}
}

// used is the processor time of this process.
func used() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkMay is what the footer asks for every verb at each move of the cursor.
func BenchmarkMay(b *testing.B) {
	seat := benchDesk(b, 1)
	row, err := seat.Item(b.Context(), 1)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, a := range inbox.Actions {
			_ = seat.May(a.Verb, row.Item)
		}
	}
}
