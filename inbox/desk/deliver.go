package desk

import (
	"context"
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
		d.outbox.free(p)
	}
	return p, until
}

// move makes a step with a parcel that is due.
func (d *Desk) move(ctx context.Context, c *channel, p *parcel) {
	dl := d.outbox.delivery(p)
	err := d.attempt(ctx, c, p, dl)
	if err != nil && ctx.Err() == nil {
		c.log.Error("a delivery stands still", "delivery", dl.ID, "err", plain(err))
		d.outbox.later(p, d.now().Add(d.opts.Backoff(1)))
	}
}

// errand is one step with a delivery of a channel.
type errand struct {
	*Desk
	channel *channel
	parcel  *parcel
	inbox.Delivery
	action connectors.Action
}

// attempt makes one step with a delivery. Its errors are the store's; the platform's become the delivery's state.
func (d *Desk) attempt(ctx context.Context, c *channel, p *parcel, dl inbox.Delivery) error {
	row, err := d.store.Item(dl.Item, "")
	if err != nil {
		return err
	}
	if waits, err := d.awaitsEvidence(dl); err != nil || waits {
		d.outbox.later(p, d.now().Add(time.Second))
		return err
	}
	e := errand{d, c, p, dl, connectors.Action{On: row.Post, Text: dl.Text, Key: dl.Key, First: dl.First}}
	switch {
	case dl.State == inbox.Holding:
		return e.send(ctx, inbox.Progress{State: inbox.Ready})
	case dl.State == inbox.Sending && !repeatable(dl.Verb):
		return e.clear(ctx)
	case dl.State == inbox.Sending:
		return e.repeat(ctx)
	case dl.State == inbox.Retry && c.forgot(dl, d.now()):
		return e.clear(ctx)
	}
	return e.send(ctx)
}

// send makes an attempt: that it begins is committed before the call, after the steps that lead there.
func (e errand) send(ctx context.Context, steps ...inbox.Progress) error {
	steps = append(steps, inbox.Progress{State: inbox.Sending})
	var receipt connectors.Receipt
	var refused, failed error
	err := e.channel.act(ctx, func(ctx context.Context) (err error) {
		if refused, failed = e.progress(ctx, e.ID, steps...); refused != nil || failed != nil {
			return nil
		}
		e.Delivery = e.outbox.delivery(e.parcel)
		e.action.First = e.First
		receipt, err = e.channel.do(ctx, e.Delivery, e.action)
		return err
	})
	switch {
	case failed != nil:
		return failed
	case refused != nil: // called off or moved by somebody in the meantime
		e.outbox.later(e.parcel, e.now().Add(e.opts.Backoff(1)))
		return nil
	}
	return e.conclude(ctx, receipt, err)
}

// repeat makes another attempt after one of which nobody knows whether it succeeded.
func (e errand) repeat(ctx context.Context) error {
	return e.send(ctx, inbox.Progress{State: inbox.Retry, Until: e.now()})
}

// do carries out a verb, or refuses it where the channel can't. A private reply is never sent wider: a reply to a private post is
// private by itself, any other takes a channel that can whisper.
func (c *channel) do(ctx context.Context, dl inbox.Delivery, a connectors.Action) (connectors.Receipt, error) {
	if dl.Verb.OfAuthor() {
		delete(c.standing, a.On.Author.Key())
	}
	whisper := connectors.Whispers(c.conn)
	switch {
	case !connectors.Capabilities(c.conn)[dl.Verb]:
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Refused, Words: inbox.Say("this channel can't %s", dl.Verb).String()}
	case !dl.Private || a.On.Private:
		return connectors.Do(ctx, c.conn, dl.Verb, a)
	case whisper == nil:
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Refused, Words: "this channel answers in public only"}
	}
	return whisper(ctx, a)
}

// progress moves a delivery in the store, some steps in one transaction. refused is the first step that the delivery can't make.
func (d *Desk) progress(ctx context.Context, id uint64, steps ...inbox.Progress) (refused, failed error) {
	changes := make([]inbox.Change, len(steps))
	for i, s := range steps {
		changes[i] = d.change("", inbox.Progressed{Delivery: id, Progress: s})
	}
	applied, err := d.apply(ctx, changes...)
	if err != nil {
		return nil, err
	}
	for _, a := range applied {
		if a.Err != nil {
			d.track(id)
			return a.Err, nil
		}
	}
	return nil, nil
}

// settle writes what became of a delivery. The platform did its part, so a store that fails is asked until it takes it; if the
// desk ends before, the delivery is found sending, and that it may have arrived is known.
func (d *Desk) settle(ctx context.Context, id uint64, steps ...inbox.Progress) error {
	for failures := 1; ; failures++ {
		refused, failed := d.progress(context.WithoutCancel(ctx), id, steps...)
		if failed == nil {
			return refused
		}
		d.log.Error("the outcome of a delivery can't be written", "delivery", id, "err", failed)
		if !pause(ctx, d.opts.Backoff(failures), nil) {
			return failed
		}
	}
}
