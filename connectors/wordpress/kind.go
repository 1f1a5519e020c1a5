// Package wordpress reads and moderates the comments of a WordPress site through its REST API (core, namespace wp/v2).
//
// With an account that may moderate it sees every comment, whatever its status. Without one, or with one that may not, it
// sees what the public sees. The e-mail and IP addresses of visitors are never asked for while reading; see moderate.go for
// the one place that holds an IP address, for the length of a call.
package wordpress

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// Kind declares the channels of this kind.
func Kind() connectors.Kind {
	return connectors.Kind{
		Name:  "wordpress",
		Title: "WordPress",
		Help:  "Reads the comments of a WordPress site; with an account also answers and moderates them.",
		Options: []connectors.Option{
			{Name: "url", Help: "the site's address", Example: "https://blog.acme.example", Required: true, Check: checkURL},
			{Name: "user", Help: "login of an account that may moderate comments; none to read what is public", Example: "nadia"},
			{Name: "secret", Help: "an application password of that account", Example: "file:secrets/blog", Secret: true},
		},
		New: New,
	}
}

func checkURL(s string) error {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return inbox.Reason("write the site's address as https://host")
	case u.User != nil:
		return inbox.Reason("write the account to user and secret, not into the address")
	case u.RawQuery != "" || u.Fragment != "":
		return inbox.Reason("write the address of the site alone, without ? and #")
	}
	return nil
}

// connector is one channel. Besides its client it holds only what it learned of the site and could learn again.
type connector struct {
	client *connectors.Client
	site   *url.URL
	user   string // "" where it reads without an account
	now    func() time.Time

	mu      sync.Mutex // guards what follows; never held during a call
	rest    *url.URL   // root of the REST API; nil until found
	who     *account   // nil until asked
	titles  map[article]inbox.Text
	noTrash bool // the site deletes at once
}

// New makes a connector of a channel.
func New(cfg connectors.Config) (connectors.Connector, error) {
	user, secret := cfg.Get("user"), strings.TrimSpace(cfg.Secrets["secret"])
	if (user == "") != (secret == "") {
		return nil, inbox.Reason("user and secret go together: write both to act with an account, neither to read what is public")
	}
	if err := checkURL(cfg.Get("url")); err != nil {
		return nil, inbox.Errorf("url: %w", err)
	}
	site, err := url.Parse(cfg.Get("url"))
	if err != nil {
		return nil, inbox.Errorf("url: %w", err)
	}
	site.Path = strings.TrimSuffix(cmp.Or(site.Path, "/"), "/") + "/"
	opts := cfg.Client
	opts.Base = site.String()
	if user != "" {
		opts.Auth = func(r *http.Request) error { r.SetBasicAuth(user, secret); return nil }
		opts.Renew = "make a new application password there (Users → Profile) and write it to the channel's secret"
		opts.Secrets = append([]string{secret, strings.ReplaceAll(secret, " ", "")}, opts.Secrets...)
	}
	client, err := connectors.NewClient(opts)
	if err != nil {
		return nil, err
	}
	now := cfg.Client.Now
	if now == nil {
		now = time.Now
	}
	return &connector{client: client, site: site, user: user, now: now, titles: map[article]inbox.Text{}}, nil
}

// ReadOnly reports whether the channel has no account.
func (c *connector) ReadOnly() bool { return c.user == "" }

// Site is the address of the blog, which is its brand's own.
func (c *connector) Site() string { return c.site.String() }

// Close lets go of idle connections.
func (c *connector) Close() error {
	c.client.Close()
	return nil
}
