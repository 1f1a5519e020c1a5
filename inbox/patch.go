package inbox

import (
	"slices"
	"strconv"
	"time"
)

// ErrChanged says that something moved since it was last looked at, so that the wish no longer fits.
var ErrChanged error = Reason("changed since")

// Patch is what a decision effectively changed of a triage: a tag that was there already is no change. It is what the log
// keeps, what undo inverts, and what redo applies again.
type Patch []Field

// Field is one change of a patch. A tag that was added goes from "" to its name, one that was removed from its name to "".
type Field struct {
	Name, From, To string
}

const (
	tagField        = "tag"
	priorityByField = "priority by"
)

// fields tells how each plain field of a triage is read and written as text; tags are apart.
var fields = []struct {
	name string
	get  func(*Triage) string
	set  func(*Triage, string) error
}{
	{"status", func(t *Triage) string { return t.Status.String() }, func(t *Triage, s string) (err error) { t.Status, err = ParseStatus(s); return }},
	{"assignee", func(t *Triage) string { return t.Assignee }, func(t *Triage, s string) error { t.Assignee = s; return nil }},
	{"priority", func(t *Triage) string { return t.Priority.String() }, func(t *Triage, s string) (err error) { t.Priority, err = ParsePriority(s); return }},
	{priorityByField, func(t *Triage) string { return t.PriorityBy }, func(t *Triage, s string) error { t.PriorityBy = s; return nil }},
	{"department", func(t *Triage) string { return t.Department }, func(t *Triage, s string) error { t.Department = s; return nil }},
	{"escalated", func(t *Triage) string { return formatTime(t.Escalated) }, func(t *Triage, s string) (err error) { t.Escalated, err = parseTime(s); return }},
	{"due", func(t *Triage) string { return formatTime(t.Due) }, func(t *Triage, s string) (err error) { t.Due, err = parseTime(s); return }},
	{"urged", func(t *Triage) string { return formatCount(t.Urged) }, func(t *Triage, s string) (err error) { t.Urged, err = parseCount(s); return }},
	{"until", func(t *Triage) string { return formatTime(t.Until) }, func(t *Triage, s string) (err error) { t.Until, err = parseTime(s); return }},
	{"back to", func(t *Triage) string { return t.Back.String() }, func(t *Triage, s string) (err error) { t.Back, err = ParseStatus(s); return }},
	{"muted", func(t *Triage) string { return formatBool(t.Muted) }, func(t *Triage, s string) error { t.Muted = s == "yes"; return nil }},
	{"answered", func(t *Triage) string { return formatTime(t.Answered) }, func(t *Triage, s string) (err error) { t.Answered, err = parseTime(s); return }},
	{"answered by", func(t *Triage) string { return t.AnsweredBy }, func(t *Triage, s string) error { t.AnsweredBy = s; return nil }},
}

// Diff is the patch that leads from one triage to another.
func Diff(from, to Triage) Patch {
	var p Patch
	for _, f := range fields {
		if a, b := f.get(&from), f.get(&to); a != b {
			p = append(p, Field{f.name, a, b})
		}
	}
	for _, tag := range from.Tags {
		if !to.HasTag(tag) {
			p = append(p, Field{tagField, tag, ""})
		}
	}
	for _, tag := range to.Tags {
		if !from.HasTag(tag) {
			p = append(p, Field{tagField, "", tag})
		}
	}
	return p
}

// same reports whether no patch leads from one triage to another.
func (t Triage) same(as Triage) bool {
	for _, f := range fields {
		if f.get(&t) != f.get(&as) {
			return false
		}
	}
	return !slices.ContainsFunc(t.Tags, func(tag string) bool { return !as.HasTag(tag) }) &&
		!slices.ContainsFunc(as.Tags, func(tag string) bool { return !t.HasTag(tag) })
}

// Invert is the patch that leads back.
func (p Patch) Invert() Patch {
	inv := make(Patch, len(p))
	for i, f := range p {
		inv[len(p)-1-i] = Field{f.Name, f.To, f.From}
	}
	return inv
}

// Apply moves a triage by the patch. It is refused with ErrChanged, and moves nothing, where a field of the patch no longer
// stands where the patch found it.
func (p Patch) Apply(t Triage) (Triage, error) {
	next := t
	next.Tags = slices.Clone(t.Tags)
	for _, f := range p {
		if err := f.apply(&next); err != nil {
			return t, err
		}
	}
	if len(next.Tags) == 0 {
		next.Tags = nil
	}
	return next, nil
}

func (f Field) apply(t *Triage) error {
	if f.Name == tagField {
		return f.applyTag(t)
	}
	for _, known := range fields {
		if known.name != f.Name {
			continue
		}
		if now := known.get(t); now != f.From {
			return Errorf("%s is %s now: %w", f.Name, orNone(now), ErrChanged)
		}
		return known.set(t, f.To)
	}
	return Errorf("a patch names the field %q, which this version doesn't know", f.Name)
}

func (f Field) applyTag(t *Triage) error {
	if f.From != "" {
		i, found := slices.BinarySearch(t.Tags, f.From)
		if !found {
			return Errorf("the tag %s is gone already: %w", f.From, ErrChanged)
		}
		t.Tags = slices.Delete(t.Tags, i, i+1)
	}
	if f.To != "" {
		i, found := slices.BinarySearch(t.Tags, f.To)
		if found {
			return Errorf("the tag %s is there already: %w", f.To, ErrChanged)
		}
		t.Tags = slices.Insert(t.Tags, i, f.To)
	}
	return nil
}

// Set is what the patch makes of a field; ok is false where it leaves it alone.
func (p Patch) Set(field string) (to string, ok bool) {
	f, ok := found(p, func(f Field) bool { return f.Name == field })
	return f.To, ok
}

// Tags are the tags that the patch adds and removes.
func (p Patch) Tags() (added, removed []string) {
	for _, f := range p {
		switch {
		case f.Name != tagField:
		case f.To != "":
			added = append(added, f.To)
		default:
			removed = append(removed, f.From)
		}
	}
	return added, removed
}

// Tagging is the patch of the tags that the decision names, as if none of them stood so already.
func (d Decision) Tagging() Patch {
	var p Patch
	for _, tag := range d.Remove {
		p = append(p, Field{tagField, tag, ""})
	}
	for _, tag := range d.Add {
		p = append(p, Field{tagField, "", tag})
	}
	return p
}

// Told is the patch as people read it: times as clock writes them.
func (p Patch) Told(clock func(time.Time) string) Patch {
	told := slices.Clone(p)
	for i, f := range told {
		if !slices.Contains(timeFields, f.Name) {
			continue
		}
		for _, value := range []*string{&told[i].From, &told[i].To} {
			if t, err := parseTime(*value); err == nil && !t.IsZero() {
				*value = clock(t)
			}
		}
	}
	return told
}

// timeFields are the fields of a triage that are times.
var timeFields = []string{"escalated", "due", "until", "answered"}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func formatTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, s)
}

func formatCount(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func parseCount(s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	return strconv.Atoi(s)
}

func formatBool(b bool) string {
	if b {
		return "yes"
	}
	return ""
}
