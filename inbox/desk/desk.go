// Package desk is the one place that acts: it takes in what connectors bring, records decisions, delivers what was decided,
// wakes what is due, and tells whoever watches. It is the only room that knows the store and the connectors together, and it
// is where roles and the walls between brands are checked, whichever way a wish came in.
package desk

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// Options is how a desk is set up. Store, Team and Registry are required.
type Options struct {
	Store      Store
	Team       inbox.Team
	Registry   connectors.Registry
	Secret     func(ref string) (string, error)  // resolves env:NAME, file:PATH, keyring:NAME
	Now        func() time.Time                  // the clock: time.Now
	NewKey     func() string                     // of changes: unguessable, in the order of time
	Log        *slog.Logger                      // discarded
	Client     connectors.Options                // what every connector's client starts from
	Jitter     func(time.Duration) time.Duration // spreads polls and retries: up to a tenth more or less
	Backoff    func(failures int) time.Duration  // after that many failures in a row: 10 s doubled, at most 15 min
	UndoWindow time.Duration                     // in place of the team's; negative is none
	Letter     func(inbox.Team, string) error    // says what of the console has a letter that a person wants for a view: nothing has any
}

// Desk is the one place that acts.
type Desk struct {
	opts    Options
	store   Store
	log     *slog.Logger
	team    atomic.Pointer[inbox.Team]
	outbox  outbox
	feed    feed
	hides   hides
	rooms   rooms
	here    presences
	denials denials
	dueNow  chan struct{} // something is due earlier than was known
	wanted  chan struct{} // evidence may be wanted

	mu       sync.RWMutex
	channels map[string]*channel
	left     []Health // of channels that the team file no longer has
	busy     bool     // Run or Sync is on
	runner   *runner  // of Run
}

// Open makes a desk on a store. It starts nothing and calls no platform. A channel whose settings can't work is misset in
// Health; the others are none the worse.
func Open(o Options) (*Desk, error) {
	if o.Store == nil {
		return nil, inbox.Reason("a desk needs a store")
	}
	o.fill()
	d := &Desk{opts: o, store: o.Store, log: o.Log, channels: map[string]*channel{}, dueNow: make(chan struct{}, 1), wanted: make(chan struct{}, 1)}
	d.team.Store(&o.Team)
	for _, conf := range o.Team.Channels {
		d.channels[conf.Name] = d.newChannel(conf)
	}
	var err error
	if d.left, err = d.leftOver(o.Team); err != nil {
		return nil, err
	}
	if err := d.loadOutbox(); err != nil {
		return nil, inbox.Errorf("the outbox: %w", err)
	}
	return d, nil
}

// fill puts the defaults where nothing was said.
func (o *Options) fill() {
	o.Log = cmp.Or(o.Log, slog.New(slog.DiscardHandler))
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Client.Now == nil {
		o.Client.Now = o.Now
	}
	if o.Secret == nil {
		o.Secret = func(ref string) (string, error) { return "", inbox.Errorf("nothing here resolves the secret %s", ref) }
	}
	if o.Letter == nil {
		o.Letter = func(inbox.Team, string) error { return nil }
	}
	if o.Jitter == nil {
		o.Jitter = jitter
	}
	if o.Backoff == nil {
		o.Backoff = backoff
	}
	if o.NewKey == nil {
		now := o.Now
		o.NewKey = func() string { return fmt.Sprintf("%011x", now().UnixMilli()) + rand.Text()[:16] }
	}
}

// Team is who works here, as last read.
func (d *Desk) Team() inbox.Team { return *d.team.Load() }

// now is the time of a change: UTC, in whole milliseconds.
func (d *Desk) now() time.Time { return inbox.Milli(d.opts.Now()) }

// change makes a change that happens now.
func (d *Desk) change(by string, e inbox.Event) inbox.Change {
	return inbox.Change{Key: d.opts.NewKey(), At: d.now(), By: by, Event: e}
}

// apply is the only way to the store's changes: what it moved reaches the outbox, the clock and whoever watches.
func (d *Desk) apply(ctx context.Context, changes ...inbox.Change) ([]inbox.Applied, error) {
	if len(changes) == 0 {
		return nil, nil
	}
	applied, err := d.store.Apply(ctx, changes)
	if err != nil {
		return nil, err
	}
	told := make([]inbox.Applied, 0, len(applied))
	for _, a := range applied {
		if a.Err != nil || a.Nothing {
			continue
		}
		if a.Number != 0 {
			a.Change.Visit = inbox.Visit{} // the log tells it, to a lead
			told = append(told, a)
		}
		if a.Delivery != nil {
			d.track(a.Delivery.ID)
		}
		if !a.Item.Until.IsZero() || !a.Item.Due.IsZero() {
			nudge(d.dueNow)
		}
	}
	nudge(d.wanted)
	if len(told) > 0 {
		d.feed.publish(Notice{Applied: told})
	}
	return applied, nil
}

// Sign records what somebody did at the door; by is "" where nobody of the team was recognised.
func (d *Desk) Sign(ctx context.Context, by string, e inbox.Signed) error {
	applied, err := d.apply(ctx, d.change(by, e))
	if err != nil {
		return err
	}
	d.feed.publish(Notice{Door: true})
	return applied[0].Err
}

// nudge wakes whoever waits on a channel of one, and never blocks.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// pause waits, until it is nudged or the context ends; false is the end.
func pause(ctx context.Context, wait time.Duration, nudged <-chan struct{}) bool {
	timer := time.NewTimer(max(0, wait))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-nudged:
	case <-timer.C:
	}
	return ctx.Err() == nil
}
