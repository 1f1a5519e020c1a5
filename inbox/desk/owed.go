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
	if s.walled() && s.Person().Department != ask.Department {
		return inbox.Owed{}, nil
	}
	owed, err := s.desk.store.Owed(ask)
	if err == nil && !known && owed.All == 0 {
		err = s.noDepartment(ask.Department)
	}
	return owed, err
}

// noDepartment says that none has the name, and which there are.
func (s *Seat) noDepartment(name string) error {
	return refuse(ErrUnknown, "no department is called %q; %s", inbox.CleanLine(name), among(s.Team().Departments, "department", func(d inbox.Department) string { return d.Name }))
}

// Departments are those whose escalations the person may see: the team's in their order, then any that the team file no longer
// has and that owes something still.
func (s *Seat) Departments(ctx context.Context) ([]inbox.Department, error) {
	team := s.Team()
	if s.walled() {
		own, ok := team.Department(s.Person().Department)
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
