package remote

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"vigie/inbox"
)

// gate counts who stands at the door: connections that have not signed in, and addresses that failed to.
type gate struct {
	limits Limits
	now    func() time.Time

	mu      sync.Mutex
	waiting int
	from    map[netip.Prefix]*tally
}

// tally is what is known of an address.
type tally struct {
	waiting int
	failed  int
	since   time.Time // of the first of the failures
	told    bool      // that it is refused
}

// maxTallies is how many addresses are remembered; those with nothing against them are forgotten first.
const maxTallies = 10_000

func newGate(l Limits) *gate {
	return &gate{limits: l, now: time.Now, from: map[netip.Prefix]*tally{}}
}

// enter lets a connection try to sign in, or says why it may not; told is that this was reported already.
func (g *gate) enter(addr netip.Prefix) (why inbox.Phrase, told bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.from[addr]
	if t == nil {
		if len(g.from) >= maxTallies {
			g.forget()
		}
		t = &tally{}
		g.from[addr] = t
	}
	t.age(g.now(), g.limits.Window)
	switch {
	case t.failed >= g.limits.Failures:
		told, t.told = t.told, true
		return "too many failed sign-ins from this address", told
	case g.waiting >= g.limits.Startups, t.waiting >= max(1, g.limits.Startups/4):
		return "too many connections are signing in", true
	}
	g.waiting++
	t.waiting++
	return "", false
}

// leave ends the wait of a connection that entered.
func (g *gate) leave(addr netip.Prefix, failed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting--
	t := g.from[addr]
	t.waiting--
	if failed {
		if t.failed == 0 {
			t.since = g.now()
		}
		t.failed++
	}
	if t.waiting == 0 && t.failed == 0 {
		delete(g.from, addr)
	}
}

func (t *tally) age(now time.Time, window time.Duration) {
	if now.Sub(t.since) > window {
		t.failed, t.told = 0, false
	}
}

// forget makes room: what is out of date goes, and where that isn't enough every address that nobody waits from.
func (g *gate) forget() {
	for _, all := range []bool{false, true} {
		for addr, t := range g.from {
			t.age(g.now(), g.limits.Window)
			if t.waiting == 0 && (all || t.failed == 0) {
				delete(g.from, addr)
			}
		}
		if len(g.from) < maxTallies {
			return
		}
	}
}

// addressOf is where a connection comes from. The network of an IPv6 host counts as one: its owner has all of it.
func addressOf(a net.Addr) (string, netip.Prefix) {
	ap, err := netip.ParseAddrPort(a.String())
	if err != nil {
		return a.String(), netip.Prefix{}
	}
	ip := ap.Addr().Unmap().WithZone("")
	bits := 32
	if ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits) // the bits fit the address
	return ip.String(), p
}
