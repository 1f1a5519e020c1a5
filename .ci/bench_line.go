package main

import (
	"io"
	"math/rand/v2"
	"net"
	"time"
)

const (
	thereAndBack = 300 * time.Millisecond
	loss         = 0.02
	again        = 200 * time.Millisecond // what Linux waits at least before it sends a packet again
)

const (
	rowFarVisit = "SSH, 300 ms and 2 % loss: signing in → last byte of the first screen"
	rowFarKey   = "SSH, 300 ms and 2 % loss: key → first byte"
)

// far measures what a moderator on a train feels. The line is a relay: netem would be truer, but isn't everywhere.
func (b bench) far(s *served) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	go relay(l, s.addr)
	train := &served{cmd: s.cmd, addr: l.Addr().String(), keys: s.keys}
	var visits, waits []time.Duration
	for range 5 {
		begun := time.Now()
		v, err := train.visit(0, usual, true)
		if err != nil {
			return err
		}
		v.first()
		last, _ := v.quiet(time.Second, 5*time.Second)
		visits = append(visits, last.Sub(begun))
		for range 20 {
			pressed := time.Now()
			v.press("j")
			waits = append(waits, v.first().at.Sub(pressed))
			v.quiet(2*thereAndBack, 5*time.Second)
		}
		if err := v.client.Close(); err != nil {
			return err
		}
	}
	b.tell(rowFarVisit, "p50 %s, most %s (%d visits)", at(visits, 50), at(visits, 100), len(visits))
	b.tell(rowFarKey, "p50 %s, p99 %s", at(waits, 50), at(waits, 99))
	return nil
}

func relay(l net.Listener, to string) {
	for {
		near, err := l.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", to)
		if err != nil {
			_ = near.Close()
			continue
		}
		go slowly(far, near)
		go slowly(near, far)
	}
}

// packet is what is on its way, and when it is there.
type packet struct {
	data []byte
	at   time.Time
}

// slowly carries what is read to where it goes, in order. TCP sends again what is lost, so a loss is a stall of everything behind
// it.
func slowly(to io.WriteCloser, from io.Reader) {
	line := make(chan packet, 1024)
	go func() {
		defer close(line)
		for {
			b := make([]byte, 1400)
			n, err := from.Read(b)
			late := thereAndBack / 2
			if rand.Float64() < loss {
				late += max(thereAndBack, again)
			}
			if n > 0 {
				line <- packet{b[:n], time.Now().Add(late)}
			}
			if err != nil {
				return
			}
		}
	}()
	for p := range line {
		time.Sleep(time.Until(p.at))
		_, _ = to.Write(p.data) // who left hears nothing
	}
	_ = to.Close()
}
