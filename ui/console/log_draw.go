package console

import (
	"strconv"
	"strings"

	"vigie/inbox"
	"vigie/ui/keys"
)

func (l *logBoard) draw(m *model) float {
	_, high, w := m.boardSize()
	head, column := l.head(m, w)
	l.at = max(0, min(l.at, len(l.rows)-1))
	room := max(high-2-len(head), 1)
	l.top = max(0, min(max(min(l.top, l.at), l.at-room+1), len(l.rows)-room))
	var all []entry
	for _, e := range l.rows[l.top:min(l.top+room, len(l.rows))] {
		all = append(all, entry{[]string{m.logLine(e, w)}})
	}
	shown := board{at: l.at - l.top}
	f := m.drawBoard(&shown, m.lang.Say("Log"), head, all)
	if l.asking != nil {
		f.cursor = caretAt(f.at.X+4+column, f.at.Y+1)
	}
	return f
}

// head is the filter, and below it all that is known of the entry under the cursor.
func (l *logBoard) head(m *model, w int) (lines []string, column int) {
	s := m.styles
	if l.asking != nil {
		text, at := l.asking.input.draw(w - 2)
		lines = append(lines, "  "+s.strong.draw("/")+" "+text)
		for _, line := range l.asking.below(m, w) {
			lines = append(lines, "  "+line)
		}
		return append(lines, s.rule.draw(rule(w+2))), at
	}
	words := m.lang.Say("everything")
	if len(l.query) > 0 {
		words = l.query.String()
	}
	lines = []string{"  " + ends(s.strong.draw(cut(steady(words), max(w-width(l.reach(m))-2, 8))), s.muted.draw(l.reach(m)), w)}
	switch {
	case l.err != nil:
		lines = append(lines, "  "+s.danger.draw(cut(m.lang.Error(l.err), w)))
	case len(l.rows) > 0:
		lines = append(lines, "  "+s.muted.draw(cut(m.logDetail(l.rows[max(0, min(l.at, len(l.rows)-1))]), w)))
	case l.stop == nil:
		lines = append(lines, "  "+s.muted.draw(m.lang.Say("nothing like that is in the log")))
	default:
		lines = append(lines, "")
	}
	return append(lines, s.rule.draw(rule(w+2))), 0
}

// reach is how far back was looked, while that goes on or was given up.
func (l *logBoard) reach(m *model) string {
	switch {
	case l.looked.IsZero():
		return ""
	case l.stop != nil:
		return m.lang.Say("looking, back to %s · esc stops", m.clock(l.looked))
	case l.next != 0 && len(l.rows) < l.want:
		return m.lang.Say("stopped; looked back to %s · j goes on", m.clock(l.looked))
	case l.cutOff:
		return m.lang.Say("g goes back to the newest")
	}
	return ""
}

// logLine is when, who did what, to which item, and what was written with it.
func (m *model) logLine(e inbox.Entry, w int) string {
	s := m.styles
	p := s.text
	switch {
	case e.Undone:
		p = s.faint
	case e.What == "refused" || e.What == "uncertain" || e.What == inbox.TurnedAway || e.What == inbox.WasDenied:
		p = s.danger
	case e.By == "" && e.Rule == "":
		p = s.muted
	}
	when := s.muted.draw(fit(m.clock(e.At), 13))
	item := s.muted.draw(fitRight(aboutItem(e), 6))
	what := m.logSentence(e)
	text := inbox.CleanLine(m.textOf(e)).Line()
	if text != "" {
		text = "  " + m.lang.Say("“%s”", text)
	}
	from := ""
	if e.Visit.Address != "" {
		from = "  " + e.Visit.Address
	}
	room := w - 13 - 6 - 4
	what = cut(what, room)
	if width(what)+width(from) > room {
		from = ""
	}
	return when + " " + item + "  " + ends(p.draw(what)+s.muted.draw(cut(text, max(room-width(what)-width(from), 0))), s.muted.draw(from), room)
}

// logSentence is a line of the log in words.
func (m *model) logSentence(e inbox.Entry) string {
	switch {
	case e.What == inbox.WasDenied:
		return m.deniedSentence(e)
	case e.AtDoor():
		words := strings.TrimSpace(m.person(e.By) + " " + m.lang.Say(doorWord(e.What)))
		for _, f := range e.Patch {
			words = m.lang.Say("%s: %s", words, inbox.CleanLine(m.lang.Retell(f.To)))
		}
		return words
	case e.What == inbox.Erased:
		return m.lang.Say("%s erased all of an author: %s", e.By, m.lang.Count(e.Forgot.Items, "%d item", "%d items"))
	}
	return m.sentence(e)
}

// deniedSentence is what somebody was refused, and why.
func (m *model) deniedSentence(e inbox.Entry) string {
	l := m.lang
	words := l.Say(inbox.Phrase(e.To))
	if _, verb := inbox.ActionOf(inbox.Verb(e.To)); verb {
		words = l.Word(inbox.Verb(e.To))
	}
	why, _ := e.Patch.Set("why")
	more, _ := e.Patch.Set("more")
	others, _ := strconv.Atoi(more)
	if n := len(e.Numbers) + others; n > 1 {
		words += " · " + l.Count(n, "%d item", "%d items")
	}
	return l.Say("%s was refused “%s”: %s", e.By, words, inbox.CleanLine(l.Retell(why)))
}

// doorWord is what is done at the door, in words.
func doorWord(what string) inbox.Phrase {
	switch what {
	case inbox.SignedIn:
		return "signed in"
	case inbox.SignedOut:
		return "signed out"
	case inbox.TurnedAway:
		return "turned away"
	}
	return "took a copy away"
}

// logDetail is what a line of the log has no room for: the exact time, from where and by which key, and what changed.
func (m *model) logDetail(e inbox.Entry) string {
	at := e.At.In(m.zone())
	parts := []string{m.lang.Date(at) + at.Format(" 15:04:05")}
	for _, way := range []string{e.Visit.Address, e.Visit.Key} {
		if way != "" {
			parts = append(parts, inbox.CleanLine(way).String())
		}
	}
	if missed, some := e.Patch.Set("missed"); some && e.What == inbox.WasDenied {
		parts = append(parts, m.lang.Say("%s before it not written down", missed))
	}
	if changes := m.changesOf(e.Patch); changes != "" && !e.AtDoor() {
		parts = append(parts, changes)
	}
	return strings.Join(parts, " · ")
}

// aboutItem is the item that an entry is of; one of many tells in its words how many.
func aboutItem(e inbox.Entry) string {
	switch {
	case e.What == inbox.WasDenied && len(e.Numbers) == 1:
		return plainNumber(e.Numbers[0])
	case e.Number == 0:
		return ""
	}
	return plainNumber(e.Number)
}

func (l *logBoard) hints(m *model) []hint {
	if l.asking != nil {
		return []hint{{key: "enter", word: "read by it"}, {key: "tab", word: "complete"}, {key: "esc", word: "leave it as it was"}}
	}
	return m.ownHints(l.screen(), func(o keys.Own, _ *hint) bool { return o.Name != "cursor" })
}
