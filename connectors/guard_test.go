package connectors

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestOnlyPublicAddressesAreLetThrough(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.215.14": true, "1.1.1.1": true, "100.63.255.255": true, "100.128.0.1": true, "172.15.0.1": true, "172.32.0.1": true,
		"2606:4700:4700::1111": true, "2a00:1450:4007::200e": true, "2001:4860:4860::8888": true, "::ffff:1.1.1.1": true,

		"0.0.0.0": false, "10.1.2.3": false, "127.0.0.1": false, "127.255.255.254": false, "169.254.169.254": false,
		"172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "100.64.0.1": false, "100.100.100.200": false,
		"192.0.0.192": false, "168.63.129.16": false, "198.18.0.1": false, "224.0.0.1": false, "239.255.255.250": false,
		"240.0.0.1": false, "255.255.255.255": false, "203.0.113.9": false,
		"::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false, "64:ff9b::7f00:1": false, "64:ff9b:1::a00:1": false,
		"2002:7f00:1::": false, "2001:0:7f00:1::": false, "2001:db8::1": false, "100::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is public")
	}
}

func TestAGuardedClientCallsNoPrivateAddress(t *testing.T) {
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { t.Errorf("called as %s", r.Host) })
	at, _ := url.Parse(s.URL)
	c := client(t, Options{Guard: true})
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		_, err := c.Do(t.Context(), &Request{Path: "http://" + host + ":" + at.Port() + "/feed?token=s3cret"})
		if !errors.Is(err, ErrRefused) || !errors.Is(err, errGuarded) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: got %v", host, err)
		}
	}
	if _, err := c.Stream(t.Context(), s.URL, nil, nil); !errors.Is(err, errGuarded) {
		t.Errorf("a stream: got %v", err)
	}
}

// A redirect is dialled like any other address: here the guard lets the first server through, and only that one.
func TestARedirectInwardsIsRefused(t *testing.T) {
	inside := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the inner server was called") })
	at, _ := url.Parse(inside.URL)
	for _, host := range []string{"127.0.0.1", "localhost"} {
		to := "http://" + host + ":" + at.Port() + "/"
		first := answer(302, "", "Location", to)
		guarded := client(t, Options{Guard: true})
		guarded.shared = firstHop{first, guarded.shared}
		_, err := guarded.Do(t.Context(), &Request{Path: "http://blog.example/"})
		if !errors.Is(err, ErrRefused) || !errors.Is(err, errGuarded) {
			t.Errorf("%s: got %v", host, err)
		}
	}
}

// firstHop answers for blog.example itself and leaves everything else to the real network.
type firstHop struct {
	here http.HandlerFunc
	rest http.RoundTripper
}

func (f firstHop) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "blog.example" {
		w := httptest.NewRecorder()
		f.here(w, r)
		answer := w.Result()
		answer.Request = r
		return answer, nil
	}
	return f.rest.RoundTrip(r)
}

func TestAnOperatorsOwnAddressIsNotGuarded(t *testing.T) {
	if _, err := calling(t, answer(200, "")).Do(t.Context(), &Request{}); err != nil {
		t.Error(err)
	}
}

func TestAGuardedClientCallsAServerThatTheOperatorWrote(t *testing.T) {
	s, other := serve(t, answer(200, "")), serve(t, answer(200, "another service of that machine"))
	at, _ := url.Parse(s.URL)
	c := client(t, Options{Guard: true, Trusted: Trust(at)})
	if _, err := c.Do(t.Context(), &Request{Path: s.URL}); err != nil {
		t.Error(err)
	}
	for _, address := range []string{"http://localhost:" + at.Port() + "/", other.URL} {
		if _, err := c.Do(t.Context(), &Request{Path: address}); !errors.Is(err, errGuarded) {
			t.Errorf("%s: got %v", address, err)
		}
	}
}

func TestTrustReachesTheEncryptedSideOfAServer(t *testing.T) {
	for address, want := range map[string][]string{
		"http://Blog.acme.example/feed": {"blog.acme.example:80", "blog.acme.example:443"}, "https://10.0.0.1": {"10.0.0.1:443"},
		"http://127.0.0.1:8080": {"127.0.0.1:8080"}, "https://[::1]:8443/": {"[::1]:8443"},
	} {
		u, err := url.Parse(address)
		if err != nil || !slices.Equal(Trust(u), want) {
			t.Errorf("%s: %q, %v", address, Trust(u), err)
		}
	}
}

func TestAGuardedClientUsesNoProxy(t *testing.T) {
	if (Options{Guard: true}).transport(false).Proxy != nil {
		t.Error("a proxy resolves names where the guard can't see them")
	}
}
