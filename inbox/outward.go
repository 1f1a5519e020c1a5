package inbox

import (
	"time"
)

// NewDelivery is what a decision about an item causes at its platform; ok is false where it causes nothing there. The
// store gives the number.
func NewDelivery(it Item, d Decision, c Change, key string, hold time.Time) (out Delivery, ok bool) {
	a, _ := ActionOf(d.Verb)
	if !a.Outward {
		return Delivery{}, false
	}
	out = Delivery{
		Key: key, Change: c.Key, Item: it.Number, Channel: it.Channel, Thread: it.Thread,
		Verb: d.Verb, Text: d.Text, By: c.By, Rule: c.Rule, Decided: Milli(c.At), Review: d.Review,
		Private: d.Verb == VerbReply && (d.Private || it.Private),
	}
	return out.release(hold, c.At), true
}

// release starts the undo window, or lets the delivery leave at once; one that takes a lead waits for them instead.
func (d Delivery) release(hold, at time.Time) Delivery {
	d.State, d.At, d.Words = Ready, Milli(at), Text{}
	if d.Review {
		d.State = InReview
	} else if hold.After(at) {
		d.State, d.At = Holding, Milli(hold)
	}
	return d
}

// Recall is the delivery taken back by an undo. It is refused where it has left, or may have.
func (d Delivery) Recall(at time.Time) (Delivery, error) {
	if d.State == Cancelled {
		return d, nil
	}
	if d.State == Uncertain {
		return d, Errorf("nobody knows whether the %s has left: %w", d.Verb, ErrDelivery)
	}
	return d.Advance(Progress{State: Cancelled}, at)
}

// Resend is a recalled delivery put on its way again by a redo.
func (d Delivery) Resend(hold, at time.Time) (Delivery, error) {
	if d.State != Cancelled {
		return d, Errorf("the %s is %s: %w", d.Verb, d.State, ErrDelivery)
	}
	return d.release(hold, at), nil
}

// Outcome is what an item becomes when a delivery of it moved to where it stands: what the platform confirmed shows, and a
// failure that a person must look at brings the item back, as does a reply that was called off.
func (d Delivery) Outcome(it Item, p Progress) (Item, Patch) {
	if d.State == Sent && p.Now != nil {
		it.Visibility, it.Liked = p.Now.Visibility, p.Now.Liked
	}
	if d.State.Stuck() || d.State == Cancelled && d.Verb == VerbReply {
		return it.With(d.comeBack(it.Triage))
	}
	return it, nil
}

// OwnPost is the post that a sent reply made; ok is false where the delivery made none. Where the platform told no more
// than an id, it is what we sent.
func (d Delivery) OwnPost(to Item, p Progress) (post Post, ok bool) {
	if d.State != Sent || d.Verb != VerbReply || d.Remote == "" {
		return Post{}, false
	}
	if p.Post != nil {
		post = *p.Post
	} else {
		post = Post{Kind: Reply, Text: d.Text, Posted: d.At}
	}
	post.Remote, post.Ours, post.Thread = d.Remote, true, to.Thread
	post.Private = post.Private || d.Private || to.Private
	if post.Parent == "" {
		post.Parent = to.Remote
	}
	if post.Posted.IsZero() {
		post.Posted = d.At
	}
	return post, true
}
