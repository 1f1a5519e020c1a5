package desk_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// privately is a reply to the author alone.
func privately(text string) inbox.Decision {
	d := reply(text)
	d.Private = true
	return d
}

func TestAPrivateReplyToAPublicItemIsWhispered(t *testing.T) {
	onBench(t, "whispering", func(b *bench) {
		hidden := post("2", "my number is 7", time.Now())
		hidden.Private = true
		b.arrive(post("1", "hello", time.Now()), hidden)
		b.run()
		b.decide(privately("between us"), 1)
		b.decide(reply("yours"), 2)
		b.after(time.Minute)
		if did := b.platform.done(); !slices.Equal(did, []string{"whisper 1 between us", "reply 2 yours"}) {
			b.Errorf("%q arrived", did)
		}
		for _, n := range []uint64{1, 2} {
			dls, err := b.store.Deliveries(inbox.DeliveryAsk{Number: n})
			if err != nil || len(dls) != 1 || !dls[0].Private {
				b.Errorf("item %d has %+v, %v", n, dls, err)
			}
		}
	})
}

func TestAChannelThatAnswersInPublicOnlyRefusesAPrivateReply(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		if _, _, err := b.as("nadia").DecideNow(b.Context(), privately("between us"), desk.Target{Number: 1}); !errors.Is(err, desk.ErrCannot) {
			b.Errorf("it is sent: %v", err)
		}
		b.after(time.Minute)
		if did := b.platform.done(); len(did) != 0 {
			b.Errorf("%q arrived", did)
		}
	})
}

func TestAPrivateReplyIsNeverSentWiderWhereItsChannelCanNoLongerWhisper(t *testing.T) {
	onBench(t, "whispering", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(privately("between us"), 1)
		b.options.Team = team("doer")
		b.reopen()
		b.run()
		b.after(time.Minute)
		if did := b.platform.done(); len(did) != 0 || b.delivery().State != inbox.Refused {
			b.Errorf("%q arrived, the delivery is %s", did, b.delivery().State)
		}
	})
}

func TestAReplyThatComesBackToATraineeIsStillPrivate(t *testing.T) {
	onBench(t, "whispering", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		if _, _, err := b.as("tom").DecideNow(b.Context(), privately("between us"), desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		b.after(time.Second)
		if err := b.as("lea").SendBack(b.Context(), b.delivery().ID, inbox.Clean("say more")); err != nil {
			b.Fatal(err)
		}
		if d, found, err := b.as("tom").Draft(1, inbox.VerbReply); err != nil || !found || !d.Private {
			b.Errorf("the draft is %+v, %t, %v", d, found, err)
		}
	})
}
