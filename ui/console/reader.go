package console

import (
	"context"
	"image"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// reader shows the thread of the item under the cursor.
type reader struct {
	number uint64 // the item it shows; 0 = none
	visit  uint64 // counts the items that the cursor came to
	thread desk.Thread
	edits  map[time.Time]string // what each edit of the item changed, by when it came
	author inbox.AuthorHistory
	loaded bool // thread is the item's
	fresh  bool // nothing has changed since they were read
	err    error
	scroll int
	placed bool // it was scrolled to the item once
	on     match
	seek   int // which way the search goes on when the thread is read: 1, -1; 0 = it doesn't

	drawn drawnThread
}

// drawnThread is the thread in lines, kept until what it was made from changes.
type drawnThread struct {
	lines  []string
	item   int // the line at which the item begins
	marks  []mark
	wide   int
	minute time.Time
	valid  bool
}

type threadMsg struct {
	number uint64
	thread desk.Thread
	edits  map[time.Time]string
	err    error
}

type authorMsg struct {
	number uint64
	author inbox.AuthorHistory
	err    error
}

type (
	pausedMsg struct{ visit uint64 }
	restedMsg struct{ visit uint64 }
)

// How long the cursor stays on an item that is shown before its author is looked up, and before the item counts as seen.
const (
	pause = 150 * time.Millisecond
	rest  = time.Second
)

// follow keeps the reader on the item under the cursor.
func (m *model) follow() tea.Cmd {
	row, ok := m.current()
	if !ok {
		m.reader = reader{visit: m.reader.visit}
		return nil
	}
	if row.Number == m.reader.number && m.reader.fresh {
		return nil
	}
	if row.Number == m.reader.number {
		m.reader.fresh = true
		return m.readThread(row.Number)
	}
	m.reader = reader{number: row.Number, visit: m.reader.visit + 1, fresh: true, seek: m.seek}
	m.seek = 0
	if m.at.reader.Empty() {
		return nil
	}
	return tea.Batch(m.readThread(row.Number), m.linger(m.reader.visit))
}

// linger tells when the cursor has stayed on an item. The author of the first is part of the first screen.
func (m *model) linger(visit uint64) tea.Cmd {
	seen := m.after(rest, restedMsg{visit})
	if visit == 1 {
		return tea.Batch(m.readAuthor(pausedMsg{visit}), seen)
	}
	return tea.Batch(m.after(pause, pausedMsg{visit}), seen)
}

// concerns reports whether a notice may tell of something that the reader shows: its thread, or the same post met elsewhere.
func (r *reader) concerns(n desk.Notice) bool {
	if n.Lost || !r.loaded || r.err != nil {
		return true
	}
	it := r.thread.Row.Item
	return slices.ContainsFunc(n.Applied, func(a inbox.Applied) bool {
		return a.Number == it.Number || desk.SameThread(a.Item, it) || a.Item.Origin != "" && a.Item.Origin == it.Origin
	})
}

func (m *model) readThread(number uint64) tea.Cmd {
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		th, err := d.Thread(ctx, number)
		return threadMsg{number, th, edits(th), err}
	})
}

func (m *model) readAuthor(msg pausedMsg) tea.Cmd {
	if msg.visit != m.reader.visit {
		return nil
	}
	number, d := m.reader.number, m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		author, err := d.Author(ctx, number)
		return authorMsg{number, author, err}
	})
}

func (m *model) gotThread(msg threadMsg) tea.Cmd {
	if msg.number != m.reader.number {
		return nil
	}
	r := &m.reader
	r.thread, r.edits, r.err, r.loaded = msg.thread, msg.edits, msg.err, true
	if c := m.composing(); c != nil {
		c.sees(msg.thread)
	}
	r.drawn.valid = false
	return m.seekOn()
}

// gotAuthor keeps who the author is to us; where that can't be read, less is known and nothing is wrong.
func (m *model) gotAuthor(msg authorMsg) {
	if msg.number == m.reader.number && msg.err == nil {
		m.reader.author = msg.author
	}
}

// enterReader gives the reader the keys; what is opened is seen.
func (m *model) enterReader() tea.Cmd {
	row, ok := m.current()
	if !ok {
		return nil
	}
	m.focus = onReader
	m.arrange()
	if !m.reader.loaded {
		m.reader.number = 0 // it wasn't on the screen, so it wasn't read
	}
	return m.saw(row.Number)
}

// saw marks an item as seen, on the screen at once.
func (m *model) saw(number uint64) tea.Cmd {
	i := m.list.index(number)
	if i < 0 || m.list.rows[i].Seen {
		return nil
	}
	r, d := &m.list.rows[i], m.desk
	named := m.namesMe(r.Item)
	r.Seen, r.Flags = true, r.ReadBy(d.Person().Name)
	return m.ask(func(ctx context.Context) tea.Msg {
		if err := d.MarkSeen(number); err != nil {
			return troubleMsg{err}
		}
		if !named {
			return nil
		}
		counts, err := d.Counts(ctx)
		return countsMsg{counts, d.Health(), err}
	})
}

// scrollReader moves the thread by lines.
func (m *model) scrollReader(by int) tea.Cmd {
	m.reader.scroll += by
	m.clampScroll()
	if row, ok := m.current(); ok {
		return m.saw(row.Number)
	}
	return nil
}

func (m *model) clampScroll() {
	high := m.at.reader.Dy() - m.readerHead()
	m.reader.scroll = max(0, min(m.reader.scroll, len(m.threadLines())-high))
}

// pageReader goes on by a page; false at the end of the thread.
func (m *model) pageReader() bool {
	high := m.at.reader.Dy() - m.readerHead()
	if m.at.reader.Empty() || m.reader.scroll+high >= len(m.threadLines()) {
		return false
	}
	m.reader.scroll += max(high-2, 1)
	m.clampScroll()
	return true
}

// readerHead is how many lines the head of the reader takes.
func (m *model) readerHead() int {
	if m.at.reader.Dy() < 14 {
		return 1
	}
	return 3
}

func (m *model) drawReader(r image.Rectangle) []string {
	row, ok := m.current()
	if !ok {
		return nil
	}
	w, high := r.Dx(), r.Dy()
	lines := m.drawAuthor(row, w)
	room := max(high-len(lines), 0) // a composer may leave none
	thread := m.threadLines()
	from := min(m.reader.scroll, len(thread))
	shown := thread[from:min(from+room, len(thread))]
	lines = append(lines, shown...)
	if rest := len(thread) - from - len(shown); rest > 0 && len(shown) > 0 {
		more := " ↓ " + m.lang.Count(rest, "%d more line", "%d more lines")
		lines[len(lines)-1] = m.styles.muted.draw(fit(more, w))
	}
	return lines
}
