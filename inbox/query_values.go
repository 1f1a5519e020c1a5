package inbox

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// This file reads the values that fields take, and compares them.

func bad(problem, hint Saying) *QueryError { return &QueryError{Problem: problem, Hint: hint} }

func anyText(value string) (string, *QueryError) {
	if value == "" {
		return "", bad(Say("a value is missing"), Say("write it right after the colon, without a space"))
	}
	return value, nil
}

// oneOf reads a value of a closed list, in any case.
func oneOf(words []queryWord) func(string) (string, *QueryError) {
	names := wordNames(words)
	return func(value string) (string, *QueryError) {
		lower := strings.ToLower(value)
		switch {
		case value == "":
			return "", bad(Say("a value is missing"), Say("write one of %s", strings.Join(names, ", ")))
		case !slices.Contains(names, lower):
			return "", bad(Say("%q is no value of this field", value), oneMeant(lower, names))
		}
		return lower, nil
	}
}

func wordNames(words []queryWord) []string {
	names := make([]string, len(words))
	for i, w := range words {
		names[i] = w.name
	}
	return names
}

func matchWord(words []queryWord) func(string, *Item, Scene) bool {
	return func(value string, it *Item, s Scene) bool {
		for i := range words {
			if words[i].name == value {
				return words[i].match(it, s)
			}
		}
		return false
	}
}

func hasStatus(want Status) func(*Item, Scene) bool {
	return func(it *Item, _ Scene) bool { return it.Status == want }
}

func hasVisibility(want Visibility) func(*Item, Scene) bool {
	return func(it *Item, _ Scene) bool { return it.Visibility == want }
}

func isSeen(it *Item, s Scene) bool { return s.Seen != nil && s.Seen(it.Number) }

func hasLink(text string) bool {
	return strings.Contains(text, "http://") || strings.Contains(text, "https://")
}

func sameName(value, name string, _ Scene) bool {
	return value == name || sameFolded(value, name)
}

// acceptsTag compares a tag with a tag, or with the start of one: mood/*.
func acceptsTag(value, tag string, s Scene) bool {
	if start, open := strings.CutSuffix(value, "*"); open {
		return strings.HasPrefix(Fold(tag), Fold(start))
	}
	return sameName(value, tag, s)
}

// acceptsPerson compares a person's name ("" = nobody) with a name, me or nobody.
func acceptsPerson(value, person string, s Scene) bool {
	switch {
	case strings.EqualFold(value, "me"):
		return person != "" && person == s.Person
	case strings.EqualFold(value, "nobody"):
		return person == ""
	}
	return person != "" && sameName(value, person, s)
}

// acceptsSomebody compares the name of somebody with a name or me.
func acceptsSomebody(value, person string, s Scene) bool {
	return person != "" && acceptsPerson(value, person, s)
}

func contains(t Text, value string) bool {
	return !t.Empty() && strings.Contains(Fold(t.String()), Fold(value))
}

// matchLang lets fr stand for fr-CA too.
func matchLang(value string, it *Item, _ Scene) bool {
	n := len(value)
	return len(it.Lang) >= n && strings.EqualFold(it.Lang[:n], value) && (len(it.Lang) == n || it.Lang[n] == '-')
}

// cutOperator takes >, >=, < or <= off a value; "" means equal.
func cutOperator(value string) (operator, rest string) {
	for _, op := range []string{">=", "<=", ">", "<"} {
		if rest, found := strings.CutPrefix(value, op); found {
			return op, rest
		}
	}
	return "", value
}

func compare[T cmp.Ordered](a T, operator string, b T) bool {
	switch operator {
	case ">=":
		return a >= b
	case "<=":
		return a <= b
	case ">":
		return a > b
	case "<":
		return a < b
	}
	return a == b
}

func checkPriority(value string) (string, *QueryError) {
	operator, rest := cutOperator(value)
	name, err := oneOf(priorityWords())(rest)
	return operator + name, err
}

func matchPriority(value string, it *Item, _ Scene) bool {
	operator, name := cutOperator(value)
	want := slices.Index(priorityNames[:], name)
	return want >= 0 && compare(it.UrgencyLevel(), operator, Low+Priority(want))
}

func checkFollowers(value string) (string, *QueryError) {
	if _, _, ok := readCount(value); !ok {
		return "", bad(Say("a number is missing"), Say("write followers:>1000 or followers:10k"))
	}
	return strings.ToLower(value), nil
}

// matchFollowers never finds authors whose platform doesn't tell.
func matchFollowers(value string, it *Item, _ Scene) bool {
	operator, n, ok := readCount(value)
	return ok && it.Author.Followers >= 0 && compare(int64(it.Author.Followers), operator, n)
}

// readCount reads a number with an operator before it and perhaps a k or an m behind it.
func readCount(value string) (operator string, n int64, ok bool) {
	operator, rest := cutOperator(value)
	factor := int64(1)
	if digits, found := cutFold(rest, "k"); found {
		rest, factor = digits, 1_000
	} else if digits, found := cutFold(rest, "m"); found {
		rest, factor = digits, 1_000_000
	}
	u, err := strconv.ParseUint(rest, 10, 32)
	return operator, int64(u) * factor, err == nil
}

func cutFold(s, suffix string) (string, bool) {
	if n := len(s) - len(suffix); n >= 0 && strings.EqualFold(s[n:], suffix) {
		return s[:n], true
	}
	return s, false
}

func checkNumbers(value string) (string, *QueryError) {
	for part := range strings.SplitSeq(value, ",") {
		if _, err := strconv.ParseUint(part, 10, 64); err != nil {
			return "", bad(Say("this is no short number of an item"), Say("write id:12, or several with commas: id:12,15"))
		}
	}
	return value, nil
}

func matchNumbers(value string, it *Item, _ Scene) bool {
	for part := range strings.SplitSeq(value, ",") {
		if n, err := strconv.ParseUint(part, 10, 64); err == nil && n == it.Number {
			return true
		}
	}
	return false
}

// commonMoments are the times that people ask most.
func commonMoments(Vocabulary) []string { return []string{"today", "yesterday", "1h", "1d", "1w"} }

// agesOf are the ages that a number may become.
func agesOf(typed string) []string {
	if n, err := strconv.ParseUint(typed, 10, 16); err != nil || n == 0 {
		return nil
	}
	return []string{typed + "h", typed + "d", typed + "w", typed + "m"}
}

func hours(Vocabulary) (all []string) {
	for h := range 24 {
		all = append(all, strconv.Itoa(h))
	}
	return all
}

// fixed are values that need no vocabulary.
func fixed(values ...string) func(Vocabulary) []string {
	return func(Vocabulary) []string { return values }
}

func somebody(v Vocabulary) []string { return append([]string{"me"}, v.People...) }

func people(v Vocabulary) []string { return append([]string{"me", "nobody"}, v.People...) }
