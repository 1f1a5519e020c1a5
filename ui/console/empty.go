package console

import (
	"strings"
	"time"

	"vigie/inbox"
)

// drawNoRows is what stands in the place of rows: that they are being read, why they can't be, or what an empty list means.
func (m *model) drawNoRows(w, high int) []string {
	s := m.styles
	var lines []string
	switch {
	case m.list.err != nil:
		lines = append(m.note(s.danger, m.lang.Say("The inbox can't be read."), w), m.note(s.text, m.lang.Error(m.list.err), w)...)
		lines = append(lines, m.note(s.muted, m.lang.Say("ctrl-l reads again."), w)...)
	case !m.list.loaded && m.list.slow:
		lines = m.note(s.muted, m.lang.Say("Reading …"), w)
	case !m.list.loaded:
		return nil
	case m.nothingYet():
		lines = m.welcome(w)
	case m.view < 0:
		lines = append(m.note(s.bold, m.lang.Say("Nothing matches."), w), m.doubted(w)...)
		lines = append(lines, m.note(s.muted, m.lang.Say("%s changes the search · %s goes back to the open items.", m.keyTo("search"), m.keyTo("back")), w)...)
	default:
		lines = append(m.note(s.bold, m.lang.Say("Nothing here: %s is empty.", strings.ToLower(m.views[m.view].name)), w), m.note(s.muted, m.lastLooked(), w)...)
		lines = append(lines, m.elsewhere(w)...)
	}
	top := make([]string, max((high-len(lines))/3, 0))
	for i := range top {
		top[i] = blank(w)
	}
	return append(top, padded(lines[:min(len(lines), high)], w)...)
}

// doubt is a name in a search that nothing has.
type doubt struct {
	words string // the search
	said  inbox.Saying
}

// doubted says which name of the search that is shown nothing has, where it was written just now.
func (m *model) doubted(w int) []string {
	p, args := m.doubt.said.Phrase()
	if p == "" || m.doubt.words != m.words {
		return nil
	}
	return m.note(m.styles.text, m.lang.Say(p, args...), w)
}

func (m *model) note(p pen, text string, w int) []string {
	var lines []string
	for _, l := range wrap(text, max(w-4, 8)) {
		lines = append(lines, "  "+p.draw(l))
	}
	return lines
}

// nothingYet reports whether this inbox was never set up: no channel, and no item in any status.
func (m *model) nothingYet() bool {
	items := 0
	for _, st := range inbox.Statuses {
		items += m.counts.Status[st]
	}
	return len(m.team.Channels) == 0 && items == 0
}

// welcome is the first screen of somebody who has set nothing up.
func (m *model) welcome(w int) []string {
	s := m.styles
	lines := append(m.note(s.bold, m.lang.Say("Welcome aboard. This inbox has no channel yet."), w), "")
	for _, way := range []struct {
		command string
		does    inbox.Phrase
	}{
		{"vigie demo", "looks around in an inbox full of made-up messages; nothing leaves the machine"},
		{"vigie channel add --kind feed", "watches an address: a blog, a forum, anything with a feed"},
		{"vigie channel add", "connects a channel: mastodon, wordpress …"},
	} {
		lines = append(lines, m.note(s.accent, way.command, w)...)
		for _, l := range wrap(m.lang.Say(way.does), max(w-6, 8)) {
			lines = append(lines, "    "+s.muted.draw(l))
		}
		lines = append(lines, "")
	}
	return append(lines, m.note(s.muted, m.lang.Say("%s leaves this screen.", m.keyTo("quit")), w)...)
}

// lastLooked says when the channels were last heard.
func (m *model) lastLooked() string {
	var last time.Time
	for _, h := range m.health {
		if h.Polled.After(last) {
			last = h.Polled
		}
	}
	if last.IsZero() {
		return m.lang.Say("No channel was heard yet.")
	}
	return m.lang.Count(len(m.health), "Last looked %[2]s ago, on %[1]d channel.", "Last looked %[2]s ago, on %[1]d channels.", m.lang.Span(m.now.Sub(last)))
}

// elsewhere names the views that hold something.
func (m *model) elsewhere(w int) []string {
	var words []string
	for i, v := range m.views {
		if n := m.tallies[i]; i != m.view && n.n > 0 && v.key != "d" {
			words = append(words, strings.ReplaceAll(strings.TrimSpace(m.viewKey(i)+" "+strings.ToLower(v.name)+" "+m.many(n)), " ", "\u00a0"))
		}
	}
	if len(words) == 0 {
		return nil
	}
	return m.note(m.styles.muted, m.lang.Say("Elsewhere: %s", strings.Join(words, " · ")), w)
}
