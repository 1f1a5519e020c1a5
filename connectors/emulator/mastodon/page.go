package mastodon

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// page cuts one page out of items, which are given oldest first, and returns it newest first. Its cursors mean what
// Mastodon's Paginable says: max_id is older than, min_id the page right after, since_id the newest page that is newer
// than the id, so that since_id skips the middle where more than one page is new. min_id wins over since_id.
func page[T any](items []T, id func(T) string, r *request, limit int) []T {
	maxID, minID, sinceID := r.get("max_id"), r.get("min_id"), r.get("since_id")
	after := cmp.Or(minID, sinceID)
	var in []T
	for _, item := range items {
		if maxID != "" && compareIDs(id(item), maxID) >= 0 || after != "" && compareIDs(id(item), after) <= 0 {
			continue
		}
		in = append(in, item)
	}
	if limit < len(in) {
		if minID != "" {
			in = in[:limit]
		} else {
			in = in[len(in)-limit:]
		}
	}
	in = slices.Clone(in)
	slices.Reverse(in)
	return in
}

// link writes the Link header of a page: next is older, prev newer. An empty page has none.
func link[T any](r *request, items []T, id func(T) string) {
	if len(items) == 0 {
		return
	}
	at := func(cursor, id string) string {
		query := url.Values{}
		for name, values := range r.params {
			if !strings.HasSuffix(name, "_id") || name == "account_id" {
				query[name] = values
			}
		}
		query.Del("access_token")
		query.Set(cursor, id)
		return baseURL(r) + r.URL.Path + "?" + query.Encode()
	}
	r.header.Set("Link", fmt.Sprintf(`<%s>; rel="next", <%s>; rel="prev"`,
		at("max_id", id(items[len(items)-1])), at("min_id", id(items[0]))))
}

// baseURL is where the client found us.
func baseURL(r *request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
