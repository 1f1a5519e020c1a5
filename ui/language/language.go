package language

import (
	"fmt"
	"slices"
	"strings"

	"vigie/inbox"
)

// Language is one that the interface speaks; the zero value is English.
type Language uint8

// The languages.
const (
	English Language = iota
	French
)

// String is the language's tag, as it is written in the team file.
func (l Language) String() string {
	if l == French {
		return "fr"
	}
	return "en"
}

// Of is the language of a tag or a locale: fr, fr-CA, fr_FR.UTF-8.
func Of(tag string) (l Language, known bool) {
	base, _, _ := strings.Cut(strings.ToLower(tag), ".")
	base, _, _ = strings.Cut(base, "@")
	base, _, _ = strings.Cut(strings.ReplaceAll(base, "_", "-"), "-")
	switch base {
	case "fr":
		return French, true
	case "en", "c", "posix":
		return English, true
	}
	return English, false
}

// Choose is the language of a session: the one that a person's setting names, else that of the locale in an environment (LC_ALL
// before LC_MESSAGES before LANG), else English.
func Choose(setting string, environ []string) Language {
	if l, known := Of(setting); known {
		return l
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := lookup(environ, name); locale != "" {
			l, _ := Of(locale)
			return l
		}
	}
	return English
}

func lookup(environ []string, name string) string {
	for i := len(environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(environ[i], name+"="); ok {
			return v
		}
	}
	return ""
}

// Say puts values into a phrase of this language. A value that is a phrase, an error or a word of the domain is said too.
func (l Language) Say(p inbox.Phrase, args ...any) string { return l.fill(l.format(p), args) }

// format is a phrase's words in this language; in English where the catalogue has none.
func (l Language) format(p inbox.Phrase) string {
	if l == French {
		if words, ok := french(p); ok {
			return words
		}
	}
	return string(p)
}

// fill puts values into a format. Of an error only the words are wanted, so %w is %v.
func (l Language) fill(format string, args []any) string {
	if len(args) == 0 {
		return format
	}
	if l == French {
		args = slices.Clone(args)
		for i, a := range args {
			args[i] = l.value(a)
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(format, "%w", "%v"), args...)
}

// value is what stands for a value in a phrase.
func (l Language) value(a any) any {
	switch a := a.(type) {
	case inbox.Phrase:
		return l.Say(a)
	case error:
		return l.Error(a)
	case inbox.Speaker:
		p, args := a.Phrase()
		return l.Say(p, args...)
	case inbox.Either:
		return strings.Join(a, " "+l.Say("or")+" ")
	}
	if word, ok := l.word(a); ok {
		return word
	}
	return a
}

// Error says an error: the parts of it that are speakers, and what the catalogue knows of the rest. What was put around a
// speaker by package fmt stays as it is.
func (l Language) Error(err error) string {
	if l == English {
		return err.Error()
	}
	switch e := err.(type) {
	case inbox.Speaker:
		p, args := e.Phrase()
		return l.Say(p, args...)
	case interface{ Unwrap() []error }:
		return l.around(err, e.Unwrap()...)
	case interface{ Unwrap() error }:
		return l.around(err, e.Unwrap())
	}
	return l.format(inbox.Phrase(err.Error()))
}

// around says the errors within an error, in the words that were put around them.
func (l Language) around(err error, within ...error) string {
	words := err.Error()
	for _, e := range within {
		if e == nil {
			continue
		}
		words = strings.Replace(words, e.Error(), l.Error(e), 1)
	}
	return words
}
