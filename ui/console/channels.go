package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// channels shows how every channel is doing: since when, why, what mends it, and when it was last heard.
type channels struct{ board }

func (m *model) openChannels() tea.Cmd {
	m.push(&channels{})
	return m.readCounts()
}

func (c *channels) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return c.press(m, key.String())
	}
	return nil
}

func (c *channels) screen() string { return keys.OnChannels }

func (c *channels) press(m *model, key string) tea.Cmd {
	if c.moved(key, len(m.health)) {
		return nil
	}
	switch does := own(c.screen(), key); {
	case does == "open" && len(m.health) > 0:
		m.pop(c)
		return m.findTerm("channel", m.health[min(c.at, len(m.health)-1)].Channel)
	case does == "leave":
		m.pop(c)
	}
	return nil
}

func (c *channels) draw(m *model) float {
	_, _, w := m.boardSize()
	var all []entry
	for _, h := range m.health {
		all = append(all, entry{m.channelLines(h, w)})
	}
	var head []string
	if len(all) == 0 {
		head = []string{"", "  " + m.styles.bold.draw(m.lang.Say("No channel yet.")) + " " + m.styles.muted.draw(m.lang.Say("vigie channel add connects one."))}
	}
	return m.drawBoard(&c.board, m.lang.Say("Channels"), head, all)
}

// Columns of a channel, in cells.
const (
	channelName  = 16
	channelState = 14
)

func (m *model) channelLines(h desk.Health, w int) []string {
	s := m.styles
	glyph, p := m.healthMark(h.State)
	heard := m.lang.Say("not heard yet")
	if !h.Polled.IsZero() {
		heard = m.lang.Say("heard %s ago", m.lang.Span(m.now.Sub(h.Polled)))
	}
	state := p.draw(glyph + " " + fit(m.lang.Word(h.State), channelState))
	left := s.bold.draw(fit(h.Channel, channelName)) + " " + state + " "
	room := max(w-channelName-channelState-4-width(heard)-2, 0)
	where := joined(m.brandTitleOf(h.Brand), h.Kind)
	var account []string
	if as := m.lang.Say(" as %s", h.Account); h.Account != "" && width(where+as) <= room {
		where += as
	} else if h.Account != "" {
		account = indented(s.muted, strings.TrimSpace(as), w)
	}
	if width(left)+width(heard) > w { // the state counts more
		heard = ""
	}
	lines := append([]string{ends(left+s.muted.draw(cut(where, room)), s.muted.draw(heard), w)}, account...)
	since := ""
	if !h.Since.IsZero() {
		since = m.lang.Say("since %s", m.on(h.Since))
	}
	if h.Until.After(m.now) && h.State != desk.Connected {
		since = joined(since, m.lang.Say("again in %s", m.lang.Span(h.Until.Sub(m.now))))
	}
	if h.State != desk.Connected || h.Why != "" {
		lines = append(lines, indented(s.text, joined(since, m.troubleWords(h.Why, h.Trouble)), w)...)
	}
	if h.Mend != "" {
		lines = append(lines, indented(s.accent, "→ "+m.lang.Say(inbox.Phrase(h.Mend)), w)...)
	}
	return append(lines, "")
}

// troubleWords say what ails a channel: in the person's language, but for the platform's own words.
func (m *model) troubleWords(why string, trouble error) string {
	if trouble == nil {
		return m.lang.Say(inbox.Phrase(why))
	}
	return inbox.CleanLine(m.lang.Error(trouble)).String()
}

func indented(p pen, text string, w int) []string {
	var lines []string
	for _, l := range wrap(text, w-2) {
		if strings.TrimSpace(l) != "" {
			lines = append(lines, "  "+p.draw(l))
		}
	}
	return lines
}

func (c *channels) hints(m *model) []hint { return m.ownHints(c.screen(), nil) }
