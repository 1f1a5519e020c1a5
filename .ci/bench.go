// Bench drives the built binary as a person would, on a terminal of its own, and prints what it measured as a table. The
// floor of a start is measured in the same run: a Bubble Tea program that shows one line. Run it with .ci/bench.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

func main() {
	var b bench
	flag.StringVar(&b.vigie, "vigie", "", "the built binary")
	flag.StringVar(&b.empty, "empty", "", "an empty Bubble Tea program, built")
	flag.StringVar(&b.dir, "dir", "", "where the million items are kept between runs")
	flag.IntVar(&b.items, "items", 1_000_000, "how many items")
	flag.IntVar(&b.starts, "starts", 50, "how many starts")
	flag.Parse()
	if err := b.run(); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type bench struct {
	vigie, empty, dir string
	items, starts     int
}

func (b bench) run() error {
	data := filepath.Join(b.dir, fmt.Sprintf("items-%d", b.items))
	if err := b.fill(data); err != nil {
		return err
	}
	if err := b.start(data); err != nil {
		return err
	}
	return b.keys(data)
}

func row(what, format string, args ...any) {
	fmt.Printf("%-58s %s\n", what, fmt.Sprintf(format, args...))
}

// fill imports the items into a store, if that wasn't done before.
func (b bench) fill(data string) error {
	if _, err := os.Stat(filepath.Join(data, "complete")); err == nil {
		row("import", "done by an earlier run: remove %s to do it again", data)
		return nil
	}
	if err := os.RemoveAll(data); err != nil {
		return err
	}
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	read, write := io.Pipe()
	go func() { write.CloseWithError(lines(write, b.items)) }()
	begun := time.Now()
	cmd := b.command(data, "import", "-")
	cmd.Stdin = read
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("import: %w\n%s", err, out)
	}
	took := time.Since(begun)
	row("import, search included", "%.0f items/s (%d items in %s)", float64(b.items)/took.Seconds(), b.items, took.Round(time.Second))
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	row("its memory at the most", "%d MiB", peak/1024)
	size := int64(0)
	err := filepath.WalkDir(data, func(path string, d os.DirEntry, err error) error {
		if info, e := d.Info(); err == nil && e == nil && !d.IsDir() {
			size += info.Size()
		}
		return err
	})
	row("size on disk", "%d bytes an item", size/int64(b.items))
	return errors.Join(err, os.WriteFile(filepath.Join(data, "complete"), nil, 0o600))
}

func (b bench) command(data string, args ...string) *exec.Cmd {
	cmd := exec.Command(b.vigie, args...)
	cmd.Env = append(os.Environ(), "VIGIE_DATA="+data, "VIGIE_TEAM="+filepath.Join(data, "vigie.toml"), "XDG_STATE_HOME="+data, "TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=")
	return cmd
}

// start measures exec → the last byte of the first screen, in turn with the floor.
func (b bench) start(data string) error {
	var ours, floor []time.Duration
	for range b.starts {
		for _, program := range []struct {
			cmd *exec.Cmd
			to  *[]time.Duration
		}{{b.command(data), &ours}, {exec.Command(b.empty), &floor}} {
			begun := time.Now()
			t, err := open(program.cmd)
			if err != nil {
				return err
			}
			last, _ := t.quiet(150 * time.Millisecond)
			*program.to = append(*program.to, last.Sub(begun))
			t.close()
		}
	}
	row(fmt.Sprintf("exec → first screen, %d starts", b.starts), "median %s, p95 %s", at(ours, 50), at(ours, 95))
	row("the floor: an empty Bubble Tea program", "median %s, p95 %s", at(floor, 50), at(floor, 95))
	row("over the floor", "%s", at(ours, 50)-at(floor, 50))
	return nil
}

// keys measures key → first byte, the bytes and the processor time of a key, and what the process keeps.
func (b bench) keys(data string) error {
	t, err := open(b.command(data))
	if err != nil {
		return err
	}
	defer t.close()
	t.quiet(300 * time.Millisecond)
	const presses = 300
	var wait []time.Duration
	bytes, cpu := 0, t.cpu()
	for i := range presses {
		key := "j"
		if i%50 >= 40 {
			key = "k"
		}
		begun := time.Now()
		t.press(key)
		first := t.first()
		wait = append(wait, first.at.Sub(begun))
		_, n := t.quiet(25 * time.Millisecond)
		bytes += first.n + n
	}
	cpu = t.cpu() - cpu
	row("key → first byte, 120×40", "p50 %s, p99 %s", at(wait, 50), at(wait, 99))
	row("bytes a key, list and reader", "%d", bytes/presses)
	row("processor time a key", "%s", (cpu / presses).Round(10*time.Microsecond))
	row("memory (RssAnon)", "%d MiB", t.anon()/1024)
	return nil
}

func at(list []time.Duration, percent int) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[min(len(sorted)-1, len(sorted)*percent/100)].Round(10 * time.Microsecond)
}

// terminal is a program on a pseudo-terminal of 120×40.
type terminal struct {
	cmd    *exec.Cmd
	master *os.File
	chunks chan chunk
}

type chunk struct {
	at time.Time
	n  int
}

func open(cmd *exec.Cmd) (*terminal, error) {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 40, Col: 120})
	}
	if err != nil {
		return nil, err
	}
	slave, err := os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	defer slave.Close()
	cmd.Stdin, cmd.Stdout, cmd.Stderr = slave, slave, slave
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	t := &terminal{cmd: cmd, master: master, chunks: make(chan chunk, 1024)}
	go t.read()
	return t, nil
}

func (t *terminal) read() {
	defer close(t.chunks)
	buf := make([]byte, 64<<10)
	for {
		n, err := t.master.Read(buf)
		if err != nil {
			return
		}
		t.chunks <- chunk{time.Now(), n}
	}
}

// quiet waits until nothing was written for a while, and says when the last byte came and how many there were.
func (t *terminal) quiet(pause time.Duration) (last time.Time, n int) {
	last = time.Now()
	for {
		select {
		case c, ok := <-t.chunks:
			if !ok {
				return last, n
			}
			last, n = c.at, n+c.n
		case <-time.After(pause):
			return last, n
		}
	}
}

// first is when the next byte comes; a second later where none does.
func (t *terminal) first() chunk {
	select {
	case c := <-t.chunks:
		return c
	case <-time.After(time.Second):
		return chunk{at: time.Now()}
	}
}

func (t *terminal) press(key string) { _, _ = io.WriteString(t.master, key) }

func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.master.Close()
	for range t.chunks {
	}
}

// cpu is the processor time of the process until now.
func (t *terminal) cpu() time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", t.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+2:]))
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// anon is the process's own memory, in KiB.
func (t *terminal) anon() int {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", t.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	defer file.Close()
	for s := bufio.NewScanner(file); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) > 1 && f[0] == "RssAnon:" {
			n, _ := strconv.Atoi(f[1])
			return n
		}
	}
	return 0
}

// lines writes items of realistic length: about 220 bytes of text, 8 channels, 60 tags, 80 % done, three years of dates.
func lines(w io.Writer, items int) error {
	words := strings.Fields(`la livraison a trois semaines de retard et personne ne répond au téléphone merci pour votre aide
		the update broke my saved places is it compatible with last year's model great service would buy again when will the shop
		open on sunday je voudrais savoir si la garantie couvre ce problème colis abîmé remboursement facture couleur bleu wheel
		brake light charger battery screen menu tea cup morning église été hôtel naïve façade où déjà`)
	r := rand.New(rand.NewPCG(1, 2))
	out := bufio.NewWriterSize(w, 1<<20)
	encode := json.NewEncoder(out)
	begin := time.Date(2023, 11, 1, 0, 0, 0, 0, time.UTC)
	step := 3 * 365 * 24 * time.Hour / time.Duration(items)
	for i := range items {
		var text strings.Builder
		for text.Len() < 120+r.IntN(200) {
			text.WriteString(words[r.IntN(len(words))])
			text.WriteByte(' ')
		}
		person := r.IntN(items/8 + 1)
		item := map[string]any{
			"channel": fmt.Sprintf("channel-%d", r.IntN(8)), "id": fmt.Sprintf("1151031%011d", i), "kind": "comment",
			"author": map[string]any{"handle": fmt.Sprintf("person_%d@social.example", person), "name": fmt.Sprintf("Person %d", person), "followers": r.IntN(5000)},
			"text":   text.String(), "lang": "fr", "url": fmt.Sprintf("https://social.example/@person_%d/%d", person, i),
			"posted": begin.Add(time.Duration(i) * step).Format(time.RFC3339),
		}
		if r.IntN(10) < 8 {
			item["status"] = "done"
		}
		if r.IntN(3) == 0 {
			item["tags"] = []string{fmt.Sprintf("tag-%d", r.IntN(60))}
		}
		if err := encode.Encode(item); err != nil {
			return err
		}
	}
	return out.Flush()
}
