// Bench drives the built binary as a person would, on a terminal of its own, runs the store's benchmarks at the same size, and
// prints what it measured as a table, in the order of docs/performance.md. The floors of a start and of a decision are
// measured in the same run. Run it with .ci/bench.
package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"
)

func main() {
	b := bench{told: map[string]string{}}
	flag.StringVar(&b.vigie, "vigie", "", "the built binary")
	flag.StringVar(&b.empty, "empty", "", "an empty Bubble Tea program, built")
	flag.StringVar(&b.dir, "dir", "", "where the items are kept between runs")
	flag.IntVar(&b.items, "items", 1_000_000, "how many items")
	flag.IntVar(&b.starts, "starts", 50, "how many starts")
	flag.BoolVar(&b.terminal, "terminal", true, "measure on a terminal")
	flag.BoolVar(&b.store, "store", true, "run the store's benchmarks")
	flag.BoolVar(&b.served, "ssh", true, "measure over SSH")
	flag.IntVar(&b.idlers, "idle", mostIdle, "how many idle sessions over SSH, 500 at most")
	flag.StringVar(&b.just, "just", "", "measure over SSH this alone: visits, line, far, spread or idle")
	flag.Parse()
	err := b.run()
	b.print()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	vigie, empty, dir string
	items, starts     int
	idlers            int
	just              string

	terminal, store, served bool
	told                    map[string]string // what was measured, by row
}

// The rows of the table that the driven binary fills; those between are the store's.
const (
	rowStart    = "exec → first full screen"
	rowFloor    = "  an empty Bubble Tea program"
	rowOver     = "  over it"
	rowKey      = "key → first byte, list and reader"
	rowBytes    = "bytes a key, list and reader, 120×40"
	rowAlone    = "bytes a key, list alone, 79×40"
	rowCPU      = "processor time a key, 120×40"
	rowViews    = "key → first byte while saved searches are counted"
	rowArriving = "key → first byte in the demo, items arriving"
	rowImport   = "import into it, search included"
	rowSize     = "size on disk"
	rowMemory   = "memory (RssAnon) after scrolling and searching"
	rowBinary   = "binary, stripped"
)

func order() []string {
	rows := []string{rowStart, rowFloor, rowOver, rowKey, rowBytes, rowAlone, rowCPU, rowViews, rowArriving}
	for _, s := range storeRows {
		rows = append(rows, s.row)
	}
	return append(append(rows, rowImport, rowSize, rowMemory, rowBinary), sshRows...)
}

func (b bench) tell(row, format string, args ...any) { b.told[row] = fmt.Sprintf(format, args...) }

func (b bench) print() {
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("%d items, load at the end %.14s\n\n", b.items, load)
	for _, row := range order() {
		if what, ok := b.told[row]; ok {
			fmt.Printf("%-58s %s\n", row, what)
		}
	}
}

func (b bench) run() error {
	data := filepath.Join(b.dir, fmt.Sprintf("items-%d", b.items))
	info, err := os.Stat(b.vigie)
	if err != nil {
		return err
	}
	b.tell(rowBinary, "%.1f MB", float64(info.Size())/1e6)
	steps := []func(string) error{b.fill}
	if b.terminal {
		steps = append(steps, b.start, b.keys, b.counting, b.arriving)
	}
	if b.store {
		steps = append(steps, b.stored)
	}
	if b.served {
		steps = append(steps, b.ssh)
	}
	for _, measure := range steps {
		if err := measure(data); err != nil {
			return err
		}
	}
	return nil
}

func (b bench) command(data string, args ...string) *exec.Cmd {
	cmd := exec.Command(b.vigie, args...)
	cmd.Env = append(os.Environ(), "VIGIE_DATA="+data, "VIGIE_TEAM="+filepath.Join(data, "vigie.toml"), "XDG_STATE_HOME="+data,
		"LANG=C.UTF-8", "LC_ALL=C.UTF-8", "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=")
	return cmd
}

const (
	pause = 25 * time.Millisecond // without a byte: what a key brings has come
	frame = time.Second / 30      // the longest there is
)

// usual is the size of most measurements; alone has no room for the reader.
var usual, alone = size{120, 40}, size{79, 40}

// start measures exec → the last byte of the first screen, in turn with the floor.
func (b bench) start(data string) error {
	var ours, floor []time.Duration
	for range b.starts {
		for _, program := range []struct {
			cmd *exec.Cmd
			to  *[]time.Duration
		}{{b.command(data), &ours}, {exec.Command(b.empty), &floor}} {
			begun := time.Now()
			t, err := open(program.cmd, usual)
			if err != nil {
				return err
			}
			t.first()
			last, _ := t.quiet(100*time.Millisecond, time.Second)
			*program.to = append(*program.to, last.Sub(begun))
			t.close()
		}
	}
	b.tell(rowStart, "p50 %s, p95 %s (%d starts)", at(ours, 50), at(ours, 95), b.starts)
	b.tell(rowFloor, "p50 %s, p95 %s", at(floor, 50), at(floor, 95))
	b.tell(rowOver, "p50 %s", at(ours, 50)-at(floor, 50))
	return nil
}

// keys measures key → first byte, the bytes and the processor time of a key, and what the process keeps.
func (b bench) keys(data string) error {
	t, err := open(b.command(data), usual)
	if err != nil {
		return err
	}
	p := walk(&t.screen, 300, 40)
	b.tell(rowKey, "p50 %s, p99 %s", at(p.wait, 50), at(p.wait, 99))
	b.tell(rowBytes, "%d", p.bytes)
	b.tell(rowCPU, "%s", p.cpu)
	for _, keys := range []string{"G", "gg", "\x04", "\x04", "\x04", "/", "livraison", "\r", "\x04", "\x04", "/", "\x15re* \"la livraison\" is:open", "\r", "G", "\x1b", "go"} { // and back: where a person leaves is where they begin
		t.press(keys)
		t.quiet(100*time.Millisecond, time.Second)
	}
	walk(&t.screen, 100, 40)
	b.tell(rowMemory, "%d MiB", anonOf(t.pid)/1024)
	t.close() // only one process holds the store

	list, err := open(b.command(data), alone)
	if err != nil {
		return err
	}
	defer list.close()
	b.tell(rowAlone, "%d", walk(&list.screen, 200, 40).bytes)
	return nil
}

// counting measures keys in the seconds after a start with saved searches that take long to count.
func (b bench) counting(data string) error {
	var wait []time.Duration
	for range 10 {
		cmd := b.command(data)
		cmd.Env = append(cmd.Env, "VIGIE_TEAM="+filepath.Join(data, "views.toml"))
		t, err := open(cmd, usual)
		if err != nil {
			return err
		}
		t.first()
		t.quiet(pause, time.Second)
		wait = append(wait, press(&t.screen, 20, 40).wait...)
		t.close()
	}
	b.tell(rowViews, "p50 %s, p99 %s", at(wait, 50), at(wait, 99))
	return nil
}

// arriving measures keys in the demo, where items arrive by themselves.
func (b bench) arriving(data string) error {
	cmd := b.command(data, "demo")
	cmd.Env = append(cmd.Env, "VIGIE_DATA=", "VIGIE_TEAM=")
	t, err := open(cmd, usual)
	if err != nil {
		return err
	}
	defer t.leave()
	t.first()
	p := walk(&t.screen, 300, 10) // the demo's list is short
	b.tell(rowArriving, "p50 %s, p99 %s, %s of processor time", at(p.wait, 50), at(p.wait, 99), p.cpu)
	return nil
}

// pressed is what keys brought.
type pressed struct {
	wait  []time.Duration // until the first byte
	bytes int             // a key
	cpu   time.Duration   // a key
}

// walk moves the cursor once the screen is at rest: so many items down, then ten up, and so on.
func walk(t *screen, keys, down int) pressed {
	t.first()
	t.quiet(time.Second, 10*time.Second)
	return press(t, keys, down)
}

func press(t *screen, keys, down int) (p pressed) {
	cpu := t.cpu()
	for i := range keys {
		key := "j"
		if i%(down+10) >= down {
			key = "k"
		}
		time.Sleep(rand.N(frame)) // a person doesn't press in step with the frames
		begun := time.Now()
		t.press(key)
		first := t.first()
		p.wait = append(p.wait, first.at.Sub(begun))
		_, n := t.quiet(pause, time.Second)
		p.bytes += first.n + n
	}
	p.bytes /= keys
	p.cpu = ((t.cpu() - cpu) / time.Duration(keys)).Round(10 * time.Microsecond)
	return p
}

func at(list []time.Duration, percent int) time.Duration {
	if len(list) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(list))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Round(10 * time.Microsecond)
}
