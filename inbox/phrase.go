package inbox

import "fmt"

// Phrase is words for people: English, with the verbs of package fmt where values stand. It is also the key under which a
// catalogue holds the same words in another language (ui/language), so that whoever speaks to people can translate what was
// put together here. A constant that is made a Phrase is a text of the program; a test finds it and asks for its translation.
type Phrase string

// Speaker is a value, most often an error, that can be said in another language: it tells its phrase and the values in it.
// Those may be phrases, speakers, errors and words of the domain (a Status, a Role …) in turn.
type Speaker interface {
	Phrase() (Phrase, []any)
}

// Reason is an error that is nothing but its words: one to match with errors.Is.
type Reason Phrase

func (r Reason) Error() string           { return string(r) }
func (r Reason) Phrase() (Phrase, []any) { return Phrase(r), nil }

// Errorf is fmt.Errorf, with an error that is also a Speaker.
func Errorf(p Phrase, args ...any) error {
	return &problem{error: fmt.Errorf(string(p), args...), phrase: p, args: args}
}

type problem struct {
	error
	phrase Phrase
	args   []any
}

func (p *problem) Phrase() (Phrase, []any) { return p.phrase, p.args }
func (p *problem) Unwrap() error           { return p.error }
