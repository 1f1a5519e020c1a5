package desk_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// platform stands in for what is on the other side of a channel: it remembers what reached it, and answers as a test tells it.
type platform struct {
	mu       sync.Mutex
	batches  []connectors.Batch // what the next polls bring; then nothing new
	pollErr  func() error
	checkErr error
	account  connectors.Account
	polls    []connectors.Cursor
	checks   int
	since    time.Time
	did      []string // "reply 1 hello", in the order in which it arrived
	answers  []answer // to the next actions; then a plain yes
	threads  map[string][]inbox.Post
	edits    map[string]inbox.Post // what Refresh tells
	told     func()                // of Stream
	posted   int
	looked   int // for our own posts
	asked    int // how we stand to somebody
	read     int // threads
	find     func(connectors.Action) (*connectors.Receipt, bool, error)
	span     time.Duration // of Remembers
}

// answer is what the platform makes of an action: whether it has its effect, and what it says.
type answer struct {
	done bool
	err  error
	hang bool // until the context ends
}

func (p *platform) act(ctx context.Context, verb string, a connectors.Action) (connectors.Receipt, error) {
	p.mu.Lock()
	how := answer{done: true}
	if len(p.answers) > 0 {
		how, p.answers = p.answers[0], p.answers[1:]
	}
	r := connectors.Receipt{}
	if how.done {
		p.did = append(p.did, fmt.Sprintf("%s %s %s", verb, a.On.Remote, a.Text))
		if verb == "reply" {
			p.posted++
			r.Remote = fmt.Sprintf("ours-%d", p.posted)
		}
	}
	p.mu.Unlock()
	if how.hang {
		<-ctx.Done()
		return connectors.Receipt{}, unsure
	}
	return r, how.err
}

// seen reads one of the platform's numbers.
func (p *platform) seen(n *int) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return *n
}

func (p *platform) polled() []connectors.Cursor {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.polls)
}

func (p *platform) done() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.did)
}

func (p *platform) script(as ...answer) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = append(p.answers, as...)
}

func (p *platform) bring(bs ...connectors.Batch) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.batches = append(p.batches, bs...)
}

func (p *platform) fail(err func() error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pollErr = err
}

// The troubles of the tests.
var (
	unsure       = &connectors.Trouble{Kind: connectors.Temporary, Unsure: true, Words: "timeout"}
	temporary    = &connectors.Trouble{Kind: connectors.Temporary, Words: "busy"}
	refused      = &connectors.Trouble{Kind: connectors.Refused, Status: 422, Words: "too long"}
	unauthorised = &connectors.Trouble{Kind: connectors.Unauthorised, Status: 401, Words: "bad token"}
	forbidden    = &connectors.Trouble{Kind: connectors.Forbidden, Status: 403, Words: "not you"}
	gone         = &connectors.Trouble{Kind: connectors.Gone, Status: 404, Words: "not found"}
	malformed    = &connectors.Trouble{Kind: connectors.Malformed, Words: "<html>"}
)

// reader is a channel that only reads.
type reader struct{ *platform }

func (r reader) Check(context.Context) (connectors.Account, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.checks++
	return r.account, r.checkErr
}

func (r reader) Poll(ctx context.Context, c connectors.Cursor, since time.Time) (connectors.Batch, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.polls, r.since = append(r.polls, c), since
	if r.pollErr != nil {
		if err := r.pollErr(); err != nil {
			return connectors.Batch{}, err
		}
	}
	if len(r.batches) == 0 {
		return connectors.Batch{Cursor: c}, nil
	}
	b := r.batches[0]
	r.batches = r.batches[1:]
	return b, nil
}

// doer is a channel that acts, on a platform that gives no help with repeats.
type doer struct{ reader }

func (d doer) Reply(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return d.act(ctx, "reply", a)
}

func (d doer) Retract(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return d.act(ctx, "retract", a)
}

func (d doer) Hide(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	r, err := d.act(ctx, "hide", a)
	r.Now = &inbox.Platform{Visibility: inbox.Hidden}
	return r, err
}

func (d doer) Unhide(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	r, err := d.act(ctx, "unhide", a)
	r.Now = &inbox.Platform{Visibility: inbox.Public}
	return r, err
}

func (d doer) Delete(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return d.act(ctx, "delete", a)
}

func (d doer) Report(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return d.act(ctx, "report", a)
}

// amending is a doer that can change what it wrote.
type amending struct{ doer }

func (d amending) Reply(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	r, err := d.act(ctx, "reply", a)
	r.Post = &inbox.Post{Kind: inbox.Reply, Text: a.Text, Digest: a.Text.String(), Posted: time.Now()}
	return r, err
}

func (d amending) Amend(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	_, err := d.act(ctx, "amend", a)
	post := a.On
	post.Text, post.Digest = a.Text, a.Text.String()
	return connectors.Receipt{Post: &post}, err
}

// whispering is a doer that can answer in private.
type whispering struct{ doer }

func (w whispering) Whisper(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return w.act(ctx, "whisper", a)
}

// remembering is a doer whose platform knows the keys of what it was asked.
type remembering struct{ doer }

func (r remembering) Remembers() time.Duration { return r.span }

// finding is a doer that can look for its own posts.
type finding struct{ doer }

func (f finding) Find(_ context.Context, a connectors.Action, _ func(string) bool) (*connectors.Receipt, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.looked++
	return f.platform.find(a)
}

// telling is a reader that streams, re-reads and brings threads.
type telling struct{ reader }

func (t telling) Stream(ctx context.Context, told func()) error {
	t.mu.Lock()
	t.told = told
	t.mu.Unlock()
	<-ctx.Done()
	return context.Cause(ctx)
}

func (t telling) Refresh(_ context.Context, remotes []string) (posts []inbox.Post, gone []string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range remotes {
		if p, ok := t.edits[r]; ok && p.Remote == "" {
			gone = append(gone, r)
		} else if ok {
			posts = append(posts, p)
		}
	}
	return posts, gone, nil
}

func (t telling) Thread(_ context.Context, p inbox.Post) ([]inbox.Post, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.read++
	return t.threads[p.Thread], nil
}

// kinds is a registry whose channels all lead to one platform.
func kinds(p *platform) connectors.Registry {
	make := func(name string, c connectors.Connector) connectors.Kind {
		return connectors.Kind{Name: name, New: func(connectors.Config) (connectors.Connector, error) { return c, nil },
			Options: []connectors.Option{{Name: "url", Help: "its address"}, {Name: "token", Secret: true}}}
	}
	d := doer{reader{p}}
	return connectors.Registry{
		make("reader", d.reader), make("doer", d), make("remembering", remembering{d}), make("finding", finding{d}), make("telling", telling(d)),
		make("whispering", whispering{d}), make("amending", amending{d}), make("blocking", blocking{d}),
	}
}

// post is a comment of somebody.
func post(remote, text string, posted time.Time) inbox.Post {
	return inbox.Post{
		Remote: remote, Thread: remote, Kind: inbox.Comment, Text: inbox.Clean(text), Posted: posted, Digest: text,
		Author: inbox.Author{ID: "a-" + remote, Name: inbox.CleanLine("Karim"), Handle: inbox.CleanLine("karim"), Followers: -1},
	}
}
