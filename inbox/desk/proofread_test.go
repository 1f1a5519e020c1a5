package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// strict is the tests' team with a canned text that has a place to fill in.
func strict() inbox.Team {
	t := team("doer")
	t.Replies = append(t.Replies, inbox.Canned{Name: "order", Text: "Order {order}"})
	t.Brands[0].Manner.Never = []string{"sorry"}
	return t
}

func TestAPlaceThatIsNotFilledInNeverLeaves(t *testing.T) {
	onBenchOf(t, strict(), func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.run()
		_, _, err := b.as("nadia").DecideNow(b.Context(), reply("Order {order} leaves"), desk.Target{Number: 1})
		if !errors.Is(err, desk.ErrText) || !strings.Contains(err.Error(), "fill in {order} first") {
			b.Errorf("sent: %v", err)
		}
		if _, _, err := b.as("nadia").DecideNow(b.Context(), reply("Sorry, order 12 leaves"), desk.Target{Number: 1}); err != nil {
			b.Errorf("what only warns: %v", err)
		}
		b.after(time.Second)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 Sorry, order 12 leaves"}) {
			b.Errorf("%q arrived", did)
		}
	})
}

func TestALeadReleasesNothingThatStops(t *testing.T) {
	onBenchOf(t, strict(), func(b *bench) {
		dl := b.drafted("Order 12")
		if err := b.as("lea").ReleaseAs(b.Context(), dl.ID, inbox.Clean("Order {order}")); !errors.Is(err, desk.ErrText) {
			b.Errorf("another text: %v", err)
		}
		stricter := strict()
		stricter.Brands = append(stricter.Brands, inbox.Brand{Name: "globex", Manner: inbox.Manner{Names: []string{"order 12"}}})
		b.options.Team = stricter
		b.reopen()
		if err := b.as("lea").Release(b.Context(), dl.ID); !errors.Is(err, desk.ErrText) {
			b.Errorf("as it was written: %v", err)
		}
		if len(b.platform.done()) != 0 {
			b.Errorf("%q arrived", b.platform.done())
		}
	})
}

func TestAnAccountIsKnownBeforeThePlatformTellsAgain(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.account.Followers = 12
		b.run()
		b.after(time.Second)
		b.reopen()
		if h := b.health(); h.Account != "@acme" {
			b.Errorf("after a restart the account is %q", h.Account)
		}
	})
}
