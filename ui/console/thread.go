package console

import (
	"slices"
	"time"

	"vigie/inbox"
)

// measure is the longest line of text that reads well.
const measure = 84

// event is a part of a thread, at its time: a post, something that was done, or what is on its way there.
type event struct {
	at    time.Time
	lines []string
	marks []mark // in its lines
	item  bool   // it is the item under the cursor
	line  bool   // one line of history: it stands close to its like
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
	d.lines, d.item, d.marks = nil, 0, nil
	previous := event{}
	for i, e := range m.events(row, w) {
		if i > 0 && (!e.line || !previous.line) {
			d.lines = append(d.lines, "")
		}
		if e.item {
			d.item = len(d.lines)
		}
		for _, k := range e.marks {
			d.marks = append(d.marks, mark{k.match, len(d.lines) + k.line})
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
		k := marking{m: m}
		lines := k.wrapped(title, min(w-2, measure), 0, m.styles.bold, false)
		for i, l := range lines {
			lines[i] = " " + l
		}
		events = append(events, event{lines: lines, marks: k.marks})
	}
	for _, it := range th.Same {
		words := m.lang.Say("The same post as %d on %s, %s.", it.Number, it.Channel, it.Status)
		events = append(events, event{lines: m.paragraph(m.styles.muted, words, w), line: true})
	}
	if why := m.urgencyLine(row.Item); why != "" {
		events = append(events, event{lines: m.paragraph(m.styles.muted, why, w), line: true})
	}
	for i, p := range posts {
		var above *inbox.Item
		if i > 0 {
			above = &posts[i-1]
		}
		events = append(events, m.postEvent(p, p.Number == row.Number, above, w))
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
