package inbox

import (
	"testing"
	"time"
)

func TestOnlyWhatNobodyWaitsForIsOutlived(t *testing.T) {
	old, since := noon.Add(-2*time.Hour), noon.Add(-time.Hour)
	idle := Item{Arrived: old, Triage: Triage{Status: Done}}
	for name, test := range map[string]struct {
		change  func(*Item)
		changed time.Time
		want    bool
	}{
		"done":               {func(*Item) {}, old, true},
		"ours":               {func(it *Item) { it.Ours = true }, old, true},
		"open":               {func(it *Item) { it.Status = Open }, old, false},
		"snoozed":            {func(it *Item) { it.Status = Snoozed }, old, false},
		"escalated":          {func(it *Item) { it.Status = Escalated }, old, false},
		"returned":           {func(it *Item) { it.Status = Returned }, old, false},
		"on its way":         {func(it *Item) { it.Pending = 1 }, old, false},
		"not sent":           {func(it *Item) { it.Unsent = true }, old, false},
		"forgotten already":  {func(it *Item) { it.Forgotten = true }, old, false},
		"arrived since":      {func(it *Item) { it.Arrived = noon }, noon, false},
		"changed since":      {func(*Item) {}, noon, false},
		"changed at the day": {func(*Item) {}, since, false},
	} {
		it := idle
		test.change(&it)
		if got := it.Outlived(test.changed, since); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestABrandWithoutATermKeepsForEver(t *testing.T) {
	team := Team{Brands: []Brand{{Name: "acme", Keep: time.Hour}, {Name: "umbra"}}}
	since := team.KeptSince(noon)
	if len(since) != 1 || !since["acme"].Equal(noon.Add(-time.Hour)) {
		t.Errorf("kept since %v", since)
	}
}

func TestAForgottenItemTakesNoDecision(t *testing.T) {
	it := Item{Number: 1}.Forget("erased-1")
	if _, err := Decide(it, Decision{Verb: VerbReopen}, "nadia", noon); err == nil {
		t.Error("it opens again")
	}
}
