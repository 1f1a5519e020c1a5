// Package mastodon reads and writes one account of a Mastodon server, or of another that speaks its client API (GoToSocial,
// Pleroma, Akkoma): what mentions or answers the account, answers that mention nobody, hashtags and searches. Without an
// account it listens to public hashtags.
//
// Every post has a thread, though a status tells only what it answers. In a batch an answer's thread is the first post that
// the batch knows above it, which is what it answers where the batch knows no more; Thread, and the reading of answers under
// our own statuses, know the root.
//
// API facts are from docs.joinmastodon.org and the Mastodon source, what differs elsewhere from docs.gotosocial.org and
// docs.pleroma.social. The package is read from the top: kind.go, check.go, poll.go; status.go makes a post of a status.
package mastodon

import (
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"vigie/connectors"
	"vigie/inbox"
)

// Our own pace. Mastodon takes 300 requests with a cursor in 15 minutes of its clock (rack_attack.rb) and 300 of any kind in 5:
// a burst and what follows in 15 minutes stay within the first.
const (
	pace  = 4 * time.Second
	burst = 75
)

// longestAnswer is room for the thread of a post that many answered: 4096 posts of some kilobytes.
const longestAnswer = 16 << 20

// Kind declares the connector.
func Kind() connectors.Kind {
	return connectors.Kind{
		Name:  "mastodon",
		Title: "Mastodon",
		Help:  "Reads what mentions or answers an account, its hashtags and searches; replies, likes, silences, blocks, reports.",
		Options: []connectors.Option{
			{Name: "url", Help: "the server's address", Example: "https://mastodon.example", Required: true, Check: checkAddress},
			{Name: "secret", Help: "an access token of the account; none to listen to public hashtags only", Example: "file:secrets/mastodon", Secret: true},
			{Name: "hashtags", Help: "hashtags to listen to", Example: "acme", List: true, Check: checkHashtag},
			{Name: "searches", Help: "words to search for, where the server has a full-text search", Example: "acme shoes", List: true},
		},
		New: func(c connectors.Config) (connectors.Connector, error) { return newChannel(c) },
	}
}

func checkAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.Trim(u.Path, "/") != "" {
		return inbox.Reason("a server's address is written https://mastodon.example, without a path")
	}
	return nil
}

func checkHashtag(s string) error {
	if s = bareTag(s); s == "" || strings.ContainsAny(s, " /?#&") {
		return inbox.Reason("a hashtag is one word")
	}
	return nil
}

// bareTag is a hashtag as the server's paths have it: without "#", and in one case.
func bareTag(s string) string { return strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "#")) }

// reader reads a server. It is the whole connector of a channel without an account.
type reader struct {
	client  *connectors.Client
	options connectors.Options // of client
	sources []source           // what is read, in the order of a round
	now     func() time.Time

	mu      sync.Mutex
	learned *server // nil until the server told
}

// member is a channel with an account: it acts too.
type member struct{ *reader }

var (
	errNothing error = inbox.Reason("the channel has nothing to read: give it the access token of an account as its secret, or hashtags")
	errSearch  error = inbox.Reason("searching takes an account: give the channel an access token as its secret")
)

func newChannel(c connectors.Config) (connectors.Connector, error) {
	token := c.Secrets["secret"]
	tags, searches := c.Channel.Lists["hashtags"], c.Channel.Lists["searches"]
	if token == "" && len(searches) > 0 {
		return nil, errSearch
	}
	o := c.Client
	o.Base = c.Get("url")
	o.Dialect = connectors.DateDialect
	o.MaxBody = longestAnswer
	if o.Limit == nil {
		o.Limit = rate.NewLimiter(rate.Every(pace), burst)
	}
	if token != "" {
		o.Secrets = append(o.Secrets, token)
		o.Renew = "make a new access token there (Preferences, Development) and write it to the channel's secret"
		o.Auth = func(r *http.Request) error {
			r.Header.Set("Authorization", "Bearer "+token)
			return nil
		}
	}
	client, err := connectors.NewClient(o)
	if err != nil {
		return nil, err
	}
	r := &reader{client: client, options: o, now: o.Now}
	if r.now == nil {
		r.now = time.Now
	}
	r.sources = r.allSources(token != "", tags, searches)
	switch {
	case len(r.sources) == 0:
		return nil, errNothing
	case token == "":
		return r, nil
	}
	return member{r}, nil
}

// account reports whether the channel has one.
func (r *reader) account() bool { return r.options.Auth != nil }

// Close lets go of the connections.
func (r *reader) Close() error {
	r.client.Close()
	return nil
}
