package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vigie/connectors"
	"vigie/inbox"
)

// account is who we are at the site; the zero value is nobody in particular.
type account struct {
	id        int64
	name      string
	url       string
	moderates bool // sees and moderates every comment
}

// Check asks the site whether it is a WordPress and who we are there.
func (c *connector) Check(ctx context.Context) (connectors.Account, error) {
	var index struct {
		Namespaces     []string
		Authentication json.RawMessage // an object, or [] where there is none
	}
	_, err := c.ask(ctx, ask{route: "/", query: url.Values{"_fields": {"namespaces,authentication"}}}, &index)
	if err != nil {
		return connectors.Account{}, err
	}
	if !slices.Contains(index.Namespaces, "wp/v2") {
		return connectors.Account{}, &connectors.Trouble{Kind: connectors.Malformed, Site: c.site.Host, Err: inbox.Reason("it has no WordPress REST API (wp/v2)"),
			Hint: "is the channel's url that of a WordPress site whose REST API is switched on?"}
	}
	if c.ReadOnly() {
		_, err := c.list(ctx, account{}, url.Values{"per_page": {"1"}})
		return connectors.Account{URL: c.site.String(), Followers: -1, ReadOnly: true}, err
	}
	who, err := c.askWho(ctx)
	if err != nil {
		if t, ok := errors.AsType[*connectors.Trouble](err); ok && t.Kind == connectors.Unauthorised && !strings.Contains(string(index.Authentication), "application-passwords") {
			t.Hint = "application passwords are switched off there, by a plugin or because the site isn't https: switch them on"
		}
		return connectors.Account{}, err
	}
	return connectors.Account{ID: strconv.FormatInt(who.id, 10), Handle: who.name, URL: who.url, Followers: -1, Warning: c.warning(who)}, nil
}

// warning is what works, but not as it should.
func (c *connector) warning(who account) error {
	c.mu.Lock()
	noTrash := c.noTrash
	c.mu.Unlock()
	switch {
	case !who.moderates:
		return inbox.Reason("the account may not moderate comments: it reads what is public and can only reply; make it an Editor there")
	case c.site.Scheme == "http" && !loopback(c.site.Hostname()):
		return inbox.Reason("the password goes over the line in clear: write the channel's url with https")
	case noTrash:
		return inbox.Reason("the site has no trash: what is deleted can't be restored")
	}
	return nil
}

func loopback(host string) bool { return host == "localhost" || host == "127.0.0.1" || host == "::1" }

// whoami is who we are, asked once.
func (c *connector) whoami(ctx context.Context) (account, error) {
	c.mu.Lock()
	known := c.who
	c.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	return c.askWho(ctx)
}

// askWho asks the site. Core takes a wrong password for no password, and answers that nobody is logged in.
func (c *connector) askWho(ctx context.Context) (account, error) {
	if c.ReadOnly() {
		return account{}, nil
	}
	var me struct {
		ID           int64
		Name, Link   string
		Capabilities json.RawMessage // an object of rights, or [] where there are none
	}
	query := url.Values{"context": {"edit"}, "_fields": {"id,name,link,capabilities"}}
	if _, err := c.ask(ctx, ask{route: "/wp/v2/users/me", query: query}, &me); err != nil {
		return account{}, err
	}
	if me.ID <= 0 {
		return account{}, &connectors.Trouble{Kind: connectors.Malformed, Site: c.site.Host, Err: inbox.Reason("it doesn't tell who the account is")}
	}
	var rights map[string]any
	_ = json.Unmarshal(me.Capabilities, &rights) // what can't be read is no right
	who := account{id: me.ID, name: inbox.CleanLine(me.Name).String(), url: inbox.CleanLine(me.Link).String()}
	who.moderates = granted(rights["moderate_comments"])
	if who.name == "" {
		who.name = c.user
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.who = &who
	return who, nil
}

// granted reads a right as PHP would: true, 1 and "1" grant it.
func granted(v any) bool { return v == true || v == 1.0 || v == "1" }
