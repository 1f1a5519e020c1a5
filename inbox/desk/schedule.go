package desk

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// When a channel is asked, unless its platform wishes otherwise.
const (
	pollEvery    = 30 * time.Second
	pollGap      = time.Second      // the least time between two polls, however often a stream tells
	streamNet    = 60 * time.Second // of a channel that tells by itself
	checkEvery   = 24 * time.Hour
	refreshEvery = 10 * time.Minute
	refreshSpan  = 7 * 24 * time.Hour
	refreshMost  = 1000
	threadEvery  = time.Minute
	maxBackoff   = 15 * time.Minute
	backlog      = 200 // pages in a row that are asked for without a pause
)

// jitter spreads calls, so that channels don't march in step.
func jitter(d time.Duration) time.Duration {
	return d - d/10 + rand.N(d/5+1)
}

// backoff is how long to leave a platform alone after some failures in a row.
func backoff(failures int) time.Duration {
	if failures > 7 {
		return maxBackoff
	}
	return min(10*time.Second<<max(0, failures-1), maxBackoff)
}

// listen takes in what a channel brings until the context ends.
func (d *Desk) listen(ctx context.Context, c *channel) {
	for {
		wait, err := d.round(ctx, c)
		if ctx.Err() != nil {
			return
		}
		if err != nil {
			wait = d.ail(c, err)
		}
		gap := min(wait, pollGap)
		if !pause(ctx, gap, nil) || !pause(ctx, wait-gap, c.look) {
			return
		}
	}
}

// round is one turn of a channel's intake: who we are, when that is not known, what is new, then what was to be read again.
// It says how long to wait for the next.
func (d *Desk) round(ctx context.Context, c *channel) (time.Duration, error) {
	if c.stale(d.now()) {
		if _, err := d.check(ctx, c); err != nil {
			return 0, err
		}
	}
	_, next, err := d.poll(ctx, c)
	if err != nil {
		return 0, err
	}
	d.well(c)
	if next.More {
		return c.haste(), nil
	}
	c.pages = 0
	if err := d.reread(ctx, c); err != nil {
		return 0, err
	}
	return d.opts.Jitter(interval(c, next)), nil
}

// haste is how long to wait for the next page of a backlog: not at all, until a platform has brought so much in one go that it
// may be lying, or flooded.
func (c *channel) haste() time.Duration {
	c.pages++
	if c.pages > backlog {
		return pollGap
	}
	return 0
}

func interval(c *channel, b connectors.Batch) time.Duration {
	if b.Interval > 0 {
		return b.Interval
	}
	if _, streams := c.conn.(connectors.Streamer); streams {
		return streamNet
	}
	return pollEvery
}

// errCut is what a stream ended of that gives no reason.
var errCut error = inbox.Reason("the line was cut")

// follow listens to a channel's stream: each event is a reason to poll, so a lost one costs time only.
func (d *Desk) follow(ctx context.Context, c *channel, s connectors.Streamer) {
	for failures := 1; ; failures++ {
		began := d.now()
		err := cmp.Or(c.stream(ctx, s), errCut)
		if ctx.Err() != nil {
			return
		}
		if d.now().Sub(began) > time.Minute {
			failures = 1
		}
		wait := d.opts.Jitter(d.opts.Backoff(failures))
		c.log.Info("the stream was cut", "err", plain(err), "again in", wait)
		nudge(c.look)
		if !pause(ctx, wait, nil) {
			return
		}
	}
}

// stream runs beside the channel's other calls: it ends only when the line is cut.
func (c *channel) stream(ctx context.Context, s connectors.Streamer) (err error) {
	defer c.caught(&err)
	return s.Stream(ctx, func() { nudge(c.look) })
}

// reread brings what people want to read the thread of, and one slice of the known posts that may have changed there.
func (d *Desk) reread(ctx context.Context, c *channel) error {
	for _, post := range c.takeWanted() {
		if err := c.minor(d.readThread(ctx, c, post)); err != nil {
			return err
		}
	}
	r, ok := c.conn.(connectors.Refresher)
	if !ok {
		return nil
	}
	slice, err := d.refreshSlice(c)
	if err != nil || len(slice) == 0 {
		return err
	}
	var posts []inbox.Post
	var gone []string
	err = c.call(ctx, func(ctx context.Context) (err error) {
		posts, gone, err = r.Refresh(ctx, slice)
		return err
	})
	if err != nil {
		return c.minor(err)
	}
	_, err = d.save(ctx, c, d.known(c, posts), gone, nil)
	return err
}

// minor keeps a trouble that concerns one reading of known posts from passing for one of the channel, whose poll just worked.
func (c *channel) minor(err error) error {
	t, ok := errors.AsType[*connectors.Trouble](err)
	if !ok || t.Kind == connectors.Temporary || t.Kind == connectors.Unauthorised {
		return err
	}
	c.log.Warn("known posts could not be read again", "err", plain(err))
	return nil
}

// refreshSlice is what to re-read now. The whole is asked of the store every ten minutes and read a slice a round.
func (d *Desk) refreshSlice(c *channel) ([]string, error) {
	now := d.now()
	if len(c.refresh) == 0 && now.Sub(c.renewed) >= refreshEvery {
		remotes, err := d.store.Recent(c.conf.Name, now.Add(-refreshSpan), refreshMost)
		if err != nil {
			return nil, err
		}
		c.refresh, c.renewed = remotes, now
	}
	n := min(len(c.refresh), connectors.MaxBatch)
	slice := c.refresh[:n]
	c.refresh = c.refresh[n:]
	return slice, nil
}

// known are the changes that bring posts that the inbox has already.
func (d *Desk) known(c *channel, posts []inbox.Post) []inbox.Change {
	var changes []inbox.Change
	for _, p := range posts {
		if _, known, err := d.store.Lookup(c.conf.Name, p.Remote); known && err == nil {
			changes = append(changes, d.change("", inbox.Arrived{Channel: c.conf.Name, Brand: c.conf.Brand, Post: p, Seen: true}))
		}
	}
	return changes
}

// readThread brings the thread that a post hangs in. What is new in it is context, done and seen; but what the next poll may
// still bring is left to it, since it knows whether that is for us.
func (d *Desk) readThread(ctx context.Context, c *channel, post inbox.Post) error {
	t, ok := c.conn.(connectors.Threader)
	if !ok {
		return nil
	}
	var posts []inbox.Post
	err := c.call(ctx, func(ctx context.Context) (err error) {
		posts, err = t.Thread(ctx, post)
		return err
	})
	if err != nil {
		return err
	}
	changes := d.known(c, posts)
	for _, p := range posts {
		_, known, err := d.store.Lookup(c.conf.Name, p.Remote)
		settled := p.Ours || !p.Posted.IsZero() && p.Posted.Before(d.now().Add(-time.Hour))
		if err != nil || known || !settled {
			continue
		}
		a := inbox.Arrived{Channel: c.conf.Name, Brand: c.conf.Brand, Post: p, Seen: true}
		a.Start.Status = inbox.Done
		changes = append(changes, d.change("", a))
	}
	_, err = d.save(ctx, c, changes, nil, nil)
	return err
}

// want asks for the thread of a post to be read in the background, at most once a minute.
func (d *Desk) want(c *channel, post inbox.Post) {
	if _, ok := c.conn.(connectors.Threader); !ok {
		return
	}
	now := d.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	for thread, asked := range c.threads {
		if now.Sub(asked) >= threadEvery {
			delete(c.threads, thread)
		}
	}
	if _, asked := c.threads[post.Thread]; asked || len(c.wanted) >= 16 || c.health.State != Connected {
		return
	}
	c.threads[post.Thread] = now
	c.wanted = append(c.wanted, post)
	nudge(c.look)
}

func (c *channel) takeWanted() []inbox.Post {
	c.mu.Lock()
	defer c.mu.Unlock()
	posts := c.wanted
	c.wanted = nil
	return posts
}
