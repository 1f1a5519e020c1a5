package inbox

import (
	"slices"
	"time"
)

// Delivery is what must happen on a platform because of a decision, until it is known to have happened.
type Delivery struct {
	ID       uint64 // given by the store
	Key      string // makes a retry the same request, where the platform knows such keys
	Change   string // key of the change that caused it
	Item     uint64 // short number of the item it acts on
	Channel  string
	Thread   string // one delivery at a time is on its way in a thread
	Verb     Verb
	Text     Text
	By       string // who decided it
	Rule     string // the rule that decided it for them, if one did
	Decided  time.Time
	State    DeliveryState
	At       time.Time // held until, retry at, or when the state was reached
	Attempts int
	First    time.Time // when the first attempt began; zero before
	Remote   string    // what it made on the platform
	Words    Text      // why it isn't there yet, in the platform's words
	Review   bool      // it leaves only after a lead released it
	Private  bool      // a reply that is no wider than to the author of what it answers
}

// DeliveryState is where a delivery stands.
type DeliveryState uint8

// The states of a delivery: held → ready → sending → sent | retry | refused | uncertain, or cancelled on
// the way; a trainee's reply begins in review.
const (
	Holding   DeliveryState = iota // the undo window runs, until At
	Ready                          // may leave
	Sending                        // an attempt was begun; after a crash this means: nobody knows
	Sent                           // known to have happened
	Retry                          // again, at At
	Refused                        // the platform said no; a person decides
	Uncertain                      // it may have happened; a person decides
	Cancelled                      // will not happen
	InReview                       // a lead has to release it first
)

// DeliveryStates lists every state of a delivery.
var DeliveryStates = []DeliveryState{Holding, Ready, Sending, Sent, Retry, Refused, Uncertain, Cancelled, InReview}

var deliveryStateNames = [...]string{"held", "ready", "sending", "sent", "retry", "refused", "uncertain", "cancelled", "review"}

func (s DeliveryState) String() string { return nameOf(deliveryStateNames[:], int(s)) }

// Final reports whether nothing more will happen by itself or by a person.
func (s DeliveryState) Final() bool { return s == Sent || s == Cancelled }

// Unfinished are the states in which a delivery is neither there nor called off.
func Unfinished() []DeliveryState {
	return slices.DeleteFunc(slices.Clone(DeliveryStates), DeliveryState.Final)
}

// Stuck reports whether a person has to decide.
func (s DeliveryState) Stuck() bool { return s == Refused || s == Uncertain }

// Stuck reports whether a person has to decide: it failed, or it is held until somebody releases it.
func (d Delivery) Stuck() bool {
	return d.State.Stuck() || d.State == Holding && d.At.IsZero()
}

// Rests reports whether nothing more happens to it unless a person says so.
func (d Delivery) Rests() bool { return d.State.Final() || d.Stuck() || d.State == InReview }

// ErrDelivery says that a delivery can't go where it was asked to from where it is.
var ErrDelivery error = Reason("the delivery can't do that now")

// deliveryEdges are the moves that a delivery may make; there are no others.
var deliveryEdges = map[DeliveryState][]DeliveryState{
	Holding:   {Ready, Cancelled},
	Ready:     {Sending, Holding, Cancelled, Uncertain},
	Sending:   {Sent, Retry, Refused, Uncertain},
	Retry:     {Sending, Sent, Holding, Ready, Cancelled, Uncertain, Refused},
	Refused:   {Ready, Cancelled},
	Uncertain: {Ready, Sent, Cancelled},
	Cancelled: {Holding, Ready, InReview},
	InReview:  {Ready, Cancelled},
}

// Progress is a step of a delivery: where it goes, and what was learned.
type Progress struct {
	State  DeliveryState
	Until  time.Time // of Holding and Retry
	Remote string    // of Sent: what was made on the platform
	Post   *Post     // of Sent: our own post as the platform shows it, where it made one
	Now    *Platform // of Sent: what the public sees of the item now, where that changed
	Words  Text      // of Retry, Refused, Uncertain, Cancelled: why
	Text   Text      // of a review that becomes ready: what leaves in place of what was written; empty is the same
}

// Platform is what a delivered action changed of an item at its platform.
type Platform struct {
	Visibility Visibility
	Liked      bool
}

// Advance moves the delivery one step, or refuses with ErrDelivery.
func (d Delivery) Advance(p Progress, at time.Time) (Delivery, error) {
	if !d.can(p.State) {
		return d, Errorf("delivery %d is %s, not to become %s: %w", d.ID, d.State, p.State, ErrDelivery)
	}
	if d.State == InReview && p.State == Ready {
		d.Review = false
		if !p.Text.Empty() {
			d.Text = p.Text
		}
	}
	d.State, d.At, d.Words = p.State, at, p.Words
	switch p.State {
	case Holding, Retry:
		d.At = p.Until
	case Sending:
		d.Attempts++
		if d.First.IsZero() {
			d.First = at
		}
	case Sent:
		d.Remote = p.Remote
	}
	return d, nil
}

func (d Delivery) can(to DeliveryState) bool {
	return slices.Contains(deliveryEdges[d.State], to)
}

// DueAt is when the delivery next needs the desk; zero where it waits for a person or is over. A delivery found sending
// when the desk starts is due at once.
func (d Delivery) DueAt() time.Time {
	switch d.State {
	case Holding, Retry, Ready, Sending:
		return d.At
	}
	return time.Time{}
}

// comeBack is what becomes of an item's triage when a delivery fails for a person to decide: it comes back, to its sender.
func (d Delivery) comeBack(t Triage) Triage {
	if t.Status == Done || t.Status == Open {
		t.settle(Open)
		if d.By != "" { // the desk itself sends nothing back to anybody
			t.Assignee = d.By
		}
	}
	return t
}
