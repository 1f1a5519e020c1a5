package desk

import (
	"context"
	"sync"

	"vigie/inbox"
)

// maxWaiting is how many changes wait for a watcher before it counts as fallen behind.
const maxWaiting = 1000

// ErrClosed says that a watcher was closed.
var ErrClosed error = inbox.Reason("the watcher is closed")

// feed tells whoever watches, and waits for nobody.
type feed struct {
	mu       sync.Mutex
	watchers map[*Watcher]struct{}
}

// Watcher hears of every change after it was made. It may hear of two changes of one item in either order: the higher
// version is the later one.
type Watcher struct {
	feed    *feed
	sees    func(inbox.Item) bool // nil: every item
	mu      sync.Mutex
	waiting Notice
	some    chan struct{}
	closed  chan struct{}
	once    sync.Once
}

// Watch begins a watch over every brand. Close it at the end.
func (d *Desk) Watch() *Watcher { return d.feed.watch(nil) }

func (f *feed) watch(sees func(inbox.Item) bool) *Watcher {
	w := &Watcher{feed: f, sees: sees, some: make(chan struct{}, 1), closed: make(chan struct{})}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.watchers == nil {
		f.watchers = map[*Watcher]struct{}{}
	}
	f.watchers[w] = struct{}{}
	return w
}

func (f *feed) publish(n Notice) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for w := range f.watchers {
		w.add(n)
	}
}

func (w *Watcher) add(n Notice) {
	if w.sees != nil {
		var seen []inbox.Applied
		for _, a := range n.Applied {
			switch {
			case w.sees(a.Item):
				seen = append(seen, a)
			case w.sees(before(a)):
				n.Lost = true // it is theirs no more: what they have of it is to be read again
			}
		}
		n.Applied = seen
	}
	if !n.Lost && !n.Channels && !n.Here && !n.Door && !n.Views && len(n.Applied) == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting.Channels, w.waiting.Here = w.waiting.Channels || n.Channels, w.waiting.Here || n.Here
	w.waiting.Door, w.waiting.Views = w.waiting.Door || n.Door, w.waiting.Views || n.Views
	switch {
	case w.waiting.Lost:
	case n.Lost, len(w.waiting.Applied)+len(n.Applied) > maxWaiting:
		w.waiting = Notice{Lost: true, Channels: true, Here: true, Door: true, Views: true}
	default:
		w.waiting.Applied = append(w.waiting.Applied, n.Applied...)
	}
	nudge(w.some)
}

// before is the item as it was before its change.
func before(a inbox.Applied) inbox.Item {
	it := a.Item
	if was, err := a.Patch.Invert().Apply(it.Triage); err == nil {
		it.Triage = was
	}
	return it
}

// Next waits for what happened since the last call, all in one notice. It ends with the context, or with ErrClosed.
func (w *Watcher) Next(ctx context.Context) (Notice, error) {
	select {
	case <-ctx.Done():
		return Notice{}, context.Cause(ctx)
	case <-w.closed:
		return Notice{}, ErrClosed
	case <-w.some:
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.waiting
	w.waiting = Notice{}
	return n, nil
}

// Close ends the watch; a call of Next that waits returns.
func (w *Watcher) Close() {
	w.feed.mu.Lock()
	delete(w.feed.watchers, w)
	w.feed.mu.Unlock()
	w.once.Do(func() { close(w.closed) })
}
