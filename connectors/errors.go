package connectors

import (
	"cmp"
	"time"

	"vigie/inbox"
)

// TroubleKind says what sort of trouble a platform gave, which is what decides who acts next. It is itself an error, so that a
// connector can wrap one and a caller match it: errors.Is(err, connectors.ErrGone).
type TroubleKind int

const (
	Temporary    TroubleKind = iota + 1 // nobody need act: the same request may succeed later
	Unauthorised                        // the credentials are missing, wrong or expired
	Forbidden                           // the credentials are good, the account may not do this
	Gone                                // what was asked for isn't there, or isn't there any more
	Refused                             // the platform, or a rule of ours, says no to this very request
	Malformed                           // an answer came that can't be used
)

// The sentinels to match with errors.Is.
const (
	ErrTemporary    = Temporary
	ErrUnauthorised = Unauthorised
	ErrForbidden    = Forbidden
	ErrGone         = Gone
	ErrRefused      = Refused
	ErrMalformed    = Malformed
)

// String names the kind in a word.
func (k TroubleKind) String() string { return k.text().name }

// Error makes a kind an error to be matched or wrapped.
func (k TroubleKind) Error() string { return string(k.text().meaning) }

type kindText struct {
	name          string
	meaning, next inbox.Phrase
}

func (k TroubleKind) text() kindText {
	switch k {
	case Temporary:
		return kindText{"temporary", "it can't answer now", "it is tried again by itself"}
	case Unauthorised:
		return kindText{"unauthorised", "the credentials were not accepted", "make new credentials there and write them to the channel's secret"}
	case Forbidden:
		return kindText{"forbidden", "the account may not do this", "give the account the right there, or use another one"}
	case Gone:
		return kindText{"gone", "it isn't there", "if it wasn't deleted there, check the channel's address"}
	case Refused:
		return kindText{"refused", "the request was refused", "change what is asked, or check the channel's address"}
	case Malformed:
		return kindText{"malformed", "the answer can't be read", "is the channel's address right?"}
	default:
		return kindText{"unknown", "something failed", "look at the log"}
	}
}

// Trouble is what a platform or the way to it did to us. It is passed as a pointer and found with errors.As; its Kind is
// matched with errors.Is. It holds no secret: what the Client puts in it was redacted and cleaned.
type Trouble struct {
	Kind   TroubleKind
	Site   string        // who failed: a host name, with a port where it isn't the usual one
	Status int           // the HTTP status, 0 where there was no answer
	After  time.Duration // Temporary: not before this long; 0 is unknown
	Words  string        // the platform's own words, one clean line of at most 300 bytes
	Hint   inbox.Phrase  // the next step, where a better one is known than that of the Kind
	Unsure bool          // the request may have had its effect: it was on its way and no usable answer came
	Err    error         // the cause, where there was no answer to tell it
}

// Error tells what failed, then the next step.
func (t *Trouble) Error() string { return t.said().String() }

// Phrase tells the same, to be said in another language.
func (t *Trouble) Phrase() (inbox.Phrase, []any) { return t.said().Phrase() }

func (t *Trouble) said() inbox.Saying { return inbox.Say("%v; %v", t.What(), t.Next()) }

// What is what failed, without the next step.
func (t *Trouble) What() inbox.Saying {
	var site any = t.Site
	if t.Site == "" {
		site = inbox.Phrase("the platform")
	}
	what := inbox.Say("%v: %v", site, cmp.Or[error](t.Err, t.Kind))
	if t.Status != 0 {
		what = inbox.Say("%v answered %d: %v", site, t.Status, cmp.Or[error](t.Err, t.Kind))
	}
	if t.Words != "" {
		what = inbox.Say("%v (“%s”)", what, t.Words)
	}
	return what
}

// Next is what to do about it.
func (t *Trouble) Next() inbox.Phrase {
	switch {
	case t.Hint != "":
		return t.Hint
	case t.Unsure:
		return "it may have been done all the same: look there before trying again"
	}
	return t.Kind.text().next
}

// Is reports whether target is this trouble's Kind.
func (t *Trouble) Is(target error) bool {
	kind, ok := target.(TroubleKind)
	return ok && kind == t.Kind
}

// Unwrap gives the cause.
func (t *Trouble) Unwrap() error { return t.Err }
