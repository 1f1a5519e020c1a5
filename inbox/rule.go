package inbox

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Rule decides by itself on what arrives. Rules are asked in the order of the team file; each sees what those before it did.
type Rule struct {
	Name     string
	When     Query
	Tag      []string
	Priority Priority // Normal leaves it
	Assign   string
	Escalate string
	Snooze   time.Duration
	Done     bool
	Hide     bool // at the platform: where the brand lets rules hide, and after a dry run of this very rule
	Stop     bool // the rules after it are not asked about what it finds
}

// String tells what the rule does, as the team file writes it but in one line.
func (r Rule) String() string {
	var does []string
	say := func(on bool, format string, args ...any) {
		if on {
			does = append(does, fmt.Sprintf(format, args...))
		}
	}
	say(len(r.Tag) > 0, "tag %s", strings.Join(r.Tag, " "))
	say(r.Priority != Normal, "priority %s", r.Priority)
	say(r.Assign != "", "assign %s", r.Assign)
	say(r.Escalate != "", "escalate %s", r.Escalate)
	say(r.Snooze > 0, "snooze %s", r.Snooze)
	say(r.Done, "done")
	say(r.Hide, "hide")
	say(r.Stop, "stop")
	return strings.Join(does, ", ")
}

// Digest tells a rule from every other, and from itself once it was edited.
func (r Rule) Digest() string {
	sum := sha256.Sum256([]byte(r.Name + "\n" + r.When.String() + "\n" + r.String()))
	return hex.EncodeToString(sum[:16])
}

// Decisions are what the rule decides about an item now, with the times and the groups that the team means.
func (t Team) Decisions(r Rule, now time.Time) []Decision {
	var ds []Decision
	add := func(on bool, d Decision) {
		if on {
			ds = append(ds, t.Timed(d, now))
		}
	}
	add(len(r.Tag) > 0, Decision{Verb: VerbTag, Add: slices.Compact(slices.Sorted(slices.Values(r.Tag))), Groups: t.Tags.Groups(r.Tag...)})
	add(r.Priority != Normal, Decision{Verb: VerbPriority, Priority: r.Priority})
	add(r.Assign != "", Decision{Verb: VerbAssign, To: r.Assign})
	add(r.Escalate != "", Decision{Verb: VerbEscalate, To: r.Escalate})
	add(r.Snooze > 0, Decision{Verb: VerbSnooze, Until: now.Add(r.Snooze)})
	add(r.Done, Decision{Verb: VerbDone})
	add(r.Hide, Decision{Verb: VerbHide})
	return ds
}

// Timed gives an escalation or a move the time by which its department answers.
func (t Team) Timed(d Decision, now time.Time) Decision {
	if d.Verb != VerbEscalate && d.Verb != VerbMove || !d.Until.IsZero() {
		return d
	}
	if dept, ok := t.Department(d.To); ok {
		d.Until = dept.Due(now)
	}
	return d
}

// Judgement is what a rule makes of an item that it finds.
type Judgement struct {
	Rule      Rule
	Place     int        // in the order of the rules, from 1
	Stopped   string     // an earlier rule that keeps this one from acting; "" where it acts
	Decisions []Decision // what it would change; what is so already is left out
}

// Judge asks rules about a new item, in their order: each sees what those before it did. after is the item as they leave it.
func (t Team) Judge(rules []Rule, it Item, now time.Time) (all []Judgement, after Item) {
	stopped := ""
	for i, r := range rules {
		if !r.When.Match(&it, Scene{Now: now}) {
			continue
		}
		j := Judgement{Rule: r, Place: i + 1, Stopped: stopped}
		for _, d := range t.Decisions(r, now) {
			next, err := Decide(it, d, ByRule(r.Name), now)
			if err != nil {
				continue // it is so already, or an earlier rule made it impossible
			}
			if j.Decisions = append(j.Decisions, d); stopped == "" {
				it.Triage = next
			}
		}
		if all = append(all, j); r.Stop && stopped == "" {
			stopped = r.Name
		}
	}
	return all, it
}
