package console

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/inbox"
)

// measure is the longest line of text that reads well.
const measure = 84

// event is a part of a thread, at its time: a post, something that was done, or what is on its way there.
type event struct {
	at    time.Time
	lines []string
	item  bool // it is the item under the cursor
	line  bool // one line of history: it stands close to its like
}

// threadLines are the thread of the reader, drawn for its width.
func (m *model) threadLines() []string {
	d, w := &m.reader.drawn, m.at.reader.Dx()
	minute := m.now.Truncate(time.Minute)
	if m.holding() {
		minute = m.now
	}
	if d.valid && d.wide == w && d.minute.Equal(minute) {
		return d.lines
	}
	row, ok := m.current()
	if !ok || w < 8 {
		return nil
	}
	d.lines, d.item = nil, 0
	previous := event{}
	for i, e := range m.events(row, w) {
		if i > 0 && (!e.line || !previous.line) {
			d.lines = append(d.lines, "")
		}
		if e.item {
			d.item = len(d.lines)
		}
		d.lines = append(d.lines, e.lines...)
		previous = e
	}
	padded(d.lines, w)
	d.wide, d.minute, d.valid = w, minute, true
	m.place(d)
	return d.lines
}

// place scrolls to the item, once, where it begins below the first screen of its thread.
func (m *model) place(d *drawnThread) {
	if m.reader.placed || !m.reader.loaded {
		return
	}
	m.reader.placed = true
	high := m.at.reader.Dy() - m.readerHead()
	if m.resume.Row.Number == m.reader.number {
		m.reader.scroll = m.resume.Scroll
	} else if d.item > high/2 {
		m.reader.scroll = max(0, min(d.item-2, len(d.lines)-high))
	}
}

// holding reports whether the thread shows something that counts down.
func (m *model) holding() bool {
	return slices.ContainsFunc(m.reader.thread.Deliveries, func(d inbox.Delivery) bool { return d.State == inbox.Holding && d.At.After(m.now.Add(-time.Second)) })
}

func (m *model) events(row inbox.Row, w int) []event {
	th := m.reader.thread
	posts := th.Items
	if !m.reader.loaded || m.reader.err != nil {
		posts = []inbox.Item{row.Item}
	}
	var events []event
	if m.reader.err != nil {
		events = append(events, event{lines: m.paragraph(m.styles.danger, m.lang.Say("The thread can't be read: %v", m.reader.err), w)})
	}
	if title := row.Title.String(); title != "" {
		events = append(events, event{lines: m.paragraph(m.styles.bold, title, w)})
	}
	for _, it := range th.Same {
		words := m.lang.Say("The same post as %d on %s, %s.", it.Number, it.Channel, it.Status)
		events = append(events, event{lines: m.paragraph(m.styles.muted, words, w), line: true})
	}
	if why := m.urgencyLine(row.Item); why != "" {
		events = append(events, event{lines: m.paragraph(m.styles.muted, why, w), line: true})
	}
	for _, p := range posts {
		events = append(events, m.postEvent(p, p.Number == row.Number, w))
	}
	if m.reader.loaded {
		for _, e := range th.History {
			if e.What == "undo" {
				continue // what was taken back says so itself
			}
			events = append(events, event{at: e.At, line: true, lines: m.entryLines(e, w)})
		}
		for _, d := range th.Deliveries {
			events = append(events, event{at: d.Decided, lines: m.deliveryLines(d, w)})
		}
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.at.Compare(b.at) })
	return events
}

func (m *model) paragraph(p pen, text string, w int) []string {
	var lines []string
	for _, l := range wrap(text, min(w-2, measure)) {
		lines = append(lines, " "+p.draw(l))
	}
	return lines
}

// postEvent is a post: who and when, then the text a little to the right.
func (m *model) postEvent(it inbox.Item, current bool, w int) event {
	s := m.styles
	name, when := s.bold, m.clock(it.Posted)
	who := m.authorName(it.Author)
	if it.Ours {
		name, who = s.sent, m.lang.Say("%s (us)", who)
	}
	head := " " + name.draw(cut(who, w/2)) + s.muted.draw(" · "+when)
	if !it.Edited.IsZero() || it.Edits > 0 {
		head += s.muted.draw(" · " + m.lang.Say("edited"))
	}
	if it.Visibility != inbox.Public {
		head += " " + s.late.draw(m.lang.Word(it.Visibility))
	}
	mark := ""
	if current {
		mark = s.accent.draw("◀ ")
	}
	lines := append([]string{ends(head, mark, w)}, m.postText(it, w)...)
	return event{at: it.Posted, lines: lines, item: current}
}

func (m *model) postText(it inbox.Item, w int) []string {
	s := m.styles
	var lines []string
	for _, l := range wrap(it.Text.String(), min(w-4, measure)) {
		lines = append(lines, "   "+m.withLinks(l))
	}
	for _, media := range it.Media {
		what := "[" + media.Type + "]"
		if alt := media.Alt.String(); alt != "" {
			what += " " + alt
		}
		lines = append(lines, "   "+s.muted.draw(cut(what, w-4)))
	}
	for i, link := range links(it) {
		lines = append(lines, "   "+s.accent.draw(strconv.Itoa(i+1))+" "+s.muted.draw(cut(link, w-6)))
	}
	return lines
}

// address finds what looks like a link in a text.
var address = regexp.MustCompile(`https?://[^\s<>"'\x60]+[^\s<>"'\x60.,;:!?)\]»]`)

// links are the addresses in an item, each once, in their order; the reader numbers them.
func links(it inbox.Item) []string {
	var found []string
	for _, l := range address.FindAllString(it.Text.String(), 9) {
		if !slices.Contains(found, l) {
			found = append(found, l)
		}
	}
	return found
}

func (m *model) withLinks(line string) string {
	if !strings.Contains(line, "http") {
		return line
	}
	return address.ReplaceAllStringFunc(line, m.styles.link.draw)
}
