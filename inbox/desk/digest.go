package desk

import (
	"context"
	"slices"
	"time"

	"vigie/inbox"
)

// Digest is what happened to what a person sees while they were away. What didn't happen has no line.
type Digest struct {
	Since, Until time.Time
	Lines        []DigestLine
	Outages      []ChannelOutage // of the person's channels, since then
}

// DigestLine is one thing that happened, how often, and the search that finds its items.
type DigestLine struct {
	What  Happening
	Name  string // the channel of CameIn, the colleague of WorkedOn
	Count int    // of items
	More  bool   // there are more
	Query inbox.Query
	Did   []Did // of WorkedOn, the most frequent first
}

// Did is how often somebody decided something.
type Did struct {
	Verb  inbox.Verb
	Count int
}

// ChannelOutage is a time when a channel wasn't heard.
type ChannelOutage struct {
	Channel string
	Outage
}

// Happening is what a line of a digest tells.
type Happening string

// What happens while somebody is away.
const (
	CameIn       Happening = "new"
	CameUrgent   Happening = "urgent"    // of the new ones
	NamesYou     Happening = "mentioned" // not read yet, whenever it was written
	MadeYours    Happening = "assigned"  // by somebody else
	CameBack     Happening = "returned"  // from departments
	WentOut      Happening = "escalated" // to departments, by others
	IsLate       Happening = "overdue"   // with a department, now
	YouSent      Happening = "sent"      // deliveries of the person's that arrived
	YoursRefused Happening = "refused"   // … that the platform refused
	YoursUnknown Happening = "uncertain" // … of which nobody knows
	WorkedOn     Happening = "colleague" // what one of the others decided
)

// Happenings lists them in the order of a digest: what wants something of the person first.
var Happenings = []Happening{
	NamesYou, MadeYours, YoursRefused, YoursUnknown, CameBack, IsLate, CameUrgent, CameIn, WentOut, YouSent, WorkedOn,
}

// A digest tells up to digestMost items of each kind, and looks at no more than digestPages stretches of the log.
const (
	digestMost  = 400
	digestPages = 10
)

// Digest tells what happened since a time. What it costs doesn't grow with the inbox: it walks back from the newest.
func (s *Seat) Digest(ctx context.Context, since time.Time) (Digest, error) {
	d := Digest{Since: since.UTC().Truncate(time.Minute), Until: s.Now()}
	if err := s.digestItems(ctx, &d); err != nil {
		return d, err
	}
	past, err := s.readPast(ctx, d.Since)
	if err != nil {
		return d, err
	}
	d.Lines = append(d.Lines, past.lines()...)
	slices.SortStableFunc(d.Lines, func(a, b DigestLine) int { return slices.Index(Happenings, a.What) - slices.Index(Happenings, b.What) })
	d.Outages = s.outages(d.Since)
	return d, nil
}

// digestItems tells what a search alone counts.
func (s *Seat) digestItems(ctx context.Context, d *Digest) error {
	is := func(value string) inbox.Query { return inbox.Query{Root: inbox.Term{Field: "is", Value: value}} }
	came := inbox.CameSince(d.Since)
	asked := []DigestLine{
		{What: CameUrgent, Query: inbox.Query{Root: inbox.Term{Field: "priority", Value: inbox.Urgent.String()}}.And(came)},
		{What: NamesYou, Query: is("mentioned")},
		{What: IsLate, Query: is("overdue")},
	}
	for _, h := range s.Health() {
		asked = append(asked, DigestLine{What: CameIn, Name: h.Channel, Query: inbox.Query{Root: inbox.Term{Field: "channel", Value: h.Channel}}.And(came)})
	}
	for _, l := range asked {
		var err error
		if l.Count, l.More, err = s.Count(ctx, l.Query, digestMost); err != nil {
			return err
		}
		if l.Count > 0 {
			d.Lines = append(d.Lines, l)
		}
	}
	return nil
}

// told is a kind of happening, or a colleague.
type told struct {
	what Happening
	name string
}

// pastOf is what the log tells: the items of each line, newest first.
type pastOf struct {
	seat  *Seat
	order []told
	items map[told][]uint64
	did   map[string]map[inbox.Verb]int
	cut   bool // the log goes on, but nobody looked
}

// readPast walks the log back to a time.
func (s *Seat) readPast(ctx context.Context, since time.Time) (*pastOf, error) {
	p := &pastOf{seat: s, items: map[told][]uint64{}, did: map[string]map[inbox.Verb]int{}}
	ask := inbox.LogAsk{Limit: 1000}
	for range digestPages {
		page, err := s.LogPage(ctx, ask)
		if err != nil {
			return nil, err
		}
		for _, e := range page.Entries {
			switch {
			case e.Rule == inbox.ImportRule:
				continue // it tells of earlier times
			case e.At.Before(since):
				return p, nil
			}
			if err := p.read(e); err != nil {
				return nil, err
			}
		}
		if page.Next == 0 || page.Looked.Before(since) {
			return p, nil
		}
		ask.Before = page.Next
	}
	p.cut = true
	return p, nil
}

// read notes what an entry tells.
func (p *pastOf) read(e inbox.Entry) error {
	if e.Number == 0 || e.Undone {
		return nil
	}
	me := p.seat.name
	if e.Delivery != 0 && e.By == "" {
		return p.delivered(e)
	}
	verb := inbox.Verb(e.What)
	if _, decision := inbox.ActionOf(verb); !decision || e.By == me {
		return nil
	}
	switch {
	case verb == inbox.VerbReturn:
		p.add(CameBack, "", e.Number)
	case verb == inbox.VerbEscalate:
		p.add(WentOut, "", e.Number)
	case verb == inbox.VerbAssign && e.To == me:
		p.add(MadeYours, "", e.Number)
	}
	if e.By == "" || e.Rule != "" {
		return nil
	}
	p.add(WorkedOn, e.By, e.Number)
	if p.did[e.By] == nil {
		p.did[e.By] = map[inbox.Verb]int{}
	}
	p.did[e.By][verb]++
	return nil
}

// delivered notes what became of a delivery of the person's.
func (p *pastOf) delivered(e inbox.Entry) error {
	what, tells := map[string]Happening{"sent": YouSent, "refused": YoursRefused, "uncertain": YoursUnknown}[e.What]
	if !tells {
		return nil
	}
	dl, err := p.seat.desk.store.Delivery(e.Delivery)
	if err == nil && dl.By == p.seat.name {
		p.add(what, "", e.Number)
	}
	return err
}

func (p *pastOf) add(what Happening, name string, number uint64) {
	of := told{what, name}
	if p.items[of] == nil {
		p.order = append(p.order, of)
	}
	if !slices.Contains(p.items[of], number) && len(p.items[of]) <= digestMost {
		p.items[of] = append(p.items[of], number)
	}
}

func (p *pastOf) lines() (lines []DigestLine) {
	for _, of := range p.order {
		numbers := p.items[of]
		l := DigestLine{What: of.what, Name: of.name, Count: min(len(numbers), digestMost), More: p.cut || len(numbers) > digestMost}
		l.Query = itemsNamed(numbers)
		if of.what == WorkedOn {
			l.Did = didOf(p.did[of.name])
		}
		lines = append(lines, l)
	}
	return lines
}

// outages are when channels weren't heard, as far as this process knows.
func (s *Seat) outages(since time.Time) (list []ChannelOutage) {
	for _, h := range s.Health() {
		if o := h.Outage; !o.Since.IsZero() && (o.Until.IsZero() || o.Until.After(since)) {
			list = append(list, ChannelOutage{h.Channel, o})
		}
	}
	return list
}
