package inbox

import (
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"
)

// QueryError says where a search can't be understood, and what to write instead.
type QueryError struct {
	Pos, Len int // bytes of what was parsed
	Problem  string
	Hint     string // "" where there is no advice
}

// Error is one plain sentence.
func (e *QueryError) Error() string {
	if e.Hint == "" {
		return e.Problem
	}
	return e.Problem + ": " + e.Hint
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

// nearest are those of the names that a misspelt one may have meant, the likeliest first.
func nearest(misspelt string, names []string) []string {
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

// editDistance counts the letters to insert, delete or replace that make b of a.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// didYouMean advises the nearest of the names, or all of them.
func didYouMean(misspelt string, names []string) string {
	near := nearest(strings.ToLower(misspelt), names)
	if len(near) == 0 {
		return "write one of " + strings.Join(names, ", ")
	}
	return "did you mean " + strings.Join(near[:min(3, len(near))], " or ") + "?"
}
