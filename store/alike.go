package store

import "vigie/inbox"

// alike finds the open items that say nearly the same, and which of them stands for the others: the newest, or the one that is
// being looked at. That is so whatever page one looks at and from which side, since it hangs from the group alone.
type alike struct {
	groups map[alikeKey]*alikeGroup
	whole  bool           // the question finds the whole of a group, or nothing of it
	many   []*indexStream // of groups so large that their items aren't even read
	last   *alikeGroup    // of the item that was read
	look   *indexStream   // with which the next group is looked up; nil: another is needed
}

type alikeKey struct {
	brand string
	gist  uint64
}

type alikeGroup struct {
	head inbox.Position
	n    int
	more bool
}

// Up to how many items of a group are counted: by their entries alone, or where each has to be asked.
const (
	alikeMost  = 999
	alikeAsked = 99
)

// alikeLarge is from how many items on a group's entries are passed over without reading the items.
const alikeLarge = 50

// collapse begins to gather what says the same.
func (w *walk) collapse() {
	w.alike = &alike{groups: make(map[alikeKey]*alikeGroup, min(w.ask.Limit, defaultPage)), whole: findsWhole(w.ask.Query.Root)}
	if w.ask.Stay == 0 || w.read(w.ask.Stay) != nil || !w.fits(false) {
		return
	}
	if g := w.groupOf(); g != nil {
		g.head = w.at.At()
	}
}

// findsWhole reports whether an expression finds open items whatever they are.
func findsWhole(e inbox.Expr) bool {
	return e == nil || e == inbox.Expr(inbox.Term{Field: "is", Value: inbox.Open.String()})
}

// groupOf is the group of the item that was read; nil where it is alone.
func (w *walk) groupOf() *alikeGroup {
	gist := w.v.store.gists.of(&w.at.Item)
	if gist == 0 {
		return nil
	}
	key := alikeKey{w.at.Brand, gist}
	g, known := w.alike.groups[key]
	if !known {
		g = w.newGroup(key)
		w.alike.groups[key] = g
	}
	return g
}

// newGroup counts a group, the newest first.
func (w *walk) newGroup(key alikeKey) *alikeGroup {
	if w.alike.look == nil {
		w.alike.look = &indexStream{cursor: w.v.bucket(byGist.bucketOf()).Cursor()}
	}
	entries := w.alike.look
	entries.prefix = appendGist(entries.prefix[:0], w.v.names.number(brandName, key.brand), key.gist)
	entries.turn(newestFirst)
	head, ok := entries.seek(newestFirst.start())
	if _, more := entries.next(); !ok || !more {
		return nil
	}
	if w.alike.whole {
		return w.countEntries(entries, head)
	}
	return w.countItems(entries)
}

// countEntries counts a group by what is left of its entries after the first two.
func (w *walk) countEntries(entries *indexStream, head inbox.Position) *alikeGroup {
	g := &alikeGroup{head: head, n: 2}
	for _, ok := entries.next(); ok && !g.more; _, ok = entries.next() {
		if g.more = g.n == alikeMost; !g.more {
			g.n++
		}
	}
	if g.n >= alikeLarge {
		entries.turn(w.plan.way)
		w.alike.many, w.alike.look = append(w.alike.many, entries), nil
	}
	return g
}

// countItems counts those of a group that the question finds, by reading them.
func (w *walk) countItems(entries *indexStream) *alikeGroup {
	here := w.at
	defer func() { w.at = here }()
	entries.turn(newestFirst)
	var g alikeGroup
	asked := 0
	for p, ok := entries.seek(newestFirst.start()); ok && !w.stopped(); p, ok = entries.next() {
		if asked++; g.n > 0 && asked > alikeAsked {
			g.more = true
			break
		}
		if w.v.readRecord(p.Number, &w.at) != nil || !w.fits(false) {
			continue
		}
		if g.n++; g.n == 1 {
			g.head = p
		}
	}
	if g.n < 2 {
		return nil
	}
	return &g
}

// hides reports whether another item stands for the one that was read.
func (a *alike) hides(w *walk) bool {
	if a == nil {
		return false
	}
	a.last = w.groupOf()
	return a.last != nil && a.last.head != w.at.At()
}

// passes reports whether an item is of a large group and doesn't stand for it.
func (a *alike) passes(p inbox.Position) bool {
	if a == nil {
		return false
	}
	for _, entries := range a.many {
		if at, ok := entries.seek(p); ok && at == p && !a.isHead(p) {
			return true
		}
	}
	return false
}

func (a *alike) isHead(p inbox.Position) bool {
	for _, g := range a.groups {
		if g != nil && g.head == p {
			return true
		}
	}
	return false
}

// size is how many items the row of the item that was read stands for.
func (a *alike) size() (n int, more bool) {
	if a == nil || a.last == nil {
		return 0, false
	}
	return a.last.n, a.last.more
}
