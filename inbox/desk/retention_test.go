package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

const day = 24 * time.Hour

// keeping is a team of which acme keeps for so long, with a hold on what is tagged "dispute".
func keeping(keep time.Duration) inbox.Team {
	tm := team("reader")
	tm.Brands[0].Keep = keep
	when, _ := inbox.ParseQuery("tag:dispute")
	tm.Holds = []inbox.Hold{{Name: "trial", By: "Maître Roux", When: when}}
	return tm
}

func TestWhatIsOlderThanABrandKeepsIsForgottenOnceADay(t *testing.T) {
	onBenchOf(t, keeping(10*day), func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()), post("3", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"dispute"}}, 2)
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 1, 2)
		b.run()
		b.after(9 * day)
		if b.item(1).Forgotten {
			t.Error("an item was forgotten before its time")
		}
		b.after(2 * day)
		if !b.item(1).Forgotten || !b.item(1).Text.Empty() {
			t.Errorf("after 11 days it reads %q", b.item(1).Text)
		}
		if b.item(2).Forgotten || b.item(3).Forgotten {
			t.Error("what is held or open was forgotten")
		}
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 3)
		b.after(12 * day)
		lines, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Limit: 1})
		if err != nil || lines[0].What != "forgot" || lines[0].Forgot.Items != 1 || lines[0].Numbers[0] != 3 {
			t.Errorf("the log ends with %+v, %v", lines, err)
		}
	})
}

func TestAManyDaysLateStartForgetsInSlices(t *testing.T) {
	onBenchOf(t, keeping(10*day), func(b *bench) {
		var posts []inbox.Post
		var numbers []uint64
		for i := range 250 {
			posts = append(posts, post(string(rune('a'+i%26))+time.Duration(i).String(), "hello", time.Now()))
			numbers = append(numbers, uint64(i+1))
		}
		b.arrive(posts...)
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, numbers...)
		b.after(20 * day)
		if err := b.Sync(b.Context(), func(desk.SyncLine) {}); err != nil {
			t.Fatal(err)
		}
		lines, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Limit: 3})
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{50, 100, 100} {
			if lines[i].Forgot.Items != want {
				t.Errorf("line %d from the end forgot %d items", i, lines[i].Forgot.Items)
			}
		}
	})
}

func TestWhatIsDueToBeForgottenIsTold(t *testing.T) {
	onBenchOf(t, keeping(10*day), func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()), post("3", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"dispute"}}, 2)
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 1, 2, 3)
		b.after(11 * day)
		aged, err := b.Aged(b.Context())
		if err != nil || len(aged) != 1 || aged[0].Brand != "acme" || aged[0].Due != 2 || aged[0].Held[0].Items != 1 || aged[0].Held[0].Hold.Name != "trial" {
			t.Errorf("it tells %+v, %v", aged, err)
		}
	})
}

func TestAHoldRefusesAnErasureAndSaysWhose(t *testing.T) {
	onBenchOf(t, keeping(0), func(b *bench) {
		one, two := post("1", "hello", time.Now()), post("2", "hello", time.Now())
		two.Author = one.Author
		b.arrive(one, two)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"dispute"}}, 2)
		lea := b.as("lea")
		for name, err := range map[string]error{"asked": lea.MayErase("fedi", "a-1"), "done": erased(b, "lea")} {
			if !errors.Is(err, desk.ErrHold) || !strings.Contains(err.Error(), "trial") || !strings.Contains(err.Error(), "Maître Roux") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if b.item(1).Forgotten || b.item(2).Forgotten {
			t.Error("something was forgotten all the same")
		}
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Remove: []string{"dispute"}}, 2)
		if err := lea.MayErase("fedi", "a-1"); err != nil {
			t.Errorf("once it is lifted: %v", err)
		}
		if err := erased(b, "lea"); err != nil || !b.item(1).Forgotten || !b.item(2).Forgotten {
			t.Errorf("once it is lifted: %v", err)
		}
	})
}

func erased(b *bench, person string) error {
	_, err := b.as(person).Erase(b.Context(), "fedi", "a-1")
	return err
}
