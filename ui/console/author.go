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
	company := s.strong.draw(cut(m.company(r.Item), w/2))
	name := " " + p.draw(steady(cut(m.authorName(r.Author), w/2-1)))
	if h := r.Author.Handle.String(); h != "" && h != m.authorName(r.Author) {
		name += "  " + s.muted.draw(cut(h, w-width(name)-width(company)-4))
	}
	facts := m.aboutAuthor(r)
	if m.readerHead() == 1 {
		if width(company) > 0 {
			return []string{ends(name, company+" ", w)}
		}
		for len(facts) > 0 && width(name)+width(strings.Join(facts, " · "))+3 > w {
			facts = facts[1:] // who they are to us stays longest
		}
		return []string{ends(name, s.muted.draw(strings.Join(facts, " · "))+" ", w)}
	}
	return []string{ends(name, company+" ", w), pad(" "+s.muted.draw(strings.Join(facts, " · ")), w), s.rule.draw(rule(w))}
}

func (m *model) aboutAuthor(r inbox.Row) []string {
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
