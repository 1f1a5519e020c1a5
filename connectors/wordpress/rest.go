package wordpress

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"vigie/connectors"
	"vigie/inbox"
)

// ask is a call of a route of the REST API, such as /wp/v2/comments.
type ask struct {
	method     string // GET unless told
	route      string
	query      url.Values
	body       any  // sent as JSON
	idempotent bool // doing it twice is doing it once
}

// ask calls the REST API and reads its answer into v.
func (c *connector) ask(ctx context.Context, a ask, v any) (*connectors.Response, error) {
	root, err := c.root(ctx)
	if err != nil {
		return nil, err
	}
	r := &connectors.Request{Method: a.method, Path: address(root, a.route), Query: a.query, Idempotent: a.idempotent,
		Header: http.Header{"Accept": {"application/json"}}}
	if a.body != nil {
		if r.Body, err = json.Marshal(a.body); err != nil {
			return nil, inbox.Errorf("writing the request: %w", err)
		}
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := c.client.Do(ctx, r)
	if err != nil {
		if errors.Is(err, connectors.ErrGone) && code(resp) == "" {
			c.forgetRoot() // it isn't WordPress that says so: permalinks may have changed
		}
		return resp, err
	}
	if err := resp.DecodeJSON(v); err != nil {
		return resp, explain(err, resp.Body)
	}
	return resp, nil
}

// code is WordPress's own word for a failure, such as rest_comment_closed; "" where it isn't WordPress that failed.
func code(resp *connectors.Response) string {
	var failure struct{ Code string }
	if resp == nil || resp.DecodeJSON(&failure) != nil {
		return ""
	}
	return failure.Code
}

// explain says what spoils the answers of a WordPress site, where that can be told.
func explain(err error, body []byte) error {
	t, ok := errors.AsType[*connectors.Trouble](err)
	if !ok || t.Hint != "" {
		return err
	}
	head := body[:min(len(body), 4<<10)]
	switch {
	case phpNotice.Match(head):
		t.Hint = "PHP writes its own warnings into the site's answers: set display_errors (WP_DEBUG_DISPLAY) off there, or mend the plugin that causes them"
	case bytes.HasPrefix(bytes.TrimSpace(head), []byte("<")):
		t.Hint = "a plugin, a firewall or a maintenance page answers in place of the site's REST API: let the API through, or mend the channel's url"
	}
	return err
}

var phpNotice = regexp.MustCompile(`(?i)\b(warning|notice|deprecated|fatal error|parse error)(</b>)?:`)

// apiLink is the Link header in which a site says where its REST API is.
var apiLink = regexp.MustCompile(`<([^<>]*)>\s*;[^,<]*\brel="?https://api\.w\.org/"?`)

// root finds the REST API: where the site's Link header says, or else at ?rest_route=, where WordPress answers whatever its
// permalinks are. It is kept where the site itself told.
func (c *connector) root(ctx context.Context) (*url.URL, error) {
	c.mu.Lock()
	known := c.rest
	c.mu.Unlock()
	if known != nil {
		return known, nil
	}
	resp, err := c.client.Do(ctx, &connectors.Request{Method: http.MethodHead})
	if resp == nil {
		return nil, err
	}
	link := apiLink.FindStringSubmatch(strings.Join(resp.Header.Values("Link"), ", "))
	if link == nil {
		return c.site.Parse("?rest_route=/")
	}
	root, err := resp.URL.Parse(link[1])
	if err != nil {
		return nil, &connectors.Trouble{Kind: connectors.Malformed, Site: c.site.Host, Err: inbox.Reason("the address of its REST API can't be read")}
	}
	if !strings.EqualFold(root.Hostname(), c.site.Hostname()) {
		home := c.client.Redact(root.Scheme + "://" + root.Host)
		return nil, &connectors.Trouble{Kind: connectors.Refused, Site: c.site.Host, Err: inbox.Errorf("its REST API is at %s", home),
			Hint: "if that is the same site, write that address to the channel's url"}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rest = root
	return root, nil
}

func (c *connector) forgetRoot() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.rest = nil
}

// address is a route's: below the root, or in its rest_route parameter where permalinks are plain.
func address(root *url.URL, route string) string {
	u := *root
	query := u.Query()
	if !query.Has("rest_route") {
		return u.JoinPath(route).String()
	}
	query.Set("rest_route", strings.TrimSuffix(query.Get("rest_route"), "/")+route)
	u.RawQuery = query.Encode()
	return u.String()
}
