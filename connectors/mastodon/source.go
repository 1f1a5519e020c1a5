package mastodon

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// source is one thing that a round reads.
type source struct {
	key string // in the cursor
	// read takes a page, or its like, into the batch and moves the cursor. After an error that is passed over, the next reading
	// goes on where this one stood.
	read func(ctx context.Context, c *cursor, batch *connectors.Batch, since time.Time) (more bool, err error)
}

// listing is what is read page by page, by id.
type listing struct {
	key   string
	limit int // the longest page that the server gives
	// walks says that min_id gives the page right after an id, so that a reading goes forward from where it stood. A search
	// takes it for a mere bound and gives the newest page: it is read back from the newest.
	walks bool
	// late is how long after its date a post may still turn up: statuses from other servers get an id by their date
	// (lib/mastodon/snowflake.rb), and stand then before some that were read already.
	late time.Duration
	page func(context.Context, url.Values) ([]entry, error) // one page, empty where there is no more
}

// entry is an element of a listing.
type entry struct {
	id   string // "" where it couldn't be read
	at   time.Time
	post *inbox.Post // nil where it is none for the inbox
	err  error       // why it couldn't be read
}

// lateness is how long we wait for the posts of other servers.
const lateness = 10 * time.Minute

// The longest pages, in elements.
const (
	notificationsPage = 80
	statusesPage      = 40
)

// The keys of sources.
const (
	keyNotifications = "notifications"
	keyOwn           = "own"
	keyReplies       = "replies"
	markHashtag      = "#" // before a hashtag
	markSearch       = "?" // before the words of a search
)

// allSources are what a channel reads in a round, in this order. The first is the channel itself: where it fails, the channel
// fails; another is reported and passed over.
func (r *reader) allSources(account bool, tags, searches []string) []source {
	var list []source
	if account {
		list = append(list,
			r.list(listing{key: keyNotifications, limit: notificationsPage, walks: true, page: r.notifications}),
			source{keyOwn, r.readOwn}, source{keyReplies, r.readReplies})
	}
	for _, tag := range each(tags, bareTag) {
		list = append(list, r.list(listing{key: markHashtag + tag, limit: statusesPage, walks: true, late: lateness,
			page: func(ctx context.Context, q url.Values) ([]entry, error) { return r.hashtag(ctx, tag, q) }}))
	}
	for _, words := range each(searches, strings.TrimSpace) {
		list = append(list, r.list(listing{key: markSearch + words, limit: statusesPage, late: lateness,
			page: func(ctx context.Context, q url.Values) ([]entry, error) { return r.search(ctx, words, q) }}))
	}
	return list
}

// list makes a source of a listing.
func (r *reader) list(l listing) source {
	return source{l.key, func(ctx context.Context, c *cursor, batch *connectors.Batch, since time.Time) (bool, error) {
		at := c.Sources[l.key]
		page, err := l.page(ctx, at.query(l))
		if err != nil {
			return false, err
		}
		put(batch, page, at.Floor)
		more := at.take(l, page, since, r.now())
		c.Sources[l.key] = at
		return more, nil
	}}
}

// each is every value of a list once, made plain: a source is known by its key.
func each(list []string, plain func(string) string) []string {
	var out []string
	for _, value := range list {
		if value = plain(value); value != "" && !slices.Contains(out, value) {
			out = append(out, value)
		}
	}
	return out
}

// wanted are the types of notifications that bring a post. Which of them is on is the account's own choice (a bell on somebody's
// profile gives status); servers pass over those that they don't know.
var wanted = []string{"mention", "quote", "status", "update", "quoted_update"}

// notifications reads what concerns the account. Those that its policy would hold back are asked for too: moderating means
// seeing them.
func (r *reader) notifications(ctx context.Context, q url.Values) ([]entry, error) {
	q["types[]"] = wanted
	q.Set("include_filtered", "true")
	var raw []json.RawMessage
	if _, err := r.client.GetJSON(ctx, "/api/v1/notifications", q, &raw); err != nil {
		return nil, err
	}
	s := r.known()
	entries := make([]entry, len(raw))
	for i, one := range raw {
		entries[i] = s.notified(one)
	}
	return entries, nil
}

// notified reads a notification. One of a type that we don't know, or without a post, is passed over.
func (s server) notified(raw json.RawMessage) entry {
	var n notification
	if err := json.Unmarshal(raw, &n); err != nil {
		return entry{id: nameOf(raw), err: unreadable("the notification", raw, err)}
	}
	e := entry{id: string(n.ID), at: date(n.CreatedAt)}
	if !slices.Contains(wanted, n.Type) || len(n.Status) == 0 || string(n.Status) == "null" {
		return e
	}
	st, err := parseStatus(n.Status)
	if err != nil {
		e.err = err
		return e
	}
	found := map[string]string{
		"status":        "posts of @" + st.Account.Acct,
		"update":        "edited after we shared it",
		"quoted_update": "edited after we quoted it",
	}[n.Type]
	post := s.post(st, inbox.CleanLine(found))
	if n.Type == "quote" && post.Kind == inbox.Match {
		post.Kind = inbox.Mention
	}
	e.post = &post
	return e
}

func (r *reader) hashtag(ctx context.Context, tag string, q url.Values) ([]entry, error) {
	var raw []json.RawMessage
	if _, err := r.client.GetJSON(ctx, "/api/v1/timelines/tag/"+url.PathEscape(tag), q, &raw); err != nil {
		return nil, err
	}
	return r.known().entries(raw, inbox.CleanLine(markHashtag+tag)), nil
}

func (r *reader) search(ctx context.Context, words string, q url.Values) ([]entry, error) {
	q.Set("q", words)
	q.Set("type", "statuses")
	var found struct {
		Statuses []json.RawMessage `json:"statuses"`
	}
	if _, err := r.client.GetJSON(ctx, "/api/v2/search", q, &found); err != nil {
		return nil, err
	}
	return r.known().entries(found.Statuses, inbox.CleanLine(words)), nil
}

// entries reads a listing of statuses.
func (s server) entries(raw []json.RawMessage, found inbox.Text) []entry {
	entries := make([]entry, len(raw))
	for i, one := range raw {
		st, err := parseStatus(one)
		if err != nil {
			entries[i] = entry{id: nameOf(one), err: err}
			continue
		}
		post := s.post(st, found)
		entries[i] = entry{id: post.Remote, at: post.Posted, post: &post}
	}
	return entries
}

// put adds a page to a batch, but for what is not newer than floor: that came before.
func put(batch *connectors.Batch, page []entry, floor string) {
	for _, e := range page {
		switch {
		case e.id != "" && floor != "" && compare(e.id, floor) <= 0:
		case e.err != nil:
			batch.Bad = append(batch.Bad, e.err)
		case e.post != nil:
			batch.Posts = append(batch.Posts, *e.post)
		}
	}
}
