package inbox

import (
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// QueryError says where a search can't be understood, and what to write instead.
type QueryError struct {
	Pos, Len int // bytes of what was parsed
	Problem  Saying
	Hint     Saying // "" where there is no advice
}

// Error is one plain sentence.
func (e *QueryError) Error() string { return e.saying().String() }

// Phrase tells it in words.
func (e *QueryError) Phrase() (Phrase, []any) { return e.saying().Phrase() }

func (e *QueryError) saying() Saying {
	if e.Hint.phrase == "" {
		return e.Problem
	}
	return Say("%s: %s", e.Problem, e.Hint)
}

// Caret is the line that was parsed, safe to show, with carets on a second line under what is wrong.
func (e *QueryError) Caret(s string) string {
	from := min(e.Pos, len(s))
	to := min(from+e.Len, len(s))
	line := func(s string) string { return strings.ReplaceAll(Clean(s).String(), "\n", " ") }
	before := displaywidth.String(line(s[:from]))
	width := max(1, displaywidth.String(line(s[:to]))-before)
	return line(s) + "\n" + strings.Repeat(" ", before) + strings.Repeat("^", width)
}
