package main

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/crypto/ssh"
)

// The rows of SSH.
const (
	rowVisit  = "SSH: signing in → last byte of the first screen"
	rowShell  = "SSH: asking for the console → the same"
	rowEcho   = "SSH: key → first byte, list and reader"
	rowLine   = "SSH: bytes a key, list and reader, 120×40"
	rowAlong  = "SSH: bytes a key, list alone, 79×40"
	rowEach   = "SSH: memory of an idle session, 120×40"
	rowIdle   = "SSH: idle sessions"
	rowSpread = "SSH: a decision by one → first byte on each other's screen"
)

var sshRows = []string{rowVisit, rowShell, rowEcho, rowLine, rowAlong, rowFarVisit, rowFarKey, rowEach, rowIdle, rowSpread}

// served is the binary, serving, and the keys of those who may come: persons p0, p1 …
type served struct {
	cmd  *exec.Cmd
	addr string
	keys []ssh.Signer
}

const (
	perPerson = 10 // sessions of one person, as the server has it
	mostIdle  = 500
	others    = 200
	frozen    = 20 // further ones, who stop reading
)

// ssh measures what a team gets over SSH, on loopback.
func (b bench) ssh(data string) error {
	s, err := b.serve(data)
	if err != nil {
		return err
	}
	defer s.stop()
	for _, step := range []struct {
		name    string
		measure func(*served) error
	}{{"visits", b.visits}, {"line", b.line}, {"far", b.far}, {"spread", b.spread}, {"idle", b.idle}} {
		if b.just != "" && b.just != step.name {
			continue
		}
		if err := step.measure(s); err != nil {
			return err
		}
	}
	return nil
}

func (b bench) serve(data string) (*served, error) {
	s := &served{}
	file := team
	for n := range mostIdle / perPerson {
		seed := make([]byte, ed25519.SeedSize)
		binary.BigEndian.PutUint64(seed, uint64(n)+1)
		key, err := ssh.NewSignerFromKey(ed25519.NewKeyFromSeed(seed))
		if err != nil {
			return nil, err
		}
		s.keys = append(s.keys, key)
		file += fmt.Sprintf("[[person]]\nname = \"p%d\"\nrole = \"owner\"\nkeys = [%q]\n", n, bytes.TrimSpace(ssh.MarshalAuthorizedKey(key.PublicKey())))
	}
	name := filepath.Join(data, "ssh.toml")
	if err := os.WriteFile(name, []byte(file), 0o600); err != nil {
		return nil, err
	}
	s.cmd = b.command(data, "serve", "--listen", "127.0.0.1:0")
	s.cmd.Env = append(s.cmd.Env, "VIGIE_TEAM="+name)
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, addr, ok := strings.Cut(lines.Text(), " on "); ok {
			s.addr = addr
			go func() {
				for lines.Scan() {
				}
			}()
			return s, nil
		}
	}
	return nil, errors.Join(errors.New("the server tells no address"), s.cmd.Wait())
}

func (s *served) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait()
}

// visitor is a console over SSH.
type visitor struct {
	screen
	client  *ssh.Client
	session *ssh.Session
	begun   time.Time // when the console was asked for
}

func (s *served) signIn(n int) (*ssh.Client, error) {
	who := n / perPerson
	return ssh.Dial("tcp", s.addr, &ssh.ClientConfig{
		User: fmt.Sprintf("p%d", who), Auth: []ssh.AuthMethod{ssh.PublicKeys(s.keys[who])},
		HostKeyCallback: ssh.InsecureIgnoreHostKey(), // it was started here
	})
}

// visit opens a console; reads is whether what it shows is read.
func (s *served) visit(n int, at size, reads bool) (*visitor, error) {
	client, err := s.signIn(n)
	if err != nil {
		return nil, err
	}
	session, err := client.NewSession()
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	keys, err := session.StdinPipe()
	shown, e := session.StdoutPipe()
	v := &visitor{screen{s.cmd.Process.Pid, keys, make(chan chunk, 1024)}, client, session, time.Now()}
	err = errors.Join(err, e, session.RequestPty("xterm-256color", int(at.high), int(at.wide), nil), session.Shell())
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	if reads {
		go v.read(shown)
	}
	return v, nil
}

// visits measures how long it takes until somebody who comes sees the inbox.
func (b bench) visits(s *served) error {
	var whole, shell []time.Duration
	for range b.starts {
		begun := time.Now()
		v, err := s.visit(0, usual, true)
		if err != nil {
			return err
		}
		v.first()
		last, _ := v.quiet(200*time.Millisecond, 2*time.Second)
		whole, shell = append(whole, last.Sub(begun)), append(shell, last.Sub(v.begun))
		if err := v.client.Close(); err != nil {
			return err
		}
	}
	b.tell(rowVisit, "p50 %s, p95 %s (%d visits)", at(whole, 50), at(whole, 95), b.starts)
	b.tell(rowShell, "p50 %s, p95 %s", at(shell, 50), at(shell, 95))
	return nil
}

// line measures keys, as keys does on a terminal.
func (b bench) line(s *served) error {
	for _, m := range []struct {
		at  size
		row string
	}{{usual, rowLine}, {alone, rowAlong}} {
		v, err := s.visit(0, m.at, true)
		if err != nil {
			return err
		}
		p := walk(&v.screen, 200, 40)
		b.tell(m.row, "%d", p.bytes)
		if m.at == usual {
			b.tell(rowEcho, "p50 %s, p99 %s, %s of processor time", at(p.wait, 50), at(p.wait, 99), p.cpu)
		}
		if err := v.client.Close(); err != nil {
			return err
		}
	}
	return nil
}

// gather opens so many consoles, some at a time, from person first×10 on, and waits until all show the inbox.
func (s *served) gather(n, first int, reads bool) ([]*visitor, error) {
	all, errs := make([]*visitor, n), make([]error, n)
	var coming sync.WaitGroup
	for at := range 8 {
		coming.Go(func() {
			for i := at; i < n; i += 8 {
				if all[i], errs[i] = s.visit(first+i, usual, reads); errs[i] == nil && reads {
					all[i].first()
				}
			}
		})
	}
	coming.Wait()
	return all, errors.Join(errs...)
}

// rest waits until the server has little to do.
func (s *served) rest() {
	for range 30 {
		before := cpuOf(s.cmd.Process.Pid)
		time.Sleep(time.Second)
		if cpuOf(s.cmd.Process.Pid)-before < 250*time.Millisecond {
			return
		}
	}
}

// idle measures what sessions cost that nobody uses.
func (b bench) idle(s *served) error {
	s.rest()
	before := anonOf(s.cmd.Process.Pid)
	all, err := s.gather(b.idlers, 0, true)
	defer leaveAll(all)
	if err != nil {
		return err
	}
	stop := readOn(all)
	defer stop()
	s.rest()
	const long = 20 * time.Second
	cpu := cpuOf(s.cmd.Process.Pid)
	time.Sleep(long)
	cpu = cpuOf(s.cmd.Process.Pid) - cpu
	b.tell(rowEach, "%.2f MiB", float64(anonOf(s.cmd.Process.Pid)-before)/1024/float64(len(all)))
	b.tell(rowIdle, "%d take %.1f %% of a core", len(all), 100*cpu.Seconds()/long.Seconds())
	return nil
}

// readOn takes what consoles show, and counts for nobody.
func readOn(all []*visitor) (stop func()) {
	over := make(chan struct{})
	for _, v := range all {
		go func() {
			for {
				select {
				case <-v.chunks:
				case <-over:
					return
				}
			}
		}()
	}
	return func() { close(over) }
}

func leaveAll(all []*visitor) {
	for _, v := range all {
		if v != nil {
			_ = v.client.Close()
		}
	}
}

// spread measures how soon everybody sees what one decides, some of them frozen.
func (b bench) spread(s *served) error {
	all, err := s.gather(others, perPerson, true)
	defer leaveAll(all)
	if err != nil {
		return err
	}
	stuck, err := s.gather(frozen, perPerson+others, false)
	defer leaveAll(stuck)
	if err != nil {
		return err
	}
	for n := range 300 { // so that what they don't read fills their windows
		for _, v := range stuck {
			if err := v.session.WindowChange(40+n%2, 120); err != nil {
				return err
			}
		}
		time.Sleep(40 * time.Millisecond)
	}
	actor, err := s.signIn(0)
	if err != nil {
		return err
	}
	defer actor.Close()
	third, err := run(actor, "list is:open --limit 3 --json")
	if err != nil {
		return err
	}
	var item struct {
		ID uint64 `json:"id"`
	}
	if err := parseLast(third, &item); err != nil {
		return err
	}
	var waits, acts []time.Duration
	var cpu, theirs time.Duration // of the server; of this program, where the others' screens are read
	var missed int
	for round := range 10 {
		s.rest()
		for _, v := range all {
			v.drain()
		}
		before, read := cpuOf(s.cmd.Process.Pid), cpuOf(os.Getpid())
		verb := [2]string{"done", "reopen"}[round%2]
		begun := time.Now()
		if _, err := run(actor, fmt.Sprintf("%s %d", verb, item.ID)); err != nil {
			return err
		}
		acts = append(acts, time.Since(begun))
		var mu sync.Mutex
		var seeing sync.WaitGroup
		var late atomic.Int64
		for _, v := range all {
			seeing.Go(func() {
				c := v.first()
				if c.n == 0 {
					late.Add(1)
				}
				mu.Lock()
				defer mu.Unlock()
				waits = append(waits, c.at.Sub(begun))
			})
		}
		seeing.Wait()
		time.Sleep(time.Second) // what follows from it has been drawn too
		cpu, theirs = cpu+cpuOf(s.cmd.Process.Pid)-before, theirs+cpuOf(os.Getpid())-read
		missed += int(late.Load())
	}
	b.tell(rowSpread, "p50 %s, p99 %s, most %s; %d others, %d frozen, %d changes; %d came later than a second; %s of processor time for each, and %s to read it; the command itself p50 %s",
		at(waits, 50), at(waits, 99), at(waits, 100), len(all), len(stuck), len(acts), missed,
		each(cpu, waits), each(theirs, waits), at(acts, 50))
	return nil
}

// each is a time divided by those it was for.
func each(d time.Duration, of []time.Duration) time.Duration {
	return (d / time.Duration(max(len(of), 1))).Round(10 * time.Microsecond)
}

// run runs a command over SSH.
func run(c *ssh.Client, line string) ([]byte, error) {
	session, err := c.NewSession()
	if err != nil {
		return nil, err
	}
	defer session.Close()
	out, err := session.CombinedOutput(line)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", line, err, out)
	}
	return out, nil
}

func parseLast(out []byte, to any) error {
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	return json.Unmarshal(lines[len(lines)-1], to)
}
