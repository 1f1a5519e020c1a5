package store

import (
	"fmt"
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

// decodeRecord reads an item. The error wraps ErrDamaged.
func decodeRecord(number uint64, b []byte, names *names) (r record, err error) {
	err = r.decode(number, b, names)
	return r, err
}

// decode reads an item in place of what the record was.
func (r *record) decode(number uint64, b []byte, names *names) error {
	*r = record{Item: inbox.Item{Number: number}}
	r.Author.Followers = -1
	f := fieldsOf(b)
	var flags uint64
	ordered := false
	for f.next() {
		switch n := f.number; {
		case n == itemFlags:
			flags = f.u
		case n == itemOrder:
			r.Order, ordered = f.int(), true
		case itemRemote <= n && n <= itemLink:
			r.readPost(&f)
		case itemStatus <= n && n <= itemAnsweredBy:
			r.readTriage(&f, names)
		default:
			r.readItem(&f, names)
		}
	}
	if f.err != nil {
		return fmt.Errorf("item %d: %w", number, f.err)
	}
	if !ordered && !r.Posted.IsZero() {
		r.Order = r.Posted.UnixMilli()
	}
	r.setFlags(flags)
	slices.Sort(r.Tags)
	return nil
}

func (r *record) setFlags(bits uint64) {
	for i, to := range []*bool{&r.Ours, &r.Private, &r.Liked, &r.Author.Bot, &r.Author.Verified, &r.Muted, &r.Unsent} {
		*to = bits&(1<<i) != 0
	}
	r.Forgotten, r.Review = bits&flagForgotten != 0, bits&flagReview != 0
	if r.Thread == "" {
		r.Thread = r.Remote
	}
	if bits&flagParentIsRoot != 0 {
		r.Parent = r.Thread
	}
}

func (r *record) readItem(f *fields, names *names) {
	switch f.number {
	case itemChannel:
		r.Channel = names.name(channelName, uint32(f.u))
	case itemBrand:
		r.Brand = names.name(brandName, uint32(f.u))
	case itemArrived:
		r.Arrived = f.time()
	case itemVersion:
		r.Version = f.u
	case itemPending:
		r.Pending = int(f.u)
	case itemNotes:
		r.Notes = int(f.u)
	case itemEdits:
		r.Edits = int(f.u)
	case itemBack:
		r.Back = inbox.Status(f.u)
	case itemMention:
		r.Mentions = append(r.Mentions, readMention(f.s, names))
	case itemPriorityBy:
		r.PriorityBy = f.s
	case itemRaised:
		r.Raised = append(r.Raised, readFactor(f.s))
	case itemUrged:
		r.Urged = int(f.u)
	case itemAuthor:
		r.author = uint32(f.u)
	case itemThread:
		r.thread = f.u
	case itemRead:
		r.read = f.u
	case itemLateFor:
		r.Late = f.time()
	}
}

func (r *record) readPost(f *fields) {
	switch f.number {
	case itemRemote:
		r.Remote = f.s
	case itemThreadRoot:
		r.Post.Thread = f.s
	case itemParent:
		r.Parent = f.s
	case itemKind:
		r.Kind = inbox.Kind(f.s)
	case itemAuthorID:
		r.Author.ID = f.s
	case itemHandle:
		r.Author.Handle = f.line()
	case itemName:
		r.Author.Name = f.line()
	case itemFollowers:
		r.Author.Followers = int(f.int()) - 1
	case itemAuthorSince:
		r.Author.Since = f.time()
	case itemTitle:
		r.Title = f.line()
	case itemText:
		r.Text = f.text()
	case itemLang:
		r.Lang = f.s
	case itemURL:
		r.URL = f.line()
	case itemMedia:
		r.Media = append(r.Media, readMedia(f.s))
	case itemPosted:
		r.Posted = f.time()
	case itemEdited:
		r.Edited = f.time()
	case itemVisibility:
		r.Visibility = inbox.Visibility(f.u)
	case itemFound:
		r.Found = f.line()
	case itemDigest:
		r.Digest = f.s
	case itemExtra:
		r.readExtra(f.s)
	case itemOrigin:
		r.Origin = f.s
	case itemLink:
		r.Author.Links = append(r.Author.Links, readLink(f.s))
	}
}

func (r *record) readTriage(f *fields, names *names) {
	switch f.number {
	case itemStatus:
		r.Status = inbox.Status(f.u)
	case itemTag:
		r.Tags = append(r.Tags, names.name(tagName, uint32(f.u)))
	case itemAssignee:
		r.Assignee = names.name(personName, uint32(f.u))
	case itemPriority:
		r.Priority = inbox.Priority(f.int())
	case itemDepartment:
		r.Department = names.name(departmentName, uint32(f.u))
	case itemEscalated:
		r.Escalated = f.time()
	case itemDue:
		r.Due = f.time()
	case itemUntil:
		r.Until = f.time()
	case itemAnswered:
		r.Answered = f.time()
	case itemAnsweredBy:
		r.AnsweredBy = names.name(personName, uint32(f.u))
	}
}

func readMention(s string, names *names) (m inbox.Mentioned) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			m.Person = names.name(personName, uint32(f.u))
		case 2:
			m.Notes = int(f.u)
		case 3:
			m.Unread = f.u != 0
		}
	}
	return m
}

func readFactor(s string) (r inbox.Factor) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			r.Cause = inbox.Cause(f.s)
		case 2:
			r.Count = int(f.u)
		case 3:
			r.Points = int(f.int())
		}
	}
	return r
}

func readLink(s string) (l inbox.Link) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			l.Name = f.line()
		case 2:
			l.URL = f.line()
		case 3:
			l.Verified = f.u != 0
		}
	}
	return l
}

func readMedia(s string) (m inbox.Media) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			m.Type = f.s
		case 2:
			m.URL = f.line()
		case 3:
			m.Alt = f.text()
		}
	}
	return m
}

func (r *record) readExtra(s string) {
	var key, value string
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			key = f.s
		case 2:
			value = f.s
		}
	}
	if r.Extra == nil {
		r.Extra = map[string]string{}
	}
	r.Extra[key] = value
}
