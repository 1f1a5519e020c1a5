package connectors

import (
	"bytes"
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vigie/inbox"
)

// Request is one call of a platform.
type Request struct {
	Method string // GET unless told
	// Path goes after the client's base, escaped where it must be (url.PathEscape for an id); or it is a whole address, which
	// must be at the base's host where there are credentials.
	Path   string
	Query  url.Values
	Header http.Header
	Body   []byte
	// Idempotent says that doing it twice is doing it once, as GET and HEAD always are: it may be repeated on a broken
	// connection and is never Unsure. A key that the platform remembers is not enough: two at a time may both be done.
	Idempotent bool
}

// Response is a platform's answer, read to its end.
type Response struct {
	Status int
	Header http.Header
	Body   []byte   // unpacked, at most Options.MaxBody; of a failure the first 64 KiB
	URL    *url.URL // where it came from, after redirects. It may hold a secret
	Moved  bool     // every redirect on the way was permanent: URL is the address from now on
	call   *call
}

// GetJSON asks for a value. An answer of 304 leaves v as it is.
func (c *Client) GetJSON(ctx context.Context, path string, query url.Values, v any) (*Response, error) {
	header := http.Header{"Accept": {"application/json"}}
	return c.json(ctx, &Request{Path: path, Query: query, Header: header}, v)
}

// SendJSON sends a value (none where body is nil) and reads the answer into v (none where v is nil).
func (c *Client) SendJSON(ctx context.Context, method, path string, body, v any, headers ...http.Header) (*Response, error) {
	r := &Request{Method: method, Path: path, Header: http.Header{"Accept": {"application/json"}}}
	if body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			return nil, inbox.Errorf("writing the request: %w", err)
		}
		r.Body = encoded
		r.Header.Set("Content-Type", "application/json")
	}
	for _, more := range headers {
		maps.Copy(r.Header, more)
	}
	return c.json(ctx, r, v)
}

func (c *Client) json(ctx context.Context, r *Request, v any) (*Response, error) {
	resp, err := c.Do(ctx, r)
	if err != nil || v == nil || resp.Status == http.StatusNotModified {
		return resp, err
	}
	return resp, resp.DecodeJSON(v)
}

var errPath error = inbox.Reason("the path leads out of the platform's interface")

// build makes the HTTP request, credentials included.
func (c *Client) build(ctx context.Context, r *Request) (*http.Request, error) {
	u, err := c.address(r)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), bytes.NewReader(r.Body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", c.opts.UserAgent)
	for name, values := range r.Header {
		req.Header[http.CanonicalHeaderKey(name)] = slices.Clone(values)
	}
	if user := u.User; user != nil {
		password, _ := user.Password()
		c.Hide(password)
		req.SetBasicAuth(user.Username(), password)
		req.URL.User = nil
	}
	if c.opts.Auth == nil {
		return req, nil
	}
	if c.base != nil && !sameHost(c.base, req.URL) {
		return nil, inbox.Errorf("%s is not the channel's own host, so it isn't given the credentials", clean(req.URL.Host))
	}
	return req, c.opts.Auth(req)
}

// address joins base, path and query.
func (c *Client) address(r *Request) (*url.URL, error) {
	ref, err := url.Parse(r.Path)
	if err != nil {
		return nil, err
	}
	for _, segment := range strings.Split(ref.Path, "/") {
		if segment == "." || segment == ".." { // an id that a stranger chose must not lead to another endpoint
			return nil, errPath
		}
	}
	u := ref
	switch {
	case c.base != nil && ref.Scheme == "" && ref.Host == "":
		joined := *c.base
		if ref.Path != "" {
			joined = *c.base.JoinPath(ref.EscapedPath())
		}
		joined.RawQuery = query(c.base.RawQuery, ref.RawQuery)
		u = &joined
	case c.base != nil:
		u = c.base.ResolveReference(ref)
	}
	if !web(u) {
		return nil, inbox.Reason("the address is not one of the web")
	}
	u.RawQuery = query(u.RawQuery, r.Query.Encode())
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

func query(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "&")
}

// web reports whether an address can be called at all.
func web(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
}

// sameHost reports whether what may be shown to one address may be shown to the other: the same scheme, host and port, or
// the encrypted side of the same host.
func sameHost(from, to *url.URL) bool {
	if !strings.EqualFold(from.Hostname(), to.Hostname()) {
		return false
	}
	upgrade := from.Scheme == "http" && to.Scheme == "https" && port(from) == "80" && port(to) == "443"
	return upgrade || from.Scheme == to.Scheme && port(from) == port(to)
}

func port(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	default:
		return "80"
	}
}
