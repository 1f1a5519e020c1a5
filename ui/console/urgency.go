package console

import (
	"fmt"
	"slices"
	"strings"

	"vigie/inbox"
)

// urgencyLine says why an item is as urgent as it is; "" where there is nothing to explain.
func (m *model) urgencyLine(it inbox.Item) string {
	u := it.Urgency()
	if !slices.ContainsFunc(u.Factors, func(f inbox.Factor) bool { return f.Cause != inbox.CauseOrigin }) {
		return ""
	}
	words := make([]string, len(u.Factors))
	for i, f := range u.Factors {
		words[i] = m.factorWords(f)
	}
	return m.lang.Say("%s because: %s", u.Level, strings.Join(words, ", "))
}

// factorWords is what raised an item, and by how much.
func (m *model) factorWords(f inbox.Factor) string {
	l, words := m.lang, ""
	switch f.Cause {
	case inbox.CausePerson:
		if p, ok := m.team.Person(f.By); ok && p.Role >= inbox.Lead {
			return l.Say("chosen by %s, a lead", f.By)
		}
		return l.Say("chosen by %s", m.person(f.By))
	case inbox.CauseRule:
		words = l.Say("rule “%s”", f.By)
	case inbox.CauseEscalation:
		words = l.Say("escalated so by %s", m.person(f.By))
	case inbox.CauseOrigin:
		words = l.Say("it came so")
	case inbox.CauseLate:
		words = l.Say("the answer of %s is late", f.By)
	case inbox.CauseReach:
		words = l.Count(f.Count, "%d follower", "%d followers")
	case inbox.CauseRepeated:
		words = l.Count(f.Count, "%d complaint of theirs", "%d complaints of theirs")
	}
	if f.Aside {
		return l.Say("%s, set aside", words)
	}
	return fmt.Sprintf("%s (%+d)", words, f.Points)
}
