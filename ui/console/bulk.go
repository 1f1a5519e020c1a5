package console

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// bulk is a decision about all that match, while it is being made. It can be stopped half way; what was done then stays done,
// and is one undo.
type bulk struct {
	title       inbox.Phrase
	began       time.Time
	stop        context.CancelFunc
	done, total atomic.Int64 // as the desk tells
}

const errBulkGoesOn = inbox.Reason("a decision about many items is still being made; esc stops it")

// bulkEvery is how often the screen tells how far a bulk is.
const bulkEvery = 100 * time.Millisecond

type bulkTickMsg struct{}

// decideAll records a decision about all that the view matches.
func (m *model) decideAll(d inbox.Decision) tea.Cmd {
	if m.bulk != nil {
		return m.say(failed(errBulkGoesOn))
	}
	q := inside(m.query, m.brand)
	m.chosen.clear()
	a, _ := inbox.ActionOf(d.Verb)
	ctx, stop := context.WithCancel(m.ctx)
	b := &bulk{title: a.Title, began: m.now, stop: stop}
	m.bulk = b
	seat := m.desk
	decide := func() tea.Msg {
		defer stop()
		made, err := seat.DecideAll(ctx, d, q, func(done, total int) {
			b.done.Store(int64(done))
			b.total.Store(int64(total))
		})
		return decidedMsg{decision: d, bulk: made, err: err, of: b}
	}
	return tea.Batch(decide, m.after(bulkEvery, bulkTickMsg{}))
}

// bulkTick tells how far the bulk is, once it has taken longer than one notices.
func (m *model) bulkTick() tea.Cmd {
	b := m.bulk
	if b == nil {
		return nil
	}
	again := m.after(bulkEvery, bulkTickMsg{})
	if m.now.Sub(b.began) < slow {
		return again
	}
	done, total := m.lang.Number(int(b.done.Load())), m.lang.Number(int(b.total.Load()))
	return tea.Batch(again, m.say(plain("%s: %s of %s · esc stops it", b.title, done, total)))
}

// stopBulk ends a bulk where it is.
func (m *model) stopBulk() tea.Cmd {
	m.bulk.stop()
	return m.say(plain("%s: stopping …", m.bulk.title))
}

// bulkEnded notes what a decision about several items left out, and reports whether somebody stopped it.
func (m *model) bulkEnded(msg decidedMsg) (stopped bool) {
	if msg.of == nil && len(msg.targets) < 2 {
		return false
	}
	a, _ := inbox.ActionOf(msg.decision.Verb)
	m.skipped = skipped{title: a.Title, all: msg.bulk.Skipped}
	if msg.of == nil {
		return false
	}
	m.bulk, m.quitting = nil, false
	return errors.Is(msg.err, context.Canceled)
}
