package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
)

// What becomes of a reply, by what the platform answers and by how the channel can find out about a lost answer.
func TestAReplyEndsWhereTheAnswersLead(t *testing.T) {
	lost := answer{done: true, err: unsure}    // it had its effect, the answer was lost
	missed := answer{done: false, err: unsure} // it had none, nobody knows
	no := func(err error) answer { return answer{err: err} }
	found := func(connectors.Action) (*connectors.Receipt, bool, error) {
		return &connectors.Receipt{Remote: "ours-1"}, true, nil
	}
	none := func(connectors.Action) (*connectors.Receipt, bool, error) { return nil, true, nil }
	blind := func(connectors.Action) (*connectors.Receipt, bool, error) { return nil, false, nil }
	for _, test := range []struct {
		name    string
		kind    string
		answers []answer
		find    func(connectors.Action) (*connectors.Receipt, bool, error)
		span    time.Duration
		state   inbox.DeliveryState
		arrived int
	}{
		{"it works", "doer", nil, nil, 0, inbox.Sent, 1},
		{"busy, then it works", "doer", []answer{no(temporary), no(temporary)}, nil, 0, inbox.Sent, 1},
		{"refused", "doer", []answer{no(refused)}, nil, 0, inbox.Refused, 0},
		{"forbidden", "doer", []answer{no(forbidden)}, nil, 0, inbox.Refused, 0},
		{"what it answers is gone", "doer", []answer{no(gone)}, nil, 0, inbox.Refused, 0},
		{"lost, and nothing tells", "doer", []answer{lost}, nil, 0, inbox.Uncertain, 1},
		{"an unreadable answer, and nothing tells", "doer", []answer{no(malformed)}, nil, 0, inbox.Uncertain, 0},
		{"an error of no kind, and nothing tells", "doer", []answer{no(errors.New("broken pipe"))}, nil, 0, inbox.Uncertain, 0},
		{"lost, the post is found", "finding", []answer{lost}, found, 0, inbox.Sent, 1},
		{"missed, no post is there", "finding", []answer{missed}, none, 0, inbox.Sent, 1},
		{"lost, looking can't tell", "finding", []answer{lost}, blind, 0, inbox.Uncertain, 1},
		{"missed, the key is remembered", "remembering", []answer{missed}, nil, time.Hour, inbox.Sent, 1},
		{"missed, the key is remembered for ever", "remembering", []answer{missed}, nil, -1, inbox.Sent, 1},
		{"lost, the server knows no keys", "remembering", []answer{lost}, nil, 0, inbox.Uncertain, 1},
		{"lost, the key would be forgotten by then", "remembering", []answer{lost}, nil, 5 * time.Second, inbox.Uncertain, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			onBench(t, test.kind, func(b *bench) {
				b.platform.answers, b.platform.find, b.platform.span = test.answers, test.find, test.span
				b.arrive(post("p1", "hello", time.Now()))
				b.run()
				b.decide(reply("hi"), 1)
				b.after(5 * time.Minute)
				if dl := b.delivery(); dl.State != test.state {
					b.Errorf("the delivery is %s (%s), want %s", dl.State, dl.Words, test.state)
				}
				if did := b.platform.done(); len(did) != test.arrived {
					b.Errorf("%d arrived, want %d: %q", len(did), test.arrived, did)
				}
			})
		})
	}
}

func TestAFailedReplyComesBackToItsSenderWithThePlatformsWords(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.script(answer{err: refused})
		b.arrive(post("p1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		if it := b.item(1); it.Status != inbox.Done {
			b.Fatalf("the item is %s after the reply, want done", it.Status)
		}
		b.after(time.Minute)
		it, dl := b.item(1), b.delivery()
		if it.Status != inbox.Open || it.Assignee != "nadia" || !it.Unsent {
			b.Errorf("the item is %s of %q, unsent %t; want open, nadia's, unsent", it.Status, it.Assignee, it.Unsent)
		}
		if dl.Words.String() != "too long" {
			b.Errorf("the delivery says %q, want the platform's words", dl.Words)
		}
	})
}

func TestAnOutwardActionWaitsForTheUndoWindow(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("p1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		b.after(inbox.DefaultUndoWindow - time.Second)
		if did := b.platform.done(); len(did) != 0 {
			b.Fatalf("%q left inside the window", did)
		}
		b.after(2 * time.Second)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply p1 hi"}) {
			b.Errorf("after the window %q arrived", did)
		}
	})
}

func TestAThreadKeepsItsOrderWhileOthersGoOn(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("p1", "one", time.Now()), post("p2", "two", time.Now()))
		b.platform.script(answer{err: temporary})
		b.run()
		keep := reply("first")
		keep.KeepOpen = true
		b.decide(keep, 1)
		b.decide(reply("second"), 1)
		b.decide(reply("elsewhere"), 2)
		b.after(time.Minute)
		want := []string{"reply p2 elsewhere", "reply p1 first", "reply p1 second"}
		if did := b.platform.done(); !slices.Equal(did, want) {
			b.Errorf("arrived %q, want %q", did, want)
		}
	})
}

func TestAnAttemptFoundSendingIsNotRepeatedBlindly(t *testing.T) {
	for _, test := range []struct {
		kind  string
		state inbox.DeliveryState
	}{{"doer", inbox.Uncertain}, {"finding", inbox.Sent}} {
		t.Run(test.kind, func(t *testing.T) {
			onBench(t, test.kind, func(b *bench) {
				b.platform.find = func(connectors.Action) (*connectors.Receipt, bool, error) {
					return &connectors.Receipt{Remote: "ours-1"}, true, nil
				}
				b.platform.script(answer{done: true, hang: true})
				b.arrive(post("p1", "hello", time.Now()))
				b.run()
				b.decide(reply("hi"), 1)
				b.after(10 * time.Second)
				b.reopen()
				if dl := b.delivery(); dl.State != inbox.Sending {
					b.Fatalf("after the stop the delivery is %s, want sending", dl.State)
				}
				b.run()
				b.after(time.Minute)
				if dl := b.delivery(); dl.State != test.state {
					b.Errorf("the delivery is %s, want %s", dl.State, test.state)
				}
				if did := b.platform.done(); len(did) != 1 {
					b.Errorf("%q arrived, want one reply", did)
				}
			})
		})
	}
}

func TestAReplyThatStaysUnsentAsksAPersonAgain(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		for range 200 {
			b.platform.script(answer{err: temporary})
		}
		b.arrive(post("p1", "hello", time.Now()))
		b.run()
		b.decide(reply("hi"), 1)
		b.after(time.Hour)
		if dl := b.delivery(); dl.State != inbox.Retry {
			b.Fatalf("after an hour it is %s, want retry", dl.State)
		}
		b.after(61 * time.Minute)
		if dl := b.delivery(); dl.State != inbox.Uncertain {
			b.Errorf("after two hours it is %s, want uncertain", dl.State)
		}
	})
}

func TestAPersonSettlesWhatIsUncertain(t *testing.T) {
	for name, sent := range map[string]bool{"it arrived": true, "it did not": false} {
		t.Run(name, func(t *testing.T) {
			onBench(t, "doer", func(b *bench) {
				b.platform.script(answer{done: sent, err: unsure})
				b.arrive(post("p1", "hello", time.Now()))
				b.run()
				b.decide(reply("hi"), 1)
				b.after(time.Minute)
				if err := b.as("tom").Resolve(b.Context(), 1, sent); !errors.Is(err, desk.ErrRole) {
					b.Errorf("a trainee settles Nadia's delivery: %v", err)
				}
				if err := b.as("nadia").Resolve(b.Context(), 1, sent); err != nil {
					b.Fatal(err)
				}
				b.after(time.Minute)
				if dl := b.delivery(); dl.State != inbox.Sent {
					b.Errorf("the delivery is %s, want sent", dl.State)
				}
				if did := b.platform.done(); len(did) != 1 {
					b.Errorf("%q arrived, want one reply", did)
				}
			})
		})
	}
}

func TestWhatIsRefusedCanBeReleasedOrCalledOff(t *testing.T) {
	for _, release := range []bool{true, false} {
		onBench(t, "doer", func(b *bench) {
			b.platform.script(answer{err: refused})
			b.arrive(post("p1", "hello", time.Now()))
			b.run()
			b.decide(reply("hi"), 1)
			b.after(time.Minute)
			do, want := b.as("nadia").Cancel, inbox.Cancelled
			if release {
				do, want = b.as("nadia").Release, inbox.Sent
			}
			if err := do(b.Context(), 1); err != nil {
				b.Fatal(err)
			}
			b.after(time.Minute)
			if dl := b.delivery(); dl.State != want {
				b.Errorf("the delivery is %s, want %s", dl.State, want)
			}
		})
	}
}

func TestNothingLeavesWhileTheCredentialsAreRefused(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("p1", "hello", time.Now()))
		b.platform.script(answer{err: unauthorised})
		b.run()
		b.decide(reply("hi"), 1)
		b.after(7 * time.Second)
		b.platform.mu.Lock()
		b.platform.checkErr = unauthorised
		b.platform.mu.Unlock()
		b.after(30 * time.Minute)
		if dl, h := b.delivery(), b.health(); dl.State != inbox.Retry || dl.Attempts != 1 || h.State != desk.Unauthorised {
			b.Fatalf("the delivery is %s after %d attempts, the channel %s", dl.State, dl.Attempts, h.State)
		}
		b.platform.mu.Lock()
		b.platform.checkErr = nil
		b.platform.mu.Unlock()
		if _, err := b.Check(b.Context(), "fedi"); err != nil {
			b.Fatal(err)
		}
		b.after(time.Minute)
		if dl := b.delivery(); dl.State != inbox.Sent {
			b.Errorf("the delivery is %s once the channel is well, want sent", dl.State)
		}
	})
}

func TestWhatWaitedLeavesOnceTheCredentialsAreTakenAgain(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("p1", "hello", time.Now()))
		b.platform.script(answer{err: unauthorised})
		b.run()
		b.decide(reply("hi"), 1)
		b.after(7 * time.Second)
		b.platform.mu.Lock()
		b.platform.checkErr = unauthorised
		b.platform.mu.Unlock()
		b.after(time.Minute)
		b.platform.mu.Lock()
		b.platform.checkErr = nil
		b.platform.mu.Unlock()
		b.after(5 * time.Minute)
		if dl, h := b.delivery(), b.health(); dl.State != inbox.Sent || h.State != desk.Connected {
			b.Errorf("the delivery is %s, the channel %s; want sent and connected, by itself", dl.State, h.State)
		}
	})
}

func TestModerationIsRepeatedWhenItsAnswerIsLost(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.script(answer{done: true, err: unsure})
		b.arrive(post("p1", "hello", time.Now()))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 1)
		b.after(time.Minute)
		if dl, it := b.delivery(), b.item(1); dl.State != inbox.Sent || it.Visibility != inbox.Hidden {
			b.Errorf("the delivery is %s and the item %s, want sent and hidden", dl.State, it.Visibility)
		}
	})
}

func TestDeletingWhatIsGoneSucceeds(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.script(answer{err: gone})
		b.arrive(post("p1", "hello", time.Now()))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbDelete}, 1)
		b.after(time.Minute)
		if dl, it := b.delivery(), b.item(1); dl.State != inbox.Sent || it.Visibility != inbox.Deleted {
			b.Errorf("the delivery is %s and the item %s, want sent and deleted", dl.State, it.Visibility)
		}
	})
}

func TestAConnectorThatPanicsCostsItsChannelOnly(t *testing.T) {
	onBench(t, "reader", func(b *bench) {
		b.platform.fail(func() error { panic("nil map") })
		b.run()
		b.after(time.Minute)
		if h := b.health(); h.State != desk.Down || h.Why == "" {
			b.Errorf("the channel is %s, %q; want down with a reason", h.State, h.Why)
		}
	})
}

func TestAwaitDeliversWhereTheDeskDoesNotRun(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.script(answer{err: temporary})
		b.arrive(post("p1", "hello", time.Now()))
		_, applied, err := b.as("nadia").DecideNow(b.Context(), reply("hi"), desk.Target{Number: 1})
		if err != nil {
			b.Fatal(err)
		}
		dl, err := b.as("nadia").Await(b.Context(), applied[0].Delivery.ID)
		if err != nil || dl.State != inbox.Sent {
			b.Errorf("awaited %s, %v; want sent", dl.State, err)
		}
	})
}

func TestAwaitWaitsForTheDeskThatRuns(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("p1", "hello", time.Now()))
		b.run()
		b.after(time.Second)
		b.decide(reply("hi"), 1)
		began := time.Now()
		dl, err := b.as("nadia").Await(b.Context(), 1)
		if waited := time.Since(began); err != nil || dl.State != inbox.Sent || waited > inbox.DefaultUndoWindow+time.Second {
			b.Errorf("awaited %s, %v after %s", dl.State, err, waited)
		}
		if _, err := b.as("uma").Await(b.Context(), 1); !errors.Is(err, desk.ErrNotFound) {
			b.Errorf("behind the wall: %v", err)
		}
	})
}
