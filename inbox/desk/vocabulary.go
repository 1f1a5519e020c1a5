package desk

import (
	"slices"

	"vigie/inbox"
)

// Vocabulary are the words to complete with: those that the person's items know, and the team's.
func (s *Seat) Vocabulary() (v inbox.Vocabulary) {
	team := s.Team()
	for _, b := range team.Brands {
		if s.Person().Sees(b.Name) {
			v.Brands = append(v.Brands, b.Name)
		}
	}
	for _, d := range team.Departments {
		v.Departments = append(v.Departments, d.Name)
	}
	for _, r := range s.Rules() {
		v.Rules = append(v.Rules, r.Rule.Name)
	}
	if !s.walled() { // what the store keeps of a brand tells of items that they haven't
		v.Tags, v.People, v.Channels = s.desk.store.Vocabulary(s.brands(nil))
		v.Tags = append(v.Tags, unused(team.Tags, v.Tags)...)
	}
	for _, p := range team.People {
		v.People = append(v.People, p.Name)
	}
	for _, c := range team.Channels {
		v.Channels = append(v.Channels, c.Name)
	}
	for _, names := range []*[]string{&v.Brands, &v.Channels, &v.People, &v.Departments} {
		slices.SortFunc(*names, inbox.CompareNames)
		*names = slices.Compact(*names)
	}
	return v
}

// unused are the tags of the team's list that no item carries, by name.
func unused(tags inbox.Tags, used []string) (names []string) {
	for _, t := range tags.Known {
		if !slices.Contains(used, t.Name) {
			names = append(names, t.Name)
		}
	}
	slices.SortFunc(names, inbox.CompareNames)
	return names
}
