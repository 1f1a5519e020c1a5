package desk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// deliver carries out what leaves a channel, one thing at a time, until the context ends.
func (d *Desk) deliver(ctx context.Context, c *channel) {
	for ctx.Err() == nil {
		p, until := d.deliverNext(ctx, c)
		if p != nil {
			continue
		}
		wait := time.Hour
		if !until.IsZero() {
			wait = max(until.Sub(d.now()), time.Millisecond)
		}
		if !pause(ctx, wait, c.leave) {
			return
		}
	}
}

// deliverNext moves the delivery of a channel that is due first, and gives it back, or says when the next is due. While the
// platform refuses our credentials nothing leaves.
func (d *Desk) deliverNext(ctx context.Context, c *channel) (p *parcel, until time.Time) {
	if c.now().State == Unauthorised {
		return nil, time.Time{}
	}
	p, until = d.outbox.next(c.conf.Name, d.now())
	if p != nil {
		d.move(ctx, c, p)
	}
	return p, until
}

// move makes a step with a parcel that was taken, and lets go of it.
func (d *Desk) move(ctx context.Context, c *channel, p *parcel) {
	defer d.outbox.free(p)
	if err := d.attempt(ctx, c, p); err != nil && ctx.Err() == nil {
		c.log.Error("a delivery stands still", "delivery", p.ID, "err", plain(err))
		d.outbox.later(p, d.now().Add(d.opts.Backoff(1)))
	}
}

// attempt makes one step with a delivery that is due. Its errors are the store's; the platform's become the delivery's state.
func (d *Desk) attempt(ctx context.Context, c *channel, p *parcel) error {
	dl := d.outbox.delivery(p)
	row, err := d.store.Item(dl.Item, "")
	if err != nil {
		return err
	}
	a := connectors.Action{On: row.Post, Text: dl.Text, Key: dl.Key, First: dl.First}
	switch {
	case dl.State == inbox.Holding:
		return d.send(ctx, c, p, a, inbox.Progress{State: inbox.Ready}, inbox.Progress{State: inbox.Sending})
	case dl.State == inbox.Sending && !repeatable(dl.Verb):
		return d.clear(ctx, c, p, a)
	case dl.State == inbox.Sending:
		return d.send(ctx, c, p, a, inbox.Progress{State: inbox.Retry, Until: d.now()}, inbox.Progress{State: inbox.Sending})
	case dl.State == inbox.Retry && c.forgot(dl, d.now()):
		return d.clear(ctx, c, p, a)
	}
	return d.send(ctx, c, p, a, inbox.Progress{State: inbox.Sending})
}

// repeatable reports whether doing it twice is the same as doing it once: all but what adds something there.
func repeatable(v inbox.Verb) bool { return v != inbox.VerbReply && v != inbox.VerbReport }

// remembers reports whether the platform still knows the key of a delivery's first attempt, so that a repeat is no second reply.
func (c *channel) remembers(dl inbox.Delivery, now time.Time) bool {
	i, ok := c.conn.(connectors.Idempotent)
	if !ok || dl.Verb != inbox.VerbReply {
		return false
	}
	span := i.Remembers()
	return span < 0 || span > 0 && now.Before(dl.First.Add(span))
}

// forgot reports whether a retry relied on a key that the platform no longer knows. Without such keys a delivery is only ever
// retried when it is known that nothing happened.
func (c *channel) forgot(dl inbox.Delivery, now time.Time) bool {
	i, ok := c.conn.(connectors.Idempotent)
	return ok && dl.Verb == inbox.VerbReply && i.Remembers() != 0 && !c.remembers(dl, now)
}

// send makes an attempt: that it begins is committed before the call.
func (d *Desk) send(ctx context.Context, c *channel, p *parcel, a connectors.Action, steps ...inbox.Progress) error {
	var receipt connectors.Receipt
	var refused, failed error
	err := c.act(ctx, func(ctx context.Context) (err error) {
		if refused, failed = d.progress(ctx, p, steps...); refused != nil || failed != nil {
			return nil
		}
		a.First = d.outbox.delivery(p).First
		receipt, err = c.do(ctx, p.Verb, a)
		return err
	})
	switch {
	case failed != nil:
		return failed
	case refused != nil: // cancelled or moved by somebody in the meantime
		d.outbox.later(p, d.now().Add(d.opts.Backoff(1)))
		return nil
	}
	return d.conclude(ctx, c, p, receipt, err)
}

// do carries out a verb, or refuses it where the channel can't.
func (c *channel) do(ctx context.Context, v inbox.Verb, a connectors.Action) (connectors.Receipt, error) {
	if !connectors.Capabilities(c.conn)[v] {
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Refused, Words: fmt.Sprintf("this channel can't %s", v)}
	}
	return connectors.Do(ctx, c.conn, v, a)
}

// progress moves a delivery in the store, some steps in one transaction. refused is the first step that the delivery can't make.
func (d *Desk) progress(ctx context.Context, p *parcel, steps ...inbox.Progress) (refused, failed error) {
	changes := make([]inbox.Change, len(steps))
	for i, s := range steps {
		changes[i] = d.change("", inbox.Progressed{Delivery: p.ID, Progress: s})
	}
	applied, err := d.apply(ctx, changes...)
	if err != nil {
		return nil, err
	}
	for _, a := range applied {
		if a.Err != nil {
			d.track(p.ID)
			return a.Err, nil
		}
	}
	return nil, nil
}

// settleAs writes what became of an attempt. The platform did its part, so a store that fails is asked until it takes it; if the
// desk ends before, the delivery is found sending and nobody's word is trusted.
func (d *Desk) settleAs(ctx context.Context, p *parcel, steps ...inbox.Progress) error {
	for failures := 1; ; failures++ {
		refused, failed := d.progress(context.WithoutCancel(ctx), p, steps...)
		if failed == nil {
			return refused
		}
		d.log.Error("the outcome of a delivery can't be written", "delivery", p.ID, "err", failed)
		if !pause(ctx, d.opts.Backoff(failures), nil) {
			return failed
		}
	}
}

// conclude reads what an attempt told.
func (d *Desk) conclude(ctx context.Context, c *channel, p *parcel, r connectors.Receipt, err error) error {
	dl, now := d.outbox.delivery(p), d.now()
	if err == nil {
		return d.settleAs(ctx, p, inbox.Progress{State: inbox.Sent, Remote: r.Remote, Post: r.Post, Now: r.Now})
	}
	t, known := errors.AsType[*connectors.Trouble](err)
	if !known {
		t = &connectors.Trouble{Kind: connectors.Temporary, Unsure: true, Err: err}
	}
	words := inbox.CleanLine(cmp.Or(t.Words, t.Error()))
	again := inbox.Progress{State: inbox.Retry, Until: now.Add(max(t.After, d.opts.Jitter(d.opts.Backoff(dl.Attempts)))), Words: words}
	unsure := t.Unsure || t.Kind == connectors.Malformed
	switch {
	case unsure && ctx.Err() != nil:
		return ctx.Err() // the desk ended in the middle of it: it stays sending
	case t.Kind == connectors.Gone && (dl.Verb == inbox.VerbDelete || dl.Verb == inbox.VerbRetract):
		return d.settleAs(ctx, p, inbox.Progress{State: inbox.Sent, Now: &inbox.Platform{Visibility: inbox.Deleted}})
	case unsure && (repeatable(dl.Verb) || c.remembers(dl, again.Until)):
		return d.settleAs(ctx, p, again)
	case unsure:
		d.outbox.later(p, again.Until)
		return nil
	case t.Kind == connectors.Unauthorised:
		d.distrust(c, err)
		return d.settleAs(ctx, p, again)
	case t.Kind == connectors.Temporary:
		return d.settleAs(ctx, p, again)
	}
	return d.settleAs(ctx, p, inbox.Progress{State: inbox.Refused, Words: words})
}

// distrust notes that the platform refused our credentials, and has them checked.
func (d *Desk) distrust(c *channel, err error) {
	d.ail(c, err)
	c.mu.Lock()
	c.checked = time.Time{}
	c.mu.Unlock()
	nudge(c.look)
}

// clear finds out whether an attempt succeeded whose answer was lost: by our own post, where the connector can look for it.
// Where nothing tells, a person decides.
func (d *Desk) clear(ctx context.Context, c *channel, p *parcel, a connectors.Action) error {
	dl, now := d.outbox.delivery(p), d.now()
	if dl.State == inbox.Sending && c.remembers(dl, now) {
		return d.send(ctx, c, p, a, inbox.Progress{State: inbox.Retry, Until: now}, inbox.Progress{State: inbox.Sending})
	}
	unknown := inbox.Progress{State: inbox.Uncertain, Words: inbox.CleanLine("the answer was lost and this channel can't tell whether it arrived: look there, then say so here")}
	f, ok := c.conn.(connectors.Finder)
	if !ok || dl.Verb != inbox.VerbReply {
		return d.settleAs(ctx, p, unknown)
	}
	var found *connectors.Receipt
	err := c.call(ctx, func(ctx context.Context) (err error) {
		found, ok, err = f.Find(ctx, a, func(remote string) bool { return d.store.Linked(c.conf.Name, remote) })
		return err
	})
	switch {
	case err != nil:
		return d.lookLater(ctx, c, p, err)
	case !ok:
		return d.settleAs(ctx, p, unknown)
	case found != nil:
		return d.settleAs(ctx, p, inbox.Progress{State: inbox.Sent, Remote: found.Remote, Post: found.Post, Now: found.Now})
	case dl.State == inbox.Retry:
		return d.send(ctx, c, p, a, inbox.Progress{State: inbox.Sending})
	}
	return d.send(ctx, c, p, a, inbox.Progress{State: inbox.Retry, Until: now}, inbox.Progress{State: inbox.Sending})
}

// lookLater puts off what could not be found out now.
func (d *Desk) lookLater(ctx context.Context, c *channel, p *parcel, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if errors.Is(err, connectors.ErrUnauthorised) {
		d.distrust(c, err)
	}
	dl := d.outbox.delivery(p)
	wait := d.opts.Jitter(d.opts.Backoff(dl.Attempts))
	if t, ok := errors.AsType[*connectors.Trouble](err); ok {
		wait = max(wait, t.After)
	}
	if dl.State == inbox.Retry {
		words := inbox.CleanLine(fmt.Sprintf("whether it arrived can't be told yet: %s", plain(err)))
		return d.settleAs(ctx, p, inbox.Progress{State: inbox.Uncertain, Words: words})
	}
	d.outbox.later(p, d.now().Add(wait))
	return nil
}
