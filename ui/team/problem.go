package team

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"vigie/inbox"
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

// unknown says that a word is none of a list, and which was probably meant.
func unknown(what, word string, list []string) string {
	sorted := slices.Sorted(slices.Values(list))
	if near := inbox.Nearest(word, sorted); len(near) > 0 {
		return fmt.Sprintf("there is no %s %q; did you mean %q?", what, word, near[0])
	}
	if len(sorted) == 0 {
		return fmt.Sprintf("there is no %s %q, nor any other", what, word)
	}
	return fmt.Sprintf("there is no %s %q; there are %s", what, word, strings.Join(sorted, ", "))
}

func sortProblems(list []Problem) {
	slices.SortStableFunc(list, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
}
