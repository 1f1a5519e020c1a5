// Package demo is a world to try Vigie in: two brands that don't exist, the people who talk to them, and the platforms on
// which they do, emulated on loopback. It is a room of its own because that world needs the emulators, and nothing else of
// the user interface does.
//
// All is invented, and nothing of it leaves the machine. What is said comes from texts/, written by hand, in an order and at
// times that depend on the clock alone.
package demo

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"vigie/connectors"
	"vigie/connectors/emulator"
	"vigie/inbox"
)

// Options is how the world is set up. The zero value is the demo's.
type Options struct {
	Now   func() time.Time // time.Now
	Least time.Duration    // the shortest pause of Live: 5 s
	Most  time.Duration    // the longest: 20 s
}

// World is what happens outside: the platforms and their people. Team is who works with it.
type World struct {
	Team inbox.Team

	opts    Options
	clock   clock
	rng     *rand.Rand
	people  cast
	after   []line // what somebody says once we answered
	crisis  []line // what is still to be said of it
	venues  []*venue
	secrets map[string]string // by reference
	said    map[post]line     // what was said, with its label, and by whom
	authors map[post]emulator.Author
}

// post is something that was said, where and with which id there.
type post struct{ channel, remote string }

// clock is the platforms' time: that of Options, but for the past, which it lives through.
type clock struct {
	now  func() time.Time
	then atomic.Pointer[time.Time]
}

func (c *clock) Now() time.Time {
	if then := c.then.Load(); then != nil {
		return *then
	}
	return c.now()
}

// Start opens the platforms and lives through their past. Close the world at the end.
func Start(ctx context.Context, o Options) (_ *World, err error) {
	o.Least, o.Most = cmp.Or(o.Least, 5*time.Second), cmp.Or(o.Most, 20*time.Second)
	if o.Now == nil {
		o.Now = time.Now
	}
	w := &World{opts: o, rng: rand.New(rand.NewPCG(1969, 7)), said: map[post]line{}, authors: map[post]emulator.Author{}}
	w.clock.now = o.Now
	defer func() {
		if err != nil {
			w.Close()
		}
	}()
	if err := w.cast(); err != nil {
		return nil, err
	}
	if err := w.open(); err != nil {
		return nil, err
	}
	if w.Team, err = w.team(); err != nil {
		return nil, err
	}
	return w, w.past(ctx)
}

// Secret finds what a reference of Team's channels names.
func (w *World) Secret(ref string) (string, error) {
	secret, ok := w.secrets[ref]
	if !ok {
		return "", fmt.Errorf("the demo has no secret %s", ref)
	}
	return secret, nil
}

// Client is what the connectors' clients start from: on loopback no platform needs to be spared.
func (w *World) Client() connectors.Options {
	return connectors.Options{Limit: rate.NewLimiter(rate.Inf, 1), Now: w.opts.Now}
}

// Close ends the platforms. Live must have ended before.
func (w *World) Close() {
	for _, v := range w.venues {
		v.Close()
	}
}

// cast reads who talks, and what is said in no particular place.
func (w *World) cast() (err error) {
	if w.people, err = readCast("people"); err != nil {
		return err
	}
	if w.after, err = readScript("after"); err != nil {
		return err
	}
	w.crisis, err = readScript("eclipse")
	return err
}

// venue finds a channel's platform.
func (w *World) venue(channel string) *venue {
	for _, v := range w.venues {
		if v.name == channel {
			return v
		}
	}
	return nil
}
