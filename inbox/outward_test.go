package inbox

import (
	"errors"
	"testing"
	"time"
)

func TestAnOutwardDecisionWaitsForItsWindow(t *testing.T) {
	it := Item{Number: 3, Channel: "blog", Post: Post{Remote: "1", Thread: "0"}}
	c := Change{Key: "k", At: noon, By: "nadia"}
	d, ok := NewDelivery(it, Decision{Verb: VerbReply, Text: Clean("Merci")}, c, "k", noon.Add(8*time.Second))
	if !ok || d.State != Holding || d.At != noon.Add(8*time.Second) || d.Thread != "0" || d.Key != "k" || d.By != "nadia" {
		t.Errorf("%+v", d)
	}
	if d, _ := NewDelivery(it, Decision{Verb: VerbHide}, c, "k", time.Time{}); d.State != Ready || d.At != noon {
		t.Errorf("without a window it is %s at %v", d.State, d.At)
	}
	if _, ok := NewDelivery(it, Decision{Verb: VerbTag}, c, "k", noon); ok {
		t.Error("a tag leaves nothing to deliver")
	}
}

func TestOnlyWhatHasNotLeftCanBeRecalled(t *testing.T) {
	for state := Holding; state <= Cancelled; state++ {
		d, err := Delivery{State: state, Verb: VerbReply}.Recall(noon)
		switch state {
		case Sending, Sent, Uncertain:
			if !errors.Is(err, ErrDelivery) {
				t.Errorf("%s is recalled: %v", state, err)
			}
		default:
			if err != nil || d.State != Cancelled {
				t.Errorf("%s becomes %s, %v", state, d.State, err)
			}
		}
	}
}

func TestOnlyWhatWasRecalledCanBeSentAgain(t *testing.T) {
	if d, err := (Delivery{State: Cancelled}).Resend(noon.Add(time.Second), noon); err != nil || d.State != Holding {
		t.Errorf("%s, %v", d.State, err)
	}
	if _, err := (Delivery{State: Sent}).Resend(noon, noon); !errors.Is(err, ErrDelivery) {
		t.Errorf("what was sent: %v", err)
	}
}

func TestTheOutcomeOfADeliveryShowsOnItsItem(t *testing.T) {
	it := Item{Version: 1, Triage: Triage{Status: Done}}
	d := Delivery{Verb: VerbHide, By: "nadia", State: Sent}
	if got, p := d.Outcome(it, Progress{State: Sent, Now: &Platform{Visibility: Hidden}}); got.Visibility != Hidden || len(p) > 0 || got.Version != 1 {
		t.Errorf("confirmed: %+v", got)
	}
	d.State = Refused
	if got, p := d.Outcome(it, Progress{State: Refused}); got.Status != Open || got.Assignee != "nadia" || len(p) == 0 || got.Version != 2 {
		t.Errorf("refused: %+v", got.Triage)
	}
	d.State = Retry
	if got, p := d.Outcome(it, Progress{State: Retry}); got.Status != Done || len(p) > 0 {
		t.Errorf("to be tried again: %+v", got.Triage)
	}
}

func TestASentReplyBecomesOurOwnPost(t *testing.T) {
	to := Item{Post: Post{Remote: "1", Thread: "0", Private: true}}
	d := Delivery{Verb: VerbReply, State: Sent, Remote: "9", Text: Clean("Merci"), At: noon}
	p, ok := d.OwnPost(to, Progress{})
	if !ok || p.Remote != "9" || p.Parent != "1" || p.Thread != "0" || !p.Ours || !p.Private || p.Text.String() != "Merci" || p.Posted != noon {
		t.Errorf("of an id alone: %+v", p)
	}
	p, ok = d.OwnPost(to, Progress{Post: &Post{Remote: "9", Thread: "9", Text: Clean("@karim Merci"), Digest: "d"}})
	if !ok || p.Thread != "0" || p.Digest != "d" || p.Text.String() != "@karim Merci" {
		t.Errorf("as the platform shows it: %+v", p)
	}
	d.Verb = VerbLike
	if _, ok := d.OwnPost(to, Progress{}); ok {
		t.Error("a like makes no post")
	}
}
