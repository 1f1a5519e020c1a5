package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"slices"

	"vigie/connectors"
	"vigie/inbox"
)

// longestBatch is how many ids GET /api/v1/statuses takes (DEFAULT_STATUSES_LIMIT of Mastodon's base controller).
const longestBatch = 20

// Refresh re-reads posts: twenty a request where the server is a Mastodon of 4.3 or later, one by one elsewhere. Only
// Mastodon is believed that what it leaves out is gone; a server that doesn't know the parameter would leave out all.
//
// Where the rate limit ends it in the middle it tells of those that it read. What it doesn't tell of is as it was.
func (r *reader) Refresh(ctx context.Context, remotes []string) (posts []inbox.Post, gone []string, err error) {
	s, err := r.server(ctx)
	if err != nil {
		return nil, nil, err
	}
	for ids := range slices.Chunk(remotes, longestBatch) {
		read := r.readSingly
		if s.mastodon {
			read = r.readTogether
		}
		p, g, err := read(ctx, s, ids)
		if err != nil && s.mastodon && errors.Is(err, connectors.ErrGone) {
			s.mastodon = false // an older one
			p, g, err = r.readSingly(ctx, s, ids)
		}
		posts, gone = append(posts, p...), append(gone, g...)
		if err != nil && mustWait(err) && len(posts)+len(gone) > 0 {
			break
		}
		if err != nil {
			return nil, nil, err
		}
	}
	arrange(posts)
	return posts, gone, nil
}

// readTogether reads up to twenty statuses in one request, which leaves out what is gone or no longer for us.
func (r *reader) readTogether(ctx context.Context, s server, ids []string) (posts []inbox.Post, gone []string, err error) {
	var raw []json.RawMessage
	if _, err := r.client.GetJSON(ctx, "/api/v1/statuses", url.Values{"id[]": ids}, &raw); err != nil {
		return nil, nil, err
	}
	there := map[string]bool{}
	for _, one := range raw {
		there[nameOf(one)] = true
		if st, err := parseStatus(one); err == nil {
			posts = append(posts, s.post(st, inbox.Text{}))
		}
	}
	if there[""] { // it may be any of them: none may count as gone
		return posts, nil, nil
	}
	gone = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return there[id] })
	return posts, gone, nil
}

// readSingly reads statuses one by one, up to the first error.
func (r *reader) readSingly(ctx context.Context, s server, ids []string) (posts []inbox.Post, gone []string, err error) {
	for _, id := range ids {
		st, err := r.status(ctx, id)
		switch {
		case errors.Is(err, connectors.ErrGone):
			gone = append(gone, id)
		case errors.Is(err, connectors.ErrMalformed): // this one alone
		case err != nil:
			return posts, gone, err
		default:
			posts = append(posts, s.post(st, inbox.Text{}))
		}
	}
	return posts, gone, nil
}

func (r *reader) status(ctx context.Context, id string) (status, error) {
	var raw json.RawMessage
	if _, err := r.client.GetJSON(ctx, "/api/v1/statuses/"+url.PathEscape(id), nil, &raw); err != nil {
		return status{}, err
	}
	st, err := parseStatus(raw)
	if err != nil {
		return status{}, malformed(r.known(), err)
	}
	return st, nil
}

// malformed is the trouble of an answer that is JSON, but not what it should be.
func malformed(s server, err error) *connectors.Trouble {
	return &connectors.Trouble{Kind: connectors.Malformed, Site: s.domain, Err: err}
}
