package wordpress

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// How far before the newest comment the next poll begins. WordPress filters by the site's local time, which in autumn shows
// an hour twice, and dates a comment before a slow spam check lets it in. Without the right to moderate, a comment appears
// when somebody approves it, under the date at which it was written.
const (
	overlap       = 3 * time.Hour
	publicOverlap = 3 * 24 * time.Hour
)

// cursor is where the reading stands: in a walk through all comments after a date, oldest first. A deletion shifts the rest of
// the list, so that each page begins with the last comment of the page before; where that isn't so, the walk steps back.
type cursor struct {
	Version int       `json:"v"`
	After   time.Time `json:"after"`
	Offset  int       `json:"offset,omitempty"`
	Last    int64     `json:"last,omitempty"`  // the comment that must stand there; 0 where none is known
	Newest  time.Time `json:"newest,omitzero"` // among those that the walk met
}

const cursorVersion = 1

func readCursor(from connectors.Cursor, since time.Time) (cursor, error) {
	if from == "" {
		return cursor{Version: cursorVersion, After: since.UTC().Truncate(time.Second)}, nil
	}
	var cur cursor
	if err := json.Unmarshal([]byte(from), &cur); err != nil {
		return cursor{}, inbox.Errorf("the channel's cursor can't be read: %w", err)
	}
	if cur.Version != cursorVersion || cur.After.IsZero() || cur.Offset < 0 {
		return cursor{}, inbox.Reason("the channel's cursor is of another version")
	}
	return cur, nil
}

func (cur cursor) write() connectors.Cursor {
	b, _ := json.Marshal(cur) // numbers and times of a sane year always can be
	return connectors.Cursor(b)
}

// Poll brings a page of the walk.
func (c *connector) Poll(ctx context.Context, from connectors.Cursor, since time.Time) (connectors.Batch, error) {
	cur, err := readCursor(from, since)
	if err != nil {
		return connectors.Batch{}, err
	}
	who, err := c.whoami(ctx)
	if err != nil {
		return connectors.Batch{}, err
	}
	// With an offset of its own: a date without one would be read as the site's local time.
	p, err := c.list(ctx, who, url.Values{"after": {cur.After.Format(time.RFC3339)}, "order": {"asc"}, "orderby": {"date_gmt"},
		"offset": {strconv.Itoa(cur.Offset)}})
	if err != nil {
		return connectors.Batch{}, err
	}
	posts, bad, err := c.posts(ctx, who, p.comments)
	if err != nil {
		return connectors.Batch{}, err
	}
	next, more := cur.next(p, who, c.now())
	return connectors.Batch{Posts: posts, Bad: append(p.errs(), bad...), Cursor: next.write(), More: more}, nil
}

// next is where the walk goes on after a page, or where the next one begins. A date in the future doesn't count: it would
// blind the channel until then.
func (cur cursor) next(p page, who account, now time.Time) (next cursor, more bool) {
	next = cur
	for _, one := range p.comments {
		if one.posted.After(next.Newest) && !one.posted.After(now) {
			next.Newest = one.posted
		}
	}
	missed := cur.Last != 0 && !slices.ContainsFunc(p.comments, func(one comment) bool { return one.ID == cur.Last })
	switch {
	case missed && cur.Offset > 0:
		next.Offset = max(0, cur.Offset-connectors.MaxBatch+1)
		return next, true
	case p.more(cur.Offset):
		next.Offset, next.Last = cur.Offset+p.size, 0
		if p.size > 1 && len(p.comments) == p.size { // else the last of the page may be hidden from us
			next.Offset, next.Last = next.Offset-1, p.comments[p.size-1].ID
		}
		return next, true
	}
	return cur.begin(next.Newest, who), false
}

// begin is the start of the walk after one that met this newest comment.
func (cur cursor) begin(newest time.Time, who account) cursor {
	back := overlap
	if !who.moderates {
		back = publicOverlap
	}
	next := cursor{Version: cursorVersion, After: cur.After}
	if after := newest.Add(-back); after.After(next.After) {
		next.After = after
	}
	return next
}

// Refresh re-reads known comments. To who may not moderate, a comment that is no longer public is gone.
func (c *connector) Refresh(ctx context.Context, remotes []string) (posts []inbox.Post, gone []string, err error) {
	var ids []int64
	for _, r := range remotes {
		if id := number(r); id != 0 {
			ids = append(ids, id)
		} else {
			gone = append(gone, r)
		}
	}
	who, err := c.whoami(ctx)
	if err != nil {
		return nil, nil, err
	}
	p, missing, err := c.byID(ctx, who, ids)
	if err != nil {
		return nil, nil, err
	}
	for _, id := range missing {
		gone = append(gone, remote(id))
	}
	posts, _, err = c.posts(ctx, who, p.comments) // a title that doesn't come is no reason to fail
	return posts, gone, err
}
