package team

import "vigie/inbox"

// This file reads what the team file says about triage: rules, tags, and what makes an item urgent.

func (r *reader) rule(t table) {
	var rule inbox.Rule
	said, before := 0, len(r.problems)
	acts := func(do func(key)) func(key) { return func(k key) { said++; do(k) } }
	var moves []string // the keys that move the status
	moving := func(k key) { moves = append(moves, k.name) }
	r.read(t, setters{
		"name": func(k key) { rule.Name = r.str(k) },
		"when": func(k key) { rule.When = r.query(k) },
		"tag":  acts(func(k key) { rule.Tag = r.ruleTags(k) }),
		"priority": acts(func(k key) {
			var err error
			if rule.Priority, err = inbox.ParsePriority(r.str(k)); err != nil {
				r.problem(k.line, "%v", err)
			} else if rule.Priority == inbox.Normal {
				r.problem(k.line, "priority normal is what an item has without a rule; write low, high or urgent, or leave it out")
			}
		}),
		"assign":   acts(func(k key) { rule.Assign = r.str(k); r.refer("person", rule.Assign, k.line) }),
		"escalate": acts(func(k key) { rule.Escalate = r.str(k); r.refer("department", rule.Escalate, k.line); moving(k) }),
		"snooze":   acts(func(k key) { rule.Snooze = r.span(k); moving(k) }),
		"done": acts(func(k key) {
			if rule.Done = r.flag(k); rule.Done {
				moving(k)
			}
		}),
		"hide": acts(func(k key) { rule.Hide = r.flag(k) }),
		"stop": acts(func(k key) { rule.Stop = r.flag(k) }),
	})
	r.declare("rule", rule.Name, t.line)
	if rule.Name == inbox.ImportRule {
		r.problem(t.line, "%q stands in the log for what was decided before its item was brought here; give this rule another name", rule.Name)
	}
	if len(r.problems) == before && rule.When.Root == nil { // what is missing may be what was misspelt
		r.problem(t.line, "this rule doesn't say when; write when = 'is:open refund'")
	}
	if said == 0 {
		r.problem(t.line, "this rule does nothing; give it tag, priority, assign, escalate, snooze, done, hide or stop")
	}
	if len(moves) > 1 {
		r.problem(t.line, "this rule says both %s and %s; an item is with a department, asleep or done: keep one", moves[0], moves[1])
	}
	r.team.Rules = append(r.team.Rules, rule)
}

func (r *reader) ruleTags(k key) []string {
	list := r.list(k)
	for _, tag := range list {
		if err := inbox.CheckTag(tag); err != nil {
			r.problem(k.line, "%v", err)
		}
	}
	r.tagged = append(r.tagged, tagged{list, k.line})
	return list
}

// tagged are tags that a line of the file puts on items.
type tagged struct {
	tags []string
	line int
}

func (r *reader) tag(t table) {
	var tag inbox.Tag
	r.read(t, setters{
		"name":  func(k key) { tag.Name = r.str(k) },
		"color": func(k key) { tag.Color = r.color(k) },
	})
	if err := inbox.CheckTag(tag.Name); err != nil {
		r.problem(t.line, "%v", err)
	}
	if _, said := r.team.Tags.Tag(tag.Name); said {
		r.problem(t.line, "the tag %q is there already; remove this one", tag.Name)
	}
	r.team.Tags.Known = append(r.team.Tags.Known, tag)
}

func (r *reader) tags(t table) {
	r.read(t, setters{
		"exclusive": func(k key) {
			for _, group := range r.list(k) {
				if err := inbox.CheckTag(group); err != nil {
					r.problem(k.line, "%q is no group of tags; write the word before the slash, exclusive = [\"mood\"]", inbox.CleanLine(group))
				}
				r.team.Tags.Exclusive = append(r.team.Tags.Exclusive, group)
			}
		},
		"fixed": func(k key) { r.team.Tags.Fixed = r.flag(k); r.fixed = k.line },
	})
}

// checkTags looks whether the tags that rules put on items can be, once the whole list is known.
func (r *reader) checkTags() {
	if r.team.Tags.Fixed && len(r.team.Tags.Known) == 0 {
		r.problem(r.fixed, "the list of tags is fixed, and empty; write a [[tag]] with its name, or fixed = false")
		return
	}
	for _, t := range r.tagged {
		if err := r.team.Tags.Allow(t.tags...); err != nil {
			r.problem(t.line, "%v", err)
		}
	}
}

// mostCounted bounds how many complaints are worth telling apart.
const mostCounted = 50

func (r *reader) priority(t table) {
	u := &r.team.Urgent
	r.read(t, setters{
		"reach": func(k key) { u.Reach = r.number(k, 0) },
		"complaints": func(k key) {
			if u.Complaints = r.number(k, 0); u.Complaints > mostCounted {
				r.problem(k.line, "complaints is how many of an author's raise the priority, %d at most", mostCounted)
			}
		},
		"within":    func(k key) { u.Within = r.span(k) },
		"complaint": func(k key) { u.Complaint = r.query(k) },
	})
}
