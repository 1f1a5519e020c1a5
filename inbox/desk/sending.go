package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"vigie/inbox"
	"vigie/store"
)

// Deliveries answers a question to the outbox with what the person may see.
func (s *Seat) Deliveries(_ context.Context, ask inbox.DeliveryAsk) ([]inbox.Delivery, error) {
	all, err := s.desk.store.Deliveries(ask)
	if err != nil {
		return nil, err
	}
	var seen []inbox.Delivery
	for _, dl := range all {
		if _, err := s.row(dl.Item); err == nil {
			seen = append(seen, dl)
		}
	}
	return seen, nil
}

// Release lets a delivery leave now: one that is held, that waits to be tried again, or that was refused. What is in review takes
// a lead.
func (s *Seat) Release(ctx context.Context, id uint64) (err error) {
	defer func() { s.denyDelivery(ctx, "release", id, err) }()
	dl, err := s.mine(id)
	if err != nil {
		return err
	}
	if err := s.leavesAgain(dl); err != nil {
		return err
	}
	if dl.State == inbox.InReview {
		if err := s.mayRelease(dl); err != nil {
			return err
		}
		return s.progress(ctx, id, inbox.Progress{State: inbox.Ready}, inbox.InReview)
	}
	if dl.State != inbox.Retry {
		return s.progress(ctx, id, inbox.Progress{State: inbox.Ready}, inbox.Holding, inbox.Refused)
	}
	s.desk.outbox.hurry(dl)
	if c, ok := s.desk.channel(dl.Channel); ok {
		nudge(c.leave)
	}
	return nil
}

// Cancel calls a delivery off.
func (s *Seat) Cancel(ctx context.Context, id uint64) (err error) {
	defer func() { s.denyDelivery(ctx, "call off", id, err) }()
	words := inbox.CleanLine("called off by " + s.name)
	return s.progress(ctx, id, inbox.Progress{State: inbox.Cancelled, Words: words}, inbox.Holding, inbox.InReview, inbox.Ready, inbox.Retry, inbox.Refused, inbox.Uncertain)
}

// Resolve says what a person found out about an uncertain delivery: it arrived, or it did not and leaves again.
func (s *Seat) Resolve(ctx context.Context, id uint64, sent bool) (err error) {
	defer func() { s.denyDelivery(ctx, "say what became of it", id, err) }()
	if sent {
		return s.progress(ctx, id, inbox.Progress{State: inbox.Sent}, inbox.Uncertain)
	}
	dl, err := s.mine(id)
	if err != nil {
		return err
	}
	if err := s.leavesAgain(dl); err != nil {
		return err
	}
	return s.progress(ctx, id, inbox.Progress{State: inbox.Ready}, inbox.Uncertain)
}

// leavesAgain refuses what could not be decided so today: the team, or its words, may have changed since.
func (s *Seat) leavesAgain(dl inbox.Delivery) error {
	if err := s.leavesRead(dl); err != nil {
		return err
	}
	return s.leavesAs(dl, dl.Text)
}

// progress moves a delivery on a person's word.
func (s *Seat) progress(ctx context.Context, id uint64, to inbox.Progress, from ...inbox.DeliveryState) error {
	dl, err := s.mine(id)
	if err != nil {
		return err
	}
	if !slices.Contains(from, dl.State) {
		return refuse(inbox.ErrDelivery, "delivery %d is %s", id, dl.State)
	}
	applied, err := s.desk.apply(ctx, s.change(inbox.Progressed{Delivery: id, Progress: to}))
	if err != nil {
		return err
	}
	return applied[0].Err
}

// mine reads a delivery that is the person's to move: their own, or anybody's where they are a moderator.
func (s *Seat) mine(id uint64) (inbox.Delivery, error) {
	dl, err := s.delivery(id)
	if err != nil {
		return dl, err
	}
	row, err := s.row(dl.Item)
	if err != nil {
		return dl, err
	}
	a, _ := inbox.ActionOf(dl.Verb)
	if err := s.Person().May(a, row.Item); err != nil {
		return dl, refuse(ErrRole, "%s", err)
	}
	if me := s.Person(); dl.By != s.name && me.Role < inbox.Moderator {
		return dl, refuse(ErrRole, "delivery %d is %s's; %s is a %s, that takes a %s", id, dl.By, s.name, me.Role, inbox.Moderator)
	}
	return dl, nil
}

// delivery reads a delivery that the person may see.
func (s *Seat) delivery(id uint64) (inbox.Delivery, error) {
	dl, err := s.desk.store.Delivery(id)
	if err != nil && !errors.Is(err, store.ErrNoDelivery) {
		return dl, inbox.Errorf("delivery %d: %w", id, err)
	}
	_, hidden := s.row(dl.Item)
	if errors.Is(hidden, behindWall{}) {
		return inbox.Delivery{}, refuse(behindWall{}, "there is no delivery %d", id)
	}
	if err != nil || hidden != nil {
		return inbox.Delivery{}, refuse(ErrNotFound, "there is no delivery %d", id)
	}
	return dl, nil
}

// Await waits until a delivery has arrived, was called off, or needs a person (also: one who releases it). Where the desk doesn't run, it makes the attempts
// itself.
func (s *Seat) Await(ctx context.Context, id uint64) (inbox.Delivery, error) {
	if _, err := s.delivery(id); err != nil {
		return inbox.Delivery{}, err
	}
	w := s.desk.Watch()
	defer w.Close()
	for {
		if s.desk.occupy() == nil {
			defer s.desk.vacate()
			defer s.desk.letGo()
			return s.desk.see(ctx, id)
		}
		dl, err := s.desk.store.Delivery(id)
		if err != nil || dl.Rests() {
			return dl, err
		}
		if err := w.glance(ctx); err != nil {
			return dl, inbox.Errorf("delivery %d is %s still: %w", id, dl.State, err)
		}
	}
}

// glance waits for something to happen, but for no more than a second: whoever ran the desk may have stopped.
func (w *Watcher) glance(ctx context.Context) error {
	short, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, err := w.Next(short)
	if errors.Is(err, context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	return err
}

// see brings a delivery to its end where the desk doesn't run: what stands before it in its channel leaves first.
func (d *Desk) see(ctx context.Context, id uint64) (inbox.Delivery, error) {
	if err := d.takeEvidence(ctx); err != nil {
		return inbox.Delivery{}, err
	}
	for {
		dl, err := d.store.Delivery(id)
		if err != nil || dl.Rests() {
			return dl, err
		}
		c, ok := d.channel(dl.Channel)
		if !ok || c.conn == nil {
			return dl, refuse(ErrCannot, "delivery %d stays %s: the channel %s can't run", id, dl.State, dl.Channel)
		}
		p, until := d.deliverNext(ctx, c)
		switch {
		case p != nil:
			continue
		case until.IsZero():
			return dl, errors.Join(ErrOnItsWay, inbox.Errorf("delivery %d stays %s: %s", id, dl.State, c.now().Why))
		}
		if !pause(ctx, until.Sub(d.now()), c.leave) {
			return dl, inbox.Errorf("delivery %d is %s still: %w", id, dl.State, context.Cause(ctx))
		}
	}
}
