package desk

import "vigie/inbox"

// rule is what the team's rules decide about a new live post, in their order: each sees what the ones before it did.
func (d *Desk) rule(a inbox.Arrived) (ruled []inbox.Ruled) {
	team := d.Team()
	if len(team.Rules) == 0 {
		return nil
	}
	if _, known, err := d.store.Lookup(a.Channel, a.Post.Remote); known || err != nil {
		return nil
	}
	now := d.now()
	it := inbox.Item{Channel: a.Channel, Brand: a.Brand, Arrived: now, Order: inbox.OrderOf(a.Post.Posted, now), Post: a.Post, Triage: a.Start}
	for _, r := range team.Rules {
		if !r.When.Match(&it, inbox.Scene{Now: now}) {
			continue
		}
		for _, decision := range d.decisions(r) {
			next, err := inbox.Decide(it, decision, "", now)
			if err != nil {
				continue // it is so already, or an earlier rule made it impossible
			}
			it.Triage = next
			ruled = append(ruled, inbox.Ruled{Rule: r.Name, Decision: decision})
		}
	}
	return ruled
}

// decisions are what a rule decides, with the times that it means now.
func (d *Desk) decisions(r inbox.Rule) []inbox.Decision {
	var ds []inbox.Decision
	if len(r.Tag) > 0 {
		ds = append(ds, inbox.Decision{Verb: inbox.VerbTag, Add: sortedOnce(r.Tag)})
	}
	if r.Priority != inbox.Normal {
		ds = append(ds, inbox.Decision{Verb: inbox.VerbPriority, Priority: r.Priority})
	}
	if r.Assign != "" {
		ds = append(ds, inbox.Decision{Verb: inbox.VerbAssign, To: r.Assign})
	}
	if r.Escalate != "" {
		e := inbox.Decision{Verb: inbox.VerbEscalate, To: r.Escalate}
		ds = append(ds, d.timed(e))
	}
	if r.Snooze > 0 {
		ds = append(ds, inbox.Decision{Verb: inbox.VerbSnooze, Until: d.now().Add(r.Snooze)})
	}
	if r.Done {
		ds = append(ds, inbox.Decision{Verb: inbox.VerbDone})
	}
	return ds
}

// timed gives an escalation the time by which its department answers.
func (d *Desk) timed(e inbox.Decision) inbox.Decision {
	if e.Verb != inbox.VerbEscalate || !e.Until.IsZero() {
		return e
	}
	if dept, ok := d.Team().Department(e.To); ok && dept.AnswerWithin > 0 {
		e.Until = d.now().Add(dept.AnswerWithin)
	}
	return e
}
