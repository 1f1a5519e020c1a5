package desk

import (
	"context"
	"time"

	"vigie/inbox"
)

// dueHorizon is how far ahead the desk looks for what time will do.
const dueHorizon = time.Hour

// keepTime does what is due when it is due, until the context ends.
func (d *Desk) keepTime(ctx context.Context) {
	for {
		until, err := d.doDue(ctx)
		if err != nil && ctx.Err() == nil {
			d.log.Error("what is due", "err", err)
			until = d.now().Add(d.opts.Backoff(1))
		}
		if !pause(ctx, max(until.Sub(d.now()), time.Millisecond), d.dueNow) {
			return
		}
	}
}

// doDue wakes what was snoozed, tells what is late, and asks again about replies that don't leave. It says when next to look.
// Deliveries are due in the outbox, where a channel that can't deliver holds up nobody else.
func (d *Desk) doDue(ctx context.Context) (next time.Time, err error) {
	now := d.now()
	next = now.Add(dueHorizon)
	late, until := d.outbox.stale(now)
	next = earlier(next, until)
	for _, p := range late {
		if err := d.askAgain(ctx, p); err != nil {
			return next, err
		}
	}
	due, err := d.store.Due(next, d.outbox.waiting()+1000)
	if err != nil {
		return next, err
	}
	var changes []inbox.Change
	for _, w := range due {
		switch {
		case w.What == "deliver":
		case w.At.After(now):
			next = earlier(next, w.At)
		case w.What == "wake":
			changes = append(changes, d.change("", inbox.Woke{Number: w.Number}))
		case w.What == "late":
			changes = append(changes, d.change("", inbox.Late{Number: w.Number}))
		}
	}
	if len(changes) > 0 {
		_, err = d.apply(ctx, changes...)
	}
	return next, err
}

// waitedTooLong is why a reply that doesn't leave is handed back.
const waitedTooLong inbox.Phrase = "it has waited for more than 2 hours: send it still?"

// lostSight is why one is whose attempt nobody could look after.
const lostSight inbox.Phrase = "whether it arrived could not be found out: look there, then say so here"

// askAgain hands a reply that doesn't leave back to a person.
func (d *Desk) askAgain(ctx context.Context, p *parcel) error {
	defer d.outbox.free(p)
	dl := d.outbox.delivery(p)
	ask := inbox.Progress{State: inbox.Uncertain, Words: inbox.CleanLine(string(waitedTooLong))}
	switch dl.State {
	case inbox.Holding:
		return d.settle(ctx, dl.ID, inbox.Progress{State: inbox.Ready}, ask)
	case inbox.Sending:
		ask.Words = inbox.CleanLine(string(lostSight))
	}
	return d.settle(ctx, dl.ID, ask)
}

// earlier is the earlier of two times, of which a zero one is never.
func earlier(a, b time.Time) time.Time {
	if b.IsZero() || !a.IsZero() && a.Before(b) {
		return a
	}
	return b
}
