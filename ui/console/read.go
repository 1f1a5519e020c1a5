package console

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// refresher keeps what is read about the list in order: late answers are dropped by their number, and what changes while a
// page is being read is read once more after it.
type refresher struct {
	request   uint64
	reading   bool
	again     bool
	waiting   bool            // a notice came; the next read is on its way
	last      time.Time       // when it was read because of one
	thread    bool            // it was of the thread that the reader shows
	gathering bool            // likewise, of who is where
	own       map[string]bool // changes made here of which no notice has come yet
	want      inbox.Position  // where the cursor goes with the page that is being read; zero: it stays
}

// ask runs f in a command, with the console's context.
func (m *model) ask(f func(context.Context) tea.Msg) tea.Cmd {
	ctx := m.ctx
	return func() tea.Msg { return f(ctx) }
}

// after sends a message when some time has passed, unless the console has ended by then.
func (m *model) after(d time.Duration, msg tea.Msg) tea.Cmd {
	return m.ask(func(ctx context.Context) tea.Msg {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return msg
		case <-ctx.Done():
			return nil
		}
	})
}

// pageMsg brings a new window of rows.
type pageMsg struct {
	request          uint64
	rows             []inbox.Row
	moreUp, moreDown bool
	err              error
}

// slow is how long a reading may take before the screen says that it goes on.
const slow = 300 * time.Millisecond

type slowMsg struct{ request uint64 }

// whenSlow says so if the page that was asked for last takes long.
func (m *model) whenSlow() tea.Cmd {
	request := m.refresh.request
	return m.after(slow, slowMsg{request})
}

// least is how many rows are read on each side of the cursor, whatever the height of the screen.
const least = 40

// half is how many rows the window holds on each side of the cursor: a screen and a half.
func (m *model) half() int { return max(least, m.at.list.Dy()*3/4) }

// question asks for rows of what is shown.
func (m *model) question(limit int) inbox.Ask {
	return inbox.Ask{Query: m.query, Brands: m.brands(), Scene: m.scene(), Order: m.order, Limit: limit, Collapse: m.collapses()}
}

// readAround asks for the window around a position; the zero position is the beginning.
func (m *model) readAround(at inbox.Position) tea.Cmd {
	m.refresh.request++
	m.refresh.reading = true
	request, half, d := m.refresh.request, m.half(), m.desk
	ask := m.question(half)
	ask.Stay = at.Number
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := pageMsg{request: request}
		if at != (inbox.Position{}) {
			before := ask
			before.From, before.Back = at, true
			p, err := d.Page(ctx, before)
			if err != nil {
				return pageMsg{request: request, err: err}
			}
			msg.rows, msg.moreUp = p.Rows, p.More
			ask.From = justBefore(at, ask.Order)
		}
		p, err := d.Page(ctx, ask)
		msg.moreDown, msg.err = p.More, err
		if len(msg.rows) == 0 { // the beginning
			msg.rows = p.Rows
		} else {
			msg.rows = slices.Concat(msg.rows, p.Rows)
		}
		return msg
	})
}

// jump takes the cursor to a position, and the window with it.
func (m *model) jump(to inbox.Position) tea.Cmd {
	m.refresh.want = to
	return m.readAround(to)
}

// readLast asks for the end of the view.
func (m *model) readLast() tea.Cmd {
	m.refresh.request++
	m.refresh.reading = true
	request, d := m.refresh.request, m.desk
	ask := m.question(2 * m.half())
	ask.From, ask.Back = end(m.order), true
	return m.ask(func(ctx context.Context) tea.Msg {
		p, err := d.Page(ctx, ask)
		return pageMsg{request: request, rows: p.Rows, moreUp: p.More, err: err}
	})
}

// reread asks for the window again where it is; while one is being read, once more after it.
func (m *model) reread() tea.Cmd {
	if m.refresh.reading {
		m.refresh.again = true
		return nil
	}
	if m.refresh.want != (inbox.Position{}) {
		return m.readAround(m.refresh.want)
	}
	row, ok := m.list.current()
	if !ok {
		return m.readAround(inbox.Position{})
	}
	return m.readAround(m.order.At(&row.Item))
}

func (m *model) gotPage(msg pageMsg) tea.Cmd {
	if msg.request != m.refresh.request {
		return nil
	}
	m.refresh.reading = false
	clear(m.rows)
	if msg.err != nil {
		m.list.err, m.list.loaded = msg.err, true
		return nil
	}
	m.list.replace(msg.rows, msg.moreUp, msg.moreDown, m.order)
	if want := m.refresh.want; want != (inbox.Position{}) {
		m.list.cursor = m.list.find(want, m.order)
		m.refresh.want = inbox.Position{}
		m.comeBack()
	}
	m.list.settle(m.at.list.Dy()-listHead, m.rowHeight)
	if m.refresh.again {
		m.refresh.again = false
		return m.reread()
	}
	return nil
}

// turn reads the window again when the cursor has come near one of its ends and the inbox goes on there.
func (m *model) turn() tea.Cmd {
	margin := m.half() / 3
	near := m.list.moreUp && m.list.cursor < margin ||
		m.list.moreDown && len(m.list.rows)-m.list.cursor <= margin
	if !near || m.refresh.reading || m.list.err != nil {
		return nil
	}
	return m.reread()
}

// noticed is how long changes are gathered before the screen is read again. The first after a while are read at once.
const noticed = 60 * time.Millisecond

type (
	noticeMsg struct {
		notice desk.Notice
		err    error
	}
	refreshMsg struct{}
)

// watch waits for the next notice of the desk.
func (m *model) watch() tea.Cmd {
	if m.feed == nil {
		return nil
	}
	feed := m.feed
	return m.ask(func(ctx context.Context) tea.Msg {
		n, err := feed.Next(ctx)
		return noticeMsg{n, err}
	})
}

// heard gathers what changes in a short while into one reading.
func (m *model) heard(msg noticeMsg) tea.Cmd {
	if msg.err != nil {
		if m.ctx.Err() != nil {
			return nil
		}
		return m.say(bad("no longer told of changes: %v", msg.err))
	}
	if n := msg.notice; n.Views {
		views := m.readViews()
		if msg.notice.Views = false; !n.Lost && !n.Channels && !n.Here && !n.Door && len(n.Applied) == 0 {
			return tea.Batch(m.watch(), views)
		}
		return tea.Batch(m.heard(msg), views)
	}
	if n := msg.notice; n.Here {
		others := m.gather()
		if msg.notice.Here = false; !n.Lost && !n.Channels && len(n.Applied) == 0 {
			return tea.Batch(m.watch(), others)
		}
		return tea.Batch(m.heard(msg), others)
	}
	if n := msg.notice; n.Door && !n.Lost && !n.Channels && len(n.Applied) == 0 {
		return m.watch() // only the log tells of it
	}
	m.refresh.thread = m.refresh.thread || m.reader.concerns(msg.notice)
	if m.refresh.waiting || m.knows(msg.notice) {
		return m.watch()
	}
	if passed := m.now.Sub(m.refresh.last); 0 <= passed && passed < noticed {
		m.refresh.waiting = true
		return tea.Batch(m.watch(), m.after(noticed-passed, refreshMsg{}))
	}
	return tea.Batch(m.watch(), m.refreshAll())
}

// knows reports whether a notice tells only of what was decided here: the screen is read again with the desk's own answer.
func (m *model) knows(n desk.Notice) bool {
	me := m.desk.Person().Name
	for _, a := range n.Applied {
		_, waits := m.pending[a.Number]
		if a.Change.By != me || !waits && !m.refresh.own[a.Change.Key] {
			return false
		}
		delete(m.refresh.own, a.Change.Key)
	}
	return !n.Lost && !n.Channels && len(n.Applied) > 0
}

// refreshAll reads again what may have changed on the screen.
func (m *model) refreshAll() tea.Cmd {
	m.refresh.waiting, m.refresh.last = false, m.now
	m.reader.fresh = m.reader.fresh && !m.refresh.thread
	m.refresh.thread = false
	m.placeViews(m.own) // the team file may have changed
	return inOne(m.reread(), m.readCounts())
}

// answersMsg are several answers for one screen.
type answersMsg []tea.Msg

// inOne runs commands after one another and brings their answers together, so that the screen is drawn once.
func inOne(cmds ...tea.Cmd) tea.Cmd {
	return func() tea.Msg {
		var all answersMsg
		for _, cmd := range cmds {
			if cmd != nil {
				all = append(all, cmd())
			}
		}
		return all
	}
}
