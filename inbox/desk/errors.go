package desk

import (
	"errors"
	"fmt"
)

// Why the desk refuses: what it returns says more and matches one of these, or one of inbox's (ErrNotNow, ErrNoChange,
// ErrIncomplete, ErrChanged, ErrDelivery).
var (
	ErrNotFound  = errors.New("there is no such item")         // or it is behind a wall
	ErrNoPerson  = errors.New("not one of the team")           // the team file doesn't know them
	ErrRole      = errors.New("not for this role")             // role or brand
	ErrCannot    = errors.New("the channel can't do that")     // no such ability there
	ErrUnknown   = errors.New("the team file has none")        // a department, a person, a channel
	ErrOnItsWay  = errors.New("it is on its way")              // or nobody knows whether it arrived
	ErrFinal     = errors.New("it can't be taken back")        // it left, and the platform has no inverse
	ErrNothing   = errors.New("there is nothing to take back") // of undo and redo
	ErrHold      = errors.New("a legal hold keeps it")         // the words say whose
	ErrAnswering = errors.New("somebody else is answering it") // an AnsweringError says who
	ErrRunning   = errors.New("the desk is running already")
)

// refusal is plain words, and a reason to match.
type refusal struct {
	words  string
	reason error
}

func refuse(reason error, format string, args ...any) error {
	return refusal{fmt.Sprintf(format, args...), reason}
}

func (r refusal) Error() string { return r.words }
func (r refusal) Unwrap() error { return r.reason }
