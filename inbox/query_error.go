package inbox

import (
	"slices"
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

// Nearest are those of the names that a misspelt one may have meant, the likeliest first.
func Nearest(misspelt string, names []string) []string {
	near := map[string]int{}
	for _, name := range names {
		if d := editDistance(misspelt, name); d <= 2 && d < len(name) || len(misspelt) > 1 && strings.HasPrefix(name, misspelt) {
			near[name] = d
		}
	}
	found := slices.DeleteFunc(slices.Clone(names), func(name string) bool { _, ok := near[name]; return !ok })
	slices.SortStableFunc(found, func(a, b string) int { return near[a] - near[b] })
	return found
}

// editDistance counts the letters to insert, delete, replace or swap with the next that make b of a.
func editDistance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			replace := last[j]
			if a[i] != b[j] {
				replace++
			}
			row[j+1] = min(replace, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// didYouMean advises the nearest of the names, or all of them.
func didYouMean(misspelt string, names []string) Saying {
	near := Nearest(strings.ToLower(misspelt), names)
	if len(near) == 0 {
		return Say("write one of %s", strings.Join(names, ", "))
	}
	return Say("did you mean %s?", Either(near[:min(3, len(near))]))
}
