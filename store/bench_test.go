package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"vigie/inbox"
)

// The benchmarks run on a store of VIGIE_BENCH_ITEMS imported items, 20,000 unless told. It is made once in the folder for
// temporary files and used again:
//
//	VIGIE_BENCH_ITEMS=1000000 go test -run '^$' -bench . ./store

func benchItems(tb testing.TB) int {
	n, err := strconv.Atoi(os.Getenv("VIGIE_BENCH_ITEMS"))
	if err != nil {
		n = 20_000
	}
	return n
}

// imported opens the store that the benchmarks share, made where it isn't there yet.
func imported(tb testing.TB) *Store {
	tb.Helper()
	n := benchItems(tb)
	path := filepath.Join(os.TempDir(), fmt.Sprintf("vigie-bench-%d", n), "inbox")
	if !isFile(path) {
		making := path + ".making"
		if err := os.RemoveAll(making); err != nil {
			tb.Fatal(err)
		}
		s, err := Open(making, Options{})
		if err != nil {
			tb.Fatal(err)
		}
		start := time.Now()
		if _, err := s.Bulk(tb.Context(), newCorpus().changes(0, n), nil); err != nil {
			tb.Fatal(err)
		}
		if err := s.Close(); err != nil {
			tb.Fatal(err)
		}
		tb.Logf("imported %d items in %s", n, time.Since(start))
		if err := os.Rename(making, path); err != nil {
			tb.Fatal(err)
		}
	}
	s, err := Open(path, Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

func parse(tb testing.TB, query string) inbox.Query {
	q, err := inbox.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	return q
}

// cpuTime reports the processor time of an operation: what it takes on a machine that has other things to do as well.
func cpuTime(b *testing.B) func() {
	used := func() (t time.Duration) {
		var r syscall.Rusage
		if syscall.Getrusage(syscall.RUSAGE_SELF, &r) == nil {
			t = time.Duration(r.Utime.Nano() + r.Stime.Nano())
		}
		return t
	}
	start := used()
	return func() { b.ReportMetric(float64(used()-start)/float64(b.N), "cpu-ns/op") }
}

func benchPage(b *testing.B, s *Store, query string, from inbox.Position) {
	ask := inbox.Ask{Query: parse(b, query), From: from, Scene: inbox.Scene{Now: monday, Person: "nadia"}}
	b.ReportAllocs()
	rows := 0
	defer cpuTime(b)()
	for b.Loop() {
		page, err := s.Page(context.Background(), ask)
		if err != nil {
			b.Fatal(err)
		}
		rows = len(page.Rows)
	}
	b.ReportMetric(float64(rows), "rows")
}

func BenchmarkPage(b *testing.B) {
	s := imported(b)
	deep := inbox.Position{Order: monday.Add(-corpusYears / 2).UnixMilli()}
	for _, q := range []string{"", "is:open", "channel:channel3", "tag:tag07", "is:escalated dept:sav", "is:open channel:channel3 tag:tag07", "is:open assignee:nadia brand:brand1"} {
		b.Run("first/"+q, func(b *testing.B) { benchPage(b, s, q, inbox.Position{}) })
		b.Run("deep/"+q, func(b *testing.B) { benchPage(b, s, q, deep) })
	}
}

// BenchmarkPeriod walks over all that was posted within some days, a year ago, as figures do.
func BenchmarkPeriod(b *testing.B) {
	s := imported(b)
	to := monday.AddDate(-1, 0, 0)
	for _, days := range []int{1, 7, 30} {
		b.Run(fmt.Sprint(days, " days"), func(b *testing.B) {
			items := 0
			defer cpuTime(b)()
			for b.Loop() {
				items = 0
				ask := inbox.Ask{Query: inbox.During(to.AddDate(0, 0, -days), to, nil), Order: inbox.Oldest, Limit: 1000, Scene: inbox.Scene{Now: monday}}
				for more := true; more; {
					var list []inbox.Story
					var err error
					if list, more, err = s.Stories(context.Background(), ask); err != nil {
						b.Fatal(err)
					}
					items += len(list)
					if more {
						ask.From = list[len(list)-1].At()
					}
				}
			}
			b.ReportMetric(float64(items), "items")
		})
	}
}

func BenchmarkSearch(b *testing.B) {
	s := imported(b)
	c := newCorpus()
	common, usual, rare := c.words[20], c.words[400], c.words[20_000]
	for name, q := range map[string]string{
		"one common": common, "one usual": usual, "one rare": rare, "two": common + " " + usual, "prefix": usual[:4] + "*",
		"phrase":     `"` + c.words[1] + " " + c.words[2] + `"`,
		"with state": usual + " is:open", "with channel": usual + " is:open channel:channel3", "with tag": common + " tag:tag40",
	} {
		b.Run(name, func(b *testing.B) { benchPage(b, s, q, inbox.Position{}) })
	}
}

// BenchmarkNegation asks for what is left where much is excluded.
func BenchmarkNegation(b *testing.B) {
	s := imported(b)
	for _, q := range []string{"-is:done", "-is:done -is:open", "-is:open", "-tag:tag*", "channel:channel3 -is:done", "is:open -channel:channel3", "-brand:brand1 -is:done -tag:tag07"} {
		b.Run(q, func(b *testing.B) { benchPage(b, s, q, inbox.Position{}) })
	}
}

func BenchmarkCounts(b *testing.B) {
	s := imported(b)
	b.Run("all", func(b *testing.B) {
		defer cpuTime(b)()
		for b.Loop() {
			if _, err := s.Counts(nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("one", func(b *testing.B) {
		ask := inbox.Ask{Query: parse(b, "is:open"), Brands: []string{"brand1"}}
		defer cpuTime(b)()
		for b.Loop() {
			if n, _, err := s.Count(context.Background(), ask, 1<<30); err != nil || n == 0 {
				b.Fatal(n, err)
			}
		}
	})
}

// BenchmarkSize tells bytes an item, of the file, of search alone, and after compaction.
func BenchmarkSize(b *testing.B) {
	s := imported(b)
	for b.Loop() {
		st, err := s.Stats()
		if err != nil {
			b.Fatal(err)
		}
		n := float64(st.Items)
		b.ReportMetric(float64(st.Bytes)/n, "B/item")
		b.ReportMetric(float64(st.Free)/n, "free-B/item")
		search := s.bucketBytes(b, bucketTerms) + s.bucketBytes(b, bucketOrders)
		b.ReportMetric(float64(search)/n, "search-B/item")
	}
}

func (s *Store) bucketBytes(tb testing.TB, id bucketID) (n int) {
	err := s.read(func(v *view) error {
		st := v.bucket(id).Stats()
		n = st.LeafAlloc + st.BranchAlloc
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}

func BenchmarkItemCoding(b *testing.B) {
	n := &names{}
	for i, name := range []string{"channel1"} {
		n.put(channelName, uint32(i+1), name)
	}
	e := newCorpus().arrival(200, monday).Event.(inbox.Arrived)
	r := record{Item: inbox.Arrive(e, monday)}
	value := encodeRecord(&r, numbered{channel: 1, brand: 1, tags: []uint32{1}})
	b.Run("encode", func(b *testing.B) {
		defer cpuTime(b)()
		for b.Loop() {
			encodeRecord(&r, numbered{channel: 1, brand: 1, tags: []uint32{1}})
		}
		b.ReportMetric(float64(len(value)), "bytes")
	})
	b.Run("decode", func(b *testing.B) {
		defer cpuTime(b)()
		for b.Loop() {
			if err := r.decode(1, value, n); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("clean", func(b *testing.B) {
		text := e.Post.Text.String()
		defer cpuTime(b)()
		for b.Loop() {
			inbox.Clean(text)
		}
	})
}
