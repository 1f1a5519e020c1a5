package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"vigie/inbox"
)

// Owed is a page of what a department owes, as far as the person may see it: somebody of a department sees their own alone.
func (s *Seat) Owed(ctx context.Context, ask inbox.OwedAsk) (inbox.Owed, error) {
	if err := ctx.Err(); err != nil {
		return inbox.Owed{}, context.Cause(ctx)
	}
	dept, known := s.Team().Department(ask.Department)
	ask.Department = cmp.Or(dept.Name, ask.Department)
	ask.Person, ask.Now, ask.Brands = s.name, s.Now(), s.brands(ask.Brands)
	me := s.Person()
	if me.Role == inbox.DepartmentRole && me.Department != ask.Department {
		return inbox.Owed{}, nil
	}
	owed, err := s.owed(ask, len(me.Channels) > 0)
	if err == nil && !known && owed.All == 0 {
		err = s.noDepartment(ask.Department)
	}
	return owed, err
}

// owed reads a page; where only some channels are seen, what is owed there, counted one by one.
func (s *Seat) owed(ask inbox.OwedAsk, some bool) (owed inbox.Owed, err error) {
	if !some {
		return s.desk.store.Owed(ask)
	}
	limit := cmp.Or(max(ask.Limit, 0), 100)
	count := ask
	count.From, count.Limit = inbox.Position{}, inbox.LateMost
	for more := true; more; more = count.From != (inbox.Position{}) {
		page, err := s.owedPage(&count)
		if err != nil {
			return owed, err
		}
		for _, r := range page {
			owed.All++
			if !r.Due.IsZero() && r.Due.Before(ask.Now) && owed.Late < inbox.LateMost {
				owed.Late++
			}
		}
	}
	for more := true; more && len(owed.Rows) < limit; more = ask.From != (inbox.Position{}) {
		ask.Limit = limit - len(owed.Rows)
		page, err := s.owedPage(&ask)
		if err != nil {
			return owed, err
		}
		owed.Rows = append(owed.Rows, page...)
	}
	owed.Next = ask.From
	return owed, nil
}

// owedPage is what the person may see of a page; the question goes on after it.
func (s *Seat) owedPage(ask *inbox.OwedAsk) ([]inbox.Row, error) {
	owed, err := s.desk.store.Owed(*ask)
	ask.From = owed.Next
	p := s.Person()
	return slices.DeleteFunc(owed.Rows, func(r inbox.Row) bool { return !p.SeesItem(r.Item) }), err
}

// noDepartment says that none has the name, and which there are.
func (s *Seat) noDepartment(name string) error {
	return refuse(ErrUnknown, "no department is called %q; %s", inbox.CleanLine(name), among(name, s.Team().Departments, "department", func(d inbox.Department) string { return d.Name }))
}

// Departments are those whose escalations the person may see: the team's in their order, then any that the team file no longer
// has and that owes something still.
func (s *Seat) Departments(ctx context.Context) ([]inbox.Department, error) {
	team := s.Team()
	if me := s.Person(); me.Role == inbox.DepartmentRole {
		own, ok := team.Department(me.Department)
		if !ok {
			return nil, nil
		}
		return []inbox.Department{own}, nil
	}
	counts, err := s.Counts(ctx)
	all := slices.Clone(team.Departments)
	for _, name := range slices.Sorted(maps.Keys(counts.Department)) {
		if _, known := team.Department(name); !known {
			all = append(all, inbox.Department{Name: name, Title: name})
		}
	}
	return all, err
}
