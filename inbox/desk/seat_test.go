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
)

// argued is a decision of each verb with arguments that would do.
func argued(v inbox.Verb, now time.Time) inbox.Decision {
	return inbox.Decision{Verb: v, Text: inbox.Clean("text"), Add: []string{"tag"}, Until: now.Add(time.Hour),
		Priority: inbox.High, To: map[inbox.Verb]string{inbox.VerbEscalate: "sav", inbox.VerbMove: "legal", inbox.VerbAssign: "tom"}[v]}
}

func TestEveryRoleMayWhatTheTableSaysAndNoMore(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		for _, a := range inbox.Actions {
			for _, p := range b.Team().People {
				n := uint64(len(b.outbox()))
				b.arrive(post(fmt.Sprint(a.Verb, p.Name, n), "hello", time.Now()))
				page, err := b.as("olga").Page(b.Context(), inbox.Ask{Limit: 1})
				if err != nil {
					b.Fatal(err)
				}
				it := page.Rows[0].Item
				_, _, err = b.as(p.Name).Decide(b.Context(), argued(a.Verb, time.Now()), desk.Target{Number: it.Number})
				may := p.May(a, it) == nil
				walled := !p.SeesItem(it)
				switch {
				case walled && !errors.Is(err, desk.ErrNotFound):
					b.Errorf("%s, behind the wall, to %s: %v", p.Name, a.Verb, err)
				case !walled && !may && !errors.Is(err, desk.ErrRole):
					b.Errorf("%s, a %s, to %s: %v", p.Name, p.Role, a.Verb, err)
				case !walled && may && errors.Is(err, desk.ErrRole):
					b.Errorf("%s, a %s, is refused to %s: %v", p.Name, p.Role, a.Verb, err)
				}
			}
		}
	})
}

func TestMaySaysWhyNotBeforeAnybodyTries(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		it := b.item(1).Item
		nadia := b.as("nadia")
		for _, test := range []struct {
			seat *desk.Seat
			verb inbox.Verb
			want error
		}{
			{nadia, inbox.VerbReply, nil},
			{nadia, inbox.VerbTag, nil},
			{nadia, inbox.VerbPriority, nil}, // to another one
			{nadia, inbox.VerbHide, nil},
			{nadia, inbox.VerbSpam, desk.ErrCannot}, // the channel has no such ability
			{nadia, inbox.VerbReturn, inbox.ErrNotNow},
			{nadia, inbox.VerbUnhide, inbox.ErrNotNow},
			{nadia, inbox.VerbReopen, inbox.ErrNoChange},
			{b.as("tom"), inbox.VerbHide, desk.ErrRole},
			{b.as("vera"), inbox.VerbDone, desk.ErrRole},
			{b.as("uma"), inbox.VerbDone, desk.ErrRole},
			{nadia, "dance", desk.ErrCannot},
		} {
			err := test.seat.May(test.verb, it)
			if !errors.Is(err, test.want) || (test.want == nil) != (err == nil) {
				b.Errorf("may %s %s: %v, want %v", test.seat.Person().Name, test.verb, err, test.want)
			}
		}
	})
}

func TestWallsHideTheOtherBrands(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		theirs := inbox.Arrived{Channel: "umbra-blog", Brand: "umbra", Post: post("2", "hello", time.Now())}
		if _, err := b.store.Apply(b.Context(), []inbox.Change{{Key: "theirs", At: time.Now(), Event: theirs}}); err != nil {
			b.Fatal(err)
		}
		uma := b.as("uma")
		page, err := uma.Page(b.Context(), inbox.Ask{})
		if err != nil || len(page.Rows) != 1 || page.Rows[0].Brand != "umbra" {
			b.Errorf("uma's page has %d rows, %v", len(page.Rows), err)
		}
		if page, _ = uma.Page(b.Context(), inbox.Ask{Brands: []string{"acme"}}); len(page.Rows) != 0 {
			b.Error("asking for the brand by name opens the wall")
		}
		if n, _, err := uma.Count(b.Context(), inbox.Query{}, 10); n != 1 || err != nil {
			b.Errorf("uma counts %d, %v", n, err)
		}
		if c, err := uma.Counts(b.Context()); c.Status[inbox.Open] != 1 || err != nil {
			b.Errorf("uma's header counts %v, %v", c, err)
		}
		for what, err := range map[string]error{
			"item":   second(uma.Item(b.Context(), 1)),
			"thread": second(uma.Thread(b.Context(), 1)),
			"author": second(uma.Author(b.Context(), 1)),
			"log":    second(uma.Log(b.Context(), inbox.LogAsk{Number: 1})),
			"draft":  uma.SaveDraft(inbox.Draft{Number: 1}),
		} {
			if !errors.Is(err, desk.ErrNotFound) {
				b.Errorf("uma reads the %s: %v", what, err)
			}
		}
		if len(uma.Health()) != 0 {
			b.Error("uma sees the health of a channel of another brand")
		}
	})
}

func second[T any](_ T, err error) error { return err }

func TestADecisionOnWhatSomebodyElseMovedIsRefused(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		saw := desk.Target{Number: 1, Version: b.item(1).Version}
		b.decide(inbox.Decision{Verb: inbox.VerbAssign, To: "tom"}, 1)
		_, _, err := b.as("lea").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbDone}, saw)
		if !errors.Is(err, inbox.ErrChanged) {
			b.Errorf("done on an older version: %v", err)
		}
		if _, _, err = b.as("lea").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}, saw); err != nil {
			b.Errorf("tags commute, but: %v", err)
		}
	})
}

func TestNamesThatTheTeamDoesNotKnowAreRefused(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		for _, test := range []struct {
			d    inbox.Decision
			want error
		}{
			{inbox.Decision{Verb: inbox.VerbEscalate, To: "nowhere"}, desk.ErrUnknown},
			{inbox.Decision{Verb: inbox.VerbEscalate}, inbox.ErrIncomplete},
			{inbox.Decision{Verb: inbox.VerbAssign, To: "nobody-here"}, desk.ErrUnknown},
			{inbox.Decision{Verb: inbox.VerbAssign, To: "uma"}, desk.ErrRole},
		} {
			if _, _, err := b.as("nadia").Decide(b.Context(), test.d, desk.Target{Number: 1}); !errors.Is(err, test.want) {
				b.Errorf("%s to %q: %v, want %v", test.d.Verb, test.d.To, err, test.want)
			}
		}
		if _, err := b.Seat("stranger"); !errors.Is(err, desk.ErrNoPerson) {
			b.Errorf("a stranger sits down: %v", err)
		}
	})
}

func TestAnEscalationIsDueByTheServiceLevel(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 2)
		if it := b.item(1); !it.Due.Equal(it.Escalated.Add(4 * time.Hour)) {
			b.Errorf("due %s, escalated %s", it.Due, it.Escalated)
		}
		if it := b.item(2); !it.Due.IsZero() {
			b.Errorf("legal promised nothing, but it is due %s", it.Due)
		}
	})
}

func TestAReadOnlyAccountCanNothing(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.account.ReadOnly = true
		b.arrive(post("1", "hello", time.Now()))
		if _, err := b.Check(b.Context(), "fedi"); err != nil {
			b.Fatal(err)
		}
		if err := b.as("nadia").May(inbox.VerbReply, b.item(1).Item); !errors.Is(err, desk.ErrCannot) {
			b.Errorf("to reply without an account: %v", err)
		}
	})
}

func TestAThreadShowsWhatIsOnItsWayAndWhatWasDone(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("known customer")}, 1)
		b.decide(reply("hi"), 1)
		th, err := b.as("nadia").Thread(b.Context(), 1)
		if err != nil {
			b.Fatal(err)
		}
		var done []string
		for _, e := range th.History {
			done = append(done, e.What)
		}
		if len(th.Deliveries) != 1 || !slices.Equal(done, []string{"note", "reply"}) {
			b.Errorf("the thread has %d deliveries and the history %q", len(th.Deliveries), done)
		}
	})
}

func TestADraftThatWasSentIsForgotten(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		nadia := b.as("nadia")
		if err := nadia.SaveDraft(inbox.Draft{Number: 1, Verb: inbox.VerbReply, Text: "hi", Caret: 2}); err != nil {
			b.Fatal(err)
		}
		if d, ok, err := nadia.Draft(1, inbox.VerbReply); !ok || err != nil || d.Text != "hi" {
			b.Fatalf("the draft is %+v, %t, %v", d, ok, err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}}, 1)
		if _, ok, _ := nadia.Draft(1, inbox.VerbReply); !ok {
			b.Error("a tag made an end of the draft")
		}
		b.decide(reply("hi"), 1)
		if _, ok, _ := nadia.Draft(1, inbox.VerbReply); ok {
			b.Error("the draft is there after it was sent")
		}
	})
}

func TestCannedRepliesAreFilled(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		got := b.as("nadia").Fill("Merci {author}, {brand} ({channel}) {unknown}", b.item(1).Item)
		if want := "Merci Karim, acme (fedi) {unknown}"; got != want {
			b.Errorf("filled %q, want %q", got, want)
		}
	})
}

func TestAChannelIsMendedWithoutARestart(t *testing.T) {
	team := team("reader")
	team.Channels[0].Settings = map[string]string{"token": "env:TOKEN"}
	onBenchOf(t, team, func(b *bench) {
		b.stop()
		missing := errors.New("TOKEN is not set")
		b.options.Secret = func(string) (string, error) { return "secret", missing }
		b.reopen()
		b.run()
		if _, err := b.Check(b.Context(), "fedi"); !errors.Is(err, desk.ErrCannot) {
			b.Errorf("checked without its secret: %v", err)
		}
		missing = nil
		if _, err := b.Check(b.Context(), "fedi"); err != nil {
			b.Fatal(err)
		}
		b.after(time.Second)
		if h := b.health(); h.State != desk.Connected || h.Polled.IsZero() {
			b.Errorf("health is %+v", h)
		}
	})
}

func TestReloadKeepsWhatRunsAndStartsWhatIsNew(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.run()
		b.after(time.Second)
		next := team("reader")
		next.Channels = append(next.Channels, inbox.Channel{Name: "blog", Kind: "reader", Brand: "umbra"})
		next.People[3].Role = inbox.Viewer // nadia
		nadia := b.as("nadia")
		b.platform.bring(connectors.Batch{Posts: []inbox.Post{post("1", "one", time.Now())}})
		if err := b.Reload(next); err != nil {
			b.Fatal(err)
		}
		b.after(time.Second)
		if hs := b.Health(); len(hs) != 2 || hs[1].State != desk.Connected {
			b.Errorf("health is %+v", hs)
		}
		if n := b.platform.seen(&b.platform.checks); n != 2 {
			b.Errorf("%d checks: the channel that stayed was started anew", n)
		}
		if err := nadia.May(inbox.VerbDone, b.item(1).Item); !errors.Is(err, desk.ErrRole) {
			b.Errorf("nadia keeps the role that she lost: %v", err)
		}
		next.Channels = next.Channels[1:]
		if err := b.Reload(next); err != nil {
			b.Fatal(err)
		}
		b.after(time.Second)
		hs := b.Health()
		if last := hs[len(hs)-1]; last.Channel != "fedi" || last.State != desk.Off {
			b.Errorf("the channel that left is %+v", last)
		}
		b.after(time.Minute)
		before := len(b.platform.polled())
		b.after(10 * time.Minute)
		if n := len(b.platform.polled()) - before; n > 21 {
			b.Errorf("%d polls in ten minutes: the channel that left goes on", n)
		}
	})
}
