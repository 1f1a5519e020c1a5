package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// moved opens the store again as another machine does.
func (b *bench) moved() {
	b.Helper()
	path := b.store.Path()
	b.close()
	b.machine = "there"
	b.open(path)
}

func TestNothingLeavesACopyBeforeAPersonReleasesIt(t *testing.T) {
	onBench(t, "finding", func(b *bench) {
		b.platform.find = func(connectors.Action) (*connectors.Receipt, bool, error) { return nil, true, nil }
		b.many(4)
		b.run()
		b.platform.script(answer{err: temporary}, answer{hang: true})
		b.decide(reply("retry"), 1)
		b.after(9 * time.Second)
		b.decide(reply("sending"), 2)
		b.after(8500 * time.Millisecond)
		b.decide(reply("held"), 3)
		if _, _, err := b.as("nadia").DecideNow(b.Context(), reply("ready"), desk.Target{Number: 4}); err != nil {
			b.Fatal(err)
		}
		b.moved()
		b.run()
		b.after(3 * time.Hour)
		if did := b.platform.done(); len(did) != 0 {
			b.Errorf("%q left the copy", did)
		}
		for _, dl := range b.outbox() {
			if want := map[bool]inbox.DeliveryState{true: inbox.Uncertain, false: inbox.Holding}[dl.Text.String() == "sending"]; dl.State != want || !dl.Stuck() || dl.Words.Empty() {
				b.Errorf("%q is %s (%s), want %s with a reason", dl.Text, dl.State, dl.Words, want)
			}
			if !b.item(dl.Item).Unsent {
				b.Errorf("item %d doesn't show as unsent", dl.Item)
			}
		}
		if err := b.as("nadia").Release(b.Context(), 4); err != nil {
			b.Fatal(err)
		}
		b.after(time.Minute)
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 4)
		b.reopen() // it is no copy any more
		b.run()
		b.after(time.Minute)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 3 ready", "hide 3 "}) {
			b.Errorf("after the release %q arrived", did)
		}
	})
}

func TestARetryByAKeyThatTheServerForgotIsNoRetry(t *testing.T) {
	onBench(t, "remembering", func(b *bench) {
		b.platform.span = 50 * time.Minute
		b.platform.script(answer{done: true, err: unsure})
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		b.after(10 * time.Second)
		b.reopen()
		if dl := b.delivery(); dl.State != inbox.Retry {
			b.Fatalf("the delivery is %s, want retry", dl.State)
		}
		b.after(time.Hour)
		b.run()
		b.after(time.Minute)
		if dl, did := b.delivery(), b.platform.done(); dl.State != inbox.Uncertain || len(did) != 1 {
			b.Errorf("the delivery is %s, arrived %q", dl.State, did)
		}
	})
}

func TestARetryCanBeHurried(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		slow := answer{err: &connectors.Trouble{Kind: connectors.Temporary, Status: 429, After: time.Hour}}
		b.platform.script(slow, slow)
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		b.after(time.Minute)
		if dl := b.delivery(); dl.State != inbox.Retry {
			b.Fatalf("the delivery is %s", dl.State)
		}
		if err := b.as("nadia").Release(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
		b.after(10 * time.Minute)
		if dl := b.delivery(); dl.State != inbox.Retry || dl.Attempts != 2 {
			b.Errorf("the delivery is %s after %d attempts, want one more", dl.State, dl.Attempts)
		}
	})
}

func TestAnAttemptThatWasCutOffGetsTimeToTakeEffect(t *testing.T) {
	onBench(t, "finding", func(b *bench) {
		b.platform.find = func(connectors.Action) (*connectors.Receipt, bool, error) {
			return &connectors.Receipt{Remote: "ours-1"}, true, nil
		}
		b.platform.script(answer{done: true, hang: true})
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		b.after(8500 * time.Millisecond)
		b.reopen()
		b.run()
		b.after(time.Second)
		if b.platform.seen(&b.platform.looked) != 0 {
			b.Error("it was looked for at once: what is still on its way there would be missed")
		}
		b.after(10 * time.Second)
		if dl := b.delivery(); dl.State != inbox.Sent {
			b.Errorf("the delivery is %s", dl.State)
		}
	})
}

func TestWhatAChannelThatLeftShouldSendStaysAndIsAskedAbout(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(2)
		b.decide(reply("hi"), 1)
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 2)
		none := team("doer")
		none.Channels = nil
		if err := b.Reload(none); err != nil {
			b.Fatal(err)
		}
		b.run()
		b.after(time.Hour)
		if all := b.outbox(); all[0].State != inbox.Holding || all[1].State != inbox.Holding {
			b.Errorf("after an hour they are %s and %s", all[0].State, all[1].State)
		}
		b.after(2 * time.Hour)
		if all := b.outbox(); all[0].State != inbox.Uncertain || all[1].State != inbox.Holding {
			b.Errorf("after three hours they are %s and %s", all[0].State, all[1].State)
		}
		if err := b.Reload(team("doer")); err != nil {
			b.Fatal(err)
		}
		b.after(time.Minute)
		if did := b.platform.done(); !slices.Equal(did, []string{"hide 1 "}) {
			b.Errorf("once the channel is back %q arrived", did)
		}
	})
}

func TestALostChannelNeverSendsTwiceWhateverHappens(t *testing.T) {
	for seed := range uint64(24) {
		onBench(t, []string{"doer", "finding"}[seed%2], func(b *bench) {
			b.platform.find = func(a connectors.Action) (*connectors.Receipt, bool, error) {
				for i, did := range b.platform.did {
					if did == fmt.Sprintf("reply %s %s", a.On.Remote, a.Text) {
						return &connectors.Receipt{Remote: fmt.Sprint("ours-", i+1)}, true, nil
					}
				}
				return nil, true, nil
			}
			fates := []answer{{done: true}, {done: true, err: unsure}, {err: unsure}, {err: temporary}, {err: refused}, {done: true, err: malformed}, {err: unauthorised}}
			for i := range uint64(40) {
				b.platform.script(fates[(seed*2654435761+i*i*40503+i*seed)>>3%uint64(len(fates))])
			}
			b.many(5)
			b.run()
			for n := range uint64(5) {
				b.decide(reply(fmt.Sprint("to ", n+1)), n+1)
				b.after(time.Duration(seed*7+n*3) * time.Second)
				if (seed+n)%3 == 0 {
					b.reopen()
					b.run()
				}
			}
			b.after(4 * time.Hour)
			seen := map[string]bool{}
			for _, did := range b.platform.done() {
				if seen[did] {
					b.Errorf("seed %d: %q arrived twice", seed, did)
				}
				seen[did] = true
			}
			for _, dl := range b.outbox() {
				if dl.State == inbox.Sent && !seen[fmt.Sprintf("reply %s %s", b.item(dl.Item).Remote, dl.Text)] {
					b.Errorf("seed %d: %q counts as sent and never arrived", seed, dl.Text)
				}
				if !dl.State.Final() && !dl.Stuck() {
					b.Errorf("seed %d: %q is %s after four hours", seed, dl.Text, dl.State)
				}
			}
		})
	}
}

func TestErasingAndImportingTakeALead(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		bring := func(yield func(inbox.Change, error) bool) {
			_ = yield(inbox.Change{Key: "i1", Event: inbox.Arrived{Channel: "old", Brand: "acme", Seen: true, Post: post("1", "from elsewhere", time.Now())}}, nil) &&
				yield(inbox.Change{Key: "i2", Event: inbox.Polled{Channel: "fedi", Cursor: "nonsense"}}, nil) &&
				yield(inbox.Change{Key: "i3", Event: inbox.Decided{Number: 1, Decision: reply("it would leave again")}}, nil)
		}
		told, refused := 0, 0
		count := func(applied []inbox.Applied) {
			for _, a := range applied {
				told++
				if a.Err != nil {
					refused++
				}
			}
		}
		if err := b.as("nadia").Import(b.Context(), bring, count); !errors.Is(err, desk.ErrRole) || told > 0 {
			b.Errorf("a moderator imports: %v", err)
		}
		if err := b.as("lea").Import(b.Context(), bring, count); err != nil || told != 3 || refused != 2 {
			b.Errorf("told %d, refused %d, %v", told, refused, err)
		}
		if _, err := b.as("nadia").Erase(b.Context(), "old", "a-1"); !errors.Is(err, desk.ErrRole) {
			b.Errorf("a moderator erases: %v", err)
		}
		if r, err := b.as("lea").Erase(b.Context(), "old", "a-1"); err != nil || r.Items != 1 {
			b.Errorf("erased %+v, %v", r, err)
		}
	})
}

func TestAReplyThatIsErasedOnItsWayIsNotSentEmpty(t *testing.T) {
	onBench(t, "remembering", func(b *bench) {
		b.platform.span = -1
		b.platform.script(answer{hang: true})
		b.many(1)
		b.run()
		b.decide(reply("hi"), 1)
		b.after(10 * time.Second)
		b.stop()
		if _, err := b.as("lea").Erase(b.Context(), "fedi", "a-0"); err != nil {
			b.Fatal(err)
		}
		b.run()
		b.after(time.Hour)
		if did, dl := b.platform.done(), b.delivery(); len(did) != 0 || dl.State != inbox.Uncertain {
			b.Errorf("arrived %q, the delivery is %s", did, dl.State)
		}
	})
}

func TestWhatWaitsForAnErasedAuthorNeverLeaves(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(2)
		b.run()
		b.decide(reply("to the forgotten"), 1)
		b.decide(reply("to the other"), 2)
		w := b.as("nadia").Watch()
		defer w.Close()
		if _, err := b.as("lea").Erase(b.Context(), "fedi", "a-0"); err != nil {
			b.Fatal(err)
		}
		if n, err := w.Next(b.Context()); err != nil || !n.Lost {
			b.Errorf("watchers heard %+v, %v; want that they read again", n, err)
		}
		b.after(3 * time.Hour)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 to the other"}) {
			b.Errorf("arrived %q", did)
		}
	})
}

var _ desk.Store = (*store.Store)(nil)
