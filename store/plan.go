package store

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"vigie/inbox"
)

// plan turns a query into streams: what an index answers is walked, the rest is asked of each item that comes along.
type plan struct {
	*view
	scene  inbox.Scene
	brands []uint32
	way    direction
	stop   func() bool
}

var everyStatus = []uint32{
	uint32(inbox.Open), uint32(inbox.Snoozed), uint32(inbox.Escalated), uint32(inbox.Returned), uint32(inbox.Done),
}

// found is what is known of the items that an expression finds.
type found struct {
	stream                             // nil: no index leads to them
	exact    bool                      // what is known is all that the expression asks
	disjoint bool                      // the stream's size is how many there are
	keep     func(inbox.Position) bool // a test that costs little; nil: none
	during   *span                     // the time to which it keeps; nil: any
}

// known reports whether anything is known.
func (f found) known() bool { return f.stream != nil || f.keep != nil || f.during != nil }

// lead is what is found as a stream: of everything that passes the test within the time, where no index leads.
func (p *plan) lead(f found) found {
	led := found{stream: f.stream, exact: f.exact, disjoint: f.disjoint && f.keep == nil && f.during == nil}
	if led.stream == nil {
		led.stream = p.everything().stream
	}
	if f.during != nil {
		led.stream = &spanStream{led.stream, *f.during, p.way}
	}
	if f.keep != nil {
		led.stream = &siftStream{led.stream, f.keep, p.stop}
	}
	return led
}

// everything is every item that isn't ours.
func (p *plan) everything() found {
	return found{stream: p.statuses(everyStatus...), exact: true, disjoint: true}
}

func (p *plan) statuses(values ...uint32) stream {
	return p.indexed(p.brands, byStatus, values, p.way)
}

// indexed walks over the entries of some values of an index, in some brands.
func (v *view) indexed(brands []uint32, k indexKind, values []uint32, way direction) stream {
	var parts []stream
	for _, brand := range brands {
		for _, value := range values {
			p := prefix(brand, k, value)
			n := v.count(p)
			if n == 0 && k != byThread {
				continue
			}
			parts = append(parts, &indexStream{cursor: v.bucket(k.bucketOf()).Cursor(), prefix: p, way: way, count: n, steps: nearby})
		}
	}
	if len(parts) == 0 {
		return &listStream{way: way}
	}
	return unionOf(parts, way)
}

// find is what the indexes know of an expression.
func (p *plan) find(e inbox.Expr) found {
	switch e := e.(type) {
	case nil:
		return p.everything()
	case inbox.And:
		return p.findAll(e)
	case inbox.Or:
		return p.findAny(e)
	case inbox.Term:
		return p.findTerm(e)
	case inbox.Words:
		return p.findWords(e)
	case inbox.Not:
		return p.findNot(e.Expr, false)
	}
	return found{}
}

func (p *plan) findAll(and inbox.And) found {
	var parts []stream
	var tests []func(inbox.Position) bool
	all := found{exact: true}
	for _, e := range and {
		f := p.findPart(e)
		all.exact = all.exact && f.exact
		if f.stream != nil {
			parts = append(parts, f.stream)
		}
		if f.keep != nil {
			tests = append(tests, f.keep)
		}
		all.during = all.during.meet(f.during)
	}
	all.keep = everyTest(tests)
	if len(parts) > 0 {
		all.stream = meetOf(parts, p.way)
	}
	return all
}

// findPart is what is known of a part beside others.
func (p *plan) findPart(e inbox.Expr) found {
	if not, ok := e.(inbox.Not); ok {
		return p.findNot(not.Expr, true)
	}
	return p.find(e)
}

// everyTest passes what passes all; nil where there are none.
func everyTest(tests []func(inbox.Position) bool) func(inbox.Position) bool {
	if len(tests) == 0 {
		return nil
	}
	return func(at inbox.Position) bool {
		for _, test := range tests {
			if !test(at) {
				return false
			}
		}
		return true
	}
}

func (p *plan) findAny(or inbox.Or) found {
	var parts []stream
	exact := true
	for _, e := range or {
		f := p.find(e)
		if !f.known() {
			return found{}
		}
		f = p.lead(f)
		exact = exact && f.exact
		parts = append(parts, f.stream)
	}
	if len(parts) == 0 {
		return found{}
	}
	return found{stream: unionOf(parts, p.way), exact: exact}
}

func (p *plan) findTerm(t inbox.Term) found {
	switch t.Field {
	case "is":
		return p.findState(t.Value)
	case "channel":
		return p.findNamed(t, byChannel, channelName)
	case "tag":
		return p.findNamed(t, byTag, tagName)
	case "department":
		return p.findNamed(t, byDepartment, departmentName)
	case "assignee":
		return p.findNamed(t, byAssignee, personName)
	case "mentions":
		return p.findNamed(t, byMention, personName)
	case "author":
		return p.findAuthor(t.Value)
	case "since":
		return p.findSince(t)
	case "brand":
		return p.findBrand(t)
	case "thread":
		return p.findThread(t.Value)
	case "id":
		return p.findNumbers(t.Value)
	case "before", "after", "on":
		from, to, _ := t.Span(p.scene)
		return found{during: &span{from, to}, exact: true}
	case "weekday", "hour":
		recurs := t.Recurs(p.scene)
		return found{keep: func(at inbox.Position) bool { return recurs(at.Order) }, exact: true}
	}
	return found{}
}

func (p *plan) findState(value string) found {
	if status, err := inbox.ParseStatus(value); err == nil {
		return found{stream: p.statuses(uint32(status)), exact: true, disjoint: true}
	}
	switch value {
	case "mine":
		return p.findNamed(inbox.Term{Field: "assignee", Value: "me"}, byAssignee, personName)
	case "mentioned":
		return p.findNamed(inbox.Term{Field: "mentions", Value: "me"}, byMentioned, personName)
	case "unsent":
		return found{stream: p.indexed(p.brands, byUnsent, []uint32{0}, p.way), exact: true, disjoint: true}
	case "review":
		return found{stream: p.indexed(p.brands, byReview, []uint32{0}, p.way), exact: true, disjoint: true}
	case "overdue":
		return found{stream: p.statuses(uint32(inbox.Escalated))}
	}
	return found{}
}

// findNamed walks over the index of every name that the term accepts. What has no name stands in no index.
func (p *plan) findNamed(t inbox.Term, k indexKind, of nameKind) found {
	none, ok := t.Accepts("", p.scene)
	if !ok || none {
		return found{}
	}
	var values []uint32
	for i, name := range p.names.byNumber[of] {
		if yes, _ := t.Accepts(name, p.scene); yes {
			values = append(values, uint32(i+1))
		}
	}
	return found{stream: p.indexed(p.brands, k, values, p.way), exact: true, disjoint: k != byTag && k != byMention || len(values) == 1}
}

// findAuthor leads to the items whose words tell that they may be by somebody who is called so in part, and to those of whom it is
// the id. A part of one word leads nowhere: it may stand within a longer one.
func (p *plan) findAuthor(value string) found {
	w := inbox.WordsAround(inbox.Fold(value))
	if len(w.Words) == 0 {
		return found{}
	}
	called := p.findWords(w)
	var theirs []uint32
	for i := range p.names.byNumber[channelName] {
		if n := p.authorNumber(uint32(i+1), value); n != 0 {
			theirs = append(theirs, n)
		}
	}
	switch {
	case len(theirs) == 0:
		return found{stream: called.stream, keep: called.keep}
	case called.stream == nil:
		return found{} // a test of words would leave out what the id leads to
	}
	return found{stream: unionOf([]stream{called.stream, p.indexed(p.brands, byAuthor, theirs, p.way)}, p.way)}
}

// sinceMost is up to how many items that came in last are listed; among more of them the others are found soon enough.
const sinceMost = 5000

// findSince leads to what came in since a moment: the numbers of items grow with the time of their arrival.
func (p *plan) findSince(t inbox.Term) found {
	moment, ok := t.Moment(p.scene)
	if !ok {
		return found{}
	}
	last := p.bucket(bucketItems).Sequence()
	var it record
	first := 1 + uint64(sort.Search(int(last), func(i int) bool {
		return p.readRecord(uint64(i)+1, &it) == nil && !it.Arrived.Before(moment)
	}))
	if last-first >= sinceMost && first <= last {
		return found{keep: func(at inbox.Position) bool { return at.Number >= first }}
	}
	s := &listStream{way: p.way}
	for n := first; n <= last; n++ {
		if p.readRecord(n, &it) == nil && !it.Ours {
			s.list = append(s.list, it.At())
		}
	}
	s.sort()
	return found{stream: s}
}

func (p *plan) findBrand(t inbox.Term) found {
	var numbers []uint32
	for _, n := range p.brands {
		if yes, _ := t.Accepts(p.names.name(brandName, n), p.scene); yes {
			numbers = append(numbers, n)
		}
	}
	return found{stream: p.indexed(numbers, byStatus, everyStatus, p.way), exact: true, disjoint: true}
}

// findThread walks over the threads of that root, on whichever channel. Ours stand there too, so that it isn't exact.
func (p *plan) findThread(root string) found {
	var threads []uint32
	for i := range p.names.byNumber[channelName] {
		ref, _, err := p.remote(uint32(i+1), root)
		if err == nil && ref.thread != 0 && !slices.Contains(threads, uint32(ref.thread)) {
			threads = append(threads, uint32(ref.thread))
		}
	}
	return found{stream: p.indexed(p.brands, byThread, threads, p.way)}
}

func (p *plan) findNumbers(list string) found {
	s := &listStream{way: p.way}
	for word := range strings.SplitSeq(list, ",") {
		n, err := strconv.ParseUint(strings.TrimSpace(word), 10, 64)
		if err != nil {
			continue
		}
		if it, err := p.item(n); err == nil {
			s.list = append(s.list, it.At())
		}
	}
	s.sort()
	return found{stream: s}
}
