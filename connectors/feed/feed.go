// Package feed listens to RSS, Atom and JSON feeds: blogs, forums, news, comment feeds, searches that offer one. It reads
// only; a feed tells neither deletions nor who its readers are.
package feed

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// pause is the time between two readings of a feed, unless the channel or the feed says otherwise.
const pause = 5 * time.Minute

// Kind declares the connector.
func Kind() connectors.Kind {
	return connectors.Kind{
		Name:  "feed",
		Title: "Feeds (RSS, Atom, JSON Feed)",
		Help:  "Listens to feeds; with words, only to what names one of them.",
		Options: []connectors.Option{
			{Name: "urls", Help: "the feeds' addresses", Example: "https://blog.example/feed", Required: true, List: true, Check: checkAddress},
			{Name: "words", Help: "only entries with one of these words; none for all", Example: "acme", List: true},
			{Name: "every", Help: "how often to look", Example: "5m", Check: checkEvery},
			{Name: "user", Help: "the login, where the feeds want one", Example: "nadia"},
			{Name: "secret", Help: "the password, where the feeds want one", Example: "file:secrets/feed", Secret: true},
		},
		New: func(c connectors.Config) (connectors.Connector, error) { return newFeed(c) },
	}
}

func checkAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return inbox.Reason("a feed's address begins with https:// or http://")
	}
	if u.User != nil {
		return inbox.Reason("the address holds a login in clear: take it out, write user and secret instead, and change the password, it has been seen")
	}
	return nil
}

func checkEvery(s string) error {
	if d, err := time.ParseDuration(s); err != nil || d < time.Second {
		return inbox.Reason(`how often is written like "5m" or "1h"`)
	}
	return nil
}

// connector reads the feeds of one channel.
type connector struct {
	client *connectors.Client
	urls   []string
	words  []string // folded
	every  time.Duration
	now    func() time.Time
}

func newFeed(c connectors.Config) (*connector, error) {
	f := &connector{urls: c.Channel.Lists["urls"], every: pause, now: c.Client.Now}
	if f.now == nil {
		f.now = time.Now
	}
	for _, w := range c.Channel.Lists["words"] {
		f.words = append(f.words, inbox.Fold(w))
	}
	if s := c.Get("every"); s != "" {
		f.every, _ = time.ParseDuration(s) // checked with the team file
	}
	opts := c.Client
	opts.Guard = true // a feed may redirect anywhere
	for _, address := range f.urls {
		u, err := url.Parse(address)
		if err != nil {
			return nil, inbox.Errorf("a feed's address can't be read: %w", err)
		}
		opts.Trusted = slices.Concat(opts.Trusted, connectors.Trust(u))
	}
	if password := c.Secrets["secret"]; password != "" {
		opts.Secrets = append(opts.Secrets, password)
		opts.Auth = func(r *http.Request) error {
			r.SetBasicAuth(c.Get("user"), password)
			return nil
		}
	}
	client, err := connectors.NewClient(opts)
	f.client = client
	return f, err
}

// ReadOnly says that a feed can only be read.
func (f *connector) ReadOnly() bool { return true }

// Close lets go of the connections.
func (f *connector) Close() error {
	f.client.Close()
	return nil
}

// Check reads every feed once.
func (f *connector) Check(ctx context.Context) (connectors.Account, error) {
	var bad []error
	for _, address := range f.urls {
		if _, _, err := f.fetch(ctx, address, source{}); err != nil {
			bad = append(bad, err)
		}
	}
	account := connectors.Account{Followers: -1, ReadOnly: true}
	if len(bad) == len(f.urls) {
		return account, errors.Join(bad...)
	}
	if len(bad) > 0 {
		account.Warning = errors.Join(bad...)
	}
	return account, nil
}
