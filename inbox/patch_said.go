package inbox

import (
	"cmp"
	"strings"
)

// This file is what a patch changed, in words.

// String tells the patch in words: "status open → done, +refund".
func (p Patch) String() string {
	var words []string
	for _, s := range p.Sayings() {
		words = append(words, s.String())
	}
	return strings.Join(words, ", ")
}

// Sayings are the changes of the patch, one by one. Its times are as they stand there: see Told.
func (p Patch) Sayings() (all []Saying) {
	for _, f := range p {
		switch {
		case f.Name == tagField:
			all = append(all, Say("%s", cmp.Or(prefixed("+", f.To), prefixed("-", f.From))))
		case f.Name == priorityByField && len(p) > 1: // who it was is told beside it
		case f.Name == priorityByField && f.To == "":
			all = append(all, Say("priority as chosen by nobody"))
		case f.Name == priorityByField:
			all = append(all, Say("priority as chosen by %s", f.To))
		default:
			all = append(all, Say(changeOf(f.Name), f.value(f.From), f.value(f.To)))
		}
	}
	return all
}

func prefixed(sign, word string) string {
	if word == "" {
		return ""
	}
	return sign + word
}

// changeOf tells how a field changed. Each phrase is written out whole: the catalogue of a language is held against the source.
func changeOf(field string) Phrase {
	switch field {
	case "status":
		return "status %v → %v"
	case "assignee":
		return "assignee %v → %v"
	case "priority":
		return "priority %v → %v"
	case "department":
		return "department %v → %v"
	case "escalated":
		return "escalated %v → %v"
	case "due":
		return "due %v → %v"
	case "urged":
		return "urged %v → %v"
	case "until":
		return "until %v → %v"
	case "back to":
		return "back to %v → %v"
	case "muted":
		return "muted %v → %v"
	case "answered":
		return "answered %v → %v"
	case "answered by":
		return "answered by %v → %v"
	}
	return Phrase(strings.ReplaceAll(field, "%", "%%")) + " %v → %v"
}

// value is a value of the field, as a word of the domain where it is one.
func (f Field) value(s string) any {
	if s == "" {
		return Phrase("none")
	}
	switch f.Name {
	case "status", "back to":
		if status, err := ParseStatus(s); err == nil {
			return status
		}
	case "priority":
		if p, err := ParsePriority(s); err == nil {
			return p
		}
	case "muted":
		return Phrase("yes")
	}
	return s
}
