package desk

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"vigie/inbox"
)

// This file is what a person may read of the log.

// Log is what was done, newest first, however far it has to look. See LogPage.
func (s *Seat) Log(ctx context.Context, ask inbox.LogAsk) (entries []inbox.Entry, err error) {
	limit := cmp.Or(max(ask.Limit, 0), 100)
	for {
		ask.Limit = limit - len(entries)
		page, err := s.LogPage(ctx, ask)
		entries = append(entries, page.Entries...)
		if err != nil || page.Next == 0 || len(entries) >= limit {
			return entries, err
		}
		ask.Before = page.Next
	}
}

// LogPage is the next stretch of what was done, newest first; it looks at no more than some thousand entries, so that a filter
// which fits little can be given up. Who came and went is a lead's to read, one without walls; from where and by which key
// people came, a lead's.
func (s *Seat) LogPage(ctx context.Context, ask inbox.LogAsk) (inbox.LogPage, error) {
	if ask.Number != 0 {
		if _, err := s.row(ask.Number); err != nil {
			return inbox.LogPage{}, err
		}
	}
	p := s.Person()
	leads := p.Role >= inbox.Lead
	if !leads && ask.Filter.Asks("from", "key") {
		return inbox.LogPage{}, refuse(ErrRole, "%s is a %s; to ask from where or by which key somebody came takes a %s", p.Name, p.Role, inbox.Lead)
	}
	ask.Signed = ask.Signed && leads && len(p.Brands) == 0 && len(p.Channels) == 0 && len(ask.Brands) == 0
	ask.Brands = s.brands(ask.Brands)
	ask.Scene.Now, ask.Scene.Person = s.Now(), s.name
	page, err := s.behindLog(ctx, ask)
	if page.Next == 0 && len(ask.Brands) > 0 {
		page.Looked = time.Time{} // it may be that of an entry behind a wall
	}
	s.hideVisits(page.Entries)
	return page, err
}

// behindLog is a stretch of the log without what stands behind a person's own walls. How far it reaches depends on nothing that
// stands there: or else the filter would tell, word by word, what is written in it.
func (s *Seat) behindLog(ctx context.Context, ask inbox.LogAsk) (inbox.LogPage, error) {
	if !s.walled() || ask.Number != 0 {
		return s.desk.store.LogPage(ctx, ask)
	}
	limit := cmp.Or(max(ask.Limit, 0), 100)
	ask.Limit = math.MaxInt
	page, err := s.desk.store.LogPage(ctx, ask)
	page.Entries = slices.DeleteFunc(page.Entries, func(e inbox.Entry) bool { _, hidden := s.row(e.Number); return hidden != nil })
	if len(page.Entries) > limit {
		page.Entries = page.Entries[:limit]
		page.Next, page.Looked = page.Entries[limit-1].Seq, page.Entries[limit-1].At
	}
	if page.Next == 0 {
		page.Looked = time.Time{} // it may be that of an entry there
	}
	return page, err
}

// history is what was done about an item that the person may see, newest first.
func (s *Seat) history(number uint64, limit int) ([]inbox.Entry, error) {
	entries, err := s.desk.store.Log(inbox.LogAsk{Number: number, Limit: limit})
	if err != nil {
		return nil, inbox.Errorf("the history of item %d: %w", number, err)
	}
	s.hideVisits(entries)
	return entries, nil
}

// hideVisits leaves out from where people came, but for a lead.
func (s *Seat) hideVisits(entries []inbox.Entry) {
	if s.Person().Role >= inbox.Lead {
		return
	}
	for i := range entries {
		entries[i].Visit = inbox.Visit{}
	}
}
