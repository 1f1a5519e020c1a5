package console

import (
	"cmp"
	"image"
	"strings"

	"vigie/inbox"
)

// makeRoom shortens the reader for a composer under the thread; the thread and a few rows of the list stay on the screen.
func (p panes) makeRoom() panes {
	body := p.bottom.Min.Y - p.top.Max.Y
	high := min(max(body*2/5, 7), 16, body)
	switch p.mode {
	case tiny:
		return p
	case medium:
		split := p.list.Min.Y + max(body/5, 4)
		p.list.Max.Y, p.reader.Min.Y = split, split+1
		p.middle.Min.Y, p.middle.Max.Y = split, split+1
	case narrow:
		p.reader = image.Rect(p.header.Min.X, p.top.Max.Y, p.header.Max.X, p.bottom.Min.Y)
		p.list, p.views = image.Rectangle{}, image.Rectangle{}
	}
	p.composer = p.reader
	p.reader.Max.Y -= high
	p.composer.Min.Y = p.reader.Max.Y
	return p
}

// room is where a composer stands: under the thread, or over the lower part of a card.
func (c *composer) room(m *model) image.Rectangle {
	if c.over == nil || m.at.mode == tiny {
		return m.at.composer
	}
	r := image.Rect(2, m.at.top.Max.Y, m.w-2, m.at.bottom.Min.Y-1)
	r.Min.Y = r.Max.Y - min(max(r.Dy()*2/5, 7), 12, r.Dy())
	return r
}

// edges are the lines of a frame: a reply's are closed, those of a note are dashed, so that no one takes one for the other.
type edges struct{ across, down string }

func (c *composer) edges() edges {
	if c.verb.Notes() {
		return edges{"┄", "┆"}
	}
	return edges{"─", "│"}
}

// pen is the colour of the frame: the brand's, but for what never leaves the inbox.
func (c *composer) pen(m *model) pen {
	if c.published() {
		return m.brandPen(c.on.row.Brand)
	}
	return m.styles.late
}

func (c *composer) draw(m *model) float {
	r := c.room(m)
	if r.Empty() {
		return float{}
	}
	e, p, w := c.edges(), c.pen(m), r.Dx()
	above := c.answerLines(m, w-4)
	below := c.newsLines(m, w-4)
	if names := m.drawOffered(c.verb, c.on.row.Item, &c.text, w-4); names != "" {
		below = append(below, names)
	}
	below = below[max(len(below)-max(r.Dy()-3-len(above), 1), 0):]
	high := max(r.Dy()-2-len(above)-len(below), 1)
	text, caret := drawTextarea(&c.text, w-4, high)
	lines := []string{c.topEdge(m, e, p, w)}
	for _, l := range append(append(above, text...), below...) {
		lines = append(lines, p.draw(e.down)+" "+pad(l, w-4)+" "+p.draw(e.down))
	}
	lines = append(lines, c.bottomEdge(m, e, p, w))
	f := float{lines: lines[:min(len(lines), r.Dy())], at: r.Min}
	if !c.asking {
		f.cursor = caretAt(r.Min.X+2+caret.X, r.Min.Y+1+len(above)+caret.Y)
	}
	return f
}

func (c *composer) topEdge(m *model, e edges, p pen, w int) string {
	title := " " + cut(c.title(m), w-6) + " "
	return p.draw("╭"+e.across) + m.styles.bold.draw(title) + p.draw(strings.Repeat(e.across, max(w-3-width(title), 0))+"╮")
}

// title says what this is, for whom, where and how wide; what matters most stands first, where nothing cuts it.
func (c *composer) title(m *model) string {
	row := c.on.row
	switch c.verb {
	case inbox.VerbNote:
		return m.lang.Say("Internal note on %s · never leaves the inbox", m.named(c.on))
	case inbox.VerbAbout:
		whom := m.named(c.on)
		if c.on.one() {
			whom = m.authorName(row.Author)
		}
		return m.lang.Say("Note about %s · shown with all of theirs on %s · never leaves the inbox", whom, row.Channel)
	case inbox.VerbAmend:
		return m.lang.Say("Our answer, as it stands on %s · amend it%s", row.Channel, c.account(m))
	case inbox.VerbReturn:
		return m.lang.Say("Answer of %s on %s · for the moderators", m.departmentTitleOf(row.Department), m.named(c.on))
	}
	if c.review != nil {
		return m.lang.Say("%s's reply to %s · edit and release · %s", c.review.By, m.authorName(row.Author), row.Channel+c.account(m))
	}
	p := inbox.Phrase("Public reply to %s · %s on %s%s")
	if c.narrow() {
		p = "Private reply to %s · %s on %s%s"
	}
	return m.lang.Say(p, m.authorName(row.Author), m.brandTitleOf(row.Brand), row.Channel, c.account(m))
}

// account is who we are on the channel.
func (c *composer) account(m *model) string {
	for _, h := range m.health {
		if h.Channel == c.on.row.Channel && h.Account != "" {
			return m.lang.Say(" as %s", h.Account)
		}
	}
	return ""
}

func (m *model) departmentTitleOf(name string) string {
	if d, ok := m.team.Department(name); ok {
		return departmentTitle(d)
	}
	return name
}

func (m *model) brandTitleOf(name string) string {
	b, _ := m.team.Brand(name)
	return cmp.Or(brandTitle(b), name)
}

// bottomEdge counts at the left, and says at the right what sending does.
func (c *composer) bottomEdge(m *model, e edges, p pen, w int) string {
	left := c.counter(m) + c.keptWord(m)
	right := ""
	for _, word := range []string{c.sendWord(m, c.account(m)), c.sendWord(m, ""), ""} {
		right = " " + m.styles.accent.draw("ctrl-s") + " " + m.styles.text.draw(word)
		if word != "" {
			right += " "
		}
		if width(left)+width(right)+4 <= w {
			break
		}
	}
	return p.draw("╰"+e.across) + left + p.draw(strings.Repeat(e.across, max(w-3-width(left)-width(right)-1, 0))) + right + p.draw(e.across+"╯")
}

// counter counts as the platform does.
func (c *composer) counter(m *model) string {
	if !c.published() {
		return ""
	}
	n, most := m.desk.Limit(c.on.row.Item, c.value())
	switch {
	case most == 0:
		return " " + m.styles.muted.draw(m.lang.Number(n)) + " "
	case n > most:
		return " " + m.styles.danger.draw(m.lang.Say("%s of %s: %s too many", m.lang.Number(n), m.lang.Number(most), m.lang.Number(n-most))) + " "
	}
	p := m.styles.muted
	if n*10 > most*9 {
		p = m.styles.late
	}
	return " " + p.draw(m.lang.Say("%s of %s", m.lang.Number(n), m.lang.Number(most))) + " "
}

func (c *composer) keptWord(m *model) string {
	switch {
	case c.untouched():
		return ""
	case c.saved == c.text.Value():
		return m.styles.muted.draw(" ✎ " + m.lang.Say("kept") + " ")
	}
	return ""
}

// sendWord says what sending does; as is who we are there, where there is room for it.
func (c *composer) sendWord(m *model, as string) string {
	var p inbox.Phrase
	switch {
	case c.verb.Notes():
		return m.lang.Say("writes the note")
	case c.verb == inbox.VerbReturn:
		return m.lang.Say("returns it")
	case c.verb == inbox.VerbAmend:
		return m.lang.Say("changes it there%s", as)
	case m.desk.Person().Role == inbox.Trainee:
		return m.lang.Say("gives it to a lead")
	case c.narrow() && c.keep:
		p = "sends privately%s, stays open"
	case c.narrow():
		p = "sends privately%s, done"
	case c.keep:
		p = "sends publicly%s, stays open"
	default:
		p = "sends publicly%s, done"
	}
	return m.lang.Say(p, as)
}

// answerLines show what the department answered, or why a lead took it from it, above the reply to it.
func (c *composer) answerLines(m *model, w int) []string {
	row := c.on.row
	if c.verb != inbox.VerbReply || row.Status != inbox.Returned || m.reader.number != row.Number {
		return nil
	}
	history := m.reader.thread.History
	for i := len(history) - 1; i >= 0; i-- {
		said := m.answer(history[i], row)
		if said == "" {
			continue
		}
		lines := wrap(said, w)
		most := max(m.at.composer.Dy()/3, 1)
		if len(lines) > most {
			lines = append(lines[:most-1:most-1], cut(strings.Join(lines[most-1:], " "), w))
		}
		for j := range lines {
			lines[j] = m.styles.sent.draw(lines[j])
		}
		return append(lines, m.styles.rule.draw(rule(w)))
	}
	return nil
}

// answer is what an entry of the history says of how an item came back; "" where it says nothing of that.
func (m *model) answer(e inbox.Entry, row inbox.Row) string {
	switch {
	case e.Text.Empty() || e.Undone:
		return ""
	case e.What == string(inbox.VerbReturn):
		return m.lang.Say("%s answered: %s", m.departmentTitleOf(row.Department), e.Text)
	case e.What == string(inbox.VerbSendBack):
		return m.lang.Say("%s sent it back: %s", e.By, e.Text)
	}
	return ""
}

// newsLines show what changed in the thread, and ask where it is to be sent all the same.
func (c *composer) newsLines(m *model, w int) []string {
	s := m.styles
	lines := c.rivalLines(m, w)
	for _, n := range c.news[max(len(c.news)-2, 0):] {
		lines = append(lines, s.late.draw(cut("▲ "+n, w)))
	}
	lines = append(lines, c.faultLines(m, w)...)
	if c.asking {
		lines = append(lines, s.danger.draw("y")+" "+s.text.draw(m.lang.Say("send it all the same"))+"   "+s.accent.draw(m.keyName("esc"))+" "+s.text.draw(m.lang.Say("back to the text")))
	}
	return lines
}

func (c *composer) sendVerb() inbox.Phrase {
	switch c.verb {
	case inbox.VerbNote, inbox.VerbAbout:
		return "write it"
	case inbox.VerbReturn:
		return "return it"
	case inbox.VerbAmend:
		return "change it"
	}
	return "send"
}

func (c *composer) hints(m *model) []hint {
	if c.asking {
		return []hint{{key: "y", word: "send it all the same"}, {key: "esc", word: "back to the text"}}
	}
	if c.review != nil {
		return []hint{{key: "ctrl-s", word: "release it"}, {key: "ctrl-t", word: "canned texts"}, {key: "esc", word: "leave, kept"}}
	}
	if names, _ := m.offered(c.verb, c.on.row.Item, &c.text); len(names) > 0 {
		return []hint{{key: "tab", word: "name them"}, {key: "ctrl-s", word: c.sendVerb()}, {key: "esc", word: "leave, kept"}}
	}
	hints := []hint{{key: "ctrl-s", word: c.sendVerb()}, {key: "esc", word: "leave, kept"}}
	if c.verb == inbox.VerbReply {
		keep := inbox.Phrase("keep open")
		if c.keep {
			keep = "then done"
		}
		hints = append(hints, hint{key: "ctrl-t", word: "canned"}, hint{key: "tab", word: keep})
		if !c.on.row.Private && c.on.one() && m.desk.MayPrivately(c.on.row.Item) == nil {
			hints = append(hints, hint{key: "shift-tab", word: c.otherWidth()})
		}
	}
	if m.opt.Local {
		hints = append(hints, hint{key: "ctrl-o", word: "editor"})
	}
	return hints
}
