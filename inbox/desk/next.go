package desk

import (
	"context"
	"errors"

	"vigie/inbox"
)

// TakeNext assigns to the person the oldest open item that is nobody's and that nobody else is answering. Two people who ask at
// once get two items. found is false where there is none. Whose role may not take items is told so, whether there are any or not.
func (s *Seat) TakeNext(ctx context.Context) (row inbox.Row, found bool, err error) {
	if a, _ := inbox.ActionOf(inbox.VerbAssign); s.Person().Role < a.Role {
		err := refuse(ErrRole, "%s is a %s; %s takes a %s", s.name, s.Person().Role, a.Verb, a.Role)
		s.deny(ctx, inbox.Phrase(a.Verb), err)
		return row, false, err
	}
	unassigned := inbox.And{inbox.Term{Field: "is", Value: "open"}, inbox.Term{Field: "is", Value: "unassigned"}}
	ask := inbox.Ask{Query: inbox.Query{Root: unassigned}, Order: inbox.Oldest}
	for {
		page, err := s.Page(ctx, ask)
		if err != nil {
			return row, false, err
		}
		for _, r := range page.Rows {
			if s.unleased(inbox.VerbReply, r.Item) != nil {
				continue
			}
			_, _, err := s.Decide(ctx, inbox.Decision{Verb: inbox.VerbAssign, To: s.name}, Target{Number: r.Number, Version: r.Version})
			switch {
			case errors.Is(err, inbox.ErrChanged), errors.Is(err, ErrNotFound):
				continue // somebody was quicker
			case err != nil:
				return row, false, err
			}
			row, err = s.row(r.Number)
			return row, err == nil, err
		}
		if !page.More || len(page.Rows) == 0 {
			return row, false, nil
		}
		ask.From = page.Rows[len(page.Rows)-1].At()
	}
}
