package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// An answer that doesn't mention us notifies nobody. What answers our own recent statuses is found by their number of
// replies: where it grew, the thread is read.

// watched is what is known of the answers to a status of ours.
type watched struct {
	Now  int       `json:"now,omitempty"`  // how many the server counts
	Told int       `json:"told,omitempty"` // how many it counted when they were last read
	Read time.Time `json:"read,omitzero"`  // when that was
	Skip int       `json:"skip,omitempty"` // how many of the thread that is being read were brought
}

// due reports whether the thread is to be read: it grew, and was not read lately. A long thread is long to read, and grows
// more often: it is read the less.
func (w watched) due(now time.Time) bool {
	wait := 5*time.Minute + time.Duration(w.Now)*time.Second
	return w.Now > w.Told && (w.Skip > 0 || now.Sub(w.Read) >= wait)
}

// readOwn brings what our account wrote since, by us or from elsewhere, and counts what answers it. It reads the newest page
// alone, which takes no cursor.
func (r *reader) readOwn(ctx context.Context, c *cursor, batch *connectors.Batch, since time.Time) (more bool, err error) {
	raw, err := r.own(ctx, "")
	if err != nil {
		return false, err
	}
	s, at, watch := r.known(), c.Sources[keyOwn], map[string]watched{}
	page := s.entries(raw, inbox.Text{})
	put(batch, page, at.Floor)
	if _, newest := ends(page); compare(newest, at.Floor) > 0 {
		at.Floor = newest
	}
	for _, one := range raw {
		st, err := parseStatus(one)
		if err != nil {
			continue // put told
		}
		w, known := c.Watch[string(st.ID)]
		w.Now = max(0, int(st.RepliesCount))
		if !known && date(st.CreatedAt).Before(since) || w.Now < w.Told {
			w.Told = w.Now
		}
		watch[string(st.ID)] = w
	}
	c.Sources[keyOwn], c.Watch = at, watch
	return false, nil
}

// own is a page of our account's statuses, newest first, without what it shared of others.
func (r *reader) own(ctx context.Context, before string) (page []json.RawMessage, err error) {
	q := url.Values{"exclude_reblogs": {"true"}, "limit": {strconv.Itoa(statusesPage)}}
	if before != "" {
		q.Set("max_id", before)
	}
	_, err = r.client.GetJSON(ctx, "/api/v1/accounts/"+url.PathEscape(string(r.known().us))+"/statuses", q, &page)
	return page, err
}

// readReplies reads the thread under one status that is due. What mentions us is left to the notifications.
func (r *reader) readReplies(ctx context.Context, c *cursor, batch *connectors.Batch, _ time.Time) (more bool, err error) {
	now := r.now().UTC().Truncate(time.Second)
	due := slices.DeleteFunc(slices.Sorted(maps.Keys(c.Watch)), func(id string) bool { return !c.Watch[id].due(now) })
	if len(due) == 0 {
		return false, nil
	}
	id := due[0]
	w := c.Watch[id]
	around, err := r.context(ctx, id)
	switch {
	case ctx.Err() != nil || mustWait(err):
		return false, err
	case err != nil: // it isn't asked again before it grows
		w.Told, w.Read, w.Skip = w.Now, now, 0
		c.Watch[id] = w
		if errors.Is(err, connectors.ErrGone) {
			err = nil // the status was deleted meanwhile
		}
		return len(due) > 1, err
	}
	silent := r.known().silent(id, around)
	begin := min(max(0, w.Skip), len(silent))
	end := min(begin+connectors.MaxBatch, len(silent))
	put(batch, silent[begin:end], "")
	if w.Skip = end; end == len(silent) {
		w.Told, w.Read, w.Skip = w.Now, now, 0
	}
	c.Watch[id] = w
	return len(due) > 1 || w.Skip > 0, nil
}

// silent are the answers under a status of ours that notified nobody, in a thread whose root is known. What answers somebody
// else there is a comment.
func (s server) silent(id string, around surroundings) []entry {
	root := around.root(id)
	var list []entry
	for _, raw := range around.Descendants {
		st, err := parseStatus(raw)
		if err != nil {
			list = append(list, entry{err: err})
			continue
		}
		if s.isUs(st.Account.ID) || s.mentioned(st) {
			continue
		}
		post := s.post(st, inbox.Text{})
		post.Thread = root
		if post.Kind == inbox.Match {
			post.Kind = inbox.Comment
		}
		list = append(list, entry{id: post.Remote, at: post.Posted, post: &post})
	}
	return list
}
