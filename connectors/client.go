package connectors

import (
	"cmp"
	"context"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"vigie/inbox"
)

// Options is how a client is set up. The zero value of a field is its default.
type Options struct {
	Base      string                    // the platform's address, perhaps with a path; "" where every request has a whole address
	Auth      func(*http.Request) error // adds the credentials to a request; nil where there are none
	Renew     inbox.Phrase              // what the operator does when the credentials are refused: the Hint of Unauthorised
	UserAgent string                    // how we name ourselves: "Vigie/1 (community inbox)"
	Secrets   []string                  // never shown: hidden in every error
	Limit     *rate.Limiter             // our own pace; several clients of one account share it; nil is none
	Dialect   Dialect                   // how the platform writes its rate limit
	Guard     bool                      // call public addresses only: for addresses that a stranger supplied
	Trusted   []string                  // host:port of the servers that the operator wrote (see Trust): the guard lets them be, wherever they lie

	Connect time.Duration // until the connection stands: 10 s
	Timeout time.Duration // of a whole call, of a stream until it begins: 30 s
	Idle    time.Duration // how long a stream may be silent: 90 s
	MaxBody int64         // bytes of an answer, unpacked: 4 MiB

	Now       func() time.Time  // the clock: time.Now
	Transport http.RoundTripper // the network; one that is given isn't guarded: for tests
}

const (
	maxRedirects = 5
	patience     = 2 * time.Second // the longest wait inside a call; a longer one is the desk's
)

// Client is the HTTP client of one channel. It keeps no schedule: a platform that asks for patience gets it by a Temporary
// error that says how long. It may be used by several goroutines; Close it at the end.
type Client struct {
	opts   Options
	base   *url.URL
	hidden redactor

	// A request that must not happen twice gets a connection of its own. On a shared one net/http repeats a request by
	// itself when the connection breaks, and takes an Idempotency-Key for leave to do so with a POST.
	shared, single http.RoundTripper

	mu    sync.Mutex
	until map[string]time.Time // by method: the platform wants no call before. By method, since writes have buckets of their own
}

// NewClient makes a client. It does no I/O; its errors are about the base address.
func NewClient(o Options) (*Client, error) {
	o.UserAgent = cmp.Or(o.UserAgent, "Vigie/1 (community inbox)")
	o.Connect = cmp.Or(o.Connect, 10*time.Second)
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	o.Idle = cmp.Or(o.Idle, 90*time.Second)
	o.MaxBody = cmp.Or(o.MaxBody, 4<<20)
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Client{opts: o, until: map[string]time.Time{}}
	c.Hide(o.Secrets...)
	c.opts.Secrets = nil
	c.shared, c.single = o.Transport, o.Transport
	if o.Transport == nil {
		c.shared, c.single = o.transport(false), o.transport(true)
	}
	if o.Base == "" {
		return c, nil
	}
	base, err := url.Parse(o.Base)
	if err != nil {
		return nil, inbox.Errorf("the address: %w; write it as https://host", c.hidden.err(err))
	}
	if !web(base) {
		return nil, inbox.Errorf("the address %q has no http:// or https:// and host; write it as https://host", c.Redact(o.Base))
	}
	c.base = base
	return c, nil
}

// transport makes a network that shares connections between requests, or not.
func (o Options) transport(single bool) *http.Transport {
	dialer := &net.Dialer{Timeout: o.Connect}
	t := &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    o.Connect,
		ForceAttemptHTTP2:      true,
		DisableKeepAlives:      single,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        time.Minute,
		MaxResponseHeaderBytes: 256 << 10,
	}
	if o.Guard {
		t.DialContext = o.guarded(dialer)
		t.Proxy = nil // a proxy would resolve the name where the guard can't see it
	}
	return t
}

// Trust is what an address that the operator wrote lets a guarded client dial: its own server, and no other one on that machine.
func Trust(u *url.URL) []string {
	host := strings.ToLower(u.Hostname())
	trusted := []string{net.JoinHostPort(host, port(u))}
	if u.Scheme == "http" && port(u) == "80" {
		trusted = append(trusted, net.JoinHostPort(host, "443")) // where it sends us on to
	}
	return trusted
}

// guarded dials public addresses only, and the operator's own servers.
func (o Options) guarded(dialer *net.Dialer) func(context.Context, string, string) (net.Conn, error) {
	wary := *dialer
	wary.ControlContext = guard
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		if slices.Contains(o.Trusted, address) {
			return dialer.DialContext(ctx, network, address)
		}
		return wary.DialContext(ctx, network, address)
	}
}

// Close lets go of the connections that stand idle.
func (c *Client) Close() {
	for _, t := range []http.RoundTripper{c.shared, c.single} {
		if idle, ok := t.(interface{ CloseIdleConnections() }); ok {
			idle.CloseIdleConnections()
		}
	}
}

// Hide adds secrets that were learned later, such as a refreshed token, to those that no error shows.
func (c *Client) Hide(secrets ...string) { c.hidden.hide(secrets...) }

// Redact hides in a text the client's secrets, the userinfo of addresses, what follows Bearer and its like, and the values
// of parameters that are named like a secret.
func (c *Client) Redact(s string) string { return c.hidden.redact(s) }

// admit lets a call pass at our own pace and at the platform's: at once, after a short sleep, or not now.
func (c *Client) admit(ctx context.Context, k *call) error {
	if ctx.Err() != nil {
		return k.trouble(Temporary, context.Cause(ctx))
	}
	now := c.opts.Now()
	wait := c.held(k.request.Method, now)
	if c.opts.Limit != nil && wait <= patience {
		turn := c.opts.Limit.ReserveN(now, 1)
		if !turn.OK() {
			return k.trouble(Temporary, errPace)
		}
		wait = max(wait, turn.DelayFrom(now))
		defer func() {
			if wait > patience || ctx.Err() != nil {
				turn.CancelAt(now)
			}
		}()
	}
	if wait > patience {
		t := k.trouble(Temporary, errPace)
		t.After = wait
		return t
	}
	if err := sleep(ctx, wait); err != nil {
		return k.trouble(Temporary, err)
	}
	return nil
}

// hold keeps calls of a method from the platform for a while.
func (c *Client) hold(method string, wait time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.until[method] = c.opts.Now().Add(wait)
}

func (c *Client) held(method string, now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return max(0, c.until[method].Sub(now))
}

// sleep waits, or ends with the context.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
