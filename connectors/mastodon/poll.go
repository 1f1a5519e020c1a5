package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// cursor is where the reading of a channel stands. A call of Poll reads one page of one source; a round reads each source to
// its end.
type cursor struct {
	V       int                 `json:"v"`
	Turn    string              `json:"turn,omitempty"` // the source whose turn it is; "" begins a round
	Sources map[string]position `json:"sources,omitempty"`
	Watch   map[string]watched  `json:"watch,omitempty"` // our own recent statuses, by id
}

const cursorVersion = 1

func (r *reader) parseCursor(s connectors.Cursor) (cursor, error) {
	c := cursor{V: cursorVersion}
	if s != "" {
		c.V = 0
		if err := json.Unmarshal([]byte(s), &c); err != nil {
			return c, inbox.Errorf("the channel's cursor can't be read: %w", err)
		}
		if c.V != cursorVersion {
			return c, inbox.Errorf("the channel's cursor is of version %d, this Vigie knows %d: use a newer one", c.V, cursorVersion)
		}
	}
	if c.Sources == nil {
		c.Sources = map[string]position{}
	}
	if c.Watch == nil {
		c.Watch = map[string]watched{}
	}
	for key := range c.Sources { // what the channel no longer listens to
		if r.turn(key) < 0 {
			delete(c.Sources, key)
		}
	}
	return c, nil
}

func (c cursor) String() connectors.Cursor {
	data, err := json.Marshal(c)
	if err != nil { // a struct of texts, numbers and dates that were parsed
		return ""
	}
	return connectors.Cursor(data)
}

// turn is the place of a source in a round, -1 where the channel has none of that key.
func (r *reader) turn(key string) int {
	return slices.IndexFunc(r.sources, func(s source) bool { return s.key == key })
}

// Poll reads the next page of the source whose turn it is. Pages come newest first where a source is read for the first
// time, and in order of their date within a page always.
func (r *reader) Poll(ctx context.Context, at connectors.Cursor, since time.Time) (connectors.Batch, error) {
	c, err := r.parseCursor(at)
	if err != nil {
		return connectors.Batch{}, err
	}
	if _, err := r.server(ctx); err != nil {
		return connectors.Batch{}, err
	}
	turn := max(0, r.turn(c.Turn))
	var batch connectors.Batch
	more, err := r.sources[turn].read(ctx, &c, &batch, since)
	if err != nil {
		if turn == 0 || ctx.Err() != nil || mustWait(err) {
			return connectors.Batch{}, err
		}
		batch = connectors.Batch{Bad: []error{inbox.Errorf("%s: %w", r.sources[turn].key, err)}}
	}
	if !more {
		turn = (turn + 1) % len(r.sources)
	}
	batch.More = more || turn > 0
	c.Turn = ""
	if batch.More {
		c.Turn = r.sources[turn].key
	} else {
		batch.Interval = r.interval()
	}
	arrange(batch.Posts)
	batch.Cursor = c.String()
	return batch, nil
}

// mustWait reports whether a rate limit, the platform's or our own, asks for patience: then the round goes on later where it
// stood. A part of the server that is down is no reason to: it could keep the rest from being read for ever.
func mustWait(err error) bool {
	trouble, ok := errors.AsType[*connectors.Trouble](err)
	return ok && trouble.Kind == connectors.Temporary && trouble.After > 0 && trouble.Status < 500
}

// interval is the time between two rounds that keeps a channel of many sources within our pace, counting two requests for
// each source; the desk's choice for the others.
func (r *reader) interval() time.Duration {
	if needs := 2 * time.Duration(len(r.sources)) * pace; needs > time.Minute {
		return needs
	}
	return 0
}
