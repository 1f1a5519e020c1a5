package mastodon

import (
	"cmp"
	"net/url"
	"strconv"
	"time"
)

// position is where the reading of a listing stands, as ids.
//
// The first reading goes back from the newest, page by page, until all is older than the channel's start; what arrives
// meanwhile is newer than Top and left to the next. Later ones go forward from Floor, or back down to it.
type position struct {
	Floor  string    `json:"floor,omitempty"`  // a reading begins after this
	After  string    `json:"after,omitempty"`  // going forward: it goes on after this
	Before string    `json:"before,omitempty"` // going back: it goes on before this
	Top    string    `json:"top,omitempty"`    // the newest that this reading met
	Mark   string    `json:"mark,omitempty"`   // the next Floor, once it is old enough
	Marked time.Time `json:"marked,omitzero"`
}

// query asks for the next page.
func (p position) query(l listing) url.Values {
	q := url.Values{"limit": {strconv.Itoa(l.limit)}}
	switch {
	case p.Before != "":
		q.Set("max_id", p.Before)
	case l.walks && p.Floor != "":
		q.Set("min_id", cmp.Or(p.After, p.Floor))
	}
	return q
}

// take moves the position past a page, and reports whether the reading goes on.
func (p *position) take(l listing, page []entry, since, now time.Time) bool {
	oldest, newest := ends(page)
	if newest == "" {
		p.end(l, now)
		return false
	}
	if p.Top == "" || compare(newest, p.Top) > 0 {
		p.Top = newest
	}
	if l.walks && p.Floor != "" {
		if newest == p.After { // the server doesn't know min_id
			p.end(l, now)
			return false
		}
		p.After = newest
		return true
	}
	reached := p.Floor == "" && allBefore(page, since) || p.Floor != "" && compare(oldest, p.Floor) <= 0
	if reached || oldest == p.Before {
		p.end(l, now)
		return false
	}
	p.Before = oldest
	return true
}

// end ends a reading. The next begins at what this one met, or, where posts turn up late, at what one met some time ago.
func (p *position) end(l listing, now time.Time) {
	top := cmp.Or(p.Top, p.Mark, p.Floor)
	p.After, p.Before, p.Top = "", "", ""
	switch {
	case l.late == 0, p.Floor == "":
		p.Floor = top
	case p.Mark == "":
		p.Mark, p.Marked = top, now
	case now.Sub(p.Marked) >= l.late:
		p.Floor, p.Mark, p.Marked = p.Mark, top, now
	}
}

// ends are the oldest and the newest id of a page, "" where none could be read.
func ends(page []entry) (oldest, newest string) {
	for _, e := range page {
		if e.id == "" {
			continue
		}
		if oldest == "" || compare(e.id, oldest) < 0 {
			oldest = e.id
		}
		if newest == "" || compare(e.id, newest) > 0 {
			newest = e.id
		}
	}
	return oldest, newest
}

// allBefore reports whether a page is older than since. One that tells no date isn't: the next will tell.
func allBefore(page []entry, since time.Time) bool {
	dated := false
	for _, e := range page {
		if e.at.IsZero() {
			continue
		}
		if dated = true; !e.at.Before(since) {
			return false
		}
	}
	return dated
}
