package mastodon

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"vigie/connectors"
	"vigie/inbox"
)

// server is what a server told of itself and of our account there. The zero server is one that told nothing.
type server struct {
	domain    string   // what stands after "@" in the handles of its accounts
	mastodon  bool     // it runs Mastodon itself, not something compatible
	streaming string   // where its streams are; "" where it has none
	most      int      // how long a status may be; 0 is unknown
	perURL    int      // what a link counts for
	us        id       // our account; "" without one
	scopes    []string // of the token; nil where the server doesn't tell
}

// readOnly reports whether the token is known to be without any right to write.
func (s server) readOnly() bool {
	return s.scopes != nil && !slices.ContainsFunc(s.scopes, func(g string) bool { return strings.HasPrefix(g, "write") })
}

// Check asks who we are there, what the server can and what the token may.
func (r *reader) Check(ctx context.Context) (connectors.Account, error) {
	s, us, err := r.learn(ctx)
	if err != nil {
		return connectors.Account{}, err
	}
	if !r.account() {
		_, err := r.hashtag(ctx, strings.TrimPrefix(r.sources[0].key, markHashtag), url.Values{"limit": {"1"}})
		return connectors.Account{Followers: -1, ReadOnly: true}, membersOnly(err)
	}
	who := s.author(us)
	account := connectors.Account{
		ID: string(us.ID), Handle: "@" + who.Handle.String(), URL: inbox.CleanLine(us.URL).String(), Followers: who.Followers,
		ReadOnly: s.readOnly(),
	}
	if missing := lacks(s.scopes, r.wishes()); len(missing) > 0 {
		account.Warning = inbox.Errorf("the token lacks %s: make one with the rights read and write", strings.Join(missing, ", "))
	}
	return account, nil
}

// membersOnly says what to do where a server shows hashtags to its members alone.
func membersOnly(err error) error {
	if trouble, ok := errors.AsType[*connectors.Trouble](err); ok && (trouble.Kind == connectors.Unauthorised || trouble.Kind == connectors.Forbidden) {
		trouble.Hint = "the server shows hashtags to its own accounts only: give the channel an access token as its secret"
	}
	return err
}

// server is what the server told; it is asked once, and again by each Check.
func (r *reader) server(ctx context.Context) (server, error) {
	r.mu.Lock()
	learned := r.learned
	r.mu.Unlock()
	if learned != nil {
		return *learned, nil
	}
	s, _, err := r.learn(ctx)
	return s, err
}

// known is what the server told so far.
func (r *reader) known() server {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.learned == nil {
		return server{}
	}
	return *r.learned
}

func (r *reader) learn(ctx context.Context) (server, account, error) {
	s, err := r.askServer(ctx)
	if err != nil {
		return server{}, account{}, err
	}
	var us account
	if r.account() {
		if _, err := r.client.GetJSON(ctx, "/api/v1/accounts/verify_credentials", nil, &us); err != nil {
			return server{}, account{}, err
		}
		if us.ID == "" {
			return server{}, account{}, malformed(s, inbox.Reason("it doesn't say whose token that is"))
		}
		s.us, s.scopes = us.ID, r.scopes(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.learned = &s
	return s, us, nil
}

// askServer reads /instance: version 2, or 1 of servers before Mastodon 4. One that has neither told nothing.
func (r *reader) askServer(ctx context.Context) (server, error) {
	var told instance
	_, err := r.client.GetJSON(ctx, "/api/v2/instance", nil, &told)
	if errors.Is(err, connectors.ErrGone) {
		_, err = r.client.GetJSON(ctx, "/api/v1/instance", nil, &told)
	}
	if err != nil && !errors.Is(err, connectors.ErrGone) {
		return server{}, err
	}
	base, _ := url.Parse(r.options.Base) // the client read it before
	_, uri, found := strings.Cut(told.URI, "://")
	if !found {
		uri = told.URI
	}
	c := told.Configuration
	return server{
		domain:    inbox.CleanLine(cmp.Or(told.Domain, strings.Trim(uri, "/"), base.Host)).String(),
		mastodon:  isMastodon(told.SourceURL),
		streaming: cmp.Or(c.URLs.Streaming, told.URLs.Streaming),
		most:      max(0, int(cmp.Or(c.Statuses.Most, told.MaxTootChars))),
		perURL:    max(0, int(c.Statuses.PerURL)),
	}, nil
}

// isMastodon reports whether a server runs Mastodon or glitch-soc, its close fork: by where it says its source is. Others
// that speak the API call themselves "compatible" in their version, but say truly where they come from.
func isMastodon(source string) bool {
	for _, repository := range []string{"https://github.com/mastodon/mastodon", "https://github.com/glitch-soc/mastodon"} {
		if rest, ok := strings.CutPrefix(source, repository); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}

// scopes are what the token's application may; nil where the server doesn't tell (before Mastodon 4.3, and other software).
func (r *reader) scopes(ctx context.Context) []string {
	var app struct {
		Scopes []string `json:"scopes"`
	}
	if _, err := r.client.GetJSON(ctx, "/api/v1/apps/verify_credentials", nil, &app); err != nil {
		return nil
	}
	return app.Scopes
}

// wishes are the scopes that the channel has a use for.
func (r *reader) wishes() []string {
	wishes := []string{
		"read:accounts", "read:statuses", "read:notifications",
		"write:statuses", "write:favourites", "write:mutes", "write:blocks", "write:reports",
	}
	if slices.ContainsFunc(r.sources, func(s source) bool { return strings.HasPrefix(s.key, markSearch) }) {
		wishes = append(wishes, "read:search")
	}
	return wishes
}

// lacks are the wishes that aren't granted. "read" grants all of "read:…"; nothing is known of nil.
func lacks(granted, wishes []string) []string {
	if granted == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(wishes), func(wish string) bool {
		wide, _, _ := strings.Cut(wish, ":")
		return slices.Contains(granted, wish) || slices.Contains(granted, wide)
	})
}

// ReadOnly reports whether the token may only read.
func (m member) ReadOnly() bool { return m.known().readOnly() }
