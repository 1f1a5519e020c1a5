package console

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// These are whole flows: a console on the real desk and the real store, and a platform that remembers what reached it.

// platform brings some posts once, and keeps every reply that reaches it.
type platform struct {
	posts   []inbox.Post
	replies []string

	mu   sync.Mutex
	more []inbox.Post // what comes later
	fail error        // of the next reply
}

// bring has a post come with the next round.
func (p *platform) bring(post inbox.Post) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.more = append(p.more, post)
}

// refuse has the next reply fail.
func (p *platform) refuse(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail = err
}

func (p *platform) Check(context.Context) (connectors.Account, error) {
	return connectors.Account{ID: "us", Handle: "@acme", Followers: -1}, nil
}

func (p *platform) Poll(_ context.Context, c connectors.Cursor, _ time.Time) (connectors.Batch, error) {
	if c != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		more := p.more
		p.more = nil
		return connectors.Batch{Posts: more, Cursor: c}, nil
	}
	return connectors.Batch{Posts: p.posts, Cursor: "1"}, nil
}

func (p *platform) Reply(_ context.Context, a connectors.Action) (connectors.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.fail; err != nil {
		p.fail = nil
		return connectors.Receipt{}, err
	}
	p.replies = append(p.replies, a.Text.String())
	remote := fmt.Sprint("ours", len(p.replies))
	ours := inbox.Post{Remote: remote, Thread: a.On.Thread, Parent: a.On.Remote, Kind: inbox.Reply, Ours: true, Text: a.Text, Posted: time.Now(),
		Author: inbox.Author{ID: "us", Name: inbox.CleanLine("Acme"), Followers: -1}}
	return connectors.Receipt{Remote: remote, Post: &ours}, nil
}

// reached are the replies that came so far.
func (p *platform) reached() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.replies)
}

func (p *platform) Limit(_ inbox.Post, text string) (int, int) { return len([]rune(text)), 100 }

// work is a desk with a platform, and the people who may sit at it.
type work struct {
	*driver
	platform *platform
	real     *desk.Desk
}

// flow runs a story at the console of a person, of 160 by 48 cells.
func flow(t *testing.T, person string, story func(*work)) {
	t.Helper()
	flowOf(t, person, posts, story)
}

// flowOf is flow on a platform that brings other posts.
func flowOf(t *testing.T, person string, posts func() []inbox.Post, story func(*work)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s, err := store.Open(filepath.Join(t.TempDir(), "vigie.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := &platform{posts: posts()}
		kind := connectors.Kind{Name: "wall", New: func(connectors.Config) (connectors.Connector, error) { return p, nil }}
		d, err := desk.Open(desk.Options{Store: s, Team: workTeam(), Registry: connectors.Registry{kind}})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Sync(ctx, func(desk.SyncLine) {}); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		defer func() {
			cancel()
			<-ended
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			time.Sleep(2 * time.Minute) // what waits for a time ends
		}()
		story(&work{sit(t, ctx, d, person), p, d})
	})
}

// sit opens a console for a person.
func sit(t *testing.T, ctx context.Context, d *desk.Desk, person string) *driver {
	t.Helper()
	seat, err := d.Seat(person)
	if err != nil {
		t.Fatal(err)
	}
	feed := seat.Watch()
	context.AfterFunc(ctx, feed.Close)
	dark := true
	v := &driver{t: t, ctx: ctx, msgs: make(chan tea.Msg, 100)}
	v.m = newModel(ctx, Options{Desk: seat, Feed: feed, Profile: colorprofile.ASCII, Dark: &dark, Zone: time.UTC, Local: true})
	v.start(v.m.Init())
	v.send(tea.WindowSizeMsg{Width: 160, Height: 48})
	v.wait(time.Second)
	return v
}

// left fails unless just these replies reached the platform, each once.
func (w *work) left(replies ...string) *work {
	w.t.Helper()
	if got := w.platform.reached(); !slices.Equal(got, replies) {
		w.t.Fatalf("the platform got %q, not %q", got, replies)
	}
	return w
}

func workTeam() inbox.Team {
	t := team()
	t.Channels = []inbox.Channel{{Name: "wall", Kind: "wall", Brand: "acme"}}
	t.People = []inbox.Person{
		{Name: "nadia", Role: inbox.Moderator}, {Name: "léa", Role: inbox.Lead}, {Name: "sofia", Role: inbox.DepartmentRole, Department: "sav"},
	}
	t.Replies = []inbox.Canned{{Name: "merci", Text: "Merci {author} !"}}
	return t
}

func posts() []inbox.Post {
	var all []inbox.Post
	for i, text := range []string{"La commande 4412 n'est jamais arrivée.", "Does it work with the 2024 model?", "\x1b[31mred\x1b[0m \u202egnp.exe", "Merci, c'est parfait"} {
		id := fmt.Sprint(i + 1)
		all = append(all, inbox.Post{
			Remote: id, Thread: id, Kind: inbox.Comment, Posted: time.Now().Add(-time.Duration(i+1) * time.Minute), Text: inbox.Clean(text),
			Author: inbox.Author{ID: "a" + id, Name: inbox.CleanLine("Auteur " + id), Followers: -1},
		})
	}
	return all
}
