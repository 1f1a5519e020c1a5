package desk

import (
	"slices"

	"vigie/inbox"
)

// judge puts into an arrival what rules decide about it and what makes it more urgent, where it is new and live. fresh are the
// new ones that come with it. The item is told as the rules leave it.
func (d *Desk) judge(a *inbox.Arrived, fresh []inbox.Item) (it inbox.Item, isNew bool) {
	if _, known, err := d.store.Lookup(a.Channel, a.Post.Remote); known || err != nil {
		return it, false
	}
	team, now := d.Team(), d.now()
	judged, it := team.Judge(team.Rules, inbox.Arrive(*a, now), now)
	for _, j := range judged {
		if j.Stopped == "" {
			a.Rules = append(a.Rules, d.ruled(j, it)...)
		}
	}
	a.Raised = team.Urgent.Raise(it.Author, d.complaints(it, fresh))
	return it, true
}

// ruled are a rule's decisions as they go into a change. One that goes outward has to pass the gate.
func (d *Desk) ruled(j inbox.Judgement, it inbox.Item) (all []inbox.Ruled) {
	for _, decision := range j.Decisions {
		r := inbox.Ruled{Rule: j.Rule.Name, Decision: d.Team().Evidenced(decision)}
		if decision.Verb == inbox.VerbHide && !d.gate(j.Rule, it, &r) {
			continue
		}
		all = append(all, r)
	}
	return all
}

// mostComplaints bounds how far back an author's complaints are counted.
const mostComplaints = 50

// complaints is how many of an author's there are with a new one, those that come with it too; 0 where it is none itself.
func (d *Desk) complaints(it inbox.Item, fresh []inbox.Item) (n int) {
	limits, now := d.Team().Urgent, d.now()
	if limits.Complaints == 0 || it.Author.Key() == "" || !limits.IsComplaint(&it, now) {
		return 0
	}
	theirs, err := d.store.Latest(it.Channel, it.Author.Key(), mostComplaints)
	if err != nil {
		d.log.Error("an author's complaints can't be counted", "channel", it.Channel, "err", err)
		return 0
	}
	since := now.Add(-limits.Within).UnixMilli()
	for _, other := range slices.Concat(theirs, fresh) {
		if other.Author.Key() == it.Author.Key() && other.Order >= since && limits.IsComplaint(&other, now) {
			n++
		}
	}
	return n + 1
}
