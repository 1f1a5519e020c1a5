package desk

import (
	"context"
	"errors"
	"slices"
	"time"

	"vigie/inbox"
	"vigie/store"
)

// Seat is a person at the desk. Roles and the walls between brands are checked here, whichever way a wish came in, against the
// team as it is at that moment.
type Seat struct {
	desk  *Desk
	name  string
	visit inbox.Visit
}

// Seat is where a person of the team works.
func (d *Desk) Seat(person string) (*Seat, error) {
	if _, ok := d.Team().Person(person); !ok {
		return nil, refuse(ErrNoPerson, "the team file has no person %q", inbox.CleanLine(person))
	}
	return &Seat{desk: d, name: person}, nil
}

// From is the seat of somebody who came from elsewhere: the log tells from where, beside what they do.
func (s *Seat) From(v inbox.Visit) *Seat { return &Seat{desk: s.desk, name: s.name, visit: v} }

// change is one that the person makes now.
func (s *Seat) change(e inbox.Event) inbox.Change {
	c := s.desk.change(s.name, e)
	c.Visit = s.visit
	return c
}

// Person is who sits here. Somebody who left the team meanwhile may nothing and sees no channel: none is called so.
func (s *Seat) Person() inbox.Person { return s.desk.person(s.name) }

// person is somebody as the team file has them now; who has left it sees nothing.
func (d *Desk) person(name string) inbox.Person {
	if p, ok := d.Team().Person(name); ok {
		return p
	}
	return inbox.Person{Name: name, Role: inbox.Viewer, Brands: []string{""}, Channels: []string{""}}
}

// Team is who works here, as far as the person may know them.
func (s *Seat) Team() inbox.Team { return s.desk.Team().SeenBy(s.Person()) }

// Now is the desk's time.
func (s *Seat) Now() time.Time { return s.desk.now() }

// Health is how the channels that the person may see are doing. A department, which neither publishes nor mends, is told whether a
// channel works, and nothing of what goes through it.
func (s *Seat) Health() []Health {
	p := s.Person()
	all := slices.DeleteFunc(s.desk.Health(), func(h Health) bool { return !p.Sees(h.Brand) || !p.SeesChannel(h.Channel) })
	if p.Role != inbox.DepartmentRole {
		return all
	}
	for i, h := range all {
		all[i] = Health{Channel: h.Channel, Brand: h.Brand, Kind: h.Kind, State: h.State, Since: h.Since, Polled: h.Polled, Can: inbox.Verbs{}}
	}
	return all
}

// Page is a page of what the person may see.
func (s *Seat) Page(ctx context.Context, ask inbox.Ask) (inbox.Page, error) {
	page, err := s.desk.store.Page(ctx, s.behind(ask))
	p := s.Person()
	page.Rows = slices.DeleteFunc(page.Rows, func(r inbox.Row) bool { return !p.SeesItem(r.Item) })
	return page, err
}

// Count counts what a query finds, up to most; more says that there are more.
func (s *Seat) Count(ctx context.Context, q inbox.Query, most int) (n int, more bool, err error) {
	return s.desk.store.Count(ctx, s.behind(inbox.Ask{Query: q}), most)
}

// Counts are the numbers of the header and of the views.
func (s *Seat) Counts(ctx context.Context) (inbox.Counts, error) {
	if s.walled() {
		return s.walledCounts(ctx)
	}
	return s.desk.store.Counts(s.brands(nil))
}

// Item is an item as the person sees it. What is behind a wall isn't there.
func (s *Seat) Item(_ context.Context, number uint64) (inbox.Row, error) { return s.row(number) }

func (s *Seat) row(number uint64) (inbox.Row, error) {
	row, err := s.desk.store.Item(number, s.name)
	switch {
	case errors.Is(err, store.ErrNoItem):
		return inbox.Row{}, refuse(ErrNotFound, "there is no item %d", number)
	case err == nil && !s.Person().SeesItem(row.Item):
		return inbox.Row{}, refuse(behindWall{}, "there is no item %d", number)
	case err != nil:
		return inbox.Row{}, inbox.Errorf("item %d: %w", number, err)
	}
	return row, nil
}

// Thread is all there is to read about an item. Where the channel can bring the whole thread, that is asked for in the
// background, and the feed tells when it came.
func (s *Seat) Thread(_ context.Context, number uint64) (t Thread, err error) {
	if t.Row, err = s.row(number); err != nil {
		return t, err
	}
	if c, ok := s.desk.channel(t.Row.Channel); ok {
		s.desk.want(c, t.Row.Post)
	}
	if t.Items, err = s.desk.store.Thread(number); err != nil {
		return t, inbox.Errorf("the thread of item %d: %w", number, err)
	}
	t.Items = s.exchange(t.Items)
	for _, it := range t.Items {
		if it.Pending == 0 && !it.Unsent {
			continue
		}
		all, err := s.desk.store.Deliveries(inbox.DeliveryAsk{Number: it.Number})
		if err != nil {
			return t, inbox.Errorf("the deliveries of item %d: %w", it.Number, err)
		}
		t.Deliveries = append(t.Deliveries, slices.DeleteFunc(all, func(dl inbox.Delivery) bool { return dl.State.Final() })...)
	}
	if t.History, err = s.history(number, 1000); err != nil {
		return t, err
	}
	slices.Reverse(t.History)
	if t.Versions, err = s.desk.store.Versions(number); err != nil {
		return t, err
	}
	t.Same, err = s.desk.store.Same(number)
	t.Same = s.onlySeen(t.Same)
	return t, err
}

// Author is who wrote an item, to its brand. Where the person sees less than the brand, it is of what they see alone.
func (s *Seat) Author(_ context.Context, number uint64) (inbox.AuthorHistory, error) {
	if _, err := s.row(number); err != nil {
		return inbox.AuthorHistory{}, err
	}
	sees := s.Person().SeesItem
	if !s.walled() {
		sees = nil
	}
	h, err := s.desk.store.Author(number, sees)
	if err != nil {
		return h, inbox.Errorf("the author of item %d: %w", number, err)
	}
	return h, nil
}

// May says why the person may not do something to an item, or nil where they may: their role, a wall, what the channel can,
// or how the item stands.
func (s *Seat) May(v inbox.Verb, it inbox.Item) error {
	if err := s.allowed(v, it); err != nil {
		return err
	}
	return possible(v, it, s.Now())
}

// allowed checks what doesn't depend on how the item stands.
func (s *Seat) allowed(v inbox.Verb, it inbox.Item) error {
	a, ok := inbox.ActionOf(v)
	if !ok {
		return refuse(ErrCannot, "there is no action %q", inbox.CleanLine(string(v)))
	}
	if err := s.Person().May(a, it); err != nil {
		return refuse(ErrRole, "%s", err)
	}
	if !a.Outward {
		return nil
	}
	c, ok := s.desk.channel(it.Channel)
	switch {
	case !ok:
		return refuse(ErrCannot, "the team file has no channel %s", it.Channel)
	case c.conn == nil:
		return c.cannotRun()
	}
	if can := c.can(); !can[v] {
		return refuse(ErrCannot, "the channel %s can't %s; %s", it.Channel, v, can)
	}
	return nil
}

// possible asks the one place where statuses move, with any arguments: which ones they will be is not known yet.
func possible(v inbox.Verb, it inbox.Item, now time.Time) error {
	a, _ := inbox.ActionOf(v)
	some := inbox.Decision{Verb: v, Text: inbox.CleanLine("some"), To: "some", Add: []string{"some"}, Until: now.Add(time.Hour)}
	_, err := inbox.Decide(it, some, "somebody", now)
	if errors.Is(err, inbox.ErrNoChange) && a.Args != "" {
		return nil // another argument changes something
	}
	return err
}
