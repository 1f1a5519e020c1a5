package mastodon

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"vigie/connectors"
	"vigie/inbox"
)

// noStream is the trouble of a server without streams.
func (s server) noStream() error {
	return &connectors.Trouble{
		Kind: connectors.Gone, Site: s.domain, Err: inbox.Reason("the server has no stream of events"), Hint: "nothing is to be done: polling goes on",
	}
}

// Stream listens to the account's notifications and to each hashtag, a line each, as server-sent events. It ends when one of
// them is cut. A server that offers only websockets (GoToSocial), or nothing, gives an error at once.
//
// An event is only a reason to poll: nothing is replayed after a break, and edits of what mentions us are told to nobody.
func (m member) Stream(ctx context.Context, told func()) error {
	s, err := m.server(ctx)
	if err != nil {
		return err
	}
	base := s.streamBase(m.options.Base)
	if base == "" {
		return s.noStream()
	}
	o := m.options
	o.Base, o.Limit = base, nil // another host perhaps, which the server itself trusts with tokens; its lines aren't counted
	client, err := connectors.NewClient(o)
	if err != nil {
		return err
	}
	defer client.Close()
	var one sync.Mutex
	once := func() {
		one.Lock()
		defer one.Unlock()
		told()
	}
	lines, ctx := errgroup.WithContext(ctx)
	lines.Go(func() error { return listen(ctx, client, "/api/v1/streaming/user/notification", nil, once) })
	for _, source := range m.sources {
		if tag, ok := strings.CutPrefix(source.key, markHashtag); ok {
			lines.Go(func() error {
				return listen(ctx, client, "/api/v1/streaming/hashtag", url.Values{"tag": {tag}}, once)
			})
		}
	}
	if err := lines.Wait(); !errors.Is(err, connectors.ErrGone) {
		return err
	}
	return s.noStream()
}

// listen tells of each event on a line until it is cut.
func listen(ctx context.Context, client *connectors.Client, path string, q url.Values, told func()) error {
	events, err := client.Stream(ctx, path, q, nil)
	if err != nil {
		return err
	}
	defer events.Close()
	for {
		if _, err := events.Next(ctx); err != nil {
			return err
		}
		told()
	}
}

// streamBase is where the streams are: the address that the server tells for websockets, which serves events too. It is never
// less private than the channel's own; "" where there is none.
func (s server) streamBase(own string) string {
	u, err := url.Parse(s.streaming)
	if err != nil || u.Host == "" {
		return ""
	}
	secure := u.Scheme == "wss" || u.Scheme == "https" || strings.HasPrefix(own, "https:")
	if u.Scheme = "http"; secure {
		u.Scheme = "https"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
}
