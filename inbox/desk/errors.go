package desk

import "vigie/inbox"

// Why the desk refuses: what it returns says more and matches one of these, or one of inbox's (ErrNotNow, ErrNoChange,
// ErrIncomplete, ErrChanged, ErrDelivery).
var (
	ErrNotFound  error = inbox.Reason("there is no such item")         // or it is behind a wall
	ErrNoPerson  error = inbox.Reason("not one of the team")           // the team file doesn't know them
	ErrRole      error = inbox.Reason("not for this role")             // role or brand
	ErrCannot    error = inbox.Reason("the channel can't do that")     // no such ability there
	ErrUnknown   error = inbox.Reason("the team file has none")        // a department, a person, a channel
	ErrOnItsWay  error = inbox.Reason("it is on its way")              // or nobody knows whether it arrived
	ErrFinal     error = inbox.Reason("it can't be taken back")        // it left, and the platform has no inverse
	ErrNothing   error = inbox.Reason("there is nothing to take back") // of undo and redo
	ErrHold      error = inbox.Reason("a legal hold keeps it")         // the words say whose
	ErrAnswering error = inbox.Reason("somebody else is answering it") // an AnsweringError says who
	ErrText      error = inbox.Reason("the text can't leave as it is") // its words say what is wrong with it
	ErrRunning   error = inbox.Reason("the desk is running already")
)

// refusal is plain words, and a reason to match.
type refusal struct {
	inbox.Saying
	reason error
}

func refuse(reason error, p inbox.Phrase, args ...any) error {
	return &refusal{inbox.Say(p, args...), reason}
}

func (r *refusal) Error() string { return r.String() }
func (r *refusal) Unwrap() error { return r.reason }
