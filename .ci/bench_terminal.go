package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// screen is what a person has before them: they press keys, and bytes come. Like many terminals behind tmux, it answers no
// question about itself.
type screen struct {
	pid    int // of the process that draws
	keys   io.Writer
	chunks chan chunk
}

// terminal is a program on a pseudo-terminal.
type terminal struct {
	screen
	cmd    *exec.Cmd
	master *os.File
}

type chunk struct {
	at time.Time
	n  int
}

type size struct{ wide, high uint16 }

func open(cmd *exec.Cmd, s size) (*terminal, error) {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	fd := int(master.Fd())
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = errors.Join(
			unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0),
			unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: s.high, Col: s.wide}),
		)
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
	t := &terminal{screen{cmd.Process.Pid, master, make(chan chunk, 1024)}, cmd, master}
	go t.read(master)
	return t, nil
}

func (s *screen) read(from io.Reader) {
	defer close(s.chunks)
	buf := make([]byte, 64<<10)
	for {
		n, err := from.Read(buf)
		if err != nil {
			return
		}
		s.chunks <- chunk{time.Now(), n}
	}
}

// quiet waits until nothing was written for a while, but no longer than most, and says when the last byte came and how many
// there were.
func (s *screen) quiet(pause, most time.Duration) (last time.Time, n int) {
	last = time.Now()
	end := time.After(most)
	for {
		select {
		case c, ok := <-s.chunks:
			if !ok {
				return last, n
			}
			last, n = c.at, n+c.n
		case <-time.After(pause):
			return last, n
		case <-end:
			return last, n
		}
	}
}

// first is when the next byte comes; a second later where none does.
func (s *screen) first() chunk {
	select {
	case c := <-s.chunks:
		return c
	case <-time.After(time.Second):
		return chunk{at: time.Now()}
	}
}

// drain forgets what came.
func (s *screen) drain() {
	for len(s.chunks) > 0 {
		<-s.chunks
	}
}

func (s *screen) press(keys string) { _, _ = io.WriteString(s.keys, keys) }

func (t *terminal) close() {
	_ = t.cmd.Process.Kill()
	_ = t.cmd.Wait()
	_ = t.master.Close()
	for range t.chunks {
	}
}

// leave ends the program as a person would, so that it clears away what it made.
func (t *terminal) leave() {
	t.press("\x03")
	ended := make(chan struct{})
	go func() { _ = t.cmd.Wait(); close(ended) }()
	for {
		select {
		case <-t.chunks:
		case <-ended:
			_ = t.master.Close()
			return
		case <-time.After(5 * time.Second):
			_ = t.cmd.Process.Kill()
		}
	}
}

// cpu is the processor time of the process until now, in steps of 10 ms.
func (s *screen) cpu() time.Duration { return cpuOf(s.pid) }

func cpuOf(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+2:]))
	user, _ := strconv.Atoi(f[11])
	system, _ := strconv.Atoi(f[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// anonOf is a process's own memory, in KiB.
func anonOf(pid int) int {
	file, err := os.Open(fmt.Sprintf("/proc/%d/status", pid))
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
