package demo_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors"
	"vigie/connectors/feed"
	"vigie/connectors/mastodon"
	"vigie/connectors/wordpress"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
	"vigie/ui/demo"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is the time of every test's world.
func noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// visit is a world with a desk that has taken it in.
type visit struct {
	*demo.World
	*desk.Desk
	you *desk.Seat
}

func enter(t *testing.T, o demo.Options) visit {
	t.Helper()
	world, err := demo.Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(world.Close)
	s, err := store.Open(filepath.Join(t.TempDir(), "vigie.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	d, err := desk.Open(desk.Options{
		Store: s, Team: world.Team, Secret: world.Secret, Now: o.Now, Client: world.Client(), UndoWindow: -1,
		Registry: connectors.Registry{mastodon.Kind(), wordpress.Kind(), feed.Kind()},
	})
	if err != nil {
		t.Fatal(err)
	}
	v := visit{World: world, Desk: d}
	if v.you, err = d.Seat(demo.You); err != nil {
		t.Fatal(err)
	}
	v.sync(t)
	for _, h := range d.Health() {
		if h.State != desk.Connected || h.Why != "" {
			t.Errorf("%s is %s: %s", h.Channel, h.State, h.Why)
		}
	}
	return v
}

func (v visit) sync(t *testing.T) {
	t.Helper()
	err := v.Sync(t.Context(), func(l desk.SyncLine) {
		if l.Err != nil || l.Bad > 0 || l.Stuck > 0 {
			t.Errorf("%s: %d bad, %d stuck, %v", l.Channel, l.Bad, l.Stuck, l.Err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

// find is the newest item that a search finds, of at least as many.
func (v visit) find(t *testing.T, search string, least int) inbox.Row {
	t.Helper()
	q, err := inbox.ParseQuery(search)
	if err != nil {
		t.Fatal(err)
	}
	n, _, err := v.you.Count(t.Context(), q, 1000)
	if err != nil || n < least {
		t.Fatalf("%s finds %d, want %d at least: %v", search, n, least, err)
	}
	page, err := v.you.Page(t.Context(), inbox.Ask{Query: q, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		t.Fatalf("%s: %v", search, err)
	}
	return page.Rows[0]
}

func TestTheWorldIsFullAndItsPastSettled(t *testing.T) {
	v := enter(t, demo.Options{Now: noon})
	v.find(t, "", 300)
	if err := v.Settle(t.Context(), v.you); err != nil {
		t.Fatal(err)
	}
	for search, least := range map[string]int{
		"is:open": 70, "is:escalated": 9, "is:overdue": 5, "is:returned": 4, "is:snoozed": 3, "is:done": 150, "is:mine": 2, "is:unassigned": 100,
		"is:held -is:done": 3, "has:note": 5, "has:reply": 30, "tag:éclipse is:open": 15, "tag:livraison": 10,
		"brand:lune": 150, "brand:theo": 80, "channel:blog": 50, "channel:presse": 5, "channel:gazette": 4, "title:chat": 8,
		"is:unseen is:open": 30, "lang:ar": 1, "lang:he": 1, "followers:>10000": 3, "kind:match": 10, "kind:mention": 100, "kind:comment": 40,
	} {
		v.find(t, search, least)
	}
	drafts, err := v.you.Drafts()
	if err != nil || len(drafts) != 1 {
		t.Errorf("drafts %v, %v", drafts, err)
	}
}

func TestTheSameMomentMakesTheSameWorld(t *testing.T) {
	tell := func() (told []string) {
		v := enter(t, demo.Options{Now: noon})
		page, err := v.you.Page(t.Context(), inbox.Ask{Limit: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Rows {
			told = append(told, fmt.Sprintln(r.Channel, r.Remote, r.Posted, r.Author.Name, r.Text, r.Visibility))
		}
		slices.Sort(told)
		return told
	}
	one, other := tell(), tell()
	if len(one) != len(other) {
		t.Fatalf("%d items, then %d", len(one), len(other))
	}
	for i := range one {
		if one[i] != other[i] {
			t.Errorf("once\n%s then\n%s", one[i], other[i])
		}
	}
}

func TestWhatWeDoReachesThePlatformAndComesBack(t *testing.T) {
	v := enter(t, demo.Options{Now: noon})
	decide := func(search string, d inbox.Decision) inbox.Row {
		t.Helper()
		row := v.find(t, search, 1)
		if _, _, err := v.you.DecideNow(t.Context(), d, desk.Target{Number: row.Number, Version: row.Version}); err != nil {
			t.Fatal(err)
		}
		return row
	}
	text := inbox.Clean("Nous coupons la sonnette, promis.")
	question := decide("channel:fedi is:open tag:éclipse", inbox.Decision{Verb: inbox.VerbReply, Text: text})
	waiting := decide("channel:blog is:held is:open", inbox.Decision{Verb: inbox.VerbApprove})
	praised := decide("channel:blog is:public is:open", inbox.Decision{Verb: inbox.VerbHide})
	v.sync(t)
	v.sync(t)
	thread, err := v.you.Thread(t.Context(), question.Number)
	if err != nil {
		t.Fatal(err)
	}
	last := thread.Items[len(thread.Items)-1]
	if !last.Ours || !strings.Contains(last.Text.String(), text.String()) || thread.Row.Status != inbox.Done {
		t.Errorf("the thread ends with %q, ours %v, and is %s", last.Text, last.Ours, thread.Row.Status)
	}
	for number, want := range map[uint64]inbox.Visibility{waiting.Number: inbox.Public, praised.Number: inbox.Held} {
		if row, err := v.you.Item(t.Context(), number); err != nil || row.Visibility != want {
			t.Errorf("item %d is %s there, want %s: %v", number, row.Visibility, want, err)
		}
	}
}

func TestTheWorldGoesOnAndAnswersUs(t *testing.T) {
	v := enter(t, demo.Options{Least: 5 * time.Millisecond, Most: 10 * time.Millisecond})
	before, _, err := v.you.Count(t.Context(), inbox.Query{}, 10000)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); v.Live(ctx) }()
	q, err := inbox.ParseQuery("channel:fedi kind:reply after:1m")
	if err != nil {
		t.Fatal(err)
	}
	for answers := 0; answers == 0 && t.Context().Err() == nil; {
		row := v.find(t, "channel:fedi is:open kind:mention", 1)
		reply := inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Bonjour, nous regardons.")}
		if _, _, err := v.you.DecideNow(t.Context(), reply, desk.Target{Number: row.Number}); err != nil {
			t.Fatal(err)
		}
		v.sync(t)
		if answers, _, err = v.you.Count(t.Context(), q, 10); err != nil {
			t.Fatal(err)
		}
	}
	cancel()
	<-done
	v.sync(t)
	if n, _, err := v.you.Count(t.Context(), inbox.Query{}, 10000); err != nil || n <= before {
		t.Errorf("%d items before, %d now: %v", before, n, err)
	}
}
