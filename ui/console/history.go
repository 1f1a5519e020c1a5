package console

import (
	"strings"
	"time"

	"vigie/inbox"
)

// verbDone is what each verb reads like once it happened.
func verbDone(what string) inbox.Phrase {
	switch inbox.Verb(what) {
	case inbox.VerbReply:
		return "replied"
	case inbox.VerbEscalate:
		return "escalated to"
	case inbox.VerbMove:
		return "moved it to"
	case inbox.VerbUrge:
		return "urged the department"
	case inbox.VerbReturn:
		return "returned it"
	case inbox.VerbSendBack:
		return "sent it back, unanswered"
	case inbox.VerbAssign:
		return "assigned it to"
	case inbox.VerbPriority:
		return "set the priority"
	case inbox.VerbSnooze:
		return "snoozed it"
	case inbox.VerbDone:
		return "marked it done"
	case inbox.VerbReopen:
		return "reopened it"
	case inbox.VerbMute:
		return "muted it"
	case inbox.VerbUnmute:
		return "unmuted it"
	case inbox.VerbNote:
		return "noted"
	case inbox.VerbAbout:
		return "noted about the author"
	case inbox.VerbLike:
		return "liked it"
	case inbox.VerbUnlike:
		return "took the like back"
	case inbox.VerbHide:
		return "hid it"
	case inbox.VerbUnhide:
		return "showed it again"
	case inbox.VerbApprove:
		return "approved it"
	case inbox.VerbDelete:
		return "deleted it"
	case inbox.VerbRestore:
		return "restored it"
	case inbox.VerbSpam:
		return "marked it as spam"
	case inbox.VerbUnspam:
		return "marked it as no spam"
	case inbox.VerbBlock:
		return "blocked the author"
	case inbox.VerbUnblock:
		return "unblocked the author"
	case inbox.VerbSilence:
		return "silenced the author"
	case inbox.VerbUnsilence:
		return "unsilenced the author"
	case inbox.VerbReport:
		return "reported it"
	case inbox.VerbAmend:
		return "amended the reply"
	case inbox.VerbRetract:
		return "retracted the reply"
	case "undo":
		return "took it back"
	case "redo":
		return "made it again"
	}
	return inbox.Phrase(what)
}

// happened is what the outcomes in the log read like: what nobody decided.
func happened(what string) inbox.Phrase {
	switch what {
	case "sent":
		return "delivered"
	case "refused":
		return "refused by the channel"
	case "uncertain":
		return "nobody knows whether it was delivered"
	case "retry":
		return "not delivered yet, tried again"
	case "undo":
		return "taken back"
	case "cancelled":
		return "taken back before it left"
	case "woke":
		return "woke from its snooze"
	case "late":
		return "the department's answer is late"
	case "edited":
		return "edited by its author"
	case "gone":
		return "deleted at its source"
	case inbox.EvidenceKept:
		return "evidence kept"
	case "arrived":
		return "answered by our account, not from here"
	}
	return inbox.Phrase(what)
}

// decider is who decided something: a person, also one from whose inbox the item was imported, or a rule.
func (m *model) decider(by, rule string) string {
	switch rule {
	case "":
		return m.person(by)
	case inbox.ImportRule:
		return strings.TrimSpace(m.lang.Say("%s (imported)", by))
	}
	return m.lang.Say("rule “%s”", rule)
}

// sentence is a line of the log in words.
func (m *model) sentence(e inbox.Entry) string {
	l, who := m.lang, m.decider(e.By, e.Rule)
	switch {
	case e.Forgot.Items > 0 && e.What != inbox.Erased:
		return l.Count(e.Forgot.Items, "forgot %d item that is kept no longer", "forgot %d items that are kept no longer")
	case e.What == "answered":
		return strings.TrimSpace(l.Did(who, l.Say("answered on %s", e.To)))
	case who == "":
		return l.Say(happened(e.What))
	}
	what := m.deed(e)
	if e.Undone {
		what += " " + l.Say("(undone)")
	}
	return l.Did(who, what)
}

// deed is what somebody did.
func (m *model) deed(e inbox.Entry) string {
	l := m.lang
	switch {
	case e.What == string(inbox.VerbTag):
		return m.tagWords(e.Patch.Tags())
	case e.What == string(inbox.VerbAssign) && e.To == "":
		return l.Say("left it to nobody")
	case e.What == string(inbox.VerbPriority):
		return m.priorityWords(e)
	case e.What == "cancelled" && e.Verb != "" && e.Verb != inbox.VerbReply:
		return l.Say("called off: %s", e.Verb)
	case e.What == "cancelled":
		return l.Say("called the reply off")
	case e.What == "released" && e.Verb != "" && e.Verb != inbox.VerbReply:
		return l.Say("released: %s", e.Verb)
	case e.What == "released":
		return l.Say("released the reply")
	}
	return strings.TrimSpace(l.Say(verbDone(e.What)) + " " + m.person(e.To))
}

func (m *model) tagWords(added, removed []string) string {
	var words []string
	if len(added) > 0 {
		words = append(words, m.lang.Say("tagged %s", strings.Join(added, ", ")))
	}
	if len(removed) > 0 {
		words = append(words, m.lang.Say("untagged %s", strings.Join(removed, ", ")))
	}
	if len(words) == 0 {
		return m.lang.Say("changed no tag")
	}
	return strings.Join(words, ", ")
}

// priorityWords say from what to what a priority was set.
func (m *model) priorityWords(e inbox.Entry) string {
	for _, f := range e.Patch {
		from, err := inbox.ParsePriority(f.From)
		to, wrong := inbox.ParsePriority(f.To)
		if f.Name == "priority" && err == nil && wrong == nil {
			return m.lang.Say("priority %s → %s", from, to)
		}
	}
	if chosen, err := inbox.ParsePriority(e.To); err == nil {
		return m.lang.Say("chose the priority %s", chosen)
	}
	return m.changesOf(e.Patch)
}

// changesOf is what a patch changed, in words.
func (m *model) changesOf(patch inbox.Patch) string {
	var words []string
	for _, s := range patch.Told(m.clock).Sayings() {
		p, args := s.Phrase()
		words = append(words, m.lang.Say(p, args...))
	}
	return inbox.CleanLine(strings.Join(words, ", ")).String()
}

// textOf is what was written with an entry. What is told of evidence is told in the person's language.
func (m *model) textOf(e inbox.Entry) string {
	if e.What != inbox.EvidenceKept {
		return e.Text.String()
	}
	lines := strings.Split(e.Text.String(), "\n")
	for i, line := range lines {
		if s, ok := inbox.EvidenceSaying(line); ok {
			p, args := s.Phrase()
			lines[i] = inbox.CleanLine(m.lang.Say(p, args...)).String()
		}
	}
	return strings.Join(lines, "\n")
}

// entryLines is a line of history, and below it what was written with it.
func (m *model) entryLines(e inbox.Entry, w int) []string {
	s := m.styles
	head := " " + s.muted.draw(cut(m.clock(e.At)+"  "+m.sentence(e), w-2))
	lines := []string{pad(head, w)}
	if changed := m.reader.edits[e.At.UTC()]; e.What == "edited" && changed != "" {
		return append(lines, m.differenceLines(changed, w)...)
	}
	text := m.textOf(e)
	if text == "" || e.What == string(inbox.VerbReply) {
		return lines
	}
	if was := m.written(e); e.What == "released" && was != "" {
		return append(lines, m.differenceLines(difference(was, text), w)...)
	}
	p := s.text
	if inbox.Verb(e.What).Notes() {
		p = s.late
	}
	for _, l := range wrap(text, min(w-4, measure)) {
		lines = append(lines, "   "+p.draw(l))
	}
	return lines
}

// deliveryLines is what is on its way to the platform, and how far it got.
func (m *model) deliveryLines(d inbox.Delivery, w int) []string {
	s := m.styles
	p, state := s.late, ""
	switch left := d.At.Sub(m.now).Round(time.Second); {
	case d.State == inbox.Holding && left > 0:
		state = m.lang.Say("leaves in %s", m.lang.Span(left))
	case d.State == inbox.Holding, d.State == inbox.Ready:
		state = m.lang.Say("about to leave")
	case d.State == inbox.Sending:
		state = m.lang.Say("being sent")
	case d.State == inbox.Retry:
		state = m.lang.Say("not sent yet, again in %s", m.lang.Span(max(left, 0)))
	case d.State == inbox.Refused:
		p, state = s.danger, m.lang.Say("✗ refused")
	case d.State == inbox.Uncertain:
		p, state = s.danger, m.lang.Say("✗ nobody knows whether it was sent")
	default:
		state = m.lang.Word(d.State)
	}
	who := m.decider(d.By, d.Rule)
	did, _ := strings.CutPrefix(m.lang.Did(who, m.lang.Say(verbDone(string(d.Verb)))), who)
	lines := []string{pad(" "+s.sent.draw(who)+s.muted.draw(did+" · ")+p.draw(state), w)}
	for _, l := range wrap(d.Text.String(), min(w-4, measure)) {
		if l != "" {
			lines = append(lines, "   "+s.muted.draw(l))
		}
	}
	if words := m.lang.Retell(d.Words.String()); words != "" {
		for _, l := range wrap(words, min(w-4, measure)) {
			lines = append(lines, "   "+p.draw(l))
		}
	}
	return lines
}
