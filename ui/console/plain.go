package console

import (
	"image"
	"regexp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// The plain mode is for screen readers. The screen is a text of a few lines: where we are, what the cursor is on, told in a
// sentence, what just happened, and the keys. It is a narrow screen of one pane; what floats takes the pane's place. Nothing is
// drawn of lines and boxes, and the terminal's own cursor stands on the line that counts, where a screen reader begins to read.

// plainWide is the widest line, in cells. It is below what puts panes beside each other.
const plainWide = 79

// plainScreen is the text, and where the cursor stands in it.
func (m *model) plainScreen() (string, *tea.Cursor) {
	if m.w == 0 || m.h == 0 {
		return "", nil
	}
	head := wrap(m.plainHead(), m.w)
	tail := m.plainTail()
	body, at := m.plainBody()
	room := max(m.h-1-len(head)-len(tail), 1) // the line left over keeps the terminal from scrolling
	from := max(0, min(at.Y-room/2, len(body)-room))
	body = body[from:min(from+room, len(body))]
	lines := slices.Concat(head, body, tail)
	for i, l := range lines {
		lines[i] = cut(l, m.w)
	}
	return strings.Join(lines, "\n"), caretAt(min(at.X, m.w-1), len(head)+at.Y-from)
}

// plainHead is where we are and what went wrong.
func (m *model) plainHead() string {
	words := []string{"vigie"}
	if name := m.brandName(); name != "" {
		words = append(words, spoken(name))
	}
	if i := m.view; i >= 0 && i < len(m.views) {
		words = append(words, strings.TrimSpace(m.views[i].name+" "+m.many(m.tallies[i])))
	} else {
		words = append(words, m.lang.Say("search")+" "+m.words)
	}
	for _, trouble := range m.trouble(0) {
		words = append(words, spoken(trouble))
	}
	if m.opt.Demo != "" {
		words = append(words, m.lang.Say(inbox.Phrase(m.opt.Demo)))
	}
	return strings.Join(words, ", ")
}

// plainTail is what just happened, and the keys.
func (m *model) plainTail() []string {
	told := ""
	if !m.told.silent() {
		told = m.told.text(m.lang, m.now)
	} else if m.chosen.any() || m.chosen.on {
		told = m.chosenWords()
	}
	var tail []string
	if told != "" {
		tail = wrap(m.lang.Say("Status: %s", told), m.w)
	}
	wide := 2*m.w - 12
	if m.prefix != "" {
		wide = mostWide // all that may follow
	}
	return append(tail, wrap(m.lang.Say("Keys: %s", strings.Join(strings.Fields(spoken(m.drawFooter(wide))), " ")), m.w)...)
}

// plainBody is what has the keys, and the place in it that counts.
func (m *model) plainBody() ([]string, image.Point) {
	if l := m.top(); l != nil {
		if t, ok := l.(teller); ok {
			lines, y := m.tellLines(t)
			return lines, image.Pt(0, y)
		}
		f := l.draw(m)
		caret := image.Pt(-1, -1)
		if f.cursor != nil {
			caret = image.Pt(f.cursor.X, f.cursor.Y).Sub(f.at)
		}
		if _, writes := l.(*composer); writes { // gaps are the writer's own there
			return unboxed(f.lines, caret)
		}
		return unboxed(uncolumned(f.lines, caret.Y+1), caret)
	}
	none := image.Pt(-1, -1)
	switch m.focus {
	case onReader:
		return unboxed(m.drawReader(m.at.reader), none)
	case onViews:
		return unboxed(m.drawViews(m.at.views), none)
	}
	if row, ok := m.list.current(); ok {
		return wrap(m.itemSentence(row), m.w), image.Point{}
	}
	return unboxed(m.drawNoRows(m.w, m.listHigh()), none)
}

// itemSentence is what a row shows, in words.
func (m *model) itemSentence(r inbox.Row) string {
	words := []string{m.ordinal(r)}
	add := func(is bool, word string) {
		if is {
			words = append(words, word)
		}
	}
	_, busy := m.pending[r.Number]
	waits := strings.TrimLeft(ansi.Strip(m.waits(r)), "→← ")
	add(m.chosen.has(r.Number), m.lang.Say("selected"))
	add(!r.Seen, m.lang.Say("unseen"))
	add(r.Status != inbox.Open, m.lang.Word(r.Status))
	add(waits != "", waits)
	words = append(words, m.lang.Say("from %s on %s", m.authorName(r.Author), m.channelName(r)), m.lang.Say("%s ago", m.lang.Span(m.now.Sub(r.Posted))))
	add(r.UrgencyLevel() != inbox.Normal, m.lang.Word(r.UrgencyLevel()))
	add(r.Visibility != inbox.Public, m.lang.Word(r.Visibility))
	add(r.Private, m.lang.Say("private"))
	add(r.Muted, m.lang.Say("muted"))
	add(r.Draft, m.lang.Say("with a draft"))
	add(r.Unsent, m.lang.Say("not sent"))
	add(busy || r.Pending > 0, m.lang.Say("being carried out"))
	add(m.atWork(r.Number) != "", m.atWork(r.Number))
	add(r.Assignee != "", "@"+m.person(r.Assignee))
	words = append(words, r.Tags...)
	return m.lang.Say("%s: %s", strings.Join(words, ", "), snippet(r, sentenceText))
}

// sentenceText is how much of an item's text its sentence has, in cells of a row; the reader has it whole.
const sentenceText = 60

// ordinal is which item of how many this is; its number alone where the list is longer than its window and neither end is near.
func (m *model) ordinal(r inbox.Row) string {
	l := &m.list
	total, known := len(l.rows), !l.moreUp && !l.moreDown
	if !known && m.view >= 0 && m.view < len(m.tallies) {
		total, known = m.tallies[m.view].n, m.tallies[m.view].known && !m.tallies[m.view].more
	}
	switch {
	case known && !l.moreUp:
		return m.lang.Say("Item %s of %s", m.lang.Number(l.cursor+1), m.lang.Number(total))
	case known && !l.moreDown:
		return m.lang.Say("Item %s of %s", m.lang.Number(total-len(l.rows)+l.cursor+1), m.lang.Number(total))
	}
	return m.lang.Say("Item number %s", m.lang.Number(int(r.Number)))
}

// gaps are what sets the columns of a line apart.
var gaps = regexp.MustCompile(`(\S) {2,}(\S)`)

// deepIndent is the most blanks that a line begins with, so that what is wrapped in the last column isn't far off.
const deepIndent = 5

// uncolumned are drawn lines with a comma where a gap sets columns apart, from a line on: a gap is not heard.
func uncolumned(drawn []string, from int) []string {
	lines := slices.Clone(drawn)
	for i, l := range lines[from:] {
		plain := ansi.Strip(l)
		inner := strings.TrimLeft(plain, "│┆▌ ")
		edge := plain[:len(plain)-len(inner)]
		if blanks := strings.TrimLeft(edge, "│┆▌"); len(blanks) > deepIndent {
			edge = strings.TrimSuffix(edge, blanks[deepIndent:])
		}
		lines[from+i] = edge + gaps.ReplaceAllString(strings.TrimRight(inner, "│┆ "), "$1, $2") + " │"
	}
	return lines
}

// unboxed are drawn lines as text: without frames and rules, what is chosen marked with > where it begins, no more than one
// blank line on end. The place that counts is the chosen line, else the caret, else the first line.
func unboxed(drawn []string, caret image.Point) (lines []string, at image.Point) {
	found := false
	for y, l := range drawn {
		plain := strings.TrimRight(ansi.Strip(l), " ")
		inner, framed := within(plain)
		text := spoken(inner)
		here := strings.HasPrefix(strings.TrimLeft(inner, " "), "▌")
		if here {
			mark := "> "
			if found {
				mark = "  "
			}
			text = mark + strings.TrimLeft(text, " ")
		}
		empty := text == "" && (plain != "" && !framed || len(lines) == 0 || lines[len(lines)-1] == "")
		if empty && y != caret.Y {
			continue
		}
		switch {
		case here && !found:
			at, found = image.Pt(0, len(lines)), true
		case y == caret.Y && !found:
			at = image.Pt(caret.X, len(lines))
			if framed {
				at.X -= 2
			}
		}
		lines = append(lines, text)
	}
	for len(lines) > at.Y+1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines, at
}

// within is a line without the frame at its two ends.
func within(line string) (_ string, framed bool) {
	for _, side := range []string{"│", "┆"} {
		if inner, ok := strings.CutPrefix(line, side+" "); ok {
			return strings.TrimRight(strings.TrimSuffix(inner, side), " "), true
		}
		if line == side+strings.Repeat(" ", max(width(line)-2, 0))+side {
			return "", true
		}
	}
	if strings.HasPrefix(line, "╭") || strings.HasPrefix(line, "╰") {
		return strings.Trim(line, "╭╮╰╯─┄ "), false
	}
	return line, false
}

// spoken leaves out what is drawn for the eye alone, and puts plain characters in the place of marks.
func spoken(s string) string {
	s = strings.NewReplacer(
		"✗ ", "", "✗", "!", ", ▲ ", ", ", " ▲ ", ": ", "▲ ", "", "▲", "!", "✓", "+", "⊘ ", "", "◆", "+", "●", "*", "○", "-", "◌", "-", "◐", "~", "›", ":", "✎ ", "", "✎", "e", " ▾", "", " ◀", "",
	).Replace(ansi.Strip(s))
	return strings.TrimRight(strings.Map(func(r rune) rune {
		if r >= 0x2500 && r <= 0x25ff { // lines, blocks, shapes
			return -1
		}
		return r
	}, s), " ")
}
