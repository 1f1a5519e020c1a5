package console

import (
	"math"
	"slices"

	"vigie/inbox"
)

// list is the window of rows around the cursor: some three screens of them, however many the inbox has. The row under the
// cursor keeps its line of the pane, whatever comes or goes around it.
type list struct {
	rows     []inbox.Row
	cursor   int
	line     int  // of the pane, on which the cursor's row begins
	hidden   int  // lines of the pane above the rows, under what is written there
	moreUp   bool // the inbox goes on before rows
	moreDown bool
	loaded   bool
	slow     bool // it takes long until it is
	err      error
	newest   uint64 // the greatest number that the person had a chance to see
	above    int    // rows above the pane that are newer than that
}

func (l *list) current() (inbox.Row, bool) {
	if l.cursor < 0 || l.cursor >= len(l.rows) {
		return inbox.Row{}, false
	}
	return l.rows[l.cursor], true
}

// heights tells how many lines a row takes.
type heights func(inbox.Row) int

// step moves the cursor by rows. Where it would leave the pane, the pane goes on by two thirds of its lines: on a slow connection a
// repaint now and then is better than one at each key.
func (l *list) step(by, high int, of heights) {
	for ; by > 0 && l.cursor < len(l.rows)-1; by-- {
		l.line += of(l.rows[l.cursor])
		l.cursor++
		if l.line+of(l.rows[l.cursor]) > high {
			l.line = high / 3
		}
	}
	for ; by < 0 && l.cursor > 0; by++ {
		l.cursor--
		l.line -= of(l.rows[l.cursor])
		if l.line < 0 {
			l.line = high * 2 / 3
		}
	}
	l.settle(high, of)
}

// page moves by the rows of about half a pane; the cursor keeps its line.
func (l *list) page(direction, high int, of heights) {
	line, moved := l.line, 0
	for moved < high/2 {
		next := l.cursor + direction
		if next < 0 || next >= len(l.rows) {
			break
		}
		moved += of(l.rows[l.cursor])
		l.cursor = next
	}
	l.line = line
	l.settle(high, of)
}

// settle leaves no hole above the first row or below the last where rows could fill it.
func (l *list) settle(high int, of heights) {
	if len(l.rows) == 0 {
		l.cursor, l.line = 0, 0
		return
	}
	l.cursor = min(max(l.cursor, 0), len(l.rows)-1)
	l.line = max(0, min(l.line, high-of(l.rows[l.cursor])))
	if !l.moreDown {
		l.line = max(l.line, high-sum(l.rows[l.cursor:], of))
	}
	if !l.moreUp {
		l.line = min(l.line, sum(l.rows[:l.cursor], of))
	}
}

func sum(rows []inbox.Row, of heights) int {
	n := 0
	for _, r := range rows {
		n += of(r)
	}
	return n
}

// first is the first row to draw and the line it begins on, which is negative where its head is cut off.
func (l *list) first(of heights) (row, line int) {
	row, line = l.cursor, l.line
	for row > 0 && line > 0 {
		row--
		line -= of(l.rows[row])
	}
	return row, line
}

// rowAt is the row that a line of the pane shows, and the line on which it begins; -1 where there is none.
func (l *list) rowAt(line int, of heights) (row, begins int) {
	row, begins = l.first(of)
	for ; line >= begins && row < len(l.rows); row++ {
		high := of(l.rows[row])
		if line < begins+high {
			return row, begins
		}
		begins += high
	}
	return -1, 0
}

// replace puts a newly read window in the place of the old one. The cursor stays on its item; where that has left the view,
// on the one that follows it.
func (l *list) replace(rows []inbox.Row, moreUp, moreDown bool, order inbox.Order) {
	old, had := l.current()
	l.rows, l.moreUp, l.moreDown, l.loaded, l.err = rows, moreUp, moreDown, true, nil
	if !had {
		l.cursor = 0
		return
	}
	l.cursor = l.find(order.At(&old.Item), order)
}

// find is the index of the row at a position, or else of the first one after it.
func (l *list) find(at inbox.Position, order inbox.Order) int {
	i := slices.IndexFunc(l.rows, func(r inbox.Row) bool { return !order.Precedes(order.At(&r.Item), at) })
	if i < 0 {
		return max(len(l.rows)-1, 0)
	}
	return i
}

func (l *list) index(number uint64) int {
	return slices.IndexFunc(l.rows, func(r inbox.Row) bool { return r.Number == number })
}

// end is a position after every item.
func end(order inbox.Order) inbox.Position {
	if order == inbox.Oldest {
		return inbox.Position{Order: math.MaxInt64, Number: math.MaxUint64}
	}
	ranks := order.Ranks()
	return inbox.Position{Rank: ranks[len(ranks)-1], Order: math.MinInt64, Number: 1}
}

// justBefore is the position after which a page begins that begins with the item at p.
func justBefore(p inbox.Position, order inbox.Order) inbox.Position {
	if order != inbox.Oldest {
		p.Number++
		return p
	}
	if p.Number == 0 {
		p.Order--
	}
	p.Number--
	return p
}

// look counts the rows above the pane that came since the person last had a chance to see them; it is what they see now that
// sets the mark.
func (l *list) look(of heights) {
	first, _ := l.first(of)
	if first == 0 && !l.moreUp || l.newest == 0 {
		for _, r := range l.rows {
			l.newest = max(l.newest, r.Number)
		}
	}
	l.above = 0
	for _, r := range l.rows[:min(first, len(l.rows))] {
		if r.Number > l.newest {
			l.above++
		}
	}
}

// unseen is the index of the next unseen row in a direction; -1 where the window has none.
func (l *list) unseen(direction int) int {
	for i := l.cursor + direction; i >= 0 && i < len(l.rows); i += direction {
		if !l.rows[i].Seen {
			return i
		}
	}
	return -1
}
