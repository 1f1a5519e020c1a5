package desk

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// callLimit is how long one call of a connector may take in all.
const callLimit = 90 * time.Second

// grace is how long an action that was begun may take to end when the desk stops.
const grace = 5 * time.Second

// channel is one configured account as the desk runs it.
type channel struct {
	conf inbox.Channel
	conn connectors.Connector // nil where the channel can't run: health says why
	log  *slog.Logger

	turn  chan struct{} // held during a call of the connector: one at a time, but for Stream
	look  chan struct{} // intake: poll now
	leave chan struct{} // outbox: something may leave

	// Of intake's goroutine alone.
	refresh []string  // remote ids that are still to be re-read
	renewed time.Time // when refresh was last filled
	pages   int       // pages in a row that promised more
	known   int       // pages in a row that promised more and brought nothing new

	standing map[string]stood // by author; of whoever has the turn

	mu       sync.Mutex
	health   Health
	warning  error                // what Check warned of
	lastBad  string               // the last post that could not be read
	failures int                  // calls of intake that failed in a row
	checked  time.Time            // the last Check that worked; zero asks for another
	wanted   []inbox.Post         // whose threads somebody wants to read
	threads  map[string]time.Time // when each thread was last asked for
}

// newChannel makes a channel of the team file's entry. One that can't run is misset, or off where nothing here runs its kind.
func (d *Desk) newChannel(conf inbox.Channel) *channel {
	c := &channel{
		conf: conf, log: d.log.With("channel", conf.Name),
		turn: make(chan struct{}, 1), look: make(chan struct{}, 1), leave: make(chan struct{}, 1),
		threads: map[string]time.Time{}, standing: map[string]stood{},
		health: Health{Channel: conf.Name, Brand: conf.Brand, Kind: conf.Kind, State: Connecting, Since: d.now(), Can: inbox.Verbs{}},
	}
	kind, err := d.opts.Registry.Kind(conf.Kind)
	if err != nil {
		c.health.State, c.health.Why, c.health.Trouble, c.health.Mend = Off, plain(err), err, string(mendKind)
		return c
	}
	conn, err := d.connect(kind, conf)
	if err != nil {
		c.health.State, c.health.Why, c.health.Trouble, c.health.Mend = Misset, plain(err), err, string(mendEntry)
		return c
	}
	c.conn = conn
	c.health.Can = connectors.Capabilities(conn)
	if record, err := d.record(c); err == nil {
		c.health.Account = record.Account // until the platform tells again
	}
	return c
}

// connect checks the settings, resolves the secrets, and makes the connector.
func (d *Desk) connect(kind connectors.Kind, conf inbox.Channel) (conn connectors.Connector, err error) {
	secrets := map[string]string{}
	for _, o := range kind.Options {
		if err := checkOption(o, conf); err != nil {
			return nil, err
		}
		if ref, given := conf.Settings[o.Name]; given && o.Secret {
			if secrets[o.Name], err = d.opts.Secret(ref); err != nil {
				return nil, inbox.Errorf("%s: %w", o.Name, err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(conf.Settings)) {
		if _, known := kind.Option(name); !known {
			return nil, inbox.Errorf("a channel of kind %s has no %q", kind.Name, name)
		}
	}
	defer func() {
		if r := recover(); r != nil {
			err = inbox.Errorf("the connector broke: %v", r)
		}
	}()
	return kind.New(connectors.Config{Channel: conf, Secrets: secrets, Client: d.opts.Client})
}

// checkOption says what is wrong with a channel's values of an option.
func checkOption(o connectors.Option, conf inbox.Channel) error {
	values := conf.Lists[o.Name]
	if value, given := conf.Settings[o.Name]; given && !o.List {
		values = []string{value}
	}
	if o.Required && len(values) == 0 {
		return inbox.Errorf("%s is missing: %s", o.Name, o.Help)
	}
	if o.Secret || o.Check == nil {
		return nil
	}
	for _, v := range values {
		if err := o.Check(v); err != nil {
			return inbox.Errorf("%s: %w", o.Name, err)
		}
	}
	return nil
}

// call makes a call of the channel's connector: one at a time, not for ever, and a panic is that channel's trouble.
func (c *channel) call(ctx context.Context, f func(context.Context) error) error {
	return c.inTurn(ctx, func() error {
		ctx, cancel := context.WithTimeout(ctx, callLimit)
		defer cancel()
		return f(ctx)
	})
}

// act is a call that changes something there: one that was begun may end, even where the desk stops.
func (c *channel) act(ctx context.Context, f func(context.Context) error) error {
	return c.inTurn(ctx, func() error {
		ctx, cancel := lasting(ctx, callLimit, grace)
		defer cancel()
		return f(ctx)
	})
}

func (c *channel) inTurn(ctx context.Context, f func() error) (err error) {
	select {
	case c.turn <- struct{}{}:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { <-c.turn }()
	defer c.caught(&err)
	return f()
}

// lasting is a context with a limit, that outlives its parent by a little.
func lasting(parent context.Context, limit, grace time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(parent), limit)
	stop := context.AfterFunc(parent, func() {
		pause(ctx, grace, nil)
		cancel()
	})
	return ctx, func() { stop(); cancel() }
}

// letGo closes the connections that nobody uses now.
func (c *channel) letGo() {
	if closer, ok := c.conn.(io.Closer); ok {
		if err := closer.Close(); err != nil {
			c.log.Warn("the connections can't be closed", "err", plain(err))
		}
	}
}

// letGo closes the connections of every channel that nobody uses now.
func (d *Desk) letGo() {
	for _, c := range d.running() {
		c.letGo()
	}
}

// caught turns a panic into a trouble that leaves open what happened.
func (c *channel) caught(err *error) {
	if r := recover(); r != nil {
		c.log.Error("the connector broke", "panic", r, "stack", string(debug.Stack()))
		*err = &connectors.Trouble{Kind: connectors.Malformed, Unsure: true, Err: inbox.Errorf("the connector broke: %v", r), Hint: "tell its makers; the log has the details"}
	}
}

// record is what the store keeps of the channel: nothing before its first poll.
func (d *Desk) record(c *channel) (inbox.ChannelRecord, error) {
	r, err := d.store.Channel(c.conf.Name)
	if err != nil {
		return r, inbox.Errorf("the store: %w", err)
	}
	return r, nil
}

// can are the verbs that the channel carries out today.
func (c *channel) can() inbox.Verbs {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.health.Can
}

// channel finds a channel that the team file has.
func (d *Desk) channel(name string) (*channel, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	c, ok := d.channels[name]
	return c, ok
}

// configured are the channels of the team file, by name.
func (d *Desk) configured() []*channel {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var cs []*channel
	for _, name := range slices.Sorted(maps.Keys(d.channels)) {
		cs = append(cs, d.channels[name])
	}
	return cs
}

// running are the channels that a connector runs, by name.
func (d *Desk) running() []*channel {
	return slices.DeleteFunc(d.configured(), func(c *channel) bool { return c.conn == nil })
}

// cannotRun says why no connector runs the channel, and what mends that.
func (c *channel) cannotRun() error {
	h := c.now()
	return refuse(ErrCannot, "the channel %s can't run: %s; %s", c.conf.Name, h.Why, h.Mend)
}

// plain is an error as one clean line: it may quote what a stranger wrote.
func plain(err error) string { return strings.TrimSpace(inbox.CleanLine(err.Error()).String()) }
