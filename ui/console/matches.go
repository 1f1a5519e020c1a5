package console

import (
	"regexp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// While a search for words is shown, what it found is marked in the reader, and n and N go from match to match.

// match is one of the places that a search found in a thread: the n-th in an item, from 1 on; item 0 is the thread's title. The zero
// match is none.
type match struct {
	item uint64
	nth  int
}

// mark is a match, and the line on which it begins.
type mark struct {
	match
	line int
}

// marking draws the texts of one event of a thread, and notes where the matches are.
type marking struct {
	m     *model
	item  uint64
	marks []mark
}

// wrapped are the lines of a text, the first of them the at-th of the event. Addresses look like links where links is set.
func (k *marking) wrapped(text string, w, at int, base pen, links bool) []string {
	text = steady(text)
	lines := wrap(text, w)
	spans, from := k.spans(text), 0
	for i, l := range lines {
		from += max(strings.Index(text[from:], l), 0) // past what a line break left out
		var on []penned
		if links {
			for _, a := range address.FindAllStringIndex(l, -1) {
				on = append(on, penned{a[0], a[1], k.m.styles.link})
			}
		}
		for _, s := range spans {
			if start, end := max(s.From-from, 0), min(s.To-from, len(l)); start < end {
				on = append(on, penned{start, end, k.pen(s, from, at+i)})
			}
		}
		lines[i] = drawParts(l, base, on)
		from += len(l)
	}
	return lines
}

// pen is that of a match in a line that begins at a place of the text; where the match begins there, it is noted.
func (k *marking) pen(s inbox.Span, from, line int) pen {
	if s.From >= from || len(k.marks) == 0 {
		k.marks = append(k.marks, mark{match{k.item, len(k.marks) + 1}, line})
	}
	if k.marks[len(k.marks)-1].match == k.m.reader.on {
		return k.m.styles.foundHere
	}
	return k.m.styles.found
}

// linkLabel is the number behind an address: ours, not the text's.
var linkLabel = regexp.MustCompile(`\x{a0}\[\d\]`)

func (k *marking) spans(text string) []inbox.Span {
	spans := k.m.query.Spans(text)
	if len(spans) == 0 {
		return nil
	}
	labels := linkLabel.FindAllStringIndex(text, -1)
	return slices.DeleteFunc(spans, func(s inbox.Span) bool {
		return slices.ContainsFunc(labels, func(l []int) bool { return l[0] <= s.From && s.To <= l[1] })
	})
}

// penned is a part of a line that is drawn by a pen of its own.
type penned struct {
	from, to int // in bytes
	pen      pen
}

// drawParts draws a line by a pen and the parts that have others; where two parts overlap the later one goes over the other. What shares
// a cell isn't parted.
func drawParts(line string, base pen, parts []penned) string {
	if len(parts) == 0 {
		return base.draw(line)
	}
	var b strings.Builder
	run, last := "", base
	for at := 0; at < len(line); {
		cluster, _ := ansi.FirstGraphemeCluster(line[at:], ansi.GraphemeWidth)
		p := base
		for _, part := range parts {
			if part.from < at+len(cluster) && at < part.to {
				p = part.pen
			}
		}
		if p != last {
			b.WriteString(last.draw(run))
			run, last = "", p
		}
		run += cluster
		at += len(cluster)
	}
	return b.String() + last.draw(run)
}

// seeking reports whether what is shown was looked for by words, so that the reader has matches to go to.
func (m *model) seeking() bool {
	return !m.at.reader.Empty() && len(m.list.rows) > 0 && len(m.query.Seeks()) > 0
}

// toNext goes to the next match in a direction, past the last one of a thread to the next item; without a search for words to the
// next unseen item.
func (m *model) toNext(by int) tea.Cmd {
	if !m.seeking() {
		return m.toUnseen(by)
	}
	m.threadLines()
	marks := m.reader.drawn.marks
	to := slices.IndexFunc(marks, func(k mark) bool { return k.match == m.reader.on }) + by
	if m.reader.on == (match{}) && by < 0 {
		to = len(marks) - 1
	} else if m.reader.on == (match{}) {
		to = 0
	}
	if to >= 0 && to < len(marks) {
		return m.goToMatch(to)
	}
	was := m.list.cursor
	m.list.step(by, m.listHigh(), m.rowHeight)
	if m.list.cursor == was || len(m.list.rows) == 0 {
		if by > 0 {
			return m.say(plain("no match after this one"))
		}
		return m.say(plain("no match before this one"))
	}
	m.seek = by
	return nil
}

// goToMatch scrolls the reader to one of its matches, and says which it is.
func (m *model) goToMatch(i int) tea.Cmd {
	r := &m.reader
	marks := r.drawn.marks
	r.on, r.drawn.valid = marks[i].match, false
	room := m.at.reader.Dy() - m.readerHead() - 1 // the last line may tell that there are more
	if line := marks[i].line; line < r.scroll || line >= r.scroll+room {
		r.scroll = line - room/3
		m.clampScroll()
	}
	var seen tea.Cmd
	if row, ok := m.current(); ok {
		seen = m.saw(row.Number)
	}
	return tea.Batch(seen, m.say(plain("match %d of %d", i+1, len(marks))))
}

// seekOn goes to the first match of the thread to which the search went on, or to its last one where it goes back.
func (m *model) seekOn() tea.Cmd {
	by := m.reader.seek
	m.reader.seek = 0
	if by == 0 || !m.seeking() {
		return nil
	}
	m.threadLines()
	if len(m.reader.drawn.marks) == 0 {
		return nil
	}
	return m.toNext(by)
}
