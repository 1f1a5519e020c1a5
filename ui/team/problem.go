package team

import (
	"fmt"
	"slices"
	"strings"
)

// Problem is one thing wrong in the team file, and what to write instead.
type Problem struct {
	Line int // 0 where it is of the whole file
	Text string
}

// FileError is all that is wrong with a team file, in the order of its lines.
type FileError struct {
	File     string
	Problems []Problem
}

// Error is a line a problem: `vigie.toml:12: what is wrong; what to write instead`.
func (e *FileError) Error() string {
	lines := make([]string, len(e.Problems))
	for i, p := range e.Problems {
		if p.Line == 0 {
			lines[i] = fmt.Sprintf("%s: %s", e.File, p.Text)
			continue
		}
		lines[i] = fmt.Sprintf("%s:%d: %s", e.File, p.Line, p.Text)
	}
	return strings.Join(lines, "\n")
}

// nearest is the word of a list that was probably meant; "" where none is near.
func nearest(word string, list []string) string {
	best, at := 3, "" // two slips are a slip, three are another word
	for _, w := range list {
		if d := distance(word, w); d < best {
			best, at = d, w
		}
	}
	return at
}

// distance is the Levenshtein distance of two short words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// unknown says that a word is none of a list, and which was probably meant.
func unknown(what, word string, list []string) string {
	if near := nearest(word, list); near != "" {
		return fmt.Sprintf("there is no %s %q; did you mean %q?", what, word, near)
	}
	sorted := slices.Sorted(slices.Values(list))
	if len(sorted) == 0 {
		return fmt.Sprintf("there is no %s %q, nor any other", what, word)
	}
	return fmt.Sprintf("there is no %s %q; there are %s", what, word, strings.Join(sorted, ", "))
}
