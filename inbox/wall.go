package inbox

import "slices"

// This file is what one of the team may know of the team.

// SeenBy is the team as one of it may know it. Whoever sees some brands or channels alone knows these, the people whom they
// share one with, and the replies, rules, views and holds that name nothing else. One of a department knows it alone, its own
// people and those who may hand it items, and neither replies, rules nor holds.
func (t Team) SeenBy(p Person) Team {
	if len(p.Brands) == 0 && len(p.Channels) == 0 && p.Role != DepartmentRole {
		return t
	}
	seen := t
	seen.People = kept(t.People, func(o Person) bool { return o.Name == p.Name || t.meet(p, o) && p.dealsWith(o) })
	seen.Channels = kept(t.Channels, p.sees)
	seen.Brands = kept(t.Brands, func(b Brand) bool {
		return p.Sees(b.Name) && (len(p.Channels) == 0 || slices.ContainsFunc(seen.Channels, func(c Channel) bool { return c.Brand == b.Name }))
	})
	for i, o := range seen.People {
		seen.People[i] = seen.knows(o)
	}
	if p.Role == DepartmentRole {
		seen.Departments = kept(t.Departments, func(d Department) bool { return d.Name == p.Department })
		t.Replies, t.Rules, t.Holds = nil, nil, nil
	}
	seen.Replies = kept(t.Replies, func(c Canned) bool { _, known := seen.Brand(c.Brand); return known || c.Brand == "" })
	knows := func(q Query) bool { return !names(q.Root, func(term Term) bool { return t.hides(seen, term) }) }
	seen.Rules = kept(t.Rules, func(r Rule) bool { return knows(r.When) && !t.hides(seen, Term{"assignee", r.Assign}) })
	seen.Views = kept(t.Views, func(v View) bool { return knows(v.Query) && !t.hides(seen, Term{"brand", v.Brand}) })
	seen.Holds = kept(t.Holds, func(h Hold) bool { return knows(h.When) })
	return seen
}

// knows is a person without what else they see: of their brands and channels those in what is seen of the team, of which there is
// one at the least, and no keys.
func (seen Team) knows(o Person) Person {
	o.Brands = kept(o.Brands, func(name string) bool { _, known := seen.Brand(name); return known })
	o.Channels = kept(o.Channels, func(name string) bool { _, known := seen.Channel(name); return known })
	o.Keys = nil
	return o
}

func (p Person) sees(c Channel) bool { return p.Sees(c.Brand) && p.SeesChannel(c.Name) }

// dealsWith reports whether a department's person has to do with somebody: a colleague there, or whoever may hand items over.
func (p Person) dealsWith(o Person) bool {
	return p.Role != DepartmentRole || o.Role >= Moderator || o.Role == DepartmentRole && o.Department == p.Department
}

// meet reports whether two people see a channel both, or could see one of a brand.
func (t Team) meet(a, b Person) bool {
	if len(a.Channels) == 0 && len(b.Channels) == 0 {
		return len(a.Brands) == 0 || len(b.Brands) == 0 || slices.ContainsFunc(a.Brands, b.Sees)
	}
	return slices.ContainsFunc(t.Channels, func(c Channel) bool { return a.sees(c) && b.sees(c) })
}

// hides reports whether a term of a search names something of the team that isn't in what is seen of it.
func (t Team) hides(seen Team, term Term) bool {
	is := func(name string) bool { return sameName(term.Value, name, Scene{}) }
	switch term.Field {
	case "brand":
		named := func(b Brand) bool { return is(b.Name) }
		return slices.ContainsFunc(t.Brands, named) && !slices.ContainsFunc(seen.Brands, named)
	case "channel":
		named := func(c Channel) bool { return is(c.Name) }
		return slices.ContainsFunc(t.Channels, named) && !slices.ContainsFunc(seen.Channels, named)
	case "department":
		named := func(d Department) bool { return is(d.Name) }
		return slices.ContainsFunc(t.Departments, named) && !slices.ContainsFunc(seen.Departments, named)
	case "assignee", "answered", "mentions":
		named := func(p Person) bool { return is(p.Name) }
		return slices.ContainsFunc(t.People, named) && !slices.ContainsFunc(seen.People, named)
	}
	return false
}

// names reports whether a part of a query is a term that fits.
func names(e Expr, fits func(Term) bool) bool {
	of := func(part Expr) bool { return names(part, fits) }
	switch e := e.(type) {
	case And:
		return slices.ContainsFunc(e, of)
	case Or:
		return slices.ContainsFunc(e, of)
	case Not:
		return of(e.Expr)
	case Term:
		return fits(e)
	}
	return false
}

// kept are those of a list that fit, in a list of their own.
func kept[T any](list []T, fits func(T) bool) (all []T) {
	for _, one := range list {
		if fits(one) {
			all = append(all, one)
		}
	}
	return all
}
