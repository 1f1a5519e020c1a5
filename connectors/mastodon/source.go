package mastodon

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// source is one listing that a round reads.
type source struct {
	key   string // in the cursor
	limit int    // the longest page that the server gives
	scope string // of the token that it takes; "" where none is needed
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

// The sources that are no listing of strangers' posts by id; see watch.go.
const (
	keyNotifications = "notifications"
	keyOwn           = "own"
	keyReplies       = "replies"
)

// allSources are what a channel reads in a round, in this order. The first is the channel itself: where it fails, the channel
// fails; another is reported and passed over.
func (r *reader) allSources(account bool, tags, searches []string) []source {
	var list []source
	if account {
		list = append(list,
			source{key: keyNotifications, limit: notificationsPage, scope: "read:notifications", walks: true, page: r.notifications},
			source{key: keyOwn}, source{key: keyReplies})
	}
	for _, tag := range tags {
		tag = bareTag(tag)
		list = append(list, source{key: "#" + tag, limit: statusesPage, walks: true, late: lateness,
			page: func(ctx context.Context, q url.Values) ([]entry, error) { return r.hashtag(ctx, tag, q) }})
	}
	for _, words := range searches {
		list = append(list, source{key: "?" + words, limit: statusesPage, scope: "read:search", late: lateness,
			page: func(ctx context.Context, q url.Values) ([]entry, error) { return r.search(ctx, words, q) }})
	}
	return list
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
		return entry{err: unreadable("the notification", raw, err)}
	}
	e := entry{id: string(n.ID)}
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
	e.post, e.at = &post, post.Posted
	return e
}

func (r *reader) hashtag(ctx context.Context, tag string, q url.Values) ([]entry, error) {
	var raw []json.RawMessage
	if _, err := r.client.GetJSON(ctx, "/api/v1/timelines/tag/"+url.PathEscape(tag), q, &raw); err != nil {
		return nil, err
	}
	return r.known().entries(raw, inbox.CleanLine("#"+tag)), nil
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
			entries[i].err = err
			continue
		}
		post := s.post(st, found)
		entries[i] = entry{id: post.Remote, at: post.Posted, post: &post}
	}
	return entries
}

// position is where the reading of a source stands, as ids.
//
// The first reading goes back from the newest, page by page, until all is older than the channel's start; what arrives
// meanwhile is newer than Top and left to the next. Later ones go forward from Floor, or back down to it.
type position struct {
	Floor  string    `json:"floor,omitempty"`  // a reading begins after this
	After  string    `json:"after,omitempty"`  // going forward: it goes on after this
	Before string    `json:"before,omitempty"` // going back: it goes on before this
	Top    string    `json:"top,omitempty"`    // the newest that this reading met
	Mark   string    `json:"mark,omitempty"`   // the next Floor, once it is old enough
	Marked time.Time `json:"marked,omitzero"`
}

// query asks for the next page.
func (p position) query(s source) url.Values {
	q := url.Values{"limit": {strconv.Itoa(s.limit)}}
	switch {
	case p.Before != "":
		q.Set("max_id", p.Before)
	case s.walks && p.Floor != "":
		q.Set("min_id", cmp.Or(p.After, p.Floor))
	}
	return q
}

// take moves the position past a page, and reports whether the reading goes on.
func (p *position) take(s source, page []entry, since, now time.Time) bool {
	oldest, newest := ends(page)
	if newest == "" {
		p.end(s, now)
		return false
	}
	if p.Top == "" || compare(newest, p.Top) > 0 {
		p.Top = newest
	}
	if s.walks && p.Floor != "" {
		if newest == p.After { // the server doesn't know min_id
			p.end(s, now)
			return false
		}
		p.After = newest
		return true
	}
	reached := p.Floor == "" && allBefore(page, since) || p.Floor != "" && compare(oldest, p.Floor) <= 0
	if reached || oldest == p.Before {
		p.end(s, now)
		return false
	}
	p.Before = oldest
	return true
}

// end ends a reading. The next begins at what this one met, or, where posts turn up late, at what one met some time ago.
func (p *position) end(s source, now time.Time) {
	top := cmp.Or(p.Top, p.Mark, p.Floor)
	p.After, p.Before, p.Top = "", "", ""
	switch {
	case s.late == 0, p.Floor == "":
		p.Floor = top
	case p.Mark == "":
		p.Mark, p.Marked = top, now
	case now.Sub(p.Marked) >= s.late:
		p.Floor, p.Mark, p.Marked = p.Mark, top, now
	}
}

// ends are the oldest and the newest id of a page, "" where none could be read.
func ends(page []entry) (oldest, newest string) {
	for _, e := range page {
		if e.id == "" {
			continue
		}
		if oldest == "" || compare(e.id, oldest) < 0 {
			oldest = e.id
		}
		if newest == "" || compare(e.id, newest) > 0 {
			newest = e.id
		}
	}
	return oldest, newest
}

// allBefore reports whether a page is older than since. One that tells no date isn't: the next will tell.
func allBefore(page []entry, since time.Time) bool {
	dated := false
	for _, e := range page {
		if e.at.IsZero() {
			continue
		}
		if dated = true; !e.at.Before(since) {
			return false
		}
	}
	return dated
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
