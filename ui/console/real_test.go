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

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// These stories are played before a real desk on a real store, with a village for a platform behind its one channel.

var _ Desk = (*desk.Seat)(nil)
var _ Feed = (*desk.Watcher)(nil)

// village is a platform that brings what it is told to and remembers what reached it.
type village struct {
	mu    sync.Mutex
	posts []inbox.Post
	did   []string
}

func (v *village) Check(context.Context) (connectors.Account, error) {
	return connectors.Account{Handle: "@acme", Followers: -1}, nil
}

func (v *village) Poll(context.Context, connectors.Cursor, time.Time) (connectors.Batch, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	batch := connectors.Batch{Posts: v.posts, Cursor: "read", Interval: time.Second}
	v.posts = nil
	return batch, nil
}

func (v *village) Reply(_ context.Context, a connectors.Action) (connectors.Receipt, error) {
	remote := v.note("reply", a)
	post := inbox.Post{Remote: remote, Thread: a.On.Thread, Parent: a.On.Remote, Kind: inbox.Reply, Ours: true, Text: a.Text, Posted: time.Now(),
		Author: inbox.Author{ID: "acme", Name: inbox.CleanLine("Acme"), Followers: -1}, Digest: remote}
	return connectors.Receipt{Remote: remote, Post: &post}, nil
}

func (v *village) Hide(_ context.Context, a connectors.Action) (connectors.Receipt, error) {
	v.note("hide", a)
	return connectors.Receipt{Now: &inbox.Platform{Visibility: inbox.Hidden}}, nil
}

func (v *village) Unhide(_ context.Context, a connectors.Action) (connectors.Receipt, error) {
	v.note("unhide", a)
	return connectors.Receipt{Now: &inbox.Platform{Visibility: inbox.Public}}, nil
}

func (v *village) note(verb string, a connectors.Action) string {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.did = append(v.did, verb+" "+a.On.Remote+" "+a.Text.String())
	return fmt.Sprintf("ours-%d", len(v.did))
}

func (v *village) reached() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.did)
}

// says brings a post with the next poll.
func (v *village) says(remote, author, text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.posts = append(v.posts, inbox.Post{Remote: remote, Thread: remote, Kind: inbox.Mention, Text: inbox.Clean(text), Posted: time.Now(), Digest: text,
		Author: inbox.Author{ID: author, Name: inbox.CleanLine(author), Handle: inbox.CleanLine("@" + author), Followers: -1}})
}

// atDesk plays a story with the village.
func atDesk(t *testing.T, story func(*driver, *village)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vigie.db")
	synctest.Test(t, func(t *testing.T) {
		v := &village{}
		kinds := connectors.Registry{{Name: "village", New: func(connectors.Config) (connectors.Connector, error) { return v, nil }}}
		st, err := store.Open(path, store.Options{Machine: "here"})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		d, err := desk.Open(desk.Options{Store: st, Registry: kinds, Team: inbox.Team{
			Brands:      []inbox.Brand{{Name: "acme", Title: "Acme"}},
			Channels:    []inbox.Channel{{Name: "village", Kind: "village", Brand: "acme"}},
			Departments: []inbox.Department{{Name: "sav", Key: "s", AnswerWithin: 4 * time.Hour}},
			People:      []inbox.Person{{Name: "nadia", Role: inbox.Moderator}},
			UndoWindow:  inbox.DefaultUndoWindow,
		}})
		if err != nil {
			t.Fatal(err)
		}
		seat, err := d.Seat("nadia")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_ = d.Run(ctx)
		}()
		defer func() {
			cancel()
			<-ended
		}()
		watcher := seat.Watch()
		defer watcher.Close()
		sitDown(t, seat, watcher, 120, 40, func(d *driver) { story(d, v) })
	})
}

func TestWhatAChannelBringsShowsByItselfAndARepeatedReplyLeavesOnce(t *testing.T) {
	atDesk(t, func(d *driver, v *village) {
		d.see("open is empty")
		v.says("1", "karim", "La livraison a trois semaines de retard")
		d.wait(5*time.Minute).see("karim", "La livraison", "1 Open      1", "village")
		d.press("r").write("Nous regardons.").press("ctrl+s").see("leaves in 8 s", "open is empty")
		d.wait(20 * time.Second)
		if got := v.reached(); !slices.Equal(got, []string{"reply 1 Nous regardons."}) {
			t.Errorf("the village got %q", got)
		}
		d.press("6").see("✓", "Acme (us)", "Nous regardons.", "nadia replied")
	})
}

func TestWhatIsUndoneInItsWindowNeverLeaves(t *testing.T) {
	atDesk(t, func(d *driver, v *village) {
		v.says("1", "karim", "Vous êtes nuls")
		d.wait(5 * time.Minute).press("H").see("Hide 1: leaves in 8 s").press("u").see("Undone: hide")
		d.wait(time.Minute)
		if got := v.reached(); len(got) > 0 {
			t.Errorf("the village got %q", got)
		}
		d.press("H").wait(time.Minute).see("hidden").press("H").see("Unhide 1").wait(time.Minute).miss("hidden")
		if got := v.reached(); !slices.Equal(got, []string{"hide 1 ", "unhide 1 "}) {
			t.Errorf("the village got %q", got)
		}
	})
}

func TestDecisionsMoveItemsBetweenTheViews(t *testing.T) {
	atDesk(t, func(d *driver, v *village) {
		for i := range 3 {
			v.says(fmt.Sprint(i), "karim", fmt.Sprint("message ", i))
		}
		d.press(";").wait(5*time.Minute).see("message 0", "1 Open      3")
		d.press("d").see("1 Open      2", "6 Done      1").press("u").see("1 Open      3").press("ctrl+r").see("1 Open      2")
		d.press("D").see("1 Open      1")
		d.press("x *").see("that match").press("d").see("open is empty", "6 Done      3")
		d.press("u").see("1 Open      1")
	})
}
