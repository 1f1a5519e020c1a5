package console

import (
	"strings"

	"vigie/inbox"
)

// Columns of a row: the edge, the mark, the age, the channel, the author, and at the right end the flags. In cells:
const (
	channelAt = 13 // the widest a channel's name gets
	indent    = 3
	marksWide = 7 // the flags without their word
	nameLeast = 4
)

// rowHeight is how many lines a row takes.
func (m *model) rowHeight(r inbox.Row) int {
	switch {
	case m.compact:
		return 1
	case m.hasDetails(r):
		return 3
	}
	return 2
}

func (m *model) hasDetails(r inbox.Row) bool {
	return len(m.others[r.Number]) > 0 || len(r.Tags) > 0 || r.Muted || r.Assignee != "" || r.Status == inbox.Escalated || r.Status == inbox.Snoozed || r.Status == inbox.Returned
}

// tone is how a row stands out: unseen is bold, what is done is dimmer.
type tone struct{ mark, name, text, meta pen }

func (m *model) toneOf(r inbox.Row) tone {
	s := m.styles
	switch _, busy := m.pending[r.Number]; {
	case busy, r.Status == inbox.Done:
		return tone{s.faint, s.faint, s.faint, s.faint}
	case !r.Seen:
		return tone{s.strong, s.bold, s.text, s.muted}
	}
	return tone{s.muted, s.text, s.muted, s.muted}
}

// rowLook is what the lines of a row depend on besides its item and the minute.
type rowLook struct {
	number, version      uint64
	seen, draft          bool
	same                 int
	cursor, chosen, busy bool
	focus                pane // of the row under the cursor
	wide                 int
}

// rowLines are the lines of a row, each exactly w cells. Moving the cursor changes two rows, so the others are kept as they
// were drawn until a page is read or a minute passes.
func (m *model) rowLines(r inbox.Row, cursor bool, w int) []string {
	_, busy := m.pending[r.Number]
	look := rowLook{number: r.Number, version: r.Version, seen: r.Seen, draft: r.Draft, same: r.Same, cursor: cursor, chosen: m.chosen.has(r.Number), busy: busy, wide: w}
	if cursor {
		look.focus = m.focus
	}
	lines, ok := m.rows[look]
	if !ok {
		lines = m.drawRow(r, cursor, w)
		m.rows[look] = lines
	}
	return lines
}

func (m *model) drawRow(r inbox.Row, cursor bool, w int) []string {
	edge, t := m.edge(r, cursor), m.toneOf(r)
	if m.compact {
		return []string{edge + m.oneLine(r, t, w-1)}
	}
	lines := []string{
		edge + m.firstLine(r, t, w-1),
		edge + blank(indent-1) + t.text.draw(fit(snippet(r, w), w-indent-1)) + " ",
	}
	if m.hasDetails(r) {
		lines = append(lines, edge+blank(indent-1)+m.details(r, w-indent))
	}
	return lines
}

func (m *model) edge(r inbox.Row, cursor bool) string {
	switch {
	case cursor && m.focus == onList:
		return m.styles.accent.draw("▌")
	case cursor:
		return m.styles.faint.draw("▌")
	case m.brand == "" && len(m.team.Brands) > 1:
		return m.brandPen(r.Brand).draw("▏")
	}
	return " "
}

func (m *model) firstLine(r inbox.Row, t tone, w int) string {
	cw := m.channelWidth()
	flags := m.flags(r, t, w)
	room := w - 2 - m.lang.AgeWidth() - 1 - cw - 1 - width(flags) - 1
	return m.mark(r, t) + " " + t.meta.draw(fit(m.lang.Age(r.Posted, m.now), m.lang.AgeWidth())) + " " +
		t.meta.draw(fit(m.channelName(r), cw)) + " " + t.name.draw(fit(m.authorName(r.Author), room)) + " " + flags
}

func (m *model) oneLine(r inbox.Row, t tone, w int) string {
	cw := m.channelWidth()
	flags := m.flags(r, t, w)
	room := w - 2 - m.lang.AgeWidth() - 1 - cw - 1 - width(flags) - 1
	name := min(18, room*2/5)
	waits := strings.TrimSpace(m.mutedWord(r.Item) + " " + m.waits(r))
	if who := m.atWork(r.Number); who != "" {
		waits = m.styles.strong.draw(who)
	}
	if waits != "" {
		waits += " "
	}
	return m.mark(r, t) + " " + t.meta.draw(fit(m.lang.Age(r.Posted, m.now), m.lang.AgeWidth())) + " " +
		t.meta.draw(fit(m.channelName(r), cw)) + " " + t.name.draw(fit(m.authorName(r.Author), name)) + " " +
		pad(waits+t.text.draw(cut(snippet(r, w), room-name-1-width(waits))), room-name-1) + " " + flags
}

// mark is one cell: chosen, or whose turn it is and whether the person saw it.
func (m *model) mark(r inbox.Row, t tone) string {
	if m.chosen.has(r.Number) {
		return m.styles.strong.draw("◆")
	}
	if m.namesMe(r.Item) {
		return m.styles.accent.draw("@")
	}
	glyph := "○"
	switch {
	case r.Status == inbox.Done:
		glyph = "✓"
	case r.Status == inbox.Escalated:
		glyph = "→"
	case r.Status == inbox.Returned:
		glyph = "←"
	case r.Status == inbox.Snoozed:
		glyph = "z"
	case !r.Seen:
		glyph = "●"
	}
	return t.mark.draw(glyph)
}

// flags are at the right end of w cells: a word for what isn't public, how many it stands for, then a column each for the draft,
// the delivery and the urgency.
func (m *model) flags(r inbox.Row, t tone, w int) string {
	s := m.styles
	word, same := "", ""
	if r.Same > 1 {
		same = s.strong.draw("×"+m.many(tally{n: r.Same, more: r.SameMore, known: true})) + " "
	}
	room := w - 2 - m.lang.AgeWidth() - 1 - m.channelWidth() - 1 - nameLeast - 2 - marksWide - width(same)
	switch {
	case r.Visibility != inbox.Public:
		word = s.late.draw(cut(m.lang.Word(r.Visibility), room)) + " "
	case r.Private:
		word = s.accent.draw(cut(m.lang.Say("private"), room)) + " "
	}
	word += same
	draft, state, urgency := " ", " ", "  "
	if r.Draft {
		draft = s.accent.draw("✎")
	}
	switch _, busy := m.pending[r.Number]; {
	case r.Unsent:
		state = s.danger.draw("✗")
	case busy, r.Pending > 0:
		state = s.late.draw("…")
	}
	switch r.UrgencyLevel() {
	case inbox.Urgent:
		urgency = s.danger.draw("!!")
	case inbox.High:
		urgency = s.late.draw(" !")
	case inbox.Low:
		urgency = t.meta.draw(" ↓")
	}
	return word + draft + " " + state + " " + urgency + " "
}

// waits is what an item waits for: the department that has it, and since when or how late; the day it wakes.
func (m *model) waits(r inbox.Row) string {
	s := m.styles
	switch {
	case r.Overdue(m.now):
		return s.danger.draw(joined(m.lang.Say("→ %s, late by %s", r.Department, m.lang.Span(m.now.Sub(r.Due))), m.urged(r.Item)))
	case r.Status == inbox.Escalated && !r.Due.IsZero():
		return s.late.draw(joined(m.lang.Say("→ %s, %s left", r.Department, m.lang.Span(left(r.Due.Sub(m.now)))), m.urged(r.Item)))
	case r.Status == inbox.Escalated:
		return s.late.draw(joined("→ "+joined(r.Department, m.lang.Age(r.Escalated, m.now)), m.urged(r.Item)))
	case r.Status == inbox.Returned && r.Department == "":
		return s.late.draw(m.lang.Say("← sent back"))
	case r.Status == inbox.Returned:
		return s.sent.draw(m.lang.Say("← %s answered", r.Department))
	case r.Status == inbox.Snoozed:
		return s.muted.draw(m.lang.Until(r.Until.In(m.zone()), m.now.In(m.zone())))
	}
	return ""
}

// mutedWord says that later activity doesn't reopen an item; "" where it does.
func (m *model) mutedWord(it inbox.Item) string {
	if !it.Muted {
		return ""
	}
	return m.styles.muted.draw("⊘ " + m.lang.Say("muted"))
}

// details are tags, whose it is, and what it waits for.
func (m *model) details(r inbox.Row, w int) string {
	var words []string
	s := m.styles
	if who := m.atWork(r.Number); who != "" {
		words = append(words, s.strong.draw(who))
	}
	if waits := m.waits(r); waits != "" {
		words = append(words, waits)
	}
	if r.Muted {
		words = append(words, m.mutedWord(r.Item))
	}
	if r.Assignee != "" {
		words = append(words, s.accent.draw("@"+m.person(r.Assignee)))
	}
	if len(r.Tags) > 0 {
		words = append(words, m.drawTags(r.Tags))
	}
	return pad(strings.Join(words, s.muted.draw(" · ")), w)
}

// snippet is the beginning of what an item says, in one line, long enough for w cells.
func snippet(r inbox.Row, w int) string {
	text := r.Text.String()
	if text == "" {
		text = r.Title.String()
	}
	if text == "" && len(r.Media) > 0 {
		text = "[" + r.Media[0].Type + "] " + r.Media[0].Alt.String()
	}
	text = prefix(text, 8*w)
	var line strings.Builder
	line.Grow(len(text))
	for word := range strings.FieldsSeq(text) {
		if line.Len() > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(word)
	}
	return line.String()
}

// prefix is the first n bytes of s, or a few less: it doesn't end within a character.
func prefix(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

func (m *model) authorName(a inbox.Author) string {
	for _, name := range []string{a.Name.String(), a.Handle.String(), a.ID} {
		if name != "" {
			return name
		}
	}
	return m.lang.Say("somebody")
}

// channelName is the channel as a row shows it, with its brand where several are shown together. Where both are too long the
// brand gives way: its stripe tells it too.
func (m *model) channelName(r inbox.Row) string {
	if m.brand != "" || len(m.team.Brands) < 2 {
		return r.Channel
	}
	return cut(r.Brand, max(channelAt-1-width(r.Channel), 3)) + "/" + r.Channel
}

func (m *model) channelWidth() int {
	w := 4
	brands := m.brand == "" && len(m.team.Brands) > 1
	for _, c := range m.team.Channels {
		n := width(c.Name)
		if brands {
			n += width(c.Brand) + 1
		}
		w = max(w, n)
	}
	return min(w, channelAt)
}
