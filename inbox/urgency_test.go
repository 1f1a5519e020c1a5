package inbox

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestUrgencyTellsWhatRaisedItAndByHowMuch(t *testing.T) {
	due := decidedAt.Add(-time.Hour)
	late := func(it Item) Item {
		it.Status, it.Department, it.Due, it.Late = Escalated, "sav", due, due
		return it
	}
	reach := Factor{Cause: CauseReach, Count: 41200, Points: 10}
	again := Factor{Cause: CauseRepeated, Count: 3, Points: 10}
	by := func(p Priority, who string) Triage { return Triage{Priority: p, PriorityBy: who} }
	for name, test := range map[string]struct {
		item   Item
		level  Priority
		points int
		words  string
	}{
		"nothing":             {Item{}, Normal, 0, ""},
		"a rule":              {Item{Triage: by(High, ByRule("refund"))}, High, 10, "the rule refund (+10)"},
		"a rule that lowers":  {Item{Triage: by(Low, ByRule("junk")), Flags: Flags{Raised: []Factor{reach}}}, Normal, 0, "the rule junk (-10), 41200 followers (+10)"},
		"an escalation":       {late(Item{Triage: by(High, ByEscalation("nadia"))}), Urgent, 30, "the answer of sav is late (+20), escalated so by nadia (+10)"},
		"overdue":             {late(Item{}), Urgent, 20, "the answer of sav is late (+20)"},
		"reach":               {Item{Flags: Flags{Raised: []Factor{reach}}}, High, 10, "41200 followers (+10)"},
		"reach and repeated":  {Item{Flags: Flags{Raised: []Factor{reach, again}}}, Urgent, 20, "41200 followers (+10), 3 complaints of theirs (+10)"},
		"imported":            {Item{Triage: by(Urgent, "")}, Urgent, 20, "it came so (+20)"},
		"a person's choice":   {late(Item{Triage: by(Low, "lea"), Flags: Flags{Raised: []Factor{reach}}}), Low, -10, "chosen by lea, the answer of sav is late (set aside), 41200 followers (set aside)"},
		"a choice of normal":  {Item{Triage: by(Normal, "lea"), Flags: Flags{Raised: []Factor{reach}}}, Normal, 0, "chosen by lea, 41200 followers (set aside)"},
		"a late answer comes": {Item{Triage: Triage{Status: Returned, Department: "sav"}, Flags: Flags{Late: due}}, Normal, 0, ""},
	} {
		u := test.item.Urgency()
		if u.Level != test.level || u.Points != test.points || u.String() != test.words {
			t.Errorf("%s: %s, %d points, because %q; want %s, %d, %q", name, u.Level, u.Points, u, test.level, test.points, test.words)
		}
	}
}

func TestThresholdsRaiseWhatIsWidelyReadOrSaidAgain(t *testing.T) {
	limits := DefaultThresholds()
	for name, test := range map[string]struct {
		limits     Thresholds
		followers  int
		complaints int
		want       int // points in all
	}{
		"unknown reach":     {limits, -1, 1, 0},
		"below":             {limits, 9_999, 2, 0},
		"reach":             {limits, 10_000, 0, 10},
		"ten times that":    {limits, 100_000, 0, 20},
		"again":             {limits, 0, 3, 10},
		"both":              {limits, 2_000_000_000, 50, 30},
		"nothing counts":    {Thresholds{}, 2_000_000_000, 50, 0},
		"a lower threshold": {Thresholds{Reach: 100}, 100, 50, 10},
	} {
		points := 0
		for _, r := range test.limits.Raise(Author{Followers: test.followers}, test.complaints) {
			points += r.Points
		}
		if points != test.want {
			t.Errorf("%s: %d points, want %d", name, points, test.want)
		}
	}
}

func TestAPersonsChoiceIsThePriorityWhateverElseCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := Item{Triage: someTriage().Draw(t, "triage")}
		it.Late = it.Due
		it.Raised = DefaultThresholds().Raise(Author{Followers: rapid.IntRange(-1, 1e9).Draw(t, "followers")}, rapid.IntRange(0, 9).Draw(t, "complaints"))
		chosen := Priority(rapid.IntRange(-1, 2).Draw(t, "chosen"))
		next, err := Decide(it, Decision{Verb: VerbPriority, Priority: chosen}, "nadia", decidedAt)
		if err == nil {
			back, undone := Diff(it.Triage, next).Invert().Apply(next)
			if undone != nil || back.Priority != it.Priority || back.PriorityBy != it.PriorityBy {
				t.Fatalf("undone it is %s by %q, %v", back.Priority, back.PriorityBy, undone)
			}
			it.Triage = next
		}
		if got := it.UrgencyLevel(); got != chosen {
			t.Errorf("the person chose %s, the item is %s because %s", chosen, got, it.Urgency())
		}
	})
}
