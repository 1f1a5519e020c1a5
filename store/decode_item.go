package store

import (
	"fmt"
	"slices"

	"vigie/inbox"
)

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
