package console

import (
	"strings"
	"time"

	"vigie/inbox"
)

// verbDone is what each verb reads like once it happened.
func verbDone(what string) string {
	switch inbox.Verb(what) {
	case inbox.VerbReply:
		return "replied"
	case inbox.VerbEscalate:
		return "escalated to"
	case inbox.VerbReturn:
		return "returned it"
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
	case inbox.VerbRetract:
		return "retracted the reply"
	case "undo":
		return "took it back"
	case "redo":
		return "made it again"
	}
	return what
}

// happened is what the outcomes in the log read like: what nobody decided.
func happened(what string) string {
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
	case "arrived":
		return "answered by our account, not from here"
	}
	return what
}

// sentence is a line of the log in words.
func sentence(e inbox.Entry) string {
	what := verbDone(e.What)
	who := e.By
	switch added, removed := e.Patch.Tags(); {
	case e.What == string(inbox.VerbTag):
		what = tagWords(added, removed)
	case e.What == string(inbox.VerbAssign) && e.To == "":
		what = "left it to nobody"
	case e.What == string(inbox.VerbPriority):
		what = e.Patch.String()
	case e.What == "cancelled" && e.By != "":
		what = "called the reply off"
	case e.What == "released":
		what = "released the reply"
	case e.To != "":
		what += " " + e.To
	}
	if e.Rule != "" {
		who = "rule “" + e.Rule + "”"
	}
	if e.Forgot.Items > 0 && e.What != inbox.Erased {
		return "forgot " + count(e.Forgot.Items, "item that is", "items that are") + " kept no longer"
	}
	if e.What == "answered" {
		return strings.TrimSpace(who + " answered on " + e.To)
	}
	if who == "" {
		return happened(e.What)
	}
	if e.Undone {
		what += " (undone)"
	}
	return who + " " + what
}

func tagWords(added, removed []string) string {
	var words []string
	if len(added) > 0 {
		words = append(words, "tagged "+strings.Join(added, ", "))
	}
	if len(removed) > 0 {
		words = append(words, "untagged "+strings.Join(removed, ", "))
	}
	if len(words) == 0 {
		return "changed no tag"
	}
	return strings.Join(words, ", ")
}

// entryLines is a line of history, and below it what was written with it.
func (m *model) entryLines(e inbox.Entry, w int) []string {
	s := m.styles
	head := " " + s.muted.draw(cut(clock(e.At, m.now, m.zone())+"  "+sentence(e), w-2))
	lines := []string{pad(head, w)}
	text := e.Text.String()
	if text == "" || e.What == string(inbox.VerbReply) {
		return lines
	}
	p := s.text
	if e.What == string(inbox.VerbNote) {
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
		state = "leaves in " + span(left)
	case d.State == inbox.Holding, d.State == inbox.Ready:
		state = "about to leave"
	case d.State == inbox.Sending:
		state = "being sent"
	case d.State == inbox.Retry:
		state = "not sent yet, again in " + span(max(left, 0))
	case d.State == inbox.Refused:
		p, state = s.danger, "✗ refused"
	case d.State == inbox.Uncertain:
		p, state = s.danger, "✗ nobody knows whether it was sent"
	default:
		state = d.State.String()
	}
	lines := []string{pad(" "+s.sent.draw(d.By)+s.muted.draw(" "+verbDone(string(d.Verb))+" · ")+p.draw(state), w)}
	for _, l := range wrap(d.Text.String(), min(w-4, measure)) {
		if l != "" {
			lines = append(lines, "   "+s.muted.draw(l))
		}
	}
	if words := d.Words.String(); words != "" {
		for _, l := range wrap(words, min(w-4, measure)) {
			lines = append(lines, "   "+p.draw(l))
		}
	}
	return lines
}
