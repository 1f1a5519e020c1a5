package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// storeRow is a row of the table that one of the store's benchmarks fills.
type storeRow struct{ row, benchmark, unit string }

// storeRows are in the order of the table. A unit that isn't a time is told as it is.
var storeRows = []storeRow{
	{"page of 100, first", "Page/first/", "ns/op"},
	{"page of 100, deep", "Page/deep/", "ns/op"},
	{"page of 100 open, first", "Page/first/is:open", "ns/op"},
	{"page of 100 open, deep", "Page/deep/is:open", "ns/op"},
	{"counts of the header, all of them", "Counts/all", "ns/op"},
	{"one count", "Counts/one", "ns/op"},
	{"one decision, on disk", "Decision", "ns/op"},
	{"  two commits of the same database", "Floor", "ns/op"},
	{"one decision while 50 items a second arrive, p99", "DecisionWhileArriving", "p99-µs"},
	{"one decision while an import runs, p99", "DecisionWhileImporting", "p99-µs"},
	{"a decision on 1,000 items", "BulkDecision1000", "ns/op"},
	{"search: one common word", "Search/one_common", "ns/op"},
	{"search: one usual word", "Search/one_usual", "ns/op"},
	{"search: two words", "Search/two", "ns/op"},
	{"search: prefix", "Search/prefix", "ns/op"},
	{"search: phrase", "Search/phrase", "ns/op"},
	{"search with a status", "Search/with_state", "ns/op"},
	{"search with a status and a channel", "Search/with_channel", "ns/op"},
	{"search with a tag", "Search/with_tag", "ns/op"},
	{"size, by the store's corpus", "Size", "B/item"},
	{"  of it search", "Size", "search-B/item"},
}

// stored runs the store's benchmarks on a store of the same size, which they make at their first run.
func (b bench) stored(string) error {
	cmd := exec.Command("go", "test", "-run", "^$", "-bench", "Page|Counts|Decision|Floor|Search|Size", "-benchtime", "0.2s", "-timeout", "20m", "./store")
	cmd.Env = append(os.Environ(), fmt.Sprintf("VIGIE_BENCH_ITEMS=%d", b.items), "TMPDIR="+b.dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("the store's benchmarks: %w\n%s", err, out)
	}
	values := measured(out)
	for _, r := range storeRows {
		if v, ok := values[r.benchmark+" "+r.unit]; ok {
			b.tell(r.row, "%s", worded(v, r.unit))
		}
	}
	return nil
}

// measured reads what go test printed: each benchmark's values by its name and their unit.
func measured(out []byte) map[string]float64 {
	values := map[string]float64{}
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		f := strings.Fields(s.Text())
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(f[0], "Benchmark")
		if i := strings.LastIndexByte(name, '-'); i >= 0 { // the number of processors
			name = name[:i]
		}
		for i := 2; i+1 < len(f); i += 2 {
			if v, err := strconv.ParseFloat(f[i], 64); err == nil {
				values[name+" "+f[i+1]] = v
			}
		}
	}
	return values
}

func worded(v float64, unit string) string {
	switch unit {
	case "ns/op":
		return milliseconds(v / 1e6)
	case "p99-µs":
		return milliseconds(v / 1e3)
	}
	return fmt.Sprintf("%.0f %s", v, strings.TrimPrefix(unit, "search-"))
}

func milliseconds(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) + " ms" }
