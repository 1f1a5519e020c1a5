package inbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Canned is a text to insert in a reply, with {author}, {brand} … filled in.
type Canned struct {
	Name  string
	Brand string // "" = every brand
	Text  string
}

// blanks are the placeholders of canned texts that are filled in, each with what.
var blanks = []struct {
	name string
	of   func(t Team, it Item, me string) string
}{
	{"{author}", func(_ Team, it Item, _ string) string {
		return cmp.Or(it.Author.Name.String(), it.Author.Handle.String())
	}},
	{"{handle}", func(_ Team, it Item, _ string) string { return it.Author.Handle.String() }},
	{"{brand}", func(t Team, it Item, _ string) string {
		b, _ := t.Brand(it.Brand)
		return cmp.Or(b.Title, it.Brand)
	}},
	{"{channel}", func(_ Team, it Item, _ string) string { return it.Channel }},
	{"{title}", func(_ Team, it Item, _ string) string { return it.Title.String() }},
	{"{me}", func(_ Team, _ Item, me string) string { return me }},
}

// Fill puts what is known of an item into a canned text; me is the name of who writes.
func (t Team) Fill(canned string, it Item, me string) string {
	var pairs []string
	for _, b := range blanks {
		pairs = append(pairs, b.name, b.of(t, it, me))
	}
	return strings.NewReplacer(pairs...).Replace(canned)
}

// Unfilled is the first placeholder of the team's canned texts that still stands in a text; "" where none does. Braces that no
// canned text has are the writer's own.
func (t Team) Unfilled(text string) string {
	var known []string
	for _, b := range blanks {
		known = append(known, b.name)
	}
	for _, r := range t.Replies {
		known = append(known, placeholders(r.Text)...)
	}
	for _, p := range placeholders(text) {
		if slices.Contains(known, p) {
			return p
		}
	}
	return ""
}

// placeholders are the words in braces of a text, with the braces.
func placeholders(text string) (found []string) {
	noWord := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' && r != '-' }
	for {
		_, rest, open := strings.Cut(text, "{")
		if !open {
			return found
		}
		if word, _, closed := strings.Cut(rest, "}"); closed && word != "" && !strings.ContainsFunc(word, noWord) {
			found = append(found, "{"+word+"}")
		}
		text = rest
	}
}
