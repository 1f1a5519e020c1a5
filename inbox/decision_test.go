package inbox

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var decidedAt = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// decisionOf is a decision with the verb that lacks nothing.
func decisionOf(v Verb) Decision {
	return Decision{Verb: v, Text: Clean("Merci"), Add: []string{"new"}, To: "sav", Priority: High, Until: decidedAt.Add(time.Hour)}
}

// itemIn is an item that stands as it does after a while in the status.
func itemIn(s Status) Item {
	it := Item{Number: 7, Post: Post{Author: Author{ID: "karim"}}, Triage: Triage{Status: s, Tags: []string{"delay"}, Assignee: "nadia"}}
	switch s {
	case Snoozed:
		it.Until = decidedAt.Add(24 * time.Hour)
	case Escalated:
		it.Department, it.Escalated, it.Due = "legal", decidedAt.Add(-time.Hour), decidedAt.Add(time.Hour)
	case Returned:
		it.Department, it.Escalated = "legal", decidedAt.Add(-time.Hour)
	}
	return it
}

func TestEachVerbMovesTheStatusFromEachStatus(t *testing.T) {
	const refused = Status(99)
	same := []Status{Open, Snoozed, Escalated, Returned, Done}
	to := func(s Status) []Status { return []Status{s, s, s, s, s} }
	for verb, want := range map[Verb][]Status{
		VerbReply: to(Done), VerbEscalate: to(Escalated), VerbSnooze: to(Snoozed), VerbDelete: to(Done), VerbSpam: to(Done),
		VerbReturn: {refused, refused, Returned, refused, refused}, VerbSendBack: {refused, refused, Returned, refused, refused},
		VerbMove: {refused, refused, Escalated, refused, refused}, VerbUrge: {refused, refused, Escalated, refused, refused},
		VerbDone:   {Done, Done, Done, Done, refused},
		VerbReopen: {refused, Open, Open, Open, Open},
		VerbTag:    same, VerbAssign: same, VerbPriority: same, VerbMute: same, VerbNote: same, VerbLike: same, VerbHide: same,
		VerbReport: same, VerbBlock: same, VerbUnblock: same, VerbSilence: same, VerbUnsilence: same,
		VerbAbout: same, VerbUnmute: to(refused), VerbUnlike: to(refused), VerbUnhide: to(refused), VerbApprove: to(refused), VerbRestore: to(refused),
		VerbUnspam: to(refused), VerbRetract: to(refused),
	} {
		for i, from := range Statuses {
			got, err := Decide(itemIn(from), decisionOf(verb), "nadia", decidedAt)
			switch {
			case want[i] == refused && err == nil:
				t.Errorf("%s of a %s item is not refused", verb, from)
			case want[i] != refused && err != nil:
				t.Errorf("%s of a %s item: %v", verb, from, err)
			case want[i] != refused && got.Status != want[i]:
				t.Errorf("%s makes a %s item %s, want %s", verb, from, got.Status, want[i])
			}
		}
	}
}

func TestADecisionThatDoesNotFitIsRefusedWithTheReason(t *testing.T) {
	with := func(change func(*Item)) Item { it := itemIn(Open); change(&it); return it }
	open, ours := itemIn(Open), with(func(it *Item) { it.Ours = true })
	deleted := with(func(it *Item) { it.Visibility = Deleted })
	for _, c := range []struct {
		name string
		it   Item
		d    Decision
		err  error
		says string
	}{
		{"an empty reply", open, Decision{Verb: VerbReply}, ErrIncomplete, "empty"},
		{"a note about nobody", with(func(it *Item) { it.Author = Author{} }), decisionOf(VerbAbout), ErrNotNow, "doesn't tell who wrote it"},
		{"a note about ourselves", ours, decisionOf(VerbAbout), ErrNotNow, "our own"},
		{"an empty note", open, Decision{Verb: VerbNote}, ErrIncomplete, "empty"},
		{"a reply to what is gone", deleted, decisionOf(VerbReply), ErrNotNow, "nobody would see"},
		{"escalating to nobody", open, Decision{Verb: VerbEscalate}, ErrIncomplete, "department"},
		{"returning what no department has", open, decisionOf(VerbReturn), ErrNotNow, "it is open"},
		{"moving to nobody", itemIn(Escalated), Decision{Verb: VerbMove}, ErrIncomplete, "which department"},
		{"moving to who has it", itemIn(Escalated), Decision{Verb: VerbMove, To: "legal"}, ErrNoChange, "with legal already"},
		{"moving what no department has", open, decisionOf(VerbMove), ErrNotNow, "it is open"},
		{"urging nobody", open, decisionOf(VerbUrge), ErrNotNow, "it is open"},
		{"sending back without a reason", itemIn(Escalated), Decision{Verb: VerbSendBack}, ErrIncomplete, "why?"},
		{"tagging with nothing", open, Decision{Verb: VerbTag}, ErrIncomplete, "which tags"},
		{"tagging with two words", open, Decision{Verb: VerbTag, Add: []string{"two words"}}, ErrIncomplete, "no tag"},
		{"a tag that is there", open, Decision{Verb: VerbTag, Add: []string{"delay"}}, ErrNoChange, "already"},
		{"assigning to who has it", open, Decision{Verb: VerbAssign, To: "nadia"}, ErrNoChange, "nadia's already"},
		{"the priority that it has", open, Decision{Verb: VerbPriority}, ErrNoChange, "normal already"},
		{"a priority beyond the last", open, Decision{Verb: VerbPriority, Priority: 9}, ErrIncomplete, "no priority"},
		{"snoozing into the past", open, Decision{Verb: VerbSnooze, Until: decidedAt}, ErrIncomplete, "time to come"},
		{"reopening what is open", open, Decision{Verb: VerbReopen}, ErrNoChange, "open already"},
		{"hiding what is gone", deleted, Decision{Verb: VerbHide}, ErrNotNow, "deleted on the channel"},
		{"liking twice", with(func(it *Item) { it.Liked = true }), Decision{Verb: VerbLike}, ErrNoChange, "already"},
		{"retracting what isn't ours", open, Decision{Verb: VerbRetract}, ErrNotNow, "our own reply"},
		{"closing our own", ours, Decision{Verb: VerbDone}, ErrNotNow, "our own"},
		{"an action that no table has", open, Decision{Verb: "explode"}, ErrIncomplete, "no action"},
	} {
		got, err := Decide(c.it, c.d, "nadia", decidedAt)
		if !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "item 7") {
			t.Errorf("%s: %v", c.name, err)
		}
		if len(Diff(c.it.Triage, got)) != 0 {
			t.Errorf("%s moves the item", c.name)
		}
	}
}

func TestOurOwnPostsCanBeNotedTaggedAndRetracted(t *testing.T) {
	it := itemIn(Done)
	it.Ours = true
	for _, verb := range []Verb{VerbNote, VerbTag, VerbRetract} {
		if _, err := Decide(it, decisionOf(verb), "nadia", decidedAt); err != nil {
			t.Errorf("%s: %v", verb, err)
		}
	}
}

func TestAReplyThatKeepsItOpenOnlyTellsWhoAnswered(t *testing.T) {
	d := decisionOf(VerbReply)
	d.KeepOpen = true
	got, err := Decide(itemIn(Open), d, "nadia", decidedAt)
	if err != nil || got.Status != Open || got.AnsweredBy != "nadia" || !got.Answered.Equal(decidedAt) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAnEscalationRaisesThePriorityAndNeverLowersIt(t *testing.T) {
	for _, c := range []struct{ has, asks, want Priority }{{Normal, High, High}, {Urgent, Low, Urgent}, {Low, Normal, Normal}} {
		it := itemIn(Open)
		it.Priority = c.has
		got, err := Decide(it, Decision{Verb: VerbEscalate, To: "sav", Priority: c.asks}, "nadia", decidedAt)
		if err != nil || got.Priority != c.want || got.Department != "sav" || !got.Escalated.Equal(decidedAt) {
			t.Errorf("%s asked of %s: %+v, %v", c.asks, c.has, got, err)
		}
	}
}

func TestReturningKeepsWhoAnsweredAndReopeningForgetsIt(t *testing.T) {
	it := itemIn(Escalated)
	returned, err := Decide(it, Decision{Verb: VerbReturn}, "claire", decidedAt)
	if err != nil || returned.Department != "legal" || !returned.Due.IsZero() {
		t.Fatalf("returned: %+v, %v", returned, err)
	}
	it.Triage = returned
	reopened, err := Decide(it, Decision{Verb: VerbReopen}, "nadia", decidedAt)
	if err != nil || reopened.Department != "" || !reopened.Escalated.IsZero() {
		t.Errorf("reopened: %+v, %v", reopened, err)
	}
}

func TestMovingGivesAnotherTermAndCountsUrgesAnew(t *testing.T) {
	it := itemIn(Escalated)
	for range 2 {
		var err error
		if it.Triage, err = Decide(it, Decision{Verb: VerbUrge}, "lea", decidedAt); err != nil {
			t.Fatal(err)
		}
	}
	if it.Urged != 2 || it.Department != "legal" || !it.Due.Equal(decidedAt.Add(time.Hour)) {
		t.Errorf("urged twice: %+v", it.Triage)
	}
	due := decidedAt.Add(48 * time.Hour)
	moved, err := Decide(it, Decision{Verb: VerbMove, To: "sav", Until: due, Priority: High}, "lea", decidedAt)
	if err != nil || moved.Department != "sav" || !moved.Escalated.Equal(decidedAt) || !moved.Due.Equal(due) || moved.Urged != 0 || moved.Priority != High {
		t.Errorf("moved: %+v, %v", moved, err)
	}
}

func TestSendingBackTakesItFromTheDepartment(t *testing.T) {
	back, err := Decide(itemIn(Escalated), Decision{Verb: VerbSendBack, Text: Clean("ours to answer")}, "lea", decidedAt)
	if err != nil || back.Status != Returned || back.Department != "" || !back.Escalated.IsZero() || !back.Due.IsZero() {
		t.Errorf("sent back: %+v, %v", back, err)
	}
}

// someTime draws a time in whole milliseconds, or none.
func someTime() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		if rapid.Bool().Draw(t, "none") {
			return time.Time{}
		}
		return time.UnixMilli(rapid.Int64Range(1, 4e12).Draw(t, "time")).UTC()
	})
}

func someTriage() *rapid.Generator[Triage] {
	return rapid.Custom(func(t *rapid.T) Triage {
		name := rapid.SampledFrom([]string{"", "nadia", "léa", "sav"})
		tr := Triage{Status: rapid.SampledFrom(Statuses).Draw(t, "status"), Assignee: name.Draw(t, "assignee"),
			Priority: Priority(rapid.IntRange(-1, 2).Draw(t, "priority")), Department: name.Draw(t, "department"),
			Escalated: someTime().Draw(t, "escalated"), Due: someTime().Draw(t, "due"), Urged: rapid.IntRange(0, 3).Draw(t, "urged"), Until: someTime().Draw(t, "until"),
			Muted: rapid.Bool().Draw(t, "muted"), Answered: someTime().Draw(t, "answered"), AnsweredBy: name.Draw(t, "by")}
		tr.tag(someTags().Draw(t, "tags"), nil, nil)
		return tr
	})
}

func someTags() *rapid.Generator[[]string] {
	return rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "mood/angry", "refund", "colère"}), 0, 4)
}

func someDecision() *rapid.Generator[Decision] {
	return rapid.Custom(func(t *rapid.T) Decision {
		return Decision{Verb: rapid.SampledFrom(Actions).Draw(t, "action").Verb, Text: Clean(rapid.SampledFrom([]string{"", "oui"}).Draw(t, "text")),
			Add: someTags().Draw(t, "add"), Remove: someTags().Draw(t, "remove"), To: rapid.SampledFrom([]string{"", "sav", "nadia"}).Draw(t, "to"),
			Priority: Priority(rapid.IntRange(-1, 2).Draw(t, "priority")), Until: someTime().Draw(t, "until"), KeepOpen: rapid.Bool().Draw(t, "keep")}
	})
}

func TestInvertingADecisionRestoresTheTriage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := Item{Number: 7, Triage: someTriage().Draw(t, "triage")}
		it.Visibility = Visibility(rapid.IntRange(0, 4).Draw(t, "visibility"))
		next, err := Decide(it, someDecision().Draw(t, "decision"), "nadia", decidedAt)
		if err != nil {
			if len(Diff(it.Triage, next)) != 0 {
				t.Fatalf("refused with %v, and moved", err)
			}
			return
		}
		back, err := Diff(it.Triage, next).Invert().Apply(next)
		if err != nil {
			t.Fatal(err)
		}
		if p := Diff(it.Triage, back); len(p) != 0 {
			t.Fatalf("after undo: %s", p)
		}
	})
}

func TestADecisionLeavesTheItemThatItWasAskedOfAlone(t *testing.T) {
	it := itemIn(Open)
	it.Tags = append(make([]string, 0, 8), "delay", "refund")
	if _, err := Decide(it, Decision{Verb: VerbTag, Add: []string{"a"}, Remove: []string{"delay"}}, "nadia", decidedAt); err != nil {
		t.Fatal(err)
	}
	if it.Tags[0] != "delay" || it.Tags[1] != "refund" {
		t.Errorf("its tags became %v", it.Tags)
	}
}

func TestATagIsOneWordInLowerCase(t *testing.T) {
	for tag, ok := range map[string]bool{
		"refund": true, "mood/angry": true, "v2.1": true, "a-b_c": true, "colère": true, "शिकायत": true, "退款": true, "2026": true, strings.Repeat("a", maxTag): true,
		"": false, "Refund": false, "two words": false, "-refund": false, "+refund": false, "a,b": false, "a*": false, "a:b": false,
		"\u0301a": false, "a\u200bb": false, "a\x1b[2J": false, "\xff": false, "É": false, strings.Repeat("a", maxTag+1): false,
	} {
		err := CheckTag(tag)
		if (err == nil) != ok {
			t.Errorf("%q: %v", tag, err)
		}
		if err != nil && !errors.Is(err, ErrIncomplete) {
			t.Errorf("%q: the error is not ErrIncomplete", tag)
		}
	}
}
