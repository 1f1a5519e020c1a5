package desk

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"vigie/inbox"
)

// tooLong is how long a reply may stay unsent before a person is asked whether it still should leave.
const tooLong = 2 * time.Hour

// everything is more deliveries than an outbox holds.
const everything = 1 << 30

// outbox holds in memory what is still to leave, a lane a channel. The store's deliveries are the truth; this is their order.
type outbox struct {
	mu     sync.Mutex
	lanes  map[string]lane
	settle time.Duration // how long an attempt that was cut off may still take effect there
}

// lane is the deliveries of a channel that may still leave by themselves, in the order in which they were decided.
type lane []*parcel

// parcel is a delivery on its way.
type parcel struct {
	inbox.Delivery
	since time.Time // it wants to leave since then
	look  time.Time // not before: until then an attempt that was cut off may still take effect there
	busy  bool      // somebody is moving it
	hurry bool      // a person wants its retry now
}

// due is when the parcel next needs a hand.
func (p *parcel) due() time.Time {
	if at := p.DueAt(); at.After(p.look) && !p.hurry {
		return at
	}
	return p.look
}

// waits reports whether the delivery goes on by itself. One that is held until a person releases it has no time.
func waits(dl inbox.Delivery) bool { return !dl.DueAt().IsZero() }

// loadOutbox reads what is still to leave when the desk opens. On a restored or copied store everything waits for a person.
func (d *Desk) loadOutbox() error {
	d.outbox.lanes, d.outbox.settle = map[string]lane{}, d.opts.Backoff(1)
	ask := inbox.DeliveryAsk{States: []inbox.DeliveryState{inbox.Holding, inbox.Ready, inbox.Sending, inbox.Retry}, Limit: everything}
	pending, err := d.store.Deliveries(ask)
	if err != nil {
		return err
	}
	if d.store.Copied() {
		return d.holdAll(pending)
	}
	for _, dl := range pending {
		d.outbox.put(dl, d.now())
	}
	return nil
}

// holdAll stops every delivery of a copied store: the machine it was copied from may have made it, or may yet.
func (d *Desk) holdAll(pending []inbox.Delivery) error {
	words := inbox.CleanLine("the store was restored or copied: it may have left from elsewhere")
	var changes []inbox.Change
	move := func(dl inbox.Delivery, states ...inbox.DeliveryState) {
		for _, s := range states {
			changes = append(changes, d.change("", inbox.Progressed{Delivery: dl.ID, Progress: inbox.Progress{State: s, Words: words}}))
		}
	}
	for _, dl := range pending {
		switch {
		case dl.State == inbox.Sending:
			move(dl, inbox.Uncertain)
		case dl.State == inbox.Holding && waits(dl):
			move(dl, inbox.Ready, inbox.Holding)
		case dl.State != inbox.Holding:
			move(dl, inbox.Holding)
		}
	}
	applied, err := d.store.Apply(context.Background(), changes)
	if err != nil {
		return err
	}
	for _, a := range applied {
		if a.Err != nil {
			return inbox.Errorf("a delivery of a copied store can't be held: %w", a.Err)
		}
	}
	return d.store.Release()
}

// track reads a delivery again after a change moved it. It is read under the lock, so that the last reader has the latest.
func (d *Desk) track(id uint64) {
	o := &d.outbox
	o.mu.Lock()
	defer o.mu.Unlock()
	dl, err := d.store.Delivery(id)
	if err != nil {
		d.log.Error("a delivery can't be read", "delivery", id, "err", err)
		return
	}
	o.put(dl, d.now())
	if c, ok := d.channel(dl.Channel); ok {
		nudge(c.leave)
	}
	nudge(d.dueNow)
}

// trackAll reads a channel's deliveries again, after something moved them that was no change.
func (d *Desk) trackAll(channel string) {
	d.outbox.mu.Lock()
	var ids []uint64
	for _, p := range d.outbox.lanes[channel] {
		ids = append(ids, p.ID)
	}
	d.outbox.mu.Unlock()
	for _, id := range ids {
		d.track(id)
	}
}

// put adds, moves or takes out a delivery.
func (o *outbox) put(dl inbox.Delivery, now time.Time) {
	l := o.lanes[dl.Channel]
	i, found := slices.BinarySearchFunc(l, dl.ID, func(p *parcel, id uint64) int { return cmp.Compare(p.ID, id) })
	switch {
	case !waits(dl) && found:
		l[i].Delivery = dl
		l = slices.Delete(l, i, i+1)
	case !waits(dl):
	case found:
		p := l[i]
		if dl.State == inbox.Ready && p.State != inbox.Ready {
			p.since = now
		}
		p.hurry = p.hurry && dl.State == inbox.Retry
		p.Delivery = dl
	default:
		p := &parcel{Delivery: dl, since: wantedSince(dl)}
		if dl.State == inbox.Sending {
			p.look = dl.At.Add(o.settle)
		}
		l = slices.Insert(l, i, p)
	}
	o.lanes[dl.Channel] = l
}

// wantedSince is since when a delivery wants to leave, as far as the delivery itself tells.
func wantedSince(dl inbox.Delivery) time.Time {
	switch {
	case dl.State == inbox.Holding, dl.State == inbox.Ready:
		return dl.At
	case !dl.First.IsZero():
		return dl.First
	}
	return dl.Decided
}

// next takes what may leave a channel now, and marks it busy. In a thread only the oldest may. Where nothing may, until is when
// that changes by itself; zero is never.
func (o *outbox) next(channel string, now time.Time) (taken *parcel, until time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	threads := map[string]bool{}
	for _, p := range o.lanes[channel] {
		if threads[p.Thread] && p.Thread != "" {
			continue
		}
		threads[p.Thread] = true
		switch due := p.due(); {
		case p.busy:
		case !due.After(now) && (taken == nil || due.Before(taken.due())):
			taken = p
		case until.IsZero() || due.Before(until):
			until = due
		}
	}
	if taken != nil {
		taken.busy = true
	}
	return taken, until
}

// free lets go of a parcel.
func (o *outbox) free(p *parcel) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p.busy = false
}

// delivery is the parcel's delivery as it is now.
func (o *outbox) delivery(p *parcel) inbox.Delivery {
	o.mu.Lock()
	defer o.mu.Unlock()
	return p.Delivery
}

// later puts off a parcel.
func (o *outbox) later(p *parcel, at time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p.look = at
}

// hurry has a retry made now; the retry stays one, which makes sure first that it doesn't repeat what happened.
func (o *outbox) hurry(dl inbox.Delivery) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, p := range o.lanes[dl.Channel] {
		if p.ID == dl.ID {
			p.hurry, p.look = true, time.Time{}
		}
	}
}

// stale takes the replies that wait for too long, marked busy, and says when the next will have.
func (o *outbox) stale(now time.Time) (late []*parcel, until time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range o.lanes {
		for _, p := range l {
			if p.Verb != inbox.VerbReply {
				continue
			}
			end := p.since.Add(tooLong)
			if !end.After(now) && !p.busy {
				p.busy = true
				late = append(late, p)
				continue
			}
			if p.busy && !end.After(now) {
				end = now.Add(time.Minute) // an attempt is on
			}
			until = earlier(end, until)
		}
	}
	return late, until
}

// queued is how many deliveries are on their way in a channel.
func (o *outbox) queued(channel string) int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.lanes[channel])
}

// waiting is how many deliveries are on their way.
func (o *outbox) waiting() (n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, l := range o.lanes {
		n += len(l)
	}
	return n
}
