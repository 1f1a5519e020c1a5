package inbox

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAFalseDateCantPinARow(t *testing.T) {
	arrived := time.UnixMilli(1_000_000)
	for _, c := range []struct {
		name   string
		posted time.Time
		want   int64
	}{
		{"posted before", time.UnixMilli(999_000), 999_000},
		{"posted in the future", time.UnixMilli(2_000_000), 1_000_000},
		{"no date", time.Time{}, 1_000_000},
		{"before 1970", time.UnixMilli(-5), 0},
		{"in the year 1", time.Time{}.Add(time.Hour), 0},
	} {
		if got := OrderOf(c.posted, arrived); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestAnEscalationIsOverdueOnceItsTimeHasPassed(t *testing.T) {
	due := decidedAt
	for _, c := range []struct {
		t    Triage
		now  time.Time
		want bool
	}{
		{Triage{Status: Escalated, Due: due}, due.Add(time.Second), true},
		{Triage{Status: Escalated, Due: due}, due, false},
		{Triage{Status: Escalated}, due, false},
		{Triage{Status: Returned, Due: due}, due.Add(time.Second), false},
	} {
		if got := c.t.Overdue(c.now); got != c.want {
			t.Errorf("%s, due %s, at %s: %v", c.t.Status, c.t.Due, c.now, got)
		}
	}
}

func TestAnAuthorIsKnownByIDElseByHandle(t *testing.T) {
	if got := (Author{ID: "12", Handle: CleanLine("karim")}).Key(); got != "12" {
		t.Errorf("got %q", got)
	}
	if got := (Author{Handle: CleanLine("karim")}).Key(); got != "karim" {
		t.Errorf("got %q", got)
	}
}

func TestOnlyTheListedKindsAreValid(t *testing.T) {
	for _, k := range Kinds {
		if !k.Valid() {
			t.Errorf("%s is not valid", k)
		}
	}
	if Kind("rumour").Valid() || Kind("").Valid() {
		t.Error("a kind that isn't listed is valid")
	}
}

func TestPositionsAreOrderedByRankThenTimeThenNumber(t *testing.T) {
	position := rapid.Custom(func(t *rapid.T) Position {
		return Position{rapid.IntRange(-1, 1).Draw(t, "rank"), rapid.Int64Range(0, 3).Draw(t, "order"), rapid.Uint64Range(0, 3).Draw(t, "number")}
	})
	rapid.Check(t, func(t *rapid.T) {
		p, q := position.Draw(t, "p"), position.Draw(t, "q")
		if n := btoi(p.Before(q)) + btoi(q.Before(p)) + btoi(p == q); n != 1 {
			t.Fatalf("%v and %v: %d of before, after and equal hold", p, q, n)
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
