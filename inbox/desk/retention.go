package desk

import (
	"context"
	"slices"
	"time"

	"vigie/inbox"
)

// tidyEvery is how often the desk looks whether a new day has begun.
const tidyEvery = time.Hour

// placeForgot is where the desk remembers the day on which it forgot last.
const placeForgot = "forgot"

// keepTidy forgets once a day what brands keep no longer, until the context ends.
func (d *Desk) keepTidy(ctx context.Context) {
	for {
		if err := d.tidy(ctx); err != nil && ctx.Err() == nil {
			d.log.Error("what is too old to keep could not be forgotten", "err", err)
		}
		if !pause(ctx, tidyEvery, nil) {
			return
		}
	}
}

// tidy forgets what brands keep no longer, where that wasn't done today. Each slice is a change of its own, so that others
// write in between, and so that what was interrupted goes on at the next look.
func (d *Desk) tidy(ctx context.Context) error {
	team, now := d.Team(), d.now()
	since, today := team.KeptSince(now), now.Format(time.DateOnly)
	if len(since) == 0 {
		return nil
	}
	if last, _, err := d.store.Recall("", placeForgot); err != nil || string(last) == today {
		return err
	}
	err := d.eachOutlived(ctx, since, func(items []inbox.Item) error {
		_, err := d.apply(ctx, d.forgetting(d.Team(), items, since)...)
		return err
	})
	if err != nil {
		return err
	}
	return d.store.Remember("", placeForgot, []byte(today))
}

// eachOutlived tells, a slice at a time, the items that their brands keep no longer.
func (d *Desk) eachOutlived(ctx context.Context, since map[string]time.Time, told func([]inbox.Item) error) error {
	for from, more := uint64(1), true; more; more = from != 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		items, next, err := d.store.Outlived(since, from, slice)
		if err != nil {
			return err
		}
		if len(items) > 0 {
			if err := told(items); err != nil {
				return err
			}
		}
		from = next
	}
	return nil
}

// forgetting are the changes that forget some items, one for each of their brands, but for those under a hold.
func (d *Desk) forgetting(team inbox.Team, items []inbox.Item, since map[string]time.Time) (changes []inbox.Change) {
	of := map[string][]uint64{}
	for _, it := range items {
		if _, held := team.Holding(&it, d.holdScene()); !held {
			of[it.Brand] = append(of[it.Brand], it.Number)
		}
	}
	for _, b := range team.Brands {
		if numbers := of[b.Name]; len(numbers) > 0 {
			changes = append(changes, d.change("", inbox.Forgotten{Brand: b.Name, Since: since[b.Name], Numbers: numbers}))
		}
	}
	return changes
}

// holdScene is what holds are asked in: nobody in particular asks.
func (d *Desk) holdScene() inbox.Scene { return inbox.Scene{Now: d.now()} }

// Aged is how much of a brand is older than it is kept.
type Aged struct {
	Brand string
	Keep  time.Duration
	Due   int         // to be forgotten at the next look
	Held  []HeldItems // kept all the same, by which hold
}

// HeldItems are the items that a hold keeps from being forgotten.
type HeldItems struct {
	Hold  inbox.Hold
	Items int
}

// Aged tells what is due to be forgotten, of each brand that doesn't keep for ever.
func (d *Desk) Aged(ctx context.Context) ([]Aged, error) {
	team := d.Team()
	since := team.KeptSince(d.now())
	var list []Aged
	for _, b := range team.Brands {
		if b.Keep > 0 {
			list = append(list, Aged{Brand: b.Name, Keep: b.Keep})
		}
	}
	if len(list) == 0 {
		return nil, nil
	}
	err := d.eachOutlived(ctx, since, func(items []inbox.Item) error {
		for _, it := range items {
			i := slices.IndexFunc(list, func(a Aged) bool { return a.Brand == it.Brand })
			if h, held := team.Holding(&it, d.holdScene()); held {
				list[i].hold(h)
			} else {
				list[i].Due++
			}
		}
		return nil
	})
	return list, err
}

func (a *Aged) hold(h inbox.Hold) {
	i := slices.IndexFunc(a.Held, func(held HeldItems) bool { return held.Hold.Name == h.Name })
	if i < 0 {
		i = len(a.Held)
		a.Held = append(a.Held, HeldItems{Hold: h})
	}
	a.Held[i].Items++
}

// Erase forgets all that somebody wrote on a channel, or nothing of it where a hold wants some of it kept. It takes a lead.
func (s *Seat) Erase(ctx context.Context, channel, author string) (inbox.ErasureReceipt, error) {
	if err := s.mayErase(channel); err != nil {
		s.deny(ctx, "erase", err)
		return inbox.ErasureReceipt{}, err
	}
	receipt, err := s.desk.store.Erase(ctx, s.change(nil), channel, author, s.desk.unheld)
	s.desk.trackAll(channel)
	s.desk.feed.publish(Notice{Lost: true})
	return receipt, err
}

// MayErase says why Erase would refuse, or nil where it would not.
func (s *Seat) MayErase(channel, author string) error {
	if err := s.mayErase(channel); err != nil {
		return err
	}
	return s.desk.store.EachBy(channel, author, s.desk.unheld)
}

func (s *Seat) mayErase(channel string) error {
	if err := s.lead("erase"); err != nil {
		return err
	}
	record, err := s.desk.store.Channel(channel)
	if err != nil {
		return err
	}
	if me := s.Person(); !me.Sees(record.Brand) || !me.SeesChannel(channel) {
		return refuse(ErrUnknown, "no channel is called %q", inbox.CleanLine(channel))
	}
	return nil
}

// unheld refuses what falls under a hold, and says whose that is.
func (d *Desk) unheld(it inbox.Item) error {
	h, held := d.Team().Holding(&it, d.holdScene())
	if !held {
		return nil
	}
	return inbox.Errorf("nothing was forgotten: %w", refuse(ErrHold, "item %d falls under the legal hold %q of %s; it can be erased once they lift it", it.Number, h.Name, h.By))
}
