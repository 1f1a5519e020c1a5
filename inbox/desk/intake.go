package desk

import (
	"context"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// What a channel starts with, unless the team file says a day.
const firstDays = 7 * 24 * time.Hour

// What a connector that promises more is not believed: it wants to be called again where it already was, or goes on bringing
// what is known.
var (
	errCursor error = inbox.Reason("the connector promises more but doesn't move on")
	errTreads       = inbox.Errorf("%d pages in a row brought only what is known, and it promises more", mostKnown)
)

// mostKnown is how many pages in a row may bring nothing new. A walk over what was imported before goes on after a rest.
const mostKnown = 100

// taken counts what a round of intake brought.
type taken struct{ New, Changed, Gone, Bad int }

func (t *taken) add(o taken) {
	t.New, t.Changed, t.Gone, t.Bad = t.New+o.New, t.Changed+o.Changed, t.Gone+o.Gone, t.Bad+o.Bad
}

// poll asks a channel once for what is new, and saves it together with where the reading stands now.
func (d *Desk) poll(ctx context.Context, c *channel) (got taken, next connectors.Batch, err error) {
	record, err := d.record(c)
	if err != nil {
		return got, next, err
	}
	since := d.since(c, record)
	err = c.call(ctx, func(ctx context.Context) (err error) {
		next, err = c.conn.Poll(ctx, connectors.Cursor(record.Cursor), since)
		return err
	})
	if err != nil {
		return got, next, err
	}
	if next.More && string(next.Cursor) == record.Cursor && len(next.Posts) == 0 {
		return got, next, errCursor
	}
	c.spoilt(next.Bad)
	moved := &next.Cursor
	if string(next.Cursor) == record.Cursor && !record.First.IsZero() {
		moved = nil
	}
	got, err = d.save(ctx, c, d.arrivals(c, next.Posts, since), next.Gone, moved)
	got.Bad += len(next.Bad)
	if err == nil && next.More && c.treads(got) {
		err = errTreads
	}
	return got, next, err
}

// treads counts the pages in a row that brought nothing new, and says when they are too many.
func (c *channel) treads(got taken) bool {
	c.known++
	if got.New+got.Changed+got.Gone > 0 {
		c.known = 0
	}
	if c.known < mostKnown {
		return false
	}
	c.known = 0
	return true
}

// since is the day from which a channel's posts are live.
func (d *Desk) since(c *channel, r inbox.ChannelRecord) time.Time {
	first := r.First
	if first.IsZero() {
		first = d.now()
	}
	if !c.conf.Since.IsZero() {
		return c.conf.Since
	}
	return first.Add(-firstDays)
}

// arrivals are the changes that bring posts. What is older than the channel's start, and what we wrote ourselves, arrives done
// and seen; rules decide about the rest.
func (d *Desk) arrivals(c *channel, posts []inbox.Post, since time.Time) []inbox.Change {
	changes := make([]inbox.Change, 0, len(posts))
	var fresh []inbox.Item // of this batch, as rules leave them
	for _, p := range posts {
		a := inbox.Arrived{Channel: c.conf.Name, Brand: c.conf.Brand, Post: p}
		switch {
		case p.Ours || !p.Posted.IsZero() && p.Posted.Before(since):
			a.Start.Status, a.Seen = inbox.Done, true
		default:
			if it, isNew := d.judge(&a, fresh); isNew {
				fresh = append(fresh, it)
			}
		}
		changes = append(changes, d.change("", a))
	}
	return changes
}

// save applies what a channel brought, at most MaxBatch posts at a time; the cursor moves with the last of them.
func (d *Desk) save(ctx context.Context, c *channel, changes []inbox.Change, gone []string, cursor *connectors.Cursor) (got taken, err error) {
	for _, remote := range gone {
		changes = append(changes, d.change("", inbox.Gone{Channel: c.conf.Name, Remote: remote}))
	}
	if cursor != nil {
		changes = append(changes, d.change("", inbox.Polled{Channel: c.conf.Name, Cursor: string(*cursor)}))
	}
	for len(changes) > 0 {
		n := min(len(changes), connectors.MaxBatch+1)
		applied, err := d.apply(ctx, changes[:n]...)
		if err != nil {
			return got, inbox.Errorf("the store: %w", err)
		}
		got.add(c.tally(applied))
		changes = changes[n:]
	}
	return got, nil
}

// tally counts what became of what a channel brought. A post that the store refuses is a bad one.
func (c *channel) tally(applied []inbox.Applied) (got taken) {
	var bad []error
	for _, a := range applied {
		_, gone := a.Change.Event.(inbox.Gone)
		_, arrived := a.Change.Event.(inbox.Arrived)
		switch {
		case a.Err != nil:
			bad = append(bad, a.Err)
		case a.Nothing:
		case gone:
			got.Gone++
		case a.New:
			got.New++
		case arrived:
			got.Changed++
		}
	}
	c.spoilt(bad)
	got.Bad = len(bad)
	return got
}
