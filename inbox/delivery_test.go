package inbox

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestADeliveryMakesTheMovesOfItsMachineAndNoOthers(t *testing.T) {
	allowed := map[DeliveryState]string{
		Holding:   "ready cancelled",
		Ready:     "sending held cancelled uncertain",
		Sending:   "sent retry refused uncertain",
		Sent:      "",
		Retry:     "sending sent held ready cancelled uncertain refused",
		Refused:   "ready cancelled",
		Uncertain: "ready sent cancelled",
		Cancelled: "held ready review",
		InReview:  "ready cancelled",
	}
	for _, from := range DeliveryStates {
		for _, to := range DeliveryStates {
			d := Delivery{ID: 3, State: from}
			got, err := d.Advance(Progress{State: to, Until: decidedAt.Add(time.Minute)}, decidedAt)
			if slices.Contains(strings.Fields(allowed[from]), to.String()) {
				if err != nil || got.State != to {
					t.Errorf("%s → %s: %s, %v", from, to, got.State, err)
				}
			} else if !errors.Is(err, ErrDelivery) || got != d {
				t.Errorf("%s → %s is not refused: %s, %v", from, to, got.State, err)
			}
		}
	}
}

func TestNothingIsSentWithoutAnAttemptThatWasCommittedBefore(t *testing.T) {
	for _, from := range []DeliveryState{Holding, Ready, Refused, Cancelled, InReview} {
		if (Delivery{State: from}).can(Sent) {
			t.Errorf("%s → sent", from)
		}
	}
}

func TestADeliveryRemembersItsAttemptsAndWhenTheyBegan(t *testing.T) {
	d := Delivery{State: Ready, At: decidedAt}
	at := decidedAt
	for _, step := range []Progress{
		{State: Sending}, {State: Retry, Until: at.Add(time.Hour), Words: CleanLine("try later")}, {State: Sending}, {State: Sent, Remote: "99"},
	} {
		var err error
		if d, err = d.Advance(step, at); err != nil {
			t.Fatal(err)
		}
		if step.State == Retry && (!d.DueAt().Equal(step.Until) || d.Words != step.Words) {
			t.Errorf("waiting: due at %s because %q", d.DueAt(), d.Words)
		}
		at = at.Add(time.Minute)
	}
	if d.Attempts != 2 || !d.First.Equal(decidedAt) || d.Remote != "99" || !d.Words.Empty() || !d.State.Final() {
		t.Errorf("after all: %+v", d)
	}
}

func TestADeliveryIsDueUnlessAPersonDecidesOrItIsOver(t *testing.T) {
	for _, s := range DeliveryStates {
		d := Delivery{State: s, At: decidedAt}
		if due := !d.DueAt().IsZero(); due == d.Rests() {
			t.Errorf("%s: due is %t", s, due)
		}
	}
}

func TestAnItemWhoseReplyFailedComesBackToItsSender(t *testing.T) {
	for _, c := range []struct {
		from, to Status
		by       string
		assignee string
	}{
		{Done, Open, "léa", "léa"},
		{Open, Open, "léa", "léa"},
		{Done, Open, "", "nadia"},
		{Snoozed, Snoozed, "léa", "nadia"},
		{Escalated, Escalated, "léa", "nadia"},
		{Returned, Returned, "léa", "nadia"},
	} {
		got := Delivery{By: c.by}.comeBack(itemIn(c.from).Triage)
		if got.Status != c.to || got.Assignee != c.assignee {
			t.Errorf("%s, sent by %q: %s, %s's", c.from, c.by, got.Status, got.Assignee)
		}
	}
}
