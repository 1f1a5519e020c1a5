package console

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// bulk is a decision about several items, while it is being made. It can be stopped half way; what was done then stays done, and is
// one undo.
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
	q, seat := inside(m.query, m.brand), m.desk
	return m.begin(d, nil, func(ctx context.Context, progress func(done, total int)) (desk.Bulk, error) {
		return seat.DecideAll(ctx, d, q, progress)
	})
}

// decideEach records a decision about some items.
func (m *model) decideEach(d inbox.Decision, targets []desk.Target) tea.Cmd {
	seat := m.desk
	return m.begin(d, targets, func(ctx context.Context, progress func(done, total int)) (desk.Bulk, error) {
		return seat.DecideEach(ctx, d, targets, progress)
	})
}

// begin makes a bulk, of which the targets are the rows on the screen.
func (m *model) begin(d inbox.Decision, targets []desk.Target, decide func(context.Context, func(done, total int)) (desk.Bulk, error)) tea.Cmd {
	m.waitFor(d, targets)
	a, _ := inbox.ActionOf(d.Verb)
	ctx, stop := context.WithCancel(m.ctx)
	b := &bulk{title: a.Title, began: m.now, stop: stop}
	m.bulk = b
	work := func() tea.Msg {
		defer stop()
		made, err := decide(ctx, b.tell)
		return decidedMsg{decision: d, targets: targets, bulk: made, err: err, of: b}
	}
	return tea.Batch(work, m.after(bulkEvery, bulkTickMsg{}))
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
	return tea.Batch(again, m.say(m.progress(b)))
}

// tell notes how far it is.
func (b *bulk) tell(done, total int) {
	b.done.Store(int64(done))
	b.total.Store(int64(total))
}

// progress says how far one is.
func (m *model) progress(b *bulk) status {
	return plain("%s: %s of %s · esc stops it", b.title, m.lang.Number(int(b.done.Load())), m.lang.Number(int(b.total.Load())))
}

// stopBulk ends a bulk where it is.
func (m *model) stopBulk() tea.Cmd {
	m.bulk.stop()
	return m.say(plain("%s: stopping …", m.bulk.title))
}

// bulkEnded notes what a decision about several items left out, and reports whether somebody stopped it.
func (m *model) bulkEnded(msg decidedMsg) (stopped bool) {
	if msg.of == nil {
		return false
	}
	a, _ := inbox.ActionOf(msg.decision.Verb)
	m.skipped = skipped{title: a.Title, all: msg.bulk.Skipped}
	m.bulk, m.quitting = nil, false
	return errors.Is(msg.err, context.Canceled)
}
