package inbox

import (
	"slices"
	"strings"
)

// Tag is a tag that the team file knows.
type Tag struct {
	Name  string
	Color string // "#rrggbb"; "" is none
}

// Tags is how the team labels: the tags that it knows, which of them exclude each other, and whether there may be others.
type Tags struct {
	Known     []Tag
	Exclusive []string // groups: of the tags mood/…, an item carries one
	Fixed     bool     // no other tags than the known ones
}

// InGroup reports whether a tag is one of a group: mood/angry is one of mood.
func InGroup(tag, group string) bool {
	rest, in := strings.CutPrefix(tag, group+"/")
	return in && rest != ""
}

// Groups are the exclusive groups that some tags are of, in the team's order.
func (ts Tags) Groups(tags ...string) (groups []string) {
	for _, group := range ts.Exclusive {
		if slices.ContainsFunc(tags, func(tag string) bool { return InGroup(tag, group) }) {
			groups = append(groups, group)
		}
	}
	return groups
}

// Tag finds a known tag by name.
func (ts Tags) Tag(name string) (Tag, bool) {
	return found(ts.Known, func(t Tag) bool { return t.Name == name })
}

// Allow says why tags can't be put on an item together, or nil where they can. The error wraps ErrIncomplete.
func (ts Tags) Allow(tags ...string) error {
	for _, tag := range tags {
		if _, known := ts.Tag(tag); ts.Fixed && !known {
			return incomplete("the team's list has no tag %q; %s", CleanLine(tag), ts.list(tag))
		}
	}
	for _, group := range ts.Exclusive {
		var of []string
		for _, tag := range tags {
			if InGroup(tag, group) && !slices.Contains(of, tag) {
				of = append(of, tag)
			}
		}
		if len(of) > 1 {
			return incomplete("%s exclude each other: an item carries one %s/… at a time", CleanLine(strings.Join(of, " and ")), group)
		}
	}
	return nil
}

// mostListed is how many names an error lists.
const mostListed = 12

// list says which tags there are; where there are many, those that are most like a tag.
func (ts Tags) list(like string) Saying {
	names := make([]string, len(ts.Known))
	for i, t := range ts.Known {
		names[i] = t.Name
	}
	switch {
	case len(names) == 0:
		return Say("write a [[%s]] in the team file to have one", "tag")
	case len(names) > mostListed:
		if question, near := DidYouMean(like, names); near {
			return question
		}
		return Say("there are %s … and %d others", strings.Join(names[:mostListed], ", "), len(names)-mostListed)
	}
	return Say("there are %s", strings.Join(names, ", "))
}
