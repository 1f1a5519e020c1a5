package store

import (
	"maps"
	"slices"
	"time"

	"vigie/inbox"
)

// record is an item with what the store keeps beside it.
type record struct {
	inbox.Item
	author uint32 // the author's number
	thread uint64 // the thread's number: the short number of the first of its items that we met
	read   uint64 // the version up to which it counts as seen by everybody
}

// The fields of an item. Its number is the key; its original and its versions are records of their own.
const (
	itemChannel     = 1 // number of the name
	itemBrand       = 2 // number of the name
	itemArrived     = 3
	itemOrder       = 4 // not written where it is Posted
	itemVersion     = 5
	itemRemote      = 6
	itemThreadRoot  = 7 // not written where it is the item itself
	itemParent      = 8 // not written where it is the thread's root; see flagParentIsRoot
	itemKind        = 9
	itemAuthorID    = 11
	itemHandle      = 12
	itemName        = 13
	itemFollowers   = 14 // + 1, so that unknown is not written
	itemAuthorSince = 15
	itemFlags       = 16
	itemTitle       = 17
	itemText        = 18
	itemLang        = 19
	itemURL         = 20
	itemMedia       = 21 // nested: 1 type, 2 URL, 3 alt; repeated
	itemPosted      = 22
	itemEdited      = 23
	itemVisibility  = 24
	itemFound       = 25
	itemDigest      = 26
	itemExtra       = 27 // nested: 1 key, 2 value; repeated, by key
	itemOrigin      = 28
	itemLink        = 29 // of the author; nested: 1 name, 2 URL, 3 verified; repeated
	itemStatus      = 30
	itemTag         = 31 // number of the name; repeated
	itemAssignee    = 32 // number of the name
	itemPriority    = 33
	itemDepartment  = 34 // number of the name
	itemEscalated   = 35
	itemDue         = 36
	itemUntil       = 37
	itemAnswered    = 38
	itemAnsweredBy  = 39 // number of the name
	itemPending     = 40
	itemNotes       = 41
	itemEdits       = 42
	itemBack        = 43
	itemMention     = 44 // nested: 1 number of the name, 2 notes, 3 whether unread; repeated
	itemPriorityBy  = 45
	itemRaised      = 46 // nested: 1 cause, 2 count, 3 points; repeated
	itemUrged       = 47
	itemAuthor      = 50
	itemThread      = 51
	itemRead        = 52
	itemLateFor     = 53
)

// The bits of itemFlags.
const (
	flagOurs = 1 << iota
	flagPrivate
	flagLiked
	flagBot
	flagVerified
	flagMuted
	flagUnsent
	flagParentIsRoot
	flagForgotten
	flagReview
)

// numbered are the interned numbers of an item's words.
type numbered struct {
	channel, brand, assignee, department, answeredBy uint32
	tags, mentions                                   []uint32
}

// numbers interns the words of an item.
func (t *txn) numbers(it *inbox.Item) (n numbered, err error) {
	for _, w := range []struct {
		to   *uint32
		kind nameKind
		name string
	}{
		{&n.channel, channelName, it.Channel}, {&n.brand, brandName, it.Brand}, {&n.assignee, personName, it.Assignee},
		{&n.department, departmentName, it.Department}, {&n.answeredBy, personName, it.AnsweredBy},
	} {
		if *w.to, err = t.intern(w.kind, w.name); err != nil {
			return n, err
		}
	}
	for _, tag := range it.Tags {
		number, err := t.intern(tagName, tag)
		if err != nil {
			return n, err
		}
		n.tags = append(n.tags, number)
	}
	for _, m := range it.Mentions {
		number, err := t.intern(personName, m.Person)
		if err != nil {
			return n, err
		}
		n.mentions = append(n.mentions, number)
	}
	return n, nil
}

func encodeRecord(r *record, n numbered) []byte {
	e := encoder{make([]byte, 0, 512)}
	e.uint(itemChannel, uint64(n.channel))
	e.uint(itemBrand, uint64(n.brand))
	e.time(itemArrived, r.Arrived)
	if r.Posted.IsZero() || r.Order != r.Posted.UnixMilli() {
		e.time(itemOrder, time.UnixMilli(r.Order))
	}
	e.uint(itemVersion, r.Version)
	e.post(&r.Post, r.flags())
	e.triage(&r.Triage, n)
	e.uint(itemPending, uint64(r.Pending))
	e.uint(itemNotes, uint64(r.Notes))
	e.uint(itemEdits, uint64(r.Edits))
	e.uint(itemBack, uint64(r.Back))
	for i, m := range r.Mentions {
		e.nested(itemMention, func(e *encoder) {
			e.uint(1, uint64(n.mentions[i]))
			e.uint(2, uint64(m.Notes))
			e.bool(3, m.Unread)
		})
	}
	e.string(itemPriorityBy, r.PriorityBy)
	for _, why := range r.Raised {
		e.nested(itemRaised, func(e *encoder) {
			e.string(1, string(why.Cause))
			e.uint(2, uint64(why.Count))
			e.int(3, int64(why.Points))
		})
	}
	e.uint(itemUrged, uint64(r.Urged))
	e.uint(itemAuthor, uint64(r.author))
	e.uint(itemThread, r.thread)
	e.uint(itemRead, r.read)
	e.time(itemLateFor, r.Late)
	return e.b
}

func (r *record) flags() (bits uint64) {
	for i, on := range []bool{
		r.Ours, r.Private, r.Liked, r.Author.Bot, r.Author.Verified, r.Muted, r.Unsent, r.Parent != "" && r.Parent == r.Thread, r.Forgotten, r.Review,
	} {
		if on {
			bits |= 1 << i
		}
	}
	return bits
}

func (e *encoder) post(p *inbox.Post, flags uint64) {
	e.string(itemRemote, p.Remote)
	if p.Thread != p.Remote {
		e.string(itemThreadRoot, p.Thread)
	}
	if p.Parent != p.Thread {
		e.string(itemParent, p.Parent)
	}
	e.string(itemKind, string(p.Kind))
	e.string(itemAuthorID, p.Author.ID)
	e.text(itemHandle, p.Author.Handle)
	e.text(itemName, p.Author.Name)
	e.int(itemFollowers, int64(p.Author.Followers)+1)
	e.time(itemAuthorSince, p.Author.Since)
	for _, l := range p.Author.Links {
		e.nested(itemLink, func(e *encoder) { e.text(1, l.Name); e.text(2, l.URL); e.bool(3, l.Verified) })
	}
	e.uint(itemFlags, flags)
	e.text(itemTitle, p.Title)
	e.text(itemText, p.Text)
	e.string(itemLang, p.Lang)
	e.text(itemURL, p.URL)
	for _, m := range p.Media {
		e.nested(itemMedia, func(e *encoder) { e.string(1, m.Type); e.text(2, m.URL); e.text(3, m.Alt) })
	}
	e.time(itemPosted, p.Posted)
	e.time(itemEdited, p.Edited)
	e.uint(itemVisibility, uint64(p.Visibility))
	e.text(itemFound, p.Found)
	e.string(itemDigest, p.Digest)
	e.string(itemOrigin, p.Origin)
	for _, k := range slices.Sorted(maps.Keys(p.Extra)) {
		e.nested(itemExtra, func(e *encoder) { e.string(1, k); e.string(2, p.Extra[k]) })
	}
}

func (e *encoder) triage(t *inbox.Triage, n numbered) {
	e.uint(itemStatus, uint64(t.Status))
	for _, tag := range n.tags {
		e.uint(itemTag, uint64(tag))
	}
	e.uint(itemAssignee, uint64(n.assignee))
	e.int(itemPriority, int64(t.Priority))
	e.uint(itemDepartment, uint64(n.department))
	e.time(itemEscalated, t.Escalated)
	e.time(itemDue, t.Due)
	e.time(itemUntil, t.Until)
	e.time(itemAnswered, t.Answered)
	e.uint(itemAnsweredBy, uint64(n.answeredBy))
}
