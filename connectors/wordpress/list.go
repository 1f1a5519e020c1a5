package wordpress

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"vigie/connectors"
)

// unread is a comment that could not be read.
type unread struct {
	id  int64 // 0 where not even that could be
	err error
}

// page is a part of a list of comments, or all of it.
type page struct {
	comments []comment
	bad      []unread
	size     int // how many were asked for
	came     int // how many came, the bad ones too: fewer where the site hides some after counting them
	total    int // of the whole list; -1 where the site doesn't tell
}

// more reports whether the list goes on after the page that began at offset.
func (p page) more(offset int) bool {
	if p.total >= 0 {
		return offset+p.size < p.total
	}
	return p.came >= p.size
}

// covers reports whether the page holds everything that the site counts.
func (p page) covers() bool { return len(p.bad) == 0 && p.came >= p.total }

func (p page) errs() []error {
	var list []error
	for _, b := range p.bad {
		list = append(list, b.err)
	}
	return list
}

// list asks for a page of comments: every status for who moderates, else the approved ones. A page that is too large to be
// read is asked for in smaller ones, so that a few enormous comments can't stop a channel.
func (c *connector) list(ctx context.Context, who account, filter url.Values) (page, error) {
	query := url.Values{"_fields": {fields}}
	if who.moderates {
		query.Set("context", "edit")
		query.Set("status", "any")
	}
	maps.Copy(query, filter)
	size := connectors.MaxBatch
	if query.Has("per_page") {
		size, _ = strconv.Atoi(query.Get("per_page"))
	}
	for ; ; size = max(1, size/10) {
		query.Set("per_page", strconv.Itoa(size))
		var items []json.RawMessage
		resp, err := c.ask(ctx, ask{route: "/wp/v2/comments", query: query}, &items)
		switch {
		case err == nil:
			return read(items, size, resp), nil
		case !tooLarge(resp, err):
			return page{}, err
		case size > 1:
			continue
		}
		return page{bad: []unread{{err: err}}, size: 1, came: 1, total: total(resp)}, nil
	}
}

// tooLarge reports whether a list came and was not kept, because it was over the client's bound.
func tooLarge(resp *connectors.Response, err error) bool {
	return resp != nil && resp.Body == nil && errors.Is(err, connectors.ErrMalformed) && total(resp) >= 0
}

// total is how long the site says the whole list is, -1 where it doesn't.
func total(resp *connectors.Response) int {
	if n, err := strconv.Atoi(resp.Header.Get("X-WP-Total")); err == nil && n >= 0 {
		return n
	}
	return -1
}

func read(items []json.RawMessage, size int, resp *connectors.Response) page {
	p := page{size: size, came: len(items), total: total(resp)}
	for _, item := range items[:min(len(items), size)] {
		one, err := decode(item)
		if err != nil {
			p.bad = append(p.bad, unread{one.ID, err})
			continue
		}
		p.comments = append(p.comments, one)
	}
	return p
}

// listAll asks for a whole list, page by page, until most comments came.
func (c *connector) listAll(ctx context.Context, who account, filter url.Values, most int) (all page, err error) {
	query := maps.Clone(filter)
	for offset := 0; ; {
		query.Set("offset", strconv.Itoa(offset))
		p, err := c.list(ctx, who, query)
		if err != nil {
			return page{}, err
		}
		all.comments, all.bad = append(all.comments, p.comments...), append(all.bad, p.bad...)
		all.came, all.total = all.came+p.came, p.total
		if !p.more(offset) || all.came >= most {
			return all, nil
		}
		offset += p.size
	}
}

// byID asks for the comments with these ids. missing are those that the site doesn't show; it is told only where nothing but
// their absence can have kept them back.
func (c *connector) byID(ctx context.Context, who account, ids []int64) (all page, missing []int64, err error) {
	for chunk := range slices.Chunk(ids, connectors.MaxBatch) {
		p, err := c.listAll(ctx, who, url.Values{"include": {join(chunk)}}, len(chunk))
		if err != nil {
			return page{}, nil, err
		}
		came := map[int64]bool{}
		for _, one := range p.comments {
			came[one.ID] = true
		}
		for _, b := range p.bad {
			came[b.id] = true
		}
		for _, id := range chunk {
			if !came[id] && !came[0] && p.came >= p.total {
				missing = append(missing, id)
			}
		}
		all.comments, all.bad = append(all.comments, p.comments...), append(all.bad, p.bad...)
	}
	return all, missing, nil
}

func join(ids []int64) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = remote(id)
	}
	return strings.Join(list, ",")
}
