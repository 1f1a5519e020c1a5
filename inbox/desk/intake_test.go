package desk_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestIntakeSavesTheCursorWithWhatItBrought(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.platform.bring(
			connectors.Batch{Posts: []inbox.Post{post("1", "one", time.Now())}, Cursor: "a", More: true},
			connectors.Batch{Posts: []inbox.Post{post("2", "two", time.Now()), post("1", "one", time.Now())}, Cursor: "b"},
		)
		b.run()
		b.after(time.Minute)
		b.stop()
		polls := b.platform.polled()
		if len(polls) < 3 || polls[0] != "" || polls[1] != "a" || polls[2] != "b" {
			b.Errorf("polled from %q", polls)
		}
		b.item(2)
		if _, err := b.as("olga").Item(b.Context(), 3); !errors.Is(err, desk.ErrNotFound) {
			b.Errorf("a post that came twice is two items: %v", err)
		}
		if h := b.health(); h.State != desk.Connected || h.Account != "@acme" || h.Polled.IsZero() {
			b.Errorf("health is %+v", h)
		}
	})
}

func TestWhatIsOlderThanTheStartArrivesDoneAndSeen(t *testing.T) {
	team := team("reader")
	team.Rules = []inbox.Rule{{Name: "all", Tag: []string{"seen-by-rule"}}}
	onBenchOf(t, team, func(b *bench) {
		old, live := post("old", "old", time.Now().Add(-8*24*time.Hour)), post("live", "live", time.Now().Add(-time.Hour))
		ours := post("ours", "ours", time.Now())
		ours.Ours = true
		b.platform.bring(connectors.Batch{Posts: []inbox.Post{old, live, ours}})
		b.run()
		b.after(time.Second)
		if it := b.item(1); it.Status != inbox.Done || !it.Seen || len(it.Tags) != 0 {
			b.Errorf("the old one is %s, seen %t, tagged %v", it.Status, it.Seen, it.Tags)
		}
		if it := b.item(2); it.Status != inbox.Open || it.Seen || !it.HasTag("seen-by-rule") {
			b.Errorf("the live one is %s, seen %t, tagged %v", it.Status, it.Seen, it.Tags)
		}
		if it := b.item(3); it.Status != inbox.Done || len(it.Tags) != 0 {
			b.Errorf("our own is %s, tagged %v", it.Status, it.Tags)
		}
		b.stop()
		if want := time.Now().Add(-7 * 24 * time.Hour); b.platform.since.Sub(want).Abs() > time.Minute {
			b.Errorf("the first poll went back to %s", b.platform.since)
		}
	})
}

func TestRulesActOnceAndInOrder(t *testing.T) {
	team := team("reader")
	when, err := inbox.ParseQuery("remboursement is:open")
	if err != nil {
		t.Fatal(err)
	}
	team.Rules = []inbox.Rule{
		{Name: "refund", When: when, Tag: []string{"refund"}, Priority: inbox.High, Escalate: "sav"},
		{Name: "late", When: when, Tag: []string{"never"}}, // the one before took it from the open ones
	}
	onBenchOf(t, team, func(b *bench) {
		p := post("1", "Je veux un remboursement", time.Now())
		b.platform.bring(connectors.Batch{Posts: []inbox.Post{p}, Cursor: "1"})
		b.run()
		b.after(time.Second)
		it := b.item(1)
		due := it.Arrived.Add(4 * time.Hour)
		if it.Status != inbox.Escalated || it.Department != "sav" || it.Priority != inbox.High || !it.HasTag("refund") || it.HasTag("never") || !it.Due.Equal(due) {
			b.Errorf("the item is %+v, want it with sav until %s", it.Triage, due)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Remove: []string{"refund"}}, 1)
		p.Digest, p.Text = "edited", inbox.Clean("Je veux un remboursement vite")
		b.platform.bring(connectors.Batch{Posts: []inbox.Post{p}, Cursor: "2"})
		b.after(time.Minute)
		if it := b.item(1); it.HasTag("refund") || it.Edits != 1 {
			b.Errorf("after an edit the item is tagged %v with %d edits", it.Tags, it.Edits)
		}
	})
}

func TestHealthTellsEachTrouble(t *testing.T) {
	slow := &connectors.Trouble{Kind: connectors.Temporary, Status: 429, After: 5 * time.Minute, Words: "slow down"}
	for _, test := range []struct {
		err   error
		state desk.State
	}{
		{temporary, desk.Waiting}, {slow, desk.Waiting}, {unauthorised, desk.Unauthorised}, {forbidden, desk.Unauthorised},
		{gone, desk.Misset}, {malformed, desk.Down}, {refused, desk.Down}, {errors.New("no route"), desk.Down},
	} {
		t.Run(test.err.Error(), func(t *testing.T) {
			onBench(t, "reader", func(b *bench) {
				b.platform.fail(func() error { return test.err })
				b.run()
				b.after(5 * time.Second)
				if h := b.health(); h.State != test.state || h.Why == "" || h.Mend == "" || !h.Until.After(time.Now()) {
					b.Errorf("health is %+v, want %s", h, test.state)
				}
				b.platform.fail(nil)
				b.after(20 * time.Minute)
				if h := b.health(); h.State != desk.Connected || h.Why != "" {
					b.Errorf("health is %+v once the trouble is over", h)
				}
			})
		})
	}
}

func TestAPlatformThatAsksForPatienceGetsIt(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.platform.fail(func() error {
			return &connectors.Trouble{Kind: connectors.Temporary, Status: 429, After: 5 * time.Minute}
		})
		b.run()
		b.after(4 * time.Minute)
		if n := len(b.platform.polled()); n != 1 {
			b.Errorf("it was polled %d times in 4 minutes", n)
		}
	})
}

func TestHiccupsThatLastAreDown(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.platform.fail(func() error { return temporary })
		b.run()
		b.after(2 * time.Minute)
		if h := b.health(); h.State != desk.Down {
			b.Errorf("the channel is %s after two minutes without an answer, want down", h.State)
		}
	})
}

func TestABadPostIsCountedAndTheCursorMovesOn(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.platform.bring(connectors.Batch{
			Posts: []inbox.Post{post("", "nameless", time.Now()), post("1", "good", time.Now())}, Bad: []error{errors.New("post 7: no date")}, Cursor: "a",
		})
		b.run()
		b.after(time.Minute)
		if h := b.health(); h.Bad != 2 || h.Why == "" || h.State != desk.Connected {
			b.Errorf("health is %+v, want 2 bad posts on a connected channel", h)
		}
		if b.platform.polled()[1] != "a" {
			b.Errorf("the cursor stands at %q", b.platform.polled()[1])
		}
		b.item(1)
	})
}

func TestAConnectorThatPromisesMoreForEverIsTroubleNotASpin(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		for range 50 {
			b.platform.bring(connectors.Batch{More: true})
		}
		b.run()
		b.after(time.Second)
		if n := len(b.platform.polled()); n > 2 {
			b.Errorf("it was polled %d times in a second", n)
		}
		if h := b.health(); h.State != desk.Down {
			b.Errorf("the channel is %s, want down", h.State)
		}
	})
}

func TestAFloodIsTakenInAtAWalk(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		for i := range 1000 {
			b.platform.bring(connectors.Batch{Posts: []inbox.Post{post(fmt.Sprint(i), "new", time.Now())}, Cursor: connectors.Cursor(fmt.Sprint(i)), More: true})
		}
		b.run()
		b.after(time.Minute)
		if n := len(b.platform.polled()); n < 200 || n > 300 {
			b.Errorf("it was polled %d times in a minute, want a backlog of 200 at once and one a second after", n)
		}
	})
}

func TestPagesThatRepeatForEverEndTheRound(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		known := post("1", "one", time.Now())
		for i := range 1000 {
			b.platform.bring(connectors.Batch{Posts: []inbox.Post{known}, Cursor: connectors.Cursor(fmt.Sprint(i)), More: true})
		}
		err := b.Sync(b.Context(), func(l desk.SyncLine) {
			if l.New != 1 || l.Err == nil || len(b.platform.polled()) > 200 {
				b.Errorf("the round tells %+v after %d pages", l, len(b.platform.polled()))
			}
		})
		if err != nil {
			b.Error(err)
		}
	})
}

func TestASyncLeavesWhatNeverEndsToTheNext(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		for i := range 1100 {
			b.platform.bring(connectors.Batch{Posts: []inbox.Post{post(fmt.Sprint(i), "new", time.Now())}, Cursor: connectors.Cursor(fmt.Sprint(i)), More: true})
		}
		err := b.Sync(b.Context(), func(l desk.SyncLine) {
			if l.New != 1000 || l.Err != nil || !l.More {
				b.Errorf("the round tells %+v", l)
			}
		})
		if err != nil {
			b.Error(err)
		}
	})
}

func TestOneChannelThatHangsSlowsNoOther(t *testing.T) {
	team := team("reader")
	team.Channels = append(team.Channels, inbox.Channel{Name: "blog", Kind: "hanging", Brand: "acme"})
	onBenchOf(t, team, func(b *bench) {
		b.stop()
		b.options.Registry = append(b.options.Registry, connectors.Kind{Name: "hanging", New: func(connectors.Config) (connectors.Connector, error) {
			return hanging{}, nil
		}})
		b.reopen()
		b.platform.bring(connectors.Batch{Posts: []inbox.Post{post("1", "one", time.Now())}})
		b.run()
		b.after(time.Second)
		b.item(1)
		if h := b.Health()[1]; h.State != desk.Connecting {
			b.Errorf("the channel that hangs is %s", h.State)
		}
		b.after(3 * time.Minute)
		if h := b.Health()[1]; h.State == desk.Connecting || h.State == desk.Connected {
			b.Errorf("after three minutes the channel that hangs is %s", h.State)
		}
	})
}

// hanging answers nothing.
type hanging struct{}

func (hanging) Check(ctx context.Context) (connectors.Account, error) {
	<-ctx.Done()
	return connectors.Account{}, ctx.Err()
}

func (hanging) Poll(ctx context.Context, _ connectors.Cursor, _ time.Time) (connectors.Batch, error) {
	<-ctx.Done()
	return connectors.Batch{}, ctx.Err()
}

func TestAChannelThatCantRunSaysWhyAndTheOthersRun(t *testing.T) {
	team := team("reader")
	team.Channels = append(team.Channels,
		inbox.Channel{Name: "fax", Kind: "fax", Brand: "acme"},
		inbox.Channel{Name: "odd", Kind: "reader", Brand: "acme", Settings: map[string]string{"colour": "red"}},
		inbox.Channel{Name: "locked", Kind: "reader", Brand: "acme", Settings: map[string]string{"token": "env:NONE"}},
	)
	onBenchOf(t, team, func(b *bench) {
		b.run()
		b.after(time.Second)
		want := []desk.State{desk.Connected, desk.Off, desk.Misset, desk.Misset}
		for i, h := range b.Health() {
			if h.State != want[i] || i > 0 && (h.Why == "" || h.Mend == "") {
				b.Errorf("the channel %s is %s (%s; %s), want %s", h.Channel, h.State, h.Why, h.Mend, want[i])
			}
		}
	})
}

func TestAStreamMakesThePollHurry(t *testing.T) {
	onBench(t, "telling", func(b *bench) {
		b.run()
		b.after(10 * time.Second)
		b.platform.bring(connectors.Batch{Posts: []inbox.Post{post("1", "one", time.Now())}})
		b.platform.told()
		b.after(time.Second)
		b.item(1)
	})
}

func TestKnownPostsAreReadAgain(t *testing.T) {
	onBench(t, "telling", func(b *bench) {
		edited := post("1", "one, edited", time.Now())
		b.arrive(post("1", "one", time.Now()), post("2", "two", time.Now()))
		b.platform.edits = map[string]inbox.Post{"1": edited, "2": {}}
		b.run()
		b.after(11 * time.Minute)
		if it := b.item(1); it.Text != edited.Text || it.Edits != 1 {
			b.Errorf("the edited post reads %q with %d edits", it.Text, it.Edits)
		}
		if it := b.item(2); it.Visibility != inbox.Deleted {
			b.Errorf("the deleted post is %s", it.Visibility)
		}
	})
}

func TestOpeningAnItemBringsItsThread(t *testing.T) {
	onBench(t, "telling", func(b *bench) {
		root, late := post("root", "our article", time.Now().Add(-48*time.Hour)), post("late", "just now", time.Now())
		p := post("1", "a comment", time.Now())
		p.Thread, p.Parent, late.Thread = "root", "root", "root"
		b.platform.threads = map[string][]inbox.Post{"root": {root, p, late}}
		b.arrive(p)
		b.run()
		b.after(2 * time.Second)
		for range 3 {
			if _, err := b.as("nadia").Thread(b.Context(), 1); err != nil {
				b.Fatal(err)
			}
			b.after(2 * time.Second)
		}
		b.after(5 * time.Second)
		if n := b.platform.seen(&b.platform.read); n != 1 {
			b.Errorf("the thread was asked for %d times in some seconds", n)
		}
		th, err := b.as("nadia").Thread(b.Context(), 1)
		if err != nil {
			b.Fatal(err)
		}
		if len(th.Items) != 2 || th.Items[0].Remote != "root" || th.Items[0].Status != inbox.Done {
			b.Errorf("the thread has %d items: %+v", len(th.Items), th.Items)
		}
	})
}

func TestFollowersAreKeptOnceADay(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.platform.account.Followers = 3412
		b.run()
		b.after(49 * time.Hour)
		record, err := b.store.Channel("fedi")
		if err != nil {
			b.Fatal(err)
		}
		if n := len(record.Followers); n != 3 || record.Followers[0].Followers != 3412 {
			b.Errorf("kept %v in 49 hours", record.Followers)
		}
	})
}

func TestSyncIsOneRoundOfEverything(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.bring(
			connectors.Batch{Posts: []inbox.Post{post("1", "one", time.Now())}, Cursor: "a", More: true},
			connectors.Batch{Posts: []inbox.Post{post("2", "two", time.Now())}, Cursor: "b"},
		)
		var lines []desk.SyncLine
		sync := func() {
			lines = nil
			if err := b.Sync(b.Context(), func(l desk.SyncLine) { lines = append(lines, l) }); err != nil {
				b.Fatal(err)
			}
		}
		sync()
		if len(lines) != 1 || lines[0].New != 2 || lines[0].Err != nil {
			b.Fatalf("the first round tells %+v", lines)
		}
		if _, _, err := b.as("nadia").DecideNow(b.Context(), reply("hi"), desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		sync()
		if lines[0].Sent != 1 || lines[0].Waiting != 0 || len(b.platform.done()) != 1 {
			b.Errorf("the second round tells %+v", lines)
		}
		if _, _, err := b.as("nadia").DecideNow(b.Context(), reply("hi"), desk.Target{Number: 2}); err != nil {
			b.Fatal(err)
		}
		b.platform.script(answer{err: temporary})
		sync()
		if lines[0].Sent+lines[0].Stuck != 0 || lines[0].Waiting != 1 {
			b.Errorf("the round that nothing leaves in tells %+v", lines)
		}
		b.platform.fail(func() error { return unauthorised })
		sync()
		if !errors.Is(lines[0].Err, connectors.ErrUnauthorised) {
			b.Errorf("the last round tells %+v", lines)
		}
	})
}
