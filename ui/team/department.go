package team

import (
	"cmp"
	"time"
	_ "time/tzdata" // for systems that have no time zones of their own

	"vigie/inbox"
)

func (r *reader) department(t table) {
	var d inbox.Department
	r.read(t, setters{
		"name":          func(k key) { d.Name = r.str(k) },
		"title":         func(k key) { d.Title = inbox.CleanLine(r.str(k)).String() },
		"key":           func(k key) { d.Key = r.letter(k) },
		"answer_within": func(k key) { d.AnswerWithin = r.span(k) },
		"evidence":      func(k key) { d.Evidence = r.flag(k) },
		"hours":         func(k key) { d.Hours.Week = r.week(k) },
		"zone":          func(k key) { d.Hours.Zone = r.zone(k) },
		"closed":        func(k key) { d.Hours.Closed = r.days(k) },
	})
	r.declare("department", d.Name, t.line)
	switch _, hours := t.key("hours"); {
	case hours:
		if _, zone := t.key("zone"); !zone {
			r.problem(t.line, "these hours don't say by which clock; write zone = \"Europe/Paris\"")
		}
	default:
		for _, name := range []string{"zone", "closed"} {
			if k, said := t.key(name); said {
				r.problem(k.line, "%s means nothing without hours; write hours = [\"mon-fri 09:00-18:00\"]", name)
			}
		}
	}
	d.Title = cmp.Or(d.Title, d.Name)
	r.team.Departments = append(r.team.Departments, d)
}

func (r *reader) week(k key) inbox.Week {
	w, err := inbox.ParseWeek(r.list(k))
	switch {
	case err != nil:
		r.problem(k.line, "%s: %v", k.name, err)
	case k.listed && len(k.list) == 0:
		r.problem(k.line, "%s names no day; leave it out for a department that works around the clock", k.name)
	}
	return w
}

// zone is a place's time zone. That of this machine is none: the file may be read on another one.
func (r *reader) zone(k key) *time.Location {
	name := r.str(k)
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		r.problem(k.line, "there is no time zone %q; write it like %s = \"Europe/Paris\" or \"UTC\"", inbox.CleanLine(name), k.name)
		return nil
	}
	return zone
}

func (r *reader) days(k key) []string {
	list := r.list(k)
	for _, day := range list {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			r.problem(k.line, "%q is no day; write %s = [\"2026-12-25\"]", inbox.CleanLine(day), k.name)
		}
	}
	return list
}
