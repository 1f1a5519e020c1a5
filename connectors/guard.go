package connectors

import (
	"context"
	"net/netip"
	"syscall"

	"vigie/inbox"
)

// errGuarded is the refusal of an address that a stranger must not make us call.
const errGuarded = inbox.Reason("not an address of the public internet")

// guard is a net.Dialer's ControlContext that lets through public addresses only. It sees the address that is about to
// be connected to, after the name was resolved, so a name that changes its mind between a check and the call gains nothing.
func guard(_ context.Context, network, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil || !public(target.Addr()) {
		return inbox.Errorf("%s: %w", address, errGuarded)
	}
	return nil
}

// public reports whether an address is one that anybody on the internet may reach. A 4-in-6 address is judged by the
// IPv4 address it holds. Of IPv6 only global unicast counts, without the ranges that hide an IPv4 address in themselves.
func public(addr netip.Addr) bool {
	addr = addr.Unmap()
	if addr.Is6() && !netip.MustParsePrefix("2000::/3").Contains(addr) {
		return false // loopback, link-local, unique local, multicast, NAT64 (64:ff9b::/96), discard, …
	}
	for _, special := range specialRanges() {
		if netip.MustParsePrefix(special).Contains(addr) {
			return false
		}
	}
	return addr.IsValid()
}

// specialRanges lists what isn't public in the IANA special-purpose address registries.
func specialRanges() []string {
	return []string{
		"0.0.0.0/8",        // this network
		"10.0.0.0/8",       // private
		"100.64.0.0/10",    // carrier-grade NAT; a metadata service at 100.100.100.200
		"127.0.0.0/8",      // loopback
		"168.63.129.16/32", // a cloud's metadata service on a public address
		"169.254.0.0/16",   // link-local; the usual metadata service at 169.254.169.254
		"172.16.0.0/12",    // private
		"192.0.0.0/24",     // protocol assignments; a metadata service at 192.0.0.192
		"192.0.2.0/24",     // documentation
		"192.88.99.0/24",   // 6to4 relays
		"192.168.0.0/16",   // private
		"198.18.0.0/15",    // benchmarks
		"198.51.100.0/24",  // documentation
		"203.0.113.0/24",   // documentation
		"224.0.0.0/4",      // multicast
		"240.0.0.0/4",      // reserved, and the broadcast address
		"2001::/23",        // protocol assignments, Teredo
		"2001:db8::/32",    // documentation
		"2002::/16",        // 6to4
		"3fff::/20",        // documentation
	}
}
