package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"vigie/inbox"
)

// This file is the log of what the desk refused somebody for their role, or for a wall.

// How much of that a person can have written down: so many at once, then one in a while. The log file has all of it.
const (
	deniedMost  = 60
	deniedEvery = time.Minute
	deniedItems = 100 // that one line names
)

// denials bounds it, by person.
type denials struct {
	mu sync.Mutex
	of map[string]*denial
}

type denial struct {
	limit  *rate.Limiter
	missed int // since the last that was written down
}

// take reports whether one more is written down, and how many weren't before it.
func (d *denials) take(person string, now time.Time) (missed int, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	of := d.of[person]
	if of == nil {
		of = &denial{limit: rate.NewLimiter(rate.Every(deniedEvery), deniedMost)}
		if d.of == nil {
			d.of = map[string]*denial{}
		}
		d.of[person] = of
	}
	if !of.limit.AllowN(now, 1) {
		of.missed++
		return 0, false
	}
	missed, of.missed = of.missed, 0
	return missed, true
}

// behindWall is ErrNotFound of what is there, and not the person's to see. Nobody but the log learns the difference.
type behindWall struct{}

func (behindWall) Error() string { return ErrNotFound.Error() }
func (behindWall) Unwrap() error { return ErrNotFound }

// denied reports whether an error is of the person's role, or of a wall.
func denied(err error) bool { return errors.Is(err, ErrRole) || errors.Is(err, behindWall{}) }

// deny writes down what the desk refused, where that was for a role or a wall: what the person wished, of which items.
func (s *Seat) deny(ctx context.Context, wish inbox.Phrase, err error, numbers ...uint64) {
	if !denied(err) {
		return
	}
	why := s.whyDenied(err, numbers)
	s.desk.log.Info("refused", "person", s.name, "address", s.visit.Address, "wish", wish, "items", len(numbers), "err", why)
	missed, ok := s.desk.denials.take(s.name, s.Now())
	if !ok {
		return
	}
	e := inbox.Denied{Wish: string(wish), Numbers: slices.Clone(numbers[:min(len(numbers), deniedItems)]), More: max(len(numbers)-deniedItems, 0), Why: why, Missed: missed}
	if _, err := s.desk.apply(context.WithoutCancel(ctx), s.change(e)); err != nil {
		s.desk.log.Error("a refusal is not in the log", "person", s.name, "err", err)
		return
	}
	s.desk.feed.publish(Notice{Door: true})
}

// whyDenied is why in words. That of a wall is not what the person was told.
func (s *Seat) whyDenied(err error, numbers []uint64) inbox.Text {
	if errors.Is(err, behindWall{}) && len(numbers) > 0 {
		if row, gone := s.desk.store.Item(numbers[0], s.name); gone == nil {
			err = s.Person().May(inbox.Action{}, row.Item)
		}
	}
	return inbox.CleanLine(plain(err))
}

// refusals are the items that one wish was refused of, and why the first was.
type refusals struct {
	numbers []uint64
	why     error
}

func (r *refusals) note(number uint64, err error) {
	if denied(err) {
		r.numbers, r.why = append(r.numbers, number), cmp.Or(r.why, err)
	}
}

// denyDelivery is deny of what was to be done about a delivery.
func (s *Seat) denyDelivery(ctx context.Context, wish inbox.Phrase, id uint64, err error) {
	if !denied(err) {
		return
	}
	var numbers []uint64
	if dl, gone := s.desk.store.Delivery(id); gone == nil {
		numbers = []uint64{dl.Item}
	}
	s.deny(ctx, wish, err, numbers...)
}

// Denied writes down what somebody's screen refused for them, since it knows their role, before the desk was asked. What their role
// allows is not written down.
func (s *Seat) Denied(ctx context.Context, v inbox.Verb, number uint64) {
	row, err := s.row(number)
	if err == nil {
		err = s.allowed(v, row.Item)
	}
	s.deny(ctx, inbox.Phrase(v), err, number)
}
