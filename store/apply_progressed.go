package store

import (
	"errors"

	"vigie/inbox"
)

// progressed moves a delivery, and its item by what came of it.
func (t *txn) progressed(c inbox.Change, e inbox.Progressed) (inbox.Applied, error) {
	before, err := t.delivery(e.Delivery)
	if errors.Is(err, ErrNoDelivery) {
		return inbox.Applied{}, refuse(err)
	}
	if err != nil {
		return inbox.Applied{}, err
	}
	a := inbox.Applied{Number: before.Item}
	p := e.Progress
	p.Until = inbox.Milli(p.Until)
	d, err := before.Advance(p, c.At)
	if err != nil {
		return a, refuse(err)
	}
	it, err := t.load(d.Item)
	if err != nil {
		return a, err
	}
	if err := t.putDelivery(&before, &d); err != nil {
		return a, err
	}
	it.Item, a.Patch = d.Outcome(it.Item, p)
	if err := t.recount(it); err != nil {
		return a, err
	}
	if err := t.save(it); err != nil {
		return a, err
	}
	if err := t.tellProgress(c, it, &before, &d, a.Patch); err != nil {
		return a, err
	}
	a.Item, a.Delivery = it.Item, &d
	if d.Verb == inbox.VerbReply && (d.State.Stuck() || d.State == inbox.Cancelled) {
		return a, t.turnSame(c, d.Change, false)
	}
	return a, t.link(c, it.Item, &d, p)
}

// tellProgress logs where a delivery got to; that it is on its way is no news.
func (t *txn) tellProgress(c inbox.Change, it *edit, before, d *inbox.Delivery, p inbox.Patch) error {
	line := lineOf(c, it.Number, d.State.String(), p)
	line.Delivery, line.Verb, line.Text = d.ID, d.Verb, d.Words
	switch d.State {
	case inbox.Ready:
		if before.State != inbox.InReview {
			return nil
		}
		if line.What = whatReleased; d.Text != before.Text {
			line.Text = d.Text
		}
	case inbox.Holding, inbox.InReview, inbox.Sending:
		return nil
	}
	return t.note(it, line)
}

// link makes an item of our own post that a delivery made, so that the poll which brings it later adds nothing.
func (t *txn) link(c inbox.Change, to inbox.Item, d *inbox.Delivery, p inbox.Progress) error {
	if d.State == inbox.Sent && d.Verb == inbox.VerbAmend && p.Post != nil {
		return t.amended(c, to, *p.Post)
	}
	if d.State != inbox.Sent || d.Remote == "" {
		return nil
	}
	channel, err := t.intern(channelName, d.Channel)
	if err != nil {
		return err
	}
	ref, _, err := t.remote(channel, d.Remote)
	if err != nil {
		return err
	}
	ref.linked = true
	post, ok := d.OwnPost(to, p)
	if !ok || ref.item != 0 {
		return t.putRemote(channel, d.Remote, ref)
	}
	own := inbox.Arrived{Channel: to.Channel, Brand: to.Brand, Post: post, Start: inbox.Triage{Status: inbox.Done}, Seen: true}
	a, err := t.fresh(c, own, channel, ref)
	a.Change = c
	t.also = append(t.also, a)
	return err
}

// amended takes in our own post as it reads now, as the poll would that brings it later. What it read before stays.
func (t *txn) amended(c inbox.Change, it inbox.Item, post inbox.Post) error {
	if post.Remote != it.Remote {
		return nil // of another post: a poll will tell
	}
	a, err := t.met(c, inbox.Arrived{Channel: it.Channel, Brand: it.Brand, Post: post}, remote{item: it.Number})
	if err != nil || a.Nothing {
		return err
	}
	a.Change = c
	t.also = append(t.also, a)
	return nil
}
