package inbox

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// This file says what becomes of an item when its platform tells something about it: it arrives, is brought again, goes, is
// answered from elsewhere, or a sent reply becomes an item itself.

// Arrive is the item that a post makes when it is first met: not numbered yet, and before rules.
func Arrive(a Arrived, at time.Time) Item {
	at = Milli(at)
	it := Item{Channel: a.Channel, Brand: a.Brand, Arrived: at, Version: 1, Post: a.Post, Triage: a.Start}
	it.Posted, it.Edited, it.Author.Since = Milli(it.Posted), Milli(it.Edited), Milli(it.Author.Since)
	if it.Thread == "" {
		it.Thread = it.Parent
	}
	if it.Thread == "" {
		it.Thread = it.Remote
	}
	it.Order = OrderOf(it.Posted, at)
	it.Raised = a.Raised
	return it
}

// Met is what a known item becomes when its channel brings it again.
type Met struct {
	Item   Item
	News   bool // its platform tells something new
	Edited bool // what people read changed: the text before is evidence
}

// Meet takes in a known item that its channel brings again. A digest that is known tells nothing new but by which other
// search it was found, and its origin; one that the item doesn't have yet (a reply of ours whose answer told only an id) is
// taken without calling it an edit.
func (it Item) Meet(a Arrived, at time.Time) Met {
	if a.Post.Digest == it.Digest {
		next := it
		next.Found, next.Origin = foundToo(it.Found, a.Post.Found), cmp.Or(it.Origin, a.Post.Origin)
		return Met{Item: next, News: next.Found != it.Found || next.Origin != it.Origin}
	}
	fresh := Arrive(a, at)
	next := it
	next.Post = fresh.Post
	next.Thread = it.Thread // known since, perhaps, where the platform tells only what a post answers
	next.Found, next.Origin = foundToo(it.Found, fresh.Found), cmp.Or(fresh.Origin, it.Origin)
	if next.Kind == Match && fresh.Found.Empty() {
		next.Kind = it.Kind // read again by its id: nobody told what it is to us
	}
	if next.Author.Followers < 0 {
		next.Author.Followers = it.Author.Followers
	}
	m := Met{Item: next, News: true, Edited: it.Digest != "" && it.Text != fresh.Text}
	if m.Edited {
		m.Item.Edits++
		m.Item.Version++
		m.Item.Triage = it.afterEdit()
	}
	return m
}

// foundToo is by what a post was found, when it is found once more.
func foundToo(before, now Text) Text {
	switch {
	case now.Empty(), slices.Contains(strings.Split(before.String(), ", "), now.String()):
		return before
	case before.Empty():
		return now
	}
	return CleanLine(before.String() + ", " + now.String())
}

// afterEdit brings an answered item back to who answered, since the answer may no longer fit. On an escalated item an edit
// only shows.
func (it Item) afterEdit() Triage {
	t := it.Triage
	if t.Status != Done || t.Muted || t.Answered.IsZero() || it.Ours {
		return t
	}
	t.settle(Open)
	if t.AnsweredBy != "" {
		t.Assignee = t.AnsweredBy
	}
	return t
}

// AnsweredElsewhere is the triage of an item that our account answered in the platform's own app: done, unless a department
// has it.
func (it Item) AnsweredElsewhere(at time.Time) Triage {
	t := it.Triage
	if it.Ours || t.Status == Escalated || t.Status == Done {
		return t
	}
	t.settle(Done)
	t.Answered, t.AnsweredBy = at, ""
	return t
}

// Wake is the triage of an item whose snooze is over; the same where it isn't.
func (t Triage) Wake(at time.Time) Triage {
	if t.Status == Snoozed && !t.Until.After(at) {
		t.wake()
	}
	return t
}

// With is the item with another triage, and the patch that led there. The version rises where the patch moves something.
func (it Item) With(t Triage) (Item, Patch) {
	p := Diff(it.Triage, t)
	it.Triage = t
	if len(p) > 0 {
		it.Version++
	}
	return it, p
}

// Milli is a time as the store keeps it: UTC, in whole milliseconds.
func Milli(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Millisecond)
}
