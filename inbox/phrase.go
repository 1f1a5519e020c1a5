package inbox

import (
	"fmt"
	"strings"
)

// Phrase is words for people: English, with the verbs of package fmt where values stand. It is also the key under which a
// catalogue holds the same words in another language (ui/language), so that whoever speaks to people can translate what was
// put together here. A constant that is made a Phrase is a text of the program; a test finds it and asks for its translation.
type Phrase string

// Speaker is a value, most often an error, that can be said in another language: it tells its phrase and the values in it.
// Those may be phrases, speakers, errors, alternatives and words of the domain (a Status, a Role …) in turn.
type Speaker interface {
	Phrase() (Phrase, []any)
}

// Saying is a phrase with its values; the zero value says nothing.
type Saying struct {
	phrase Phrase
	args   []any
}

// Say puts values into a phrase.
func Say(p Phrase, args ...any) Saying { return Saying{p, args} }

// Phrase tells the parts.
func (s Saying) Phrase() (Phrase, []any) { return s.phrase, s.args }

// String says it in English.
func (s Saying) String() string {
	if len(s.args) == 0 {
		return string(s.phrase)
	}
	return fmt.Sprintf(strings.ReplaceAll(string(s.phrase), "%w", "%v"), s.args...)
}

// Either is names of which one is meant: "a or b".
type Either []string

func (e Either) String() string { return strings.Join(e, " or ") }

// Reason is an error that is nothing but its words: one to match with errors.Is.
type Reason Phrase

func (r Reason) Error() string { return string(r) }

// Phrase tells the words.
func (r Reason) Phrase() (Phrase, []any) { return Phrase(r), nil }

// Errorf is fmt.Errorf, with an error that is also a Speaker.
func Errorf(p Phrase, args ...any) error {
	return &problem{fmt.Errorf(string(p), args...), Say(p, args...)}
}

type problem struct {
	error
	Saying
}

func (p *problem) Error() string { return p.error.Error() }
func (p *problem) Unwrap() error { return p.error }
