package console

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// troubleMsg brings the error of something that has no other answer.
type troubleMsg struct{ err error }

// Update is the one place where the console changes. What follows from where the cursor now stands (the thread to read, the
// rows to fetch) is asked for after every message, so no handler has to remember it.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if asksRest(msg) {
		return m, nil
	}
	m.now, m.team = m.desk.Now(), m.desk.Team()
	m.rebind()
	m.stale = m.stale || !m.onlyStarts(msg)
	follow := m.followAccess() // before anything is read because of the message
	cmd := tea.Batch(follow, m.followScreen(), m.handle(msg))
	m.arrange()
	if now := m.now.Truncate(time.Minute); !now.Equal(m.minute) {
		m.redraw()
		m.minute = now
	}
	m.chosen.extend(&m.list, m.order)
	cmds := tea.Batch(cmd, m.turn(), m.follow(), m.rememberText(), m.rememberSpot(), m.tick())
	m.threadLines()
	m.clampScroll()
	return m, cmds
}

// onlyStarts reports whether a message does no more than have something read: hundreds of screens hear of every change.
func (m *model) onlyStarts(msg tea.Msg) bool {
	switch msg := msg.(type) {
	case noticeMsg:
		return msg.err == nil && len(m.layers) == 0
	case gatherMsg, refreshMsg, tea.MouseWheelMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg:
		return true
	}
	return false
}

// handle takes what the terminal tells; what comes due and what is answered have tables of their own.
func (m *model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.pressed(msg)
	case tea.MouseMsg:
		return m.mouse(msg)
	case tea.WindowSizeMsg:
		m.w, m.h = min(msg.Width, mostWide), min(msg.Height, mostHigh)
		if m.opt.plain {
			m.w = min(m.w, plainWide)
		}
	case tea.BackgroundColorMsg:
		dark := msg.IsDark()
		m.ground = &dark
		if m.opt.Dark == nil {
			m.styles = newStyles(m.opt.look(msg.IsDark()))
			m.redraw()
		}
	default:
		return m.handleDue(msg)
	}
	return nil
}

// handleDue takes what the console told itself to do after a while.
func (m *model) handleDue(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case wheeledMsg:
		return m.wheeled()
	case spotMsg:
		m.spotting = false
		return m.rememberPlace()
	case slowMsg:
		m.list.slow = !m.list.loaded && msg.request == m.refresh.request
	case pausedMsg:
		return m.readAuthor(msg)
	case restedMsg:
		if msg.visit == m.reader.visit && len(m.layers) == 0 && !m.at.reader.Empty() {
			return tea.Batch(m.saw(m.reader.number), m.reading(m.reader.number))
		}
	case gatherMsg:
		return m.readOthers()
	case refreshMsg:
		return m.refreshAll()
	case countAgainMsg:
		return m.countAgain(msg)
	case bulkTickMsg:
		return m.bulkTick()
	case takingMsg:
		return m.takingGoesOn(msg)
	case callMsg:
		return m.call()
	case secondMsg:
		return m.second()
	case minuteMsg:
		return tea.Batch(m.nextMinute(), m.readOthers(), m.rememberHere(), m.readsOn())
	default:
		return m.handleAnswer(msg)
	}
	return nil
}

// handleAnswer takes what the desk, the disk or a program told.
func (m *model) handleAnswer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case noticeMsg:
		return tea.Batch(m.tellLayers(msg), m.attend(msg.notice.Applied), m.reviewNews(msg.notice.Applied), m.authorNews(msg.notice), m.undoNews(msg.notice.Applied), m.heard(msg))
	case tea.ResumeMsg:
		return m.resumed()
	case teamReadMsg:
		return m.teamRead(msg)
	case answersMsg:
		var cmds []tea.Cmd
		for _, answer := range msg {
			cmds = append(cmds, m.handle(answer))
		}
		return tea.Batch(cmds...)
	case placeMsg:
		return m.gotPlace(msg)
	case meanwhileMsg:
		return m.gotMeanwhile(msg)
	case textMsg:
		return m.writeOn(msg)
	case pageMsg:
		return m.gotPage(msg)
	case threadMsg:
		return m.gotThread(msg)
	case authorMsg:
		m.gotAuthor(msg)
	case tookMsg:
		return m.took(msg)
	case othersMsg:
		return m.gotOthers(msg)
	case awayMsg:
		return m.wasAway(msg)
	case viewsMsg:
		return m.gotViews(msg)
	case keptViewsMsg:
		return m.keptViews(msg)
	case countsMsg:
		return m.gotCounts(msg)
	case talliesMsg:
		return m.gotTallies(msg)
	case decidedMsg:
		return tea.Batch(m.decided(msg), m.tellLayers(msg))
	case undoableMsg:
		m.undoable = msg.may
	case undoneMsg:
		return tea.Batch(m.undone(msg), m.tellLayers(msg))
	case sentMsg:
		return m.sentText(msg)
	case reviewMsg:
		return m.review(msg)
	case reviewedMsg:
		return m.reviewed(msg)
	case releasedMsg:
		return m.released(msg)
	case undoneEntryMsg:
		return m.undoneEntry(msg)
	case heldMsg:
		return m.gotHeld(msg)
	case pipesMsg:
		return m.pickPipe(msg)
	case copyTextMsg:
		return m.gotCopyText(msg)
	case recalledMsg:
		return m.recalled(msg)
	case rowMsg:
		if c := m.composing(); c != nil {
			c.stands(msg.row)
		}
	case unseenMsg:
		return m.gotUnseen(msg)
	case troubleMsg:
		return m.say(failed(msg.err))
	default:
		return m.tellLayers(msg)
	}
	return nil
}

// The largest screen that is drawn, whatever a terminal claims to be: a claim of 3000 by 3000 took gigabytes.
const (
	mostWide = 500
	mostHigh = 200
)

// tellLayers passes on what only a layer can have asked for; typing and pasting are the top one's.
func (m *model) tellLayers(msg tea.Msg) tea.Cmd {
	if _, ok := msg.(tea.PasteMsg); ok {
		if l := m.top(); l != nil {
			return l.update(m, msg)
		}
		return nil
	}
	var cmds []tea.Cmd
	for _, l := range m.layers {
		cmds = append(cmds, l.update(m, msg))
	}
	return tea.Batch(cmds...)
}

// arrange puts the panes where the screen's size and the focus want them, and keeps the list and the thread within theirs.
func (m *model) arrange() {
	was := m.at
	m.at = layout(m.w, m.h, m.focus, m.list.loaded && len(m.list.rows) == 0 && m.composing() == nil)
	if c := m.composing(); c != nil && c.over == nil {
		m.at = m.at.makeRoom()
	}
	if m.at.views.Empty() && m.focus == onViews && m.at.mode != narrow {
		m.focus = onList
	}
	if was.reader != m.at.reader {
		m.reader.drawn.valid = false
		if was.reader.Empty() && !m.reader.loaded {
			m.reader.number = 0 // it wasn't on the screen, so it wasn't read
		}
	}
	if !m.at.list.Empty() {
		m.makeRoomAbove()
		m.list.settle(m.listHigh(), m.rowHeight)
		m.list.look(m.rowHeight)
	}
}

// listHead is how many lines the head of the list takes.
const listHead = 1

// listHigh is how many lines the rows have.
func (m *model) listHigh() int { return max(m.at.list.Dy()-listHead-m.list.hidden, 1) }

// makeRoomAbove keeps the rows below a search that is being written over the list, so that it hides none. Where there is room they
// stay on their lines of the screen.
func (m *model) makeRoomAbove() {
	hidden := 0
	if l, ok := m.top().(*searchLine); ok {
		hidden = max(len(l.lines(m))-listHead, 0)
	}
	m.list.line += m.list.hidden - hidden
	m.list.hidden = hidden
}

// redraw forgets what was drawn.
func (m *model) redraw() {
	clear(m.rows)
	m.reader.drawn.valid = false
}
