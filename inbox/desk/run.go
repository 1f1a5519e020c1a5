package desk

import (
	"context"
	"reflect"
	"sync"

	"vigie/connectors"
	"vigie/inbox"
)

// runner owns the goroutines of a desk that runs.
type runner struct {
	ctx  context.Context
	all  sync.WaitGroup
	stop map[*channel]context.CancelFunc
}

// Run hears and serves every channel, and does what is due, until the context ends; then it waits for what it began. Only one
// Run or Sync is on at a time.
func (d *Desk) Run(ctx context.Context) error {
	if err := d.begin(ctx); err != nil {
		return err
	}
	d.keepTime(ctx)
	d.end()
	return context.Cause(ctx)
}

func (d *Desk) begin(ctx context.Context) error {
	if err := d.occupy(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.runner = &runner{ctx: ctx, stop: map[*channel]context.CancelFunc{}}
	d.runner.all.Go(func() { d.keepTidy(ctx) })
	d.runner.all.Go(func() { d.keepEvidence(ctx) })
	for _, c := range d.channels {
		d.runner.start(d, c)
	}
	return nil
}

// end waits for every goroutine. Nobody starts another once the context has ended.
func (d *Desk) end() {
	d.mu.Lock()
	r := d.runner
	d.runner = nil
	d.mu.Unlock()
	r.all.Wait()
	d.vacate()
}

// start runs a channel. The desk's lock is held.
func (r *runner) start(d *Desk, c *channel) {
	if r == nil || c.conn == nil || r.ctx.Err() != nil {
		return
	}
	ctx, cancel := context.WithCancel(r.ctx)
	r.stop[c] = cancel
	r.all.Go(func() { d.serve(ctx, c) })
}

// serve runs a channel until the context ends.
func (d *Desk) serve(ctx context.Context, c *channel) {
	defer c.letGo()
	var all sync.WaitGroup
	all.Go(func() { d.listen(ctx, c) })
	all.Go(func() { d.deliver(ctx, c) })
	if s, ok := c.conn.(connectors.Streamer); ok {
		all.Go(func() { d.follow(ctx, c, s) })
	}
	all.Wait()
}

// end stops a channel. The desk's lock is held.
func (r *runner) end(c *channel) {
	if r == nil || r.stop[c] == nil {
		return
	}
	r.stop[c]()
	delete(r.stop, c)
}

// Reload takes another team. A channel that works and whose entry is as it was goes on; the others start anew, or stop.
func (d *Desk) Reload(team inbox.Team) error {
	fresh := map[string]*channel{}
	for _, conf := range team.Channels {
		if old, ok := d.channel(conf.Name); ok && !old.broken() && sameChannel(old.conf, conf) {
			fresh[conf.Name] = old
			continue
		}
		fresh[conf.Name] = d.newChannel(conf)
	}
	left, err := d.leftOver(team)
	if err != nil {
		return err
	}
	d.mu.Lock()
	old := d.channels
	d.channels, d.left = fresh, left
	d.team.Store(&team)
	for name, c := range old {
		if fresh[name] != c {
			d.runner.end(c)
		}
	}
	for name, c := range fresh {
		if old[name] != c {
			d.runner.start(d, c)
		}
	}
	d.mu.Unlock()
	d.feed.publish(Notice{Channels: true})
	return nil
}

// renew makes a channel anew, from its secrets as they are now.
func (d *Desk) renew(c *channel) *channel {
	fresh := d.newChannel(c.conf)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.channels[c.conf.Name] != c {
		return c // the team changed meanwhile
	}
	d.channels[c.conf.Name] = fresh
	d.runner.end(c)
	d.runner.start(d, fresh)
	return fresh
}

// sameChannel reports whether two entries mean the same; where they stand in the file is no matter.
func sameChannel(a, b inbox.Channel) bool {
	a.Line, b.Line = 0, 0
	return reflect.DeepEqual(a, b)
}

// SyncLine is what became of a channel in a round of Sync.
type SyncLine struct {
	Channel                 string
	New, Changed, Gone, Bad int
	Sent                    int  // deliveries that arrived
	Stuck                   int  // deliveries of this round that wait for a person
	Waiting                 int  // deliveries that are still to leave: held, or tried again later
	More                    bool // there is more to hear, left for the next round
	Err                     error
}

// Sync is one round for everything: what is new, what is due, what may leave. It tells a line a channel, from one goroutine at
// a time; a channel's trouble is in its line. The error is the context's, the store's, or ErrRunning.
func (d *Desk) Sync(ctx context.Context, line func(SyncLine)) error {
	if err := d.occupy(); err != nil {
		return err
	}
	defer d.vacate()
	if _, err := d.doDue(ctx); err != nil {
		return err
	}
	if err := d.takeEvidence(ctx); err != nil {
		return err
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	for _, c := range d.configured() {
		all.Go(func() {
			l := d.syncChannel(ctx, c)
			mu.Lock()
			defer mu.Unlock()
			line(l)
		})
	}
	all.Wait()
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return d.tidy(ctx)
}

func (d *Desk) occupy() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.busy {
		return ErrRunning
	}
	d.busy = true
	return nil
}

func (d *Desk) vacate() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.busy = false
}

// syncMost bounds the pages that a round of Sync asks of a channel: what waits to leave has its turn too.
const syncMost = 1000

func (d *Desk) syncChannel(ctx context.Context, c *channel) (l SyncLine) {
	if c.conn == nil {
		return SyncLine{Channel: c.conf.Name, Err: c.cannotRun()}
	}
	defer c.letGo()
	l = SyncLine{Channel: c.conf.Name}
	_, l.Err = d.check(ctx, c)
	for pages := 0; l.Err == nil && (pages == 0 || l.More) && pages < syncMost; pages++ {
		got, next, err := d.poll(ctx, c)
		l.New, l.Changed, l.Gone, l.Bad = l.New+got.New, l.Changed+got.Changed, l.Gone+got.Gone, l.Bad+got.Bad
		l.Err, l.More = err, err == nil && next.More
	}
	if l.Err == nil {
		d.well(c)
		l.Err = d.reread(ctx, c)
	}
	if l.Err != nil && ctx.Err() == nil {
		d.ail(c, l.Err)
	}
	for ctx.Err() == nil {
		p, _ := d.deliverNext(ctx, c)
		if p == nil {
			break
		}
		switch state := d.outbox.delivery(p).State; {
		case state == inbox.Sent:
			l.Sent++
		case state.Stuck():
			l.Stuck++
		}
	}
	l.Waiting = d.outbox.queued(l.Channel)
	return l
}
