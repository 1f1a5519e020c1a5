package feed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/rss"

	"vigie/connectors"
	"vigie/inbox"
)

// cursor is where the reading of a channel's feeds stands. One call reads one feed, so that a channel of many feeds brings
// little at a time; Turn is the feed whose turn it is.
type cursor struct {
	V       int               `json:"v"`
	Turn    int               `json:"turn,omitempty"`
	Offset  int               `json:"offset,omitempty"` // entries of this turn's feed that were brought
	Walk    *source           `json:"walk,omitempty"`   // what this turn's feed said when its walk began
	Heard   bool              `json:"heard,omitempty"`  // a feed answered in this round
	Sources map[string]source `json:"sources,omitempty"`
}

// source is what a feed said of itself when it was last read.
type source struct {
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"`
	Moved    string    `json:"moved,omitempty"` // where it moved to for good
	Not      time.Time `json:"not,omitzero"`    // it asked not to be read before
}

const cursorVersion = 1

func parseCursor(s connectors.Cursor) (cursor, error) {
	c := cursor{V: cursorVersion}
	if s != "" {
		c.V = 0
		if err := json.Unmarshal([]byte(s), &c); err != nil {
			return c, inbox.Errorf("the channel's cursor can't be read: %w", err)
		}
		if c.V != cursorVersion || c.Turn < 0 || c.Offset < 0 {
			return c, inbox.Errorf("the channel's cursor is of version %d, this Vigie knows %d: use a newer one", c.V, cursorVersion)
		}
	}
	if c.Sources == nil {
		c.Sources = map[string]source{}
	}
	return c, nil
}

func (c cursor) String() connectors.Cursor {
	data, err := json.Marshal(c)
	if err != nil { // a struct of strings, numbers and dates that were parsed
		return ""
	}
	return connectors.Cursor(data)
}

// Poll reads the next feed. What a feed says of itself is kept only when its walk ends, and as it was when the walk began:
// an entry that appears meanwhile is met by the next reading.
func (f *connector) Poll(ctx context.Context, at connectors.Cursor, _ time.Time) (connectors.Batch, error) {
	c, err := parseCursor(at)
	if err != nil {
		return connectors.Batch{}, err
	}
	if c.Turn >= len(f.urls) { // the channel has fewer feeds than it had
		c.Turn, c.Offset, c.Walk = 0, 0, nil
	}
	address := f.urls[c.Turn]
	batch := connectors.Batch{Interval: f.every}
	entries, said, err := f.read(ctx, address, c)
	switch {
	case ctx.Err() != nil:
		return connectors.Batch{}, err
	case err != nil && !c.Heard && c.Turn == len(f.urls)-1:
		return connectors.Batch{}, err // no feed of the channel answers
	case err != nil:
		batch.Bad = append(batch.Bad, err)
		c.next(len(f.urls))
	default:
		c.Heard = true
		f.take(&batch, &c, address, entries, said)
	}
	batch.More = c.Turn > 0 || c.Offset > 0
	batch.Cursor = c.String()
	return batch, nil
}

// read is a feed's entries from the cursor's offset on; none where it has nothing new, or wants no reading yet.
func (f *connector) read(ctx context.Context, address string, c cursor) ([]entry, source, error) {
	known := c.Sources[address]
	if c.Walk != nil {
		known.ETag, known.Modified = "", "" // the walk goes on, whether it changed or not
	} else if f.now().Before(known.Not) {
		return nil, known, nil
	}
	return f.fetch(ctx, address, known)
}

// take puts the next entries into the batch and moves the cursor.
func (f *connector) take(batch *connectors.Batch, c *cursor, address string, entries []entry, said source) {
	if c.Walk == nil {
		c.Walk = &said
	}
	end := min(len(entries), c.Offset+connectors.MaxBatch)
	for _, e := range entries[min(c.Offset, end):end] {
		post, found := f.post(e)
		switch {
		case e.err != nil:
			batch.Bad = append(batch.Bad, e.err)
		case found:
			batch.Posts = append(batch.Posts, post)
		}
	}
	c.Offset = end
	if end == len(entries) {
		c.Sources[address] = *c.Walk
		c.next(len(f.urls))
	}
}

// next gives the turn to the next feed; after the last the round is over.
func (c *cursor) next(feeds int) {
	c.Turn, c.Offset, c.Walk = (c.Turn+1)%feeds, 0, nil
	if c.Turn == 0 {
		c.Heard = false
	}
}

// fetch asks for a feed, conditionally where it was read before. Not modified gives no entries.
func (f *connector) fetch(ctx context.Context, address string, known source) ([]entry, source, error) {
	header := http.Header{"Accept": {"application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"}}
	set := func(name, value string) {
		if value != "" {
			header.Set(name, value)
		}
	}
	set("If-None-Match", known.ETag)
	set("If-Modified-Since", known.Modified)
	target := address
	if known.Moved != "" {
		target = known.Moved
	}
	answer, err := f.client.Do(ctx, &connectors.Request{Path: target, Header: header})
	if err != nil {
		return nil, known, f.explain(err, address)
	}
	said := source{Moved: known.Moved, ETag: answer.Header.Get("ETag"), Modified: answer.Header.Get("Last-Modified")}
	if answer.Moved && answer.URL != nil {
		said.Moved = answer.URL.String()
	}
	if answer.Status == http.StatusNotModified {
		known.Moved, known.Not = said.Moved, f.wish(answer.Header, nil)
		return nil, known, nil
	}
	parsed, err := parse(answer.Body)
	if err != nil {
		return nil, known, &connectors.Trouble{
			Kind: connectors.Malformed, Site: f.client.Redact(address), Status: answer.Status,
			Err: inbox.Reason("this is no feed that can be read"), Words: inbox.CleanLine(f.client.Redact(err.Error())).String(),
			Hint: "check the feed's address",
		}
	}
	said.Not = f.wish(answer.Header, parsed)
	return f.entries(parsed), said, nil
}

func parse(body []byte) (*gofeed.Feed, error) {
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true // the ttl is told there alone
	return parser.Parse(bytes.NewReader(body))
}

// explain says what an ended feed asks of the operator.
func (f *connector) explain(err error, address string) error {
	if trouble, ok := errors.AsType[*connectors.Trouble](err); ok && trouble.Status == http.StatusGone {
		trouble.Hint = inbox.Phrase("the feed has ended: take " + f.client.Redact(address) + " out of the team file")
	}
	return err
}

// patience is the longest that a feed's wish to be left alone is obeyed.
const patience = time.Hour

// wish is until when a feed wants not to be read: by its ttl (minutes) or its max-age (seconds), the later. Zero where it
// wishes nothing.
func (f *connector) wish(header http.Header, parsed *gofeed.Feed) time.Time {
	var wait time.Duration
	for directive := range strings.SplitSeq(header.Get("Cache-Control"), ",") {
		if age, ok := strings.CutPrefix(strings.TrimSpace(strings.ToLower(directive)), "max-age="); ok {
			wait = max(wait, units(age, time.Second))
		}
	}
	if parsed != nil {
		if original, ok := parsed.OriginalFeed().(*rss.Feed); ok {
			wait = max(wait, units(original.TTL, time.Minute))
		}
	}
	if wait == 0 {
		return time.Time{}
	}
	return f.now().Add(min(wait, patience)).UTC().Truncate(time.Second)
}

func units(s string, unit time.Duration) time.Duration {
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 31)
	if err != nil {
		return 0
	}
	return min(time.Duration(n)*unit, patience)
}
