package desk

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// What a channel's health says where no error tells it.
const (
	unheard     inbox.Phrase = "the next sync, watch or console hears it"
	leftOut     inbox.Phrase = "the team file has no such channel"
	leftOutMend inbox.Phrase = "write it there to hear it and to deliver what waits"
	mendKind    inbox.Phrase = "write one of those kinds in the team file"
	mendEntry   inbox.Phrase = "mend the channel in the team file"
	selfMending inbox.Phrase = "it is tried again by itself"
)

// patience is how many failures in a row pass for a hiccup.
const patience = 3

// Health is how every channel is doing: those of the team file in its order, then those that only the store still knows.
func (d *Desk) Health() []Health {
	team := d.Team()
	var all []Health
	for _, conf := range team.Channels {
		if c, ok := d.channel(conf.Name); ok {
			all = append(all, c.now())
		}
	}
	d.mu.RLock()
	all = append(all, d.left...)
	busy := d.busy
	d.mu.RUnlock()
	for i := range all {
		if all[i].State == Connecting && !busy {
			all[i].State, all[i].Why = Idle, string(unheard)
		}
		all[i].Queued = d.outbox.queued(all[i].Channel)
	}
	return all
}

// leftOver are the channels that the store knows and the team file doesn't.
func (d *Desk) leftOver(team inbox.Team) ([]Health, error) {
	records, err := d.store.Channels()
	if err != nil {
		return nil, inbox.Errorf("the store's channels: %w", err)
	}
	var left []Health
	for _, r := range records {
		if _, ok := team.Channel(r.Name); !ok {
			left = append(left, Health{Channel: r.Name, Brand: r.Brand, State: Off, Since: d.now(), Can: inbox.Verbs{},
				Why: string(leftOut), Mend: string(leftOutMend)})
		}
	}
	return left, nil
}

// now is a copy of the channel's health.
func (c *channel) now() Health {
	c.mu.Lock()
	defer c.mu.Unlock()
	h := c.health
	h.Can = maps.Clone(h.Can)
	return h
}

// set moves the channel's health, and tells whether it looks different now.
func (c *channel) set(at time.Time, move func(*Health)) (changed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	before := c.health
	move(&c.health)
	h := &c.health
	if h.State != before.State {
		h.Since = at
	}
	switch failed := before.State.Failing(); {
	case h.State.Failing() && !failed:
		h.Outage = Outage{Since: at}
	case failed && !h.State.Failing():
		h.Outage.Until = at
	}
	if h.State.Failing() {
		h.Outage.Why, h.Outage.Trouble = h.Why, h.Trouble
	}
	return h.State != before.State || h.Why != before.Why || h.Account != before.Account || h.Bad != before.Bad || !maps.Equal(h.Can, before.Can)
}

// well notes that the channel works again; what waited for that may leave.
func (d *Desk) well(c *channel) {
	now := d.now()
	changed := c.set(now, func(h *Health) {
		c.failures = 0
		h.State, h.Until, h.Polled = Connected, time.Time{}, now
		h.works(c.warning)
		if h.Bad > 0 && h.Why == "" {
			h.works(unread(h.Bad, c.lastBad))
		}
	})
	if changed {
		d.feed.publish(Notice{Channels: true})
		nudge(c.leave)
	}
}

// ail notes what went wrong with the channel, and says after how long to try again.
func (d *Desk) ail(c *channel, err error) time.Duration {
	now := d.now()
	var wait time.Duration
	changed := c.set(now, func(h *Health) {
		c.failures++
		wait = d.opts.Jitter(d.opts.Backoff(c.failures))
		diagnose(h, err, c.failures)
		if t, ok := errors.AsType[*connectors.Trouble](err); ok {
			wait = max(wait, t.After)
		}
		h.Until = now.Add(wait)
	})
	c.log.Warn("trouble", "err", plain(err), "again in", wait)
	if changed {
		d.feed.publish(Notice{Channels: true})
	}
	return wait
}

// diagnose reads a channel's state from an error. Why is the platform's words, or else the error without the next step, which
// is what mends it.
func diagnose(h *Health, err error, failures int) {
	h.State, h.Why, h.Trouble, h.Mend = Down, plain(err), err, string(selfMending)
	t, ok := errors.AsType[*connectors.Trouble](err)
	if !ok {
		return
	}
	h.Mend = inbox.CleanLine(string(t.Next())).String()
	h.Trouble = cause{err, t}
	h.Why = plain(h.Trouble)
	if words := inbox.CleanLine(t.Words).String(); words != "" {
		h.Why, h.Trouble = words, nil
	}
	switch t.Kind {
	case connectors.Temporary:
		if t.After > 0 || failures < patience {
			h.State = Waiting
		}
	case connectors.Unauthorised, connectors.Forbidden:
		h.State = Unauthorised
	case connectors.Gone:
		h.State = Misset
	}
}

// cause is an error without the next step, which Health tells apart.
type cause struct {
	error
	trouble *connectors.Trouble
}

func (c cause) Error() string {
	return strings.Replace(c.error.Error(), c.trouble.Error(), c.trouble.What().String(), 1)
}

// Unwrap gives the part of it that is said in another language.
func (c cause) Unwrap() error { return inbox.Errorf("%v", c.trouble.What()) }

// works notes that the channel works, and what there is to say of it all the same; nil = nothing.
func (h *Health) works(warning error) {
	h.Why, h.Trouble, h.Mend = "", warning, ""
	if warning != nil {
		h.Why = plain(warning)
	}
}

// unread says that posts could not be read.
func unread(n int, last string) error {
	if n == 1 {
		return inbox.Errorf("1 post could not be read: %s", last)
	}
	return inbox.Errorf("%d posts could not be read; the last: %s", n, last)
}

// spoilt counts posts that could not be read.
func (c *channel) spoilt(bad []error) {
	if len(bad) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.health.Bad += len(bad)
	c.lastBad = plain(bad[len(bad)-1])
}

// Check asks a channel's platform who we are there. A channel that waits for somebody to mend it is made anew first, from
// its secrets as they are now; one that works is polled at once.
func (d *Desk) Check(ctx context.Context, name string) (connectors.Account, error) {
	c, ok := d.channel(name)
	if !ok {
		return connectors.Account{}, refuse(ErrUnknown, "no channel is called %q; %s", inbox.CleanLine(name), among(name, d.Team().Channels, "channel", func(c inbox.Channel) string { return c.Name }))
	}
	if c.broken() {
		c = d.renew(c)
	}
	if c.conn == nil {
		return connectors.Account{}, c.cannotRun()
	}
	account, err := d.check(ctx, c)
	if err != nil && ctx.Err() == nil {
		d.ail(c, err)
	}
	if err != nil {
		return account, inbox.Errorf("the channel %s: %w", name, err)
	}
	nudge(c.look)
	nudge(c.leave)
	return account, nil
}

// broken reports whether the channel waits for somebody to mend it.
func (c *channel) broken() bool {
	state := c.now().State
	return c.conn == nil || state == Misset || state == Unauthorised
}

// check asks who we are, and keeps what the answer teaches: who, what we may, and how many follow.
func (d *Desk) check(ctx context.Context, c *channel) (account connectors.Account, err error) {
	err = c.call(ctx, func(ctx context.Context) (err error) {
		account, err = c.conn.Check(ctx)
		return err
	})
	if err != nil {
		return account, err
	}
	now := d.now()
	changed := c.set(now, func(h *Health) {
		c.checked, c.warning = now, account.Warning
		h.Account = inbox.CleanLine(account.Handle).String()
		h.Can = connectors.Capabilities(c.conn)
		if account.ReadOnly {
			h.Can = inbox.Verbs{}
		}
		if h.State != Connected {
			h.State, h.Until = Connected, time.Time{}
			h.works(c.warning)
		}
	})
	if changed {
		d.feed.publish(Notice{Channels: true})
		nudge(c.leave) // what waited for the account may leave
	}
	return account, d.measure(ctx, c, account)
}

// stale reports whether the channel's account should be looked at again.
func (c *channel) stale(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Sub(c.checked) >= checkEvery
}

// measure keeps whose account it is and how many follow it, once a day.
func (d *Desk) measure(ctx context.Context, c *channel, account connectors.Account) error {
	record, err := d.record(c)
	if err != nil || account.Followers < 0 {
		return err
	}
	today := d.now().Truncate(24 * time.Hour)
	handle := inbox.CleanLine(account.Handle).String()
	if record.Account == handle && slices.ContainsFunc(record.Followers, func(f inbox.FollowerCount) bool { return f.Day.Equal(today) }) {
		return nil
	}
	_, err = d.apply(ctx, d.change("", inbox.Measured{Channel: c.conf.Name, Account: handle, Followers: account.Followers}))
	return err
}
