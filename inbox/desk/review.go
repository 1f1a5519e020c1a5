package desk

import (
	"context"
	"errors"
	"slices"

	"vigie/inbox"
)

// This file is what a lead does about a trainee's reply, which leaves only when it is released.

// ReleaseAs releases a reply that waits for it with another text than was written. It takes a lead.
func (s *Seat) ReleaseAs(ctx context.Context, id uint64, text inbox.Text) (err error) {
	defer func() { s.denyDelivery(ctx, "release", id, err) }()
	if text.Empty() {
		return refuse(inbox.ErrIncomplete, "the text is empty: nothing would leave")
	}
	dl, err := s.reviewed(id)
	if err != nil {
		return err
	}
	if dl.Verb != inbox.VerbReply {
		return refuse(inbox.ErrIncomplete, "a %s has no text; release it as it is", dl.Verb)
	}
	if err := s.leavesAs(dl, text); err != nil {
		return err
	}
	if text == dl.Text {
		text = inbox.Text{} // it was only read
	}
	return s.quicker(s.progress(ctx, id, inbox.Progress{State: inbox.Ready, Text: text}, inbox.InReview), dl)
}

// leavesAs refuses the text of a reply in which something stops it from leaving: the team's words may have changed since it was
// written.
func (s *Seat) leavesAs(dl inbox.Delivery, text inbox.Text) error {
	row, err := s.row(dl.Item)
	if err != nil || dl.Verb != inbox.VerbReply && dl.Verb != inbox.VerbAmend {
		return err
	}
	return s.readable(row.Item, text)
}

// leavesRead refuses a trainee a reply that would leave without a lead: they wrote it before somebody had to release theirs.
func (s *Seat) leavesRead(dl inbox.Delivery) error {
	if dl.Verb != inbox.VerbReply || dl.Review || s.Person().Role != inbox.Trainee {
		return nil
	}
	history, err := s.history(dl.Item, 1000)
	if err != nil || slices.ContainsFunc(history, func(e inbox.Entry) bool { return e.What == "released" && e.Delivery == dl.ID }) {
		return err
	}
	return refuse(ErrRole, "the reply to item %d was written before a lead had to release yours: write it again", dl.Item)
}

// SendBack calls off a reply that waits for its release, with a reason. The item comes back to who wrote it, with the text in
// their composer. It takes a lead.
func (s *Seat) SendBack(ctx context.Context, id uint64, why inbox.Text) (err error) {
	defer func() { s.denyDelivery(ctx, "send back", id, err) }()
	if why.Empty() {
		return refuse(inbox.ErrIncomplete, "say why it comes back: who wrote it reads that")
	}
	dl, err := s.reviewed(id)
	if err != nil {
		return err
	}
	if err := s.quicker(s.progress(ctx, id, inbox.Progress{State: inbox.Cancelled, Words: why}, inbox.InReview), dl); err != nil {
		return err
	}
	if dl.Verb != inbox.VerbReply || dl.By == "" {
		return nil // a rule has no composer
	}
	return s.desk.redraft(dl)
}

// reviewed reads a delivery that waits for a lead, as a lead.
func (s *Seat) reviewed(id uint64) (inbox.Delivery, error) {
	dl, err := s.mine(id)
	if err != nil {
		return dl, err
	}
	if dl.State != inbox.InReview {
		return dl, s.quicker(refuse(inbox.ErrDelivery, "delivery %d is %s: nobody has to release it", id, dl.State), dl)
	}
	return dl, s.mayRelease(dl)
}

// mayRelease says that what waits for a lead takes one.
func (s *Seat) mayRelease(dl inbox.Delivery) error {
	if dl.Verb == inbox.VerbReply {
		return s.lead("release a reply")
	}
	return s.lead("release what a rule decided")
}

// quicker says which colleague dealt with a reply before, where that is why it can't be done any more.
func (s *Seat) quicker(err error, dl inbox.Delivery) error {
	if !errors.Is(err, inbox.ErrDelivery) {
		return err
	}
	entries, logErr := s.desk.store.Log(inbox.LogAsk{Number: dl.Item})
	if logErr != nil {
		return err
	}
	for _, e := range entries {
		switch {
		case e.Delivery != dl.ID || e.By == "":
		case e.What == "released" && dl.Rule != "":
			return refuse(inbox.ErrDelivery, "%s released the %s of item %d by the rule %s already", e.By, dl.Verb, dl.Item, dl.Rule)
		case e.What == "cancelled" && dl.Rule != "":
			return refuse(inbox.ErrDelivery, "%s called the %s of item %d by the rule %s off already", e.By, dl.Verb, dl.Item, dl.Rule)
		case e.What == "released":
			return refuse(inbox.ErrDelivery, "%s released %s's reply to item %d already", e.By, dl.By, dl.Item)
		case e.What == "cancelled":
			return refuse(inbox.ErrDelivery, "%s called %s's reply to item %d off already", e.By, dl.By, dl.Item)
		}
	}
	return err
}

// redraft puts a text that was sent back into its author's composer, unless they have begun another one there.
func (d *Desk) redraft(dl inbox.Delivery) error {
	row, err := d.store.Item(dl.Item, dl.By)
	begun := false
	if err == nil {
		_, begun, err = d.store.Draft(dl.By, dl.Item, dl.Verb)
	}
	if err == nil && !begun {
		text := dl.Text.String()
		err = d.store.SaveDraft(dl.By, inbox.Draft{Number: dl.Item, Verb: dl.Verb, Text: text, Caret: len([]rune(text)), Saved: d.now(), Seen: row.Version, Private: dl.Private && !row.Private})
	}
	if err != nil {
		return inbox.Errorf("the reply came back, but not into %s's composer: %w", dl.By, err)
	}
	return nil
}
