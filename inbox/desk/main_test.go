package desk_test

import (
	"context"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

func TestMain(m *testing.M) {
	if child() {
		return
	}
	goleak.VerifyTestMain(m)
}

// bench is a desk on a real store, with a platform behind its channels.
type bench struct {
	*testing.T
	*desk.Desk
	store    *store.Store
	platform *platform
	options  desk.Options
	stop     func()
	machine  string
}

// team has two brands, one person of each role, and a channel "fedi" of the kind that a test asks for.
func team(kind string) inbox.Team {
	return inbox.Team{
		Brands:      []inbox.Brand{{Name: "acme"}, {Name: "umbra"}},
		Channels:    []inbox.Channel{{Name: "fedi", Kind: kind, Brand: "acme"}},
		Departments: []inbox.Department{{Name: "sav", AnswerWithin: 4 * time.Hour}, {Name: "legal"}},
		People: []inbox.Person{
			{Name: "vera", Role: inbox.Viewer}, {Name: "sam", Role: inbox.DepartmentRole, Department: "sav"},
			{Name: "tom", Role: inbox.Trainee}, {Name: "nadia", Role: inbox.Moderator}, {Name: "lea", Role: inbox.Lead},
			{Name: "olga", Role: inbox.Owner}, {Name: "uma", Role: inbox.Moderator, Brands: []string{"umbra"}},
		},
	}
}

// onBench runs a test in a bubble of its own time, on a desk whose channel is of a kind.
func onBench(t *testing.T, kind string, test func(*bench)) {
	t.Helper()
	onBenchOf(t, team(kind), test)
}

func onBenchOf(t *testing.T, team inbox.Team, test func(*bench)) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vigie.db")
	synctest.Test(t, func(t *testing.T) {
		b := &bench{T: t, machine: "here", platform: &platform{account: connectors.Account{Handle: "@acme", Followers: -1}}}
		b.options = desk.Options{Team: team, Registry: kinds(b.platform), Jitter: func(d time.Duration) time.Duration { return d }}
		b.open(path)
		test(b)
		b.close()
	})
}

// open opens the store and a desk on it, which doesn't run yet.
func (b *bench) open(path string) {
	b.Helper()
	var err error
	if b.store, err = store.Open(path, store.Options{Machine: b.machine}); err != nil {
		b.Fatal(err)
	}
	b.options.Store = b.store
	if b.Desk, err = desk.Open(b.options); err != nil {
		b.Fatal(err)
	}
	b.stop = func() {}
}

func (b *bench) close() {
	b.Helper()
	b.stop()
	if err := b.store.Close(); err != nil {
		b.Error(err)
	}
}

// reopen stops the desk as a restart does.
func (b *bench) reopen() {
	b.Helper()
	path := b.store.Path()
	b.close()
	b.open(path)
}

// run runs the desk until stop.
func (b *bench) run() {
	ctx, cancel := context.WithCancel(b.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = b.Desk.Run(ctx)
	}()
	b.stop = func() {
		cancel()
		<-ended
		b.stop = func() {}
	}
}

// after lets time go by, and all that happens in it happen.
func (b *bench) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// arrive brings posts by way of the channel fedi, without running the desk.
func (b *bench) arrive(posts ...inbox.Post) {
	b.Helper()
	var changes []inbox.Change
	for _, p := range posts {
		changes = append(changes, inbox.Change{Key: "arrive-" + p.Remote, At: time.Now(), Event: inbox.Arrived{Channel: "fedi", Brand: "acme", Post: p}})
	}
	applied, err := b.store.Apply(b.Context(), changes)
	if err != nil {
		b.Fatal(err)
	}
	for _, a := range applied {
		if a.Err != nil {
			b.Fatal(a.Err)
		}
	}
}

// as is a person at the desk.
func (b *bench) as(person string) *desk.Seat {
	b.Helper()
	s, err := b.Seat(person)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func (b *bench) item(number uint64) inbox.Row {
	b.Helper()
	row, err := b.as("olga").Item(b.Context(), number)
	if err != nil {
		b.Fatal(err)
	}
	return row
}

// decide makes a decision of Nadia's that must succeed.
func (b *bench) decide(d inbox.Decision, numbers ...uint64) desk.Bulk {
	b.Helper()
	var targets []desk.Target
	for _, n := range numbers {
		targets = append(targets, desk.Target{Number: n})
	}
	bulk, _, err := b.as("nadia").Decide(b.Context(), d, targets...)
	if err != nil {
		b.Fatal(err)
	}
	return bulk
}

// outbox is every delivery.
func (b *bench) outbox() []inbox.Delivery {
	b.Helper()
	all, err := b.store.Deliveries(inbox.DeliveryAsk{})
	if err != nil {
		b.Fatal(err)
	}
	return all
}

// delivery is the only one.
func (b *bench) delivery() inbox.Delivery {
	b.Helper()
	all := b.outbox()
	if len(all) != 1 {
		b.Fatalf("the outbox holds %d deliveries, want 1", len(all))
	}
	return all[0]
}

// channel is the health of the channel fedi.
func (b *bench) health() desk.Health {
	b.Helper()
	return b.Health()[0]
}

func reply(text string) inbox.Decision {
	return inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean(text)}
}
