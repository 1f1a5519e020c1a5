package inbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Urgency is how soon an item wants an answer, and what makes it so. It is a pure function of the item.
type Urgency struct {
	Level   Priority
	Points  int      // the finer measure, to sort by
	Factors []Factor // what counts most first; what counts for nothing last
}

// Factor is one thing that makes an item more, or less, urgent.
type Factor struct {
	Cause  Cause
	By     string // the person's or the rule's name
	Count  int    // of CauseReach: the followers; of CauseRepeated: the complaints
	Points int    // by how much; ten are a level
	Aside  bool   // it counts for nothing: a person chose
}

// Cause is why an item is more, or less, urgent.
type Cause string

// The causes of urgency.
const (
	CausePerson     Cause = "person"     // somebody chose: nothing else counts
	CauseRule       Cause = "rule"       // a rule did
	CauseEscalation Cause = "escalation" // it was escalated as such
	CauseOrigin     Cause = "origin"     // it came with it, from where it was imported
	CauseLate       Cause = "late"       // the department's answer is overdue
	CauseReach      Cause = "reach"      // its author is widely followed
	CauseRepeated   Cause = "repeated"   // its author complains again
)

// Points: a level of priority is ten, so that no cause but a late answer makes a normal item urgent by itself, unless it is
// met twice over.
const (
	pointsOfLevel = 10
	pointsLate    = 2 * pointsOfLevel
	farReach      = 10 // so many times the threshold counts twice
)

// Thresholds are from when on an author makes their items more urgent.
type Thresholds struct {
	Reach      int           // followers; 0 = they don't count
	Complaints int           // of an author, the new one too; 0 = they don't count
	Within     time.Duration // of the complaints
	Complaint  Query         // what counts as one; nothing said is what isn't done yet
}

// DefaultThresholds are those of a team that says nothing.
func DefaultThresholds() Thresholds {
	return Thresholds{Reach: 10_000, Complaints: 3, Within: 7 * 24 * time.Hour}
}

// Raise is what makes a new item more urgent: its author's reach, and how many complaints of theirs there are with it.
func (t Thresholds) Raise(author Author, complaints int) (factors []Factor) {
	if n := author.Followers; t.Reach > 0 && n >= t.Reach {
		points := pointsOfLevel
		if n/farReach >= t.Reach {
			points *= 2
		}
		factors = append(factors, Factor{Cause: CauseReach, Count: n, Points: points})
	}
	if t.Complaints > 0 && complaints >= t.Complaints {
		factors = append(factors, Factor{Cause: CauseRepeated, Count: complaints, Points: pointsOfLevel})
	}
	return factors
}

// IsComplaint reports whether an item of an author's counts against the threshold of complaints.
func (t Thresholds) IsComplaint(it *Item, now time.Time) bool {
	if it.Ours || it.Forgotten {
		return false
	}
	if t.Complaint.Root == nil {
		return it.Status != Done
	}
	return t.Complaint.Match(it, Scene{Now: now})
}

// Who gave an item its priority is one text, which the log can keep: a person's name, or one of these. Names hold no space.
const (
	ruleMark       = "rule "
	escalationMark = "escalation "
)

// ByRule is how a rule's decision about a priority is signed.
func ByRule(name string) string { return ruleMark + name }

// ByEscalation is how a priority that came with an escalation is signed.
func ByEscalation(by string) string { return escalationMark + by }

// decided is the factor that lies in what people and rules decided; its zero value is none.
func (t *Triage) decided() Factor {
	r := Factor{Cause: CausePerson, By: t.PriorityBy, Points: int(t.Priority) * pointsOfLevel}
	if name, ok := strings.CutPrefix(t.PriorityBy, ruleMark); ok {
		r.Cause, r.By = CauseRule, name
	} else if name, ok := strings.CutPrefix(t.PriorityBy, escalationMark); ok {
		r.Cause, r.By = CauseEscalation, strings.TrimPrefix(name, ruleMark)
	} else if r.By == "" && t.Priority == Normal {
		return Factor{}
	} else if r.By == "" {
		r.Cause = CauseOrigin
	}
	return r
}

// toldLate reports whether the desk told that the department's answer is overdue, and it still is awaited.
func (it *Item) toldLate() bool {
	return it.Status == Escalated && !it.Due.IsZero() && it.Late.Equal(it.Due)
}

// eachFactor tells what makes the item more, or less, urgent. What a person chose sets the rest aside.
func (it *Item) eachFactor(told func(Factor)) {
	decided := it.decided()
	chosen := decided.Cause == CausePerson
	if decided.Cause != "" {
		told(decided)
	}
	if it.toldLate() {
		told(Factor{Cause: CauseLate, By: it.Department, Points: pointsLate, Aside: chosen})
	}
	for _, r := range it.Raised {
		r.Aside = chosen
		told(r)
	}
}

// Urgency is how soon the item wants an answer, and why: everything counts together, unless a person chose.
func (it *Item) Urgency() (u Urgency) {
	it.eachFactor(func(r Factor) { u.Factors = append(u.Factors, r) })
	slices.SortStableFunc(u.Factors, func(a, b Factor) int { return cmp.Compare(b.weight(), a.weight()) })
	u.Points, u.Level = it.UrgencyPoints(), it.UrgencyLevel()
	return u
}

// UrgencyPoints is the finer measure of the item's urgency.
func (it *Item) UrgencyPoints() (points int) {
	it.eachFactor(func(r Factor) {
		if !r.Aside {
			points += r.Points
		}
	})
	return points
}

// UrgencyLevel is the item's priority as it results from everything that counts.
func (it *Item) UrgencyLevel() Priority { return levelOf(it.UrgencyPoints()) }

// stands reports whether a priority is the item's already: to a person, what comes of everything; to a rule, which is one factor
// among others, what was decided.
func (it *Item) stands(p Priority, by string) bool {
	if strings.HasPrefix(by, ruleMark) {
		return it.Priority == p
	}
	return it.UrgencyLevel() == p
}

// weight is how much the factor counts, either way.
func (r Factor) weight() int {
	if r.Aside {
		return -1
	}
	return max(r.Points, -r.Points)
}

func levelOf(points int) Priority {
	switch {
	case points >= 2*pointsOfLevel:
		return Urgent
	case points >= pointsOfLevel:
		return High
	case points <= -pointsOfLevel:
		return Low
	}
	return Normal
}

// String tells the factor in words, with by how much: "41200 followers (+10)".
func (r Factor) String() string {
	words := ""
	switch r.Cause {
	case CausePerson:
		return "chosen by " + r.By
	case CauseRule:
		words = "the rule " + r.By
	case CauseEscalation:
		words = "escalated so by " + r.By
	case CauseOrigin:
		words = "it came so"
	case CauseLate:
		words = "the answer of " + r.By + " is late"
	case CauseReach:
		words = fmt.Sprintf("%d followers", r.Count)
	case CauseRepeated:
		words = fmt.Sprintf("%d complaints of theirs", r.Count)
	}
	if r.Aside {
		return words + " (set aside)"
	}
	return fmt.Sprintf("%s (%+d)", words, r.Points)
}

// String tells the factors in words; "" where there are none.
func (u Urgency) String() string {
	words := make([]string, len(u.Factors))
	for i, r := range u.Factors {
		words[i] = r.String()
	}
	return strings.Join(words, ", ")
}
