package desk

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/inbox"
)

// FiguresAsk is a question for figures.
type FiguresAsk struct {
	Brand    string         // "" = all that the person may see
	From, To time.Time      // of what was posted, to the minute; To is not part of it
	Zone     *time.Location // of days and hours; nil is UTC
	Private  bool           // private items too
}

// Figures tell of what was posted in a period, what became of it, and what waits now. Each has the search that finds its items.
type Figures struct {
	FiguresAsk
	Items   int
	Private int // items that are left out because they are private
	Days    []Day
	Week    [7][24]int // by weekday and hour of the day
	Brands  []Bar      // the most first, like those that follow
	Channels,
	Tags []Bar
	Untagged    Bar
	Answer      Delay // from what was posted to our first answer
	Done        Delay // to when it was done, of what is
	Departments []DepartmentFigures
	Backlog     []Age           // open or returned, whenever it was posted
	People      []PersonFigures // what they decided in the period; for leads alone
	Whole       bool            // all was looked at
	Query       inbox.Query     // finds the items
}

// Day is one of the period, by the clock on the wall.
type Day struct {
	Start time.Time
	Count int
	Query inbox.Query
}

// Bar counts the items of a name.
type Bar struct {
	Name  string
	Count int
	Query inbox.Query
}

// Delay tells how long something took.
type Delay struct {
	Count       int           // of the items that it is known of
	Median, P90 time.Duration // as long as half of them, and nine tenths of them, took at the most
	Query       inbox.Query
}

// DepartmentFigures are how a department answered what it was given.
type DepartmentFigures struct {
	Name   string
	Given  int
	Answer Delay // from what it was given to its answer
	Timed  int   // of what it was given: with a term, and answered or late
	InTime int   // of these: answered in time
	Query  inbox.Query
}

// Age is how many items wait since so long.
type Age struct {
	From, To time.Duration // To 0 is without end
	Count    int
	Query    inbox.Query
}

// PersonFigures are what somebody decided in the period.
type PersonFigures struct {
	Name      string
	Decisions int
	Did       []Did       // the most frequent first
	Query     inbox.Query // the newest of the items
}

// Find is the search for those of the items that also fit some terms.
func (f Figures) Find(terms ...inbox.Expr) inbox.Query {
	return f.Query.And(inbox.Query{Root: inbox.And(terms)})
}

// Slot finds the items of an hour of a weekday.
func (f Figures) Slot(day time.Weekday, hour int) inbox.Query {
	return f.Find(inbox.Term{Field: "weekday", Value: strings.ToLower(day.String())}, hourTerm(hour))
}

// Hours are the items of each hour of the day.
func (f Figures) Hours() []Bar {
	hours := make([]Bar, 24)
	for h := range hours {
		hours[h] = Bar{Name: strconv.Itoa(h), Query: f.Find(hourTerm(h))}
		for _, day := range f.Week {
			hours[h].Count += day[h]
		}
	}
	return hours
}

func hourTerm(hour int) inbox.Term { return inbox.Term{Field: "hour", Value: strconv.Itoa(hour)} }

// Figures are walked over in pages of figuresPage items; what they are so far is told no more often than figuresEvery.
const (
	figuresPage  = 1000
	figuresEvery = 200 * time.Millisecond
)

// Figures count what was posted in a period. What that costs grows with the items of the period and with what was decided since
// it began, not with the inbox; so far, where given, hears what is known meanwhile.
func (s *Seat) Figures(ctx context.Context, ask FiguresAsk, soFar func(Figures)) (Figures, error) {
	c, err := s.newCounting(ask)
	if err != nil {
		return Figures{}, err
	}
	told := s.Now()
	err = c.items(ctx, func() {
		if soFar != nil && s.Now().Sub(told) >= figuresEvery {
			soFar(c.figures())
			told = s.Now()
		}
	})
	if err == nil {
		err = c.backlog(ctx)
	}
	if err == nil {
		err = c.people(ctx)
	}
	f := c.figures()
	f.Whole = err == nil
	return f, err
}

func (s *Seat) newCounting(ask FiguresAsk) (*counting, error) {
	if ask.Zone == nil {
		ask.Zone = time.UTC
	}
	ask.From, ask.To = ask.From.Truncate(time.Minute), ask.To.Truncate(time.Minute)
	if !ask.From.Before(ask.To) {
		return nil, refuse(inbox.ErrIncomplete, "a period begins before it ends")
	}
	if _, known := s.Team().Brand(ask.Brand); ask.Brand != "" && !(known && s.Person().Sees(ask.Brand)) {
		return nil, refuse(ErrUnknown, "no brand is called %q", inbox.CleanLine(ask.Brand))
	}
	c := &counting{
		seat: s, f: Figures{FiguresAsk: ask}, now: s.Now(), brands: map[string]int{}, channels: map[string]int{}, tags: map[string]int{},
		departments: map[string]*handing{},
	}
	base := inbox.Query{}
	if ask.Brand != "" {
		base = inbox.Query{Root: inbox.Term{Field: "brand", Value: ask.Brand}}
	}
	if !ask.Private {
		c.public = inbox.Query{Root: inbox.Not{Expr: inbox.Term{Field: "is", Value: "private"}}}
	}
	c.base = base
	c.f.Query = c.during(ask.From, ask.To).And(c.public)
	from := ask.From.In(ask.Zone)
	for day := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, ask.Zone); day.Before(ask.To); day = day.AddDate(0, 0, 1) {
		if len(c.f.Days) == daysMost {
			return nil, refuse(inbox.ErrIncomplete, "a period has at most %d days", daysMost)
		}
		c.f.Days = append(c.f.Days, Day{Start: day})
	}
	return c, nil
}

// daysMost bounds a period: ten years.
const daysMost = 3660

// counting is a walk over what figures are made of.
type counting struct {
	seat                   *Seat
	now                    time.Time
	f                      Figures     // what is counted as it is found
	base, public           inbox.Query // the brand; without what is private
	day                    int         // that the walk is in
	brands, channels, tags map[string]int
	untagged               int
	answer, done           []time.Duration
	departments            map[string]*handing
}

// during finds what was posted from a time up to another; nothing is posted after now.
func (c *counting) during(from, to time.Time) inbox.Query {
	if to.After(c.now) {
		to = time.Time{}
	}
	return c.base.And(inbox.During(from, to, c.f.Zone))
}

// items walks over the items of the period, oldest first.
func (c *counting) items(ctx context.Context, walked func()) error {
	ask := inbox.Ask{
		Query: c.during(c.f.From, c.f.To), Scene: inbox.Scene{Zone: c.f.Zone}, Order: inbox.Oldest, Limit: figuresPage,
	}
	for {
		stories, more, err := c.seat.desk.store.Stories(ctx, c.seat.behind(ask))
		if err != nil {
			return err
		}
		for i := range stories {
			c.item(&stories[i])
			ask.From = stories[i].At()
		}
		if !more {
			return nil
		}
		walked()
	}
}

func (c *counting) item(s *inbox.Story) {
	if s.Private && !c.f.FiguresAsk.Private {
		c.f.Private++
		return
	}
	c.f.Items++
	at := time.UnixMilli(s.Order).In(c.f.Zone)
	c.f.Week[at.Weekday()][at.Hour()]++
	for c.day+1 < len(c.f.Days) && !at.Before(c.f.Days[c.day+1].Start) {
		c.day++
	}
	c.f.Days[c.day].Count++
	c.brands[s.Brand]++
	c.channels[s.Channel]++
	for _, tag := range s.Tags {
		c.tags[tag]++
	}
	if len(s.Tags) == 0 {
		c.untagged++
	}
	c.delays(s)
}

// figures is what was counted, with its searches.
func (c *counting) figures() Figures {
	f := c.f
	f.Days = slices.Clone(c.f.Days)
	for i := range f.Days {
		d := &f.Days[i]
		d.Query = c.during(maxTime(d.Start, f.From), minTime(d.Start.AddDate(0, 0, 1), f.To)).And(c.public)
	}
	f.Brands, f.Channels, f.Tags = f.bars("brand", c.brands), f.bars("channel", c.channels), f.bars("tag", c.tags)
	f.Untagged = Bar{Count: c.untagged, Query: f.Find(inbox.Not{Expr: inbox.Term{Field: "has", Value: "tag"}})}
	f.Answer = delayOf(c.answer, f.Find(inbox.Term{Field: "has", Value: "reply"}))
	f.Done = delayOf(c.done, f.Find(inbox.Term{Field: "is", Value: "done"}))
	f.Departments = c.handings(f)
	return f
}

// bars are counted names, the most frequent first.
func (f Figures) bars(field string, counted map[string]int) (bars []Bar) {
	for _, name := range slices.Sorted(maps.Keys(counted)) {
		bars = append(bars, Bar{Name: name, Count: counted[name], Query: f.Find(inbox.Term{Field: field, Value: name})})
	}
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(b.Count, a.Count) })
	return bars
}

func maxTime(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
