package desk

import (
	"cmp"
	"context"
	"errors"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

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

// conclude reads what an attempt told.
func (e errand) conclude(ctx context.Context, r connectors.Receipt, err error) error {
	if err == nil {
		return e.sent(ctx, r)
	}
	t, known := errors.AsType[*connectors.Trouble](err)
	if !known {
		t = &connectors.Trouble{Kind: connectors.Temporary, Unsure: true, Err: err}
	}
	words := inbox.CleanLine(cmp.Or(t.Words, t.Error()))
	again := inbox.Progress{State: inbox.Retry, Until: e.now().Add(e.wait(t)), Words: words}
	unsure := t.Unsure || t.Kind == connectors.Malformed
	switch {
	case unsure && ctx.Err() != nil:
		return ctx.Err() // the desk ended in the middle of it: it stays sending
	case t.Kind == connectors.Gone && (e.Verb == inbox.VerbDelete || e.Verb == inbox.VerbRetract):
		return e.sent(ctx, connectors.Receipt{Now: &inbox.Platform{Visibility: inbox.Deleted}})
	case unsure && (repeatable(e.Verb) || e.channel.remembers(e.Delivery, again.Until)):
		return e.settle(ctx, e.ID, again)
	case unsure:
		e.outbox.later(e.parcel, again.Until)
		return nil
	case t.Kind == connectors.Unauthorised:
		e.distrust(e.channel, err)
		return e.settle(ctx, e.ID, again)
	case t.Kind == connectors.Temporary:
		return e.settle(ctx, e.ID, again)
	}
	return e.settle(ctx, e.ID, inbox.Progress{State: inbox.Refused, Words: words})
}

func (e errand) sent(ctx context.Context, r connectors.Receipt) error {
	return e.settle(ctx, e.ID, inbox.Progress{State: inbox.Sent, Remote: r.Remote, Post: r.Post, Now: r.Now})
}

// wait is how long to leave the platform alone after a trouble.
func (e errand) wait(t *connectors.Trouble) time.Duration {
	return max(t.After, e.opts.Jitter(e.opts.Backoff(e.Attempts)))
}

// distrust notes that the platform refused our credentials, and has them checked.
func (d *Desk) distrust(c *channel, err error) {
	d.ail(c, err)
	c.mu.Lock()
	c.checked = time.Time{}
	c.mu.Unlock()
	nudge(c.look)
}

// clear finds out whether an attempt succeeded whose answer was lost: by its key, which makes a repeat harmless, or by our own
// post, where the connector can look for it. Where nothing tells, a person decides.
func (e errand) clear(ctx context.Context) error {
	if e.Verb == inbox.VerbReply && e.Text.Empty() {
		return e.uncertain(ctx, inbox.Say("its text was erased while it was on its way: whether it arrived can't be found out"))
	}
	if e.State == inbox.Sending && e.channel.remembers(e.Delivery, e.now()) {
		return e.repeat(ctx)
	}
	f, ok := e.channel.conn.(connectors.Finder)
	if !ok || e.Verb != inbox.VerbReply {
		return e.uncertain(ctx, inbox.Say("the answer was lost and this channel can't tell whether it arrived: look there, then say so here"))
	}
	var found *connectors.Receipt
	err := e.channel.call(ctx, func(ctx context.Context) (err error) {
		found, ok, err = f.Find(ctx, e.action, func(remote string) bool { return e.store.Linked(e.channel.conf.Name, remote) })
		return err
	})
	switch {
	case err != nil:
		return e.lookLater(ctx, err)
	case !ok:
		return e.uncertain(ctx, inbox.Say("the answer was lost and looking there doesn't tell whether it arrived: look yourself, then say so here"))
	case found != nil:
		return e.sent(ctx, *found)
	case e.State == inbox.Retry:
		return e.send(ctx)
	}
	return e.repeat(ctx)
}

func (e errand) uncertain(ctx context.Context, words inbox.Saying) error {
	return e.settle(ctx, e.ID, inbox.Progress{State: inbox.Uncertain, Words: inbox.CleanLine(words.String())})
}

// lookLater puts off what could not be found out now.
func (e errand) lookLater(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	t, known := errors.AsType[*connectors.Trouble](err)
	if !known {
		t = &connectors.Trouble{Kind: connectors.Temporary}
	}
	if t.Kind == connectors.Unauthorised {
		e.distrust(e.channel, err)
	}
	if t.Kind != connectors.Unauthorised && t.Kind != connectors.Temporary {
		return e.uncertain(ctx, inbox.Say("the answer was lost, and looking there failed: %s", plain(err)))
	}
	e.outbox.later(e.parcel, e.now().Add(e.wait(t)))
	return nil
}
