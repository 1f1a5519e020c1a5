package console

import (
	"strings"

	"vigie/inbox"
)

// drawAuthor is the head of the reader: who wrote the item, and who they are to us.
func (m *model) drawAuthor(r inbox.Row, w int) []string {
	s := m.styles
	p := s.bold
	if m.focus == onReader {
		p = s.strong
	}
	company := s.strong.draw(m.company(r.Item, w/2))
	name := " " + p.draw(steady(cut(m.authorName(r.Author), w/2-1)))
	if h := r.Author.Handle.String(); h != "" && h != m.authorName(r.Author) {
		name += "  " + s.muted.draw(cut(h, w-width(name)-width(company)-4))
	}
	facts, warnings := m.authorFacts(r), strings.Join(m.warnings(r), s.muted.draw(" · "))
	fitting := func(room int) string {
		if warnings != "" {
			room -= width(warnings) + 3
		}
		told := ""
		for ; len(facts) > 0; facts = facts[1:] { // who they are to us stays longest
			if told = strings.Join(facts, " · "); width(told) <= room {
				break
			}
			told = ""
		}
		if told != "" && warnings != "" {
			told += " · "
		}
		return s.muted.draw(told) + warnings
	}
	if m.readerHead() > 1 {
		return []string{ends(name, company+" ", w), pad(" "+fitting(w-1), w), s.rule.draw(rule(w))}
	}
	if width(company) > 0 {
		return []string{ends(name, company+" ", w)}
	}
	return []string{ends(name, fitting(w-width(name)-3)+" ", w)}
}

func (m *model) authorFacts(r inbox.Row) []string {
	var facts []string
	a := r.Author
	if a.Followers >= 0 && (a.Followers > 0 || !a.Since.IsZero()) {
		facts = append(facts, m.lang.Count(a.Followers, "%d follower", "%d followers"))
	}
	if !a.Since.IsZero() {
		facts = append(facts, m.lang.Say("since %s", a.Since.In(m.zone()).Format("2006")))
	}
	if a.Bot {
		facts = append(facts, m.lang.Say("bot"))
	}
	if a.Verified {
		facts = append(facts, m.lang.Say("verified"))
	}
	switch h := m.reader.author; {
	case r.Ours:
	case h.Items == 1:
		facts = append(facts, m.lang.Say("first time here"))
	case h.Items > 1:
		facts = append(facts, m.lang.Say("%s time here", m.lang.Ordinal(h.Items)))
	}
	if len(facts) == 0 {
		facts = append(facts, m.lang.Say("%s on %s", m.lang.Word(r.Kind), r.Channel))
	}
	return facts
}

// warnings say that the item is muted, that the author is blocked or silenced, or is to be, and that colleagues noted something about
// them.
func (m *model) warnings(r inbox.Row) (facts []string) {
	h := m.reader.author
	if r.Muted {
		facts = append(facts, m.mutedWord(r.Item))
	}
	for _, done := range h.Sanctions {
		switch {
		case done.State == inbox.Sent && done.Verb == inbox.VerbBlock:
			facts = append(facts, m.styles.danger.draw(m.lang.Say("blocked")))
		case done.State == inbox.Sent && done.Verb == inbox.VerbSilence:
			facts = append(facts, m.styles.danger.draw("⊘ "+m.lang.Say("silenced")))
		case done.State != inbox.Sent:
			facts = append(facts, m.styles.late.draw(m.lang.Say("%s: %s", done.Verb, done.State)))
		}
	}
	if n := len(h.Notes); n > 0 {
		facts = append(facts, m.styles.late.draw(m.lang.Count(n, "%d note about them", "%d notes about them")))
	}
	return facts
}
