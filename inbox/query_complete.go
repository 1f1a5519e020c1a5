package inbox

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Vocabulary are the names that a search can be completed with, each in the order in which they are offered.
type Vocabulary struct {
	Brands, Channels, Tags, People, Departments []string // tags: the most used first; the others: by name
	Rules                                       []string // of the team, in their order
	Authors, Titles, Found                      []string // of what is looked at: there are too many to know them all
}

// Completion replaces the bytes From to To of a search by Text. The name of a field ends in its colon.
type Completion struct {
	From, To int
	Text     string
	Help     Phrase // what it finds, for people; "" where the name says it
}

const maxCompletions = 20

// Complete proposes what may be written at the caret (in bytes): the names of fields, then the values of the field that the
// caret stands in. What begins as written comes before what only contains it, accents and case aside.
func Complete(s string, caret int, v Vocabulary) []Completion {
	from, to := termAround(s, caret)
	typed := s[from:min(max(caret, from), to)]
	proposals, at := fieldProposals(), from
	if name := fieldPrefix(typed); name != "" {
		f, ok := fieldNamed(strings.ToLower(name))
		if !ok {
			return nil
		}
		operator, value := cutOperator(typed[len(name)+1:])
		typed = strings.NewReplacer(`\`, "", `"`, "").Replace(value)
		proposals, at = f.proposals(v, typed), from+len(name)+1+len(operator)
	} else if typed == "" {
		return nil
	}
	return complete(at, to, Fold(typed), proposals)
}

// complete keeps the proposals that fit what was typed, the best first.
func complete(from, to int, typed string, proposals []Completion) []Completion {
	var begin, hold []Completion
	for _, c := range proposals {
		name := Fold(strings.Trim(c.Text, `": `))
		c.From, c.To = from, to
		switch {
		case strings.HasPrefix(name, typed):
			begin = append(begin, c)
		case strings.Contains(name, typed):
			hold = append(hold, c)
		}
	}
	all := append(begin, hold...)
	return all[:min(len(all), maxCompletions)]
}

func fieldProposals() []Completion {
	var all []Completion
	for _, f := range queryFields {
		all = append(all, Completion{Text: f.name + ":", Help: f.help})
	}
	return all
}

// proposals are the values of a field: a closed list in its own order, names in theirs, what is made of the text that was typed.
func (f *queryField) proposals(v Vocabulary, typed string) []Completion {
	var all []Completion
	for _, w := range f.words {
		all = append(all, Completion{Text: w.name, Help: w.help})
	}
	var names []string
	if f.known != nil {
		names = f.known(v)
	}
	if f.made != nil {
		names = append(names, f.made(typed)...)
	}
	for _, name := range names {
		name := CleanLine(name).String()
		value := quoteValue(name)
		if name != "" && len(name) <= maxValue && !slices.ContainsFunc(all, func(c Completion) bool { return c.Text == value }) {
			all = append(all, Completion{Text: value})
		}
	}
	return all
}

// termAround is where the term that holds the caret begins and ends, without the - that negates it.
func termAround(s string, caret int) (from, to int) {
	caret = min(max(caret, 0), len(s))
	inQuotes := false
	for i, r := range s[:caret] {
		switch {
		case r == '"' && (i == 0 || s[i-1] != '\\'):
			inQuotes = !inQuotes
		case !inQuotes && (r == '(' || r == ')' || unicode.IsSpace(r)):
			from = i + utf8.RuneLen(r)
		}
	}
	for from < caret && s[from] == '-' {
		from++
	}
	ends := func(r rune) bool { return r == '(' || r == ')' || unicode.IsSpace(r) }
	if inQuotes {
		ends = func(r rune) bool { return r == '"' }
	}
	to = len(s)
	if n := strings.IndexFunc(s[caret:], ends); n >= 0 {
		to = caret + n
		if inQuotes {
			to++
		}
	}
	return from, to
}
