package store

import (
	"errors"
	"fmt"

	"vigie/inbox"
)

var errNameless = errors.New("it names no channel or no id there")

// arrived takes in a post: a new item, or a known one that may have been edited at its platform.
func (t *txn) arrived(c inbox.Change, e inbox.Arrived) (inbox.Applied, error) {
	if e.Channel == "" || e.Post.Remote == "" {
		return inbox.Applied{}, refuse(fmt.Errorf("a post can't be taken in: %w", errNameless))
	}
	channel, err := t.channel(e.Channel, e.Brand)
	if err != nil {
		return inbox.Applied{}, refuseCrowded(err)
	}
	ref, known, err := t.remote(channel, e.Post.Remote)
	switch {
	case err != nil:
		return inbox.Applied{}, err
	case ref.item != 0:
		return t.met(c, e, ref)
	case !known && t.wasErased(channel, e.Post.Remote):
		return inbox.Applied{Nothing: true}, nil
	}
	return t.fresh(c, e, channel, ref)
}

// fresh makes an item of a post that is met for the first time.
func (t *txn) fresh(c inbox.Change, e inbox.Arrived, channel uint32, ref remote) (inbox.Applied, error) {
	it := &edit{record: record{Item: inbox.Arrive(e, c.At)}}
	if ref.gone {
		it.Visibility = inbox.Deleted
	}
	if !ref.answered.IsZero() {
		it.Triage = it.AnsweredElsewhere(ref.answered)
	}
	_, err := t.numbers(&it.Item)
	if err != nil {
		return inbox.Applied{}, refuseCrowded(err)
	}
	if it.Number, err = t.bucket(bucketItems).NextSequence(); err != nil {
		return inbox.Applied{}, err
	}
	if it.author, err = t.author(channel, it.Author.Key()); err != nil {
		return inbox.Applied{}, err
	}
	if err := t.join(channel, it, ref.thread); err != nil {
		return inbox.Applied{}, err
	}
	if err := t.putRemote(channel, it.Remote, remote{item: it.Number, thread: it.thread, linked: ref.linked}); err != nil {
		return inbox.Applied{}, err
	}
	if err := t.keepOriginal(it); err != nil {
		return inbox.Applied{}, err
	}
	if err := t.past(it, e.Past); err != nil {
		return inbox.Applied{}, err
	}
	delivery, err := t.rule(c, it, e.Rules)
	if err != nil {
		return inbox.Applied{}, err
	}
	if !e.Settled && !it.Ours {
		if err := t.answeredBefore(c, it); err != nil {
			return inbox.Applied{}, err
		}
	}
	if e.Seen {
		it.read = it.Version
	}
	if err := t.save(it); err != nil {
		return inbox.Applied{}, err
	}
	a := inbox.Applied{Number: it.Number, Item: it.Item, New: true, Patch: inbox.Diff(e.Start, it.Triage), Delivery: delivery}
	if ref.linked || e.Settled { // what it answers is settled by our own delivery, or told with its status
		return a, nil
	}
	return a, t.closeAnswered(c, channel, it)
}

// met takes in a known item that its channel brings again.
func (t *txn) met(c inbox.Change, e inbox.Arrived, ref remote) (inbox.Applied, error) {
	it, err := t.load(ref.item)
	if err != nil {
		return inbox.Applied{Number: ref.item}, err
	}
	before := it.Item
	m := it.Meet(e, c.At)
	if !m.News {
		return inbox.Applied{Number: it.Number, Item: it.Item, Nothing: true}, nil
	}
	it.Item = m.Item
	if err := t.keepOriginal(it); err != nil {
		return inbox.Applied{}, err
	}
	if m.Edited {
		if err := t.edited(c, it, before); err != nil {
			return inbox.Applied{}, err
		}
	}
	if words(&it.Item) != words(&before) {
		if err := t.repost(&before); err != nil {
			return inbox.Applied{}, err
		}
	}
	delivery, err := t.rule(c, it, e.Rules)
	if err != nil {
		return inbox.Applied{}, err
	}
	a := inbox.Applied{Number: it.Number, Item: it.Item, Patch: inbox.Diff(before.Triage, it.Triage), Delivery: delivery}
	return a, t.save(it)
}

// edited keeps the text before as evidence.
func (t *txn) edited(c inbox.Change, it *edit, before inbox.Item) error {
	if err := t.keepVersion(it.Number, inbox.Version{At: c.At, Text: before.Text}); err != nil {
		return err
	}
	return t.note(it, lineOf(c, it.Number, whatEdited, inbox.Diff(before.Triage, it.Triage)))
}

// rule carries out what rules decided, in their order. What no longer applies is passed over: a rule asks for nothing. Each has
// a key of its own, so that it can be taken back alone; together they are the arrival's group.
func (t *txn) rule(c inbox.Change, it *edit, rules []inbox.Ruled) (delivery *inbox.Delivery, err error) {
	for i, r := range rules {
		c := c
		c.Group, c.Key, c.Rule = c.Key, fmt.Sprintf("%s/%d", c.Key, i+1), r.Rule
		_, d, err := t.decide(c, it, r.Decision, c.Key, r.Hold)
		if _, ok := errors.AsType[refusal](err); ok {
			continue
		}
		if err != nil {
			return nil, err
		}
		if d != nil {
			delivery = d
		}
	}
	return delivery, nil
}

// past logs what was decided about a new item before it was brought here. It moves nothing: the item came as it was left.
func (t *txn) past(it *edit, made []inbox.Made) error {
	for _, m := range made {
		c := inbox.Change{At: inbox.Milli(m.At), By: m.By, Rule: inbox.ImportRule}
		line := lineOf(c, it.Number, string(m.Decision.Verb), m.Decision.Tagging())
		line.To, line.Text = m.Decision.To, m.Decision.Text
		if err := t.note(it, line); err != nil {
			return err
		}
		if m.Decision.Verb == inbox.VerbNote {
			it.Notes++
		}
	}
	return nil
}

// closeAnswered closes the item that a post of ours answers; where it hasn't arrived, what it will be is noted.
func (t *txn) closeAnswered(c inbox.Change, channel uint32, ours *edit) error {
	if !ours.Ours || ours.Parent == "" {
		return nil
	}
	ref, _, err := t.remote(channel, ours.Parent)
	if err != nil {
		return err
	}
	if ref.item == 0 {
		ref.answered = c.At
		return t.putRemote(channel, ours.Parent, ref)
	}
	it, err := t.load(ref.item)
	if err != nil {
		return err
	}
	var p inbox.Patch
	if it.Item, p = it.With(it.AnsweredElsewhere(c.At)); len(p) == 0 {
		return nil
	}
	t.also = append(t.also, inbox.Applied{Change: c, Number: it.Number, Item: it.Item, Patch: p})
	return errors.Join(t.save(it), t.note(it, lineOf(c, it.Number, whatArrived, p)), t.answeredToo(c, &it.Item))
}

// gone marks an item as deleted at its platform. Where it hasn't arrived yet, the mark waits for it.
func (t *txn) gone(c inbox.Change, e inbox.Gone) (inbox.Applied, error) {
	if e.Channel == "" || e.Remote == "" {
		return inbox.Applied{}, refuse(fmt.Errorf("a deletion can't be taken in: %w", errNameless))
	}
	channel, err := t.intern(channelName, e.Channel)
	if err != nil {
		return inbox.Applied{}, refuseCrowded(err)
	}
	ref, known, err := t.remote(channel, e.Remote)
	switch {
	case err != nil:
		return inbox.Applied{}, err
	case !known && t.wasErased(channel, e.Remote), ref.item == 0 && ref.gone:
		return inbox.Applied{Nothing: true}, nil
	case ref.item == 0:
		ref.gone = true
		return inbox.Applied{}, t.putRemote(channel, e.Remote, ref)
	}
	it, err := t.load(ref.item)
	if err != nil {
		return inbox.Applied{Number: ref.item}, err
	}
	a := inbox.Applied{Number: it.Number, Item: it.Item, Nothing: it.Visibility == inbox.Deleted}
	if a.Nothing {
		return a, nil
	}
	it.Visibility = inbox.Deleted
	a.Item = it.Item
	return a, errors.Join(t.save(it), t.note(it, lineOf(c, it.Number, whatGone, nil)))
}

// keepOriginal puts the text as it came beside the item.
func (t *txn) keepOriginal(it *edit) error {
	original := it.Original
	it.Original = ""
	b := t.bucket(bucketOriginals)
	switch {
	case original == "" && it.before == nil:
		return nil
	case original == "":
		return b.Delete(numberKey(it.Number))
	}
	return b.Put(numberKey(it.Number), []byte(original[:min(len(original), inbox.MaxText)]))
}

// author is the number of an author of a channel, given now where there was none; 0 where the platform names nobody.
func (t *txn) author(channel uint32, key string) (uint32, error) {
	if key == "" {
		return 0, nil
	}
	if n := t.authorNumber(channel, key); n != 0 {
		return n, nil
	}
	b := t.bucket(bucketAuthors)
	n, err := b.NextSequence()
	if err != nil {
		return 0, err
	}
	var e encoder
	e.uint(1, n)
	return uint32(n), b.Put(remoteKey(channel, key), e.b)
}

func (v *view) authorNumber(channel uint32, key string) (n uint32) {
	for f := fieldsOf(v.bucket(bucketAuthors).Get(remoteKey(channel, key))); f.next(); {
		if f.number == 1 {
			n = uint32(f.u)
		}
	}
	return n
}
