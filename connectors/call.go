package connectors

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"syscall"
	"time"

	"vigie/inbox"
)

// call is one Request on its way: what is known of its fate decides what its trouble means.
type call struct {
	client  *Client
	request Request
	site    string
	// sent is whether the request may have reached the server. It is set when the connection is handed over, just before the
	// first byte: a cancelled call can return while net/http still writes, so later marks could be missed.
	sent  atomic.Bool
	hops  int  // redirects that were followed
	moved bool // all of them permanent
	auth  bool // the request carries credentials
}

const (
	errPace  = inbox.Reason("its rate limit is used up")
	errLarge = inbox.Reason("the answer is too large")
)

const longestComplaint = 64 << 10 // bytes read of a failure's body

// Do carries a request to the platform and reads the answer. A status of 400 or more, and a redirect that wasn't followed,
// is a *Trouble beside the Response; without an answer the Response is nil. 304 is an answer like any other.
func (c *Client) Do(ctx context.Context, r *Request) (*Response, error) {
	k := c.newCall(r)
	if err := c.admit(ctx, k); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.opts.Timeout, late("no answer", c.opts.Timeout))
	defer cancel()
	resp, err := k.send(ctx)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return k.read(ctx, resp)
}

// late is the cause of a call that took too long.
func late(what inbox.Phrase, limit time.Duration) error {
	words := inbox.Errorf("%s within %v", what, limit)
	return &redacted{text: words.Error(), said: words, raw: context.DeadlineExceeded}
}

func (c *Client) newCall(r *Request) *call {
	k := &call{client: c, request: *r}
	if k.request.Method == "" {
		k.request.Method = http.MethodGet
	}
	if c.base != nil {
		k.site = clean(c.base.Host)
	}
	return k
}

// send gives the answer's head, with its body still open. What can be repeated is tried again, once, where no connection came about.
func (k *call) send(ctx context.Context) (*http.Response, error) {
	resp, err := k.attempt(ctx)
	broken := errors.Is(err, syscall.ECONNREFUSED) || errors.Is(err, syscall.ECONNRESET)
	if broken && k.repeatable() && !k.sent.Load() {
		resp, err = k.attempt(ctx)
	}
	return resp, err
}

func (k *call) attempt(ctx context.Context) (*http.Response, error) {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { k.sent.Store(true) }})
	req, err := k.client.build(ctx, &k.request)
	if req != nil {
		k.site = clean(req.URL.Host)
	}
	if err != nil {
		return nil, k.unbuilt(err, req != nil)
	}
	k.auth = k.client.opts.Auth != nil || req.Header.Get("Authorization") != "" || req.Header.Get("Cookie") != ""
	k.hops, k.moved = 0, true
	network := k.client.single
	if k.repeatable() {
		network = k.client.shared
	}
	hc := http.Client{Transport: network, CheckRedirect: k.redirect}
	resp, err := hc.Do(req)
	if err != nil {
		return nil, k.unanswered(ctx, err)
	}
	return resp, nil
}

// redirect decides about the next hop: the answer that asked for it is the last one unless it leads to the same request at
// an address that may have it. Credentials, and headers that could hold some, go to no other host.
func (k *call) redirect(next *http.Request, via []*http.Request) error {
	next.Header.Del("Referer")                   // the address that we come from may hold a token
	elsewhere := !sameHost(via[0].URL, next.URL) // net/http copies the headers of the first request to every hop
	changed := next.Method != k.request.Method   // 301, 302 and 303 make a GET of a POST: a write would be lost unnoticed
	if len(via) > maxRedirects || changed || !web(next.URL) || elsewhere && k.auth {
		return http.ErrUseLastResponse
	}
	if elsewhere {
		next.Header = harmless(next.Header)
	}
	k.sent.Store(false) // who sends us on has done nothing
	k.hops++
	status := next.Response.StatusCode
	k.moved = k.moved && (status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect)
	return nil
}

// harmless keeps the headers that any host may see.
func harmless(h http.Header) http.Header {
	kept := http.Header{}
	for _, name := range []string{"User-Agent", "Accept", "Content-Type", "If-None-Match", "If-Modified-Since"} {
		if values := h.Values(name); len(values) > 0 {
			kept[name] = values
		}
	}
	return kept
}

// read takes in the answer and judges it.
func (k *call) read(ctx context.Context, resp *http.Response) (*Response, error) {
	wait := k.client.opts.Dialect.wait(resp.StatusCode, resp.Header, k.client.opts.Now())
	if wait > 0 {
		k.client.hold(k.request.Method, wait)
	}
	out := &Response{Status: resp.StatusCode, Header: resp.Header, URL: resp.Request.URL, Moved: k.hops > 0 && k.moved, call: k}
	if out.Status >= 300 && out.Status != http.StatusNotModified {
		out.Body, _ = io.ReadAll(io.LimitReader(resp.Body, longestComplaint)) // the status says enough
		return out, k.refusal(out, wait)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, k.client.opts.MaxBody+1))
	switch {
	case err != nil:
		t := k.unanswered(ctx, inbox.Errorf("the answer broke off: %w", err))
		t.Status = out.Status
		return out, t
	case int64(len(body)) > k.client.opts.MaxBody:
		return out, k.malformed(out.Status, errLarge)
	}
	out.Body = body
	return out, nil
}

// repeatable reports whether doing the request twice is doing it once.
func (k *call) repeatable() bool {
	return k.request.Idempotent || k.request.Method == http.MethodGet || k.request.Method == http.MethodHead
}

// unsure reports whether the request may have had an effect that nobody told us of.
func (k *call) unsure() bool { return k.sent.Load() && !k.repeatable() }

// trouble is one of a kind at this call's site.
func (k *call) trouble(kind TroubleKind, err error) *Trouble {
	return &Trouble{Kind: kind, Site: k.site, Err: k.client.hidden.err(err)}
}

// unbuilt is the trouble of a request that couldn't be made. Where only the credentials failed, their own trouble tells.
func (k *call) unbuilt(err error, credentials bool) error {
	var own *Trouble
	switch {
	case errors.As(err, &own):
		return err
	case credentials:
		t := k.trouble(Unauthorised, err)
		t.Hint = k.client.opts.Renew
		return t
	default:
		return k.trouble(Refused, err)
	}
}

// unanswered is the trouble of a call that brought no whole answer.
func (k *call) unanswered(ctx context.Context, err error) *Trouble {
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	t := k.trouble(Temporary, err)
	t.Unsure = k.unsure()
	if errors.Is(err, errGuarded) {
		t.Kind, t.Hint = Refused, "use an address that anybody on the internet can reach"
	}
	return t
}

// malformed is the trouble of an answer that can't be used, though the platform says that all is well.
func (k *call) malformed(status int, err error) *Trouble {
	t := k.trouble(Malformed, err)
	t.Status, t.Unsure = status, k.unsure()
	return t
}

// refusal is the trouble that a status tells.
func (k *call) refusal(r *Response, wait time.Duration) *Trouble {
	t := k.trouble(kindOf(r.Status, wait), nil)
	t.Status = r.Status
	t.Words = k.client.hidden.words(complaint(r.Header, r.Body))
	switch {
	case t.Kind == Temporary:
		t.After = wait
	case t.Kind == Unauthorised:
		t.Hint = k.client.opts.Renew
	case r.Status < 400:
		t.Err, t.Hint, t.Words = sentOn(r), "if that is its new address, write it to the channel's address", ""
	}
	// A 302 or 303 after a write can be the way to its result; of a 5xx nobody knows what was done before.
	redirected := r.Status == http.StatusFound || r.Status == http.StatusSeeOther
	t.Unsure = k.unsure() && (redirected || r.Status >= 500 && t.Kind == Temporary)
	return t
}

// kindOf reads a status. A wait tells a 403 that is a rate limit (GitHub) from one that is a missing right; 501 and 505 won't
// get better (WordPress answers 501 where its trash is turned off).
func kindOf(status int, wait time.Duration) TroubleKind {
	switch {
	case status == http.StatusUnauthorized:
		return Unauthorised
	case status == http.StatusForbidden && wait > 0:
		return Temporary
	case status == http.StatusForbidden:
		return Forbidden
	case status == http.StatusNotFound, status == http.StatusGone:
		return Gone
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly, status == http.StatusTooManyRequests:
		return Temporary
	case status == http.StatusNotImplemented, status == http.StatusHTTPVersionNotSupported:
		return Refused
	case status >= 500:
		return Temporary
	default:
		return Refused
	}
}

// sentOn says where a redirect that wasn't followed leads, without what its address holds besides the host.
func sentOn(r *Response) error {
	to, err := url.Parse(r.Header.Get("Location"))
	if err != nil || r.Header.Get("Location") == "" {
		return inbox.Reason("it sends us on without saying where")
	}
	to = r.URL.ResolveReference(to)
	return inbox.Errorf("it sends us on to %s", clean(to.Scheme+"://"+to.Host))
}
