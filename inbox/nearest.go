package inbox

import (
	"slices"
	"strings"
)

// Nearest are those of the names that a misspelt one may have meant, the likeliest first: a slip of the fingers away, two in
// longer words, or begun by it. Case and accents are no slips.
func Nearest(misspelt string, names []string) []string {
	typed := []rune(Fold(misspelt))
	slips := 1
	if len(typed) > 4 {
		slips = 2
	}
	near := map[string]int{}
	for _, name := range names {
		meant := []rune(Fold(name))
		begun := len(typed) > 1 && strings.HasPrefix(string(meant), string(typed))
		if d := editDistance(typed, meant); d <= slips && d < len(meant) || begun {
			near[name] = d
		}
	}
	found := slices.DeleteFunc(slices.Clone(names), func(name string) bool { _, ok := near[name]; return !ok })
	slices.SortStableFunc(found, func(a, b string) int { return near[a] - near[b] })
	return found
}

// DidYouMean asks whether one of the nearest names was meant; ok is false where none is near.
func DidYouMean(misspelt string, names []string) (question Saying, ok bool) {
	near := Nearest(misspelt, names)
	if len(near) == 0 {
		return Saying{}, false
	}
	return Say("did you mean %s?", Either(near[:min(3, len(near))])), true
}

// oneMeant asks whether one of the nearest names was meant, or tells them all.
func oneMeant(misspelt string, names []string) Saying {
	if question, near := DidYouMean(misspelt, names); near {
		return question
	}
	return Say("write one of %s", strings.Join(names, ", "))
}

// editDistance counts the letters to insert, delete, replace or swap with the next that make b of a.
func editDistance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
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
