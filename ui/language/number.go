package language

import (
	"strconv"
	"strings"

	"vigie/inbox"
)

// Spaces that no line breaks at: a narrow one groups French digits and stands before ; ! ?, a wide one before : and within « ».
const (
	narrow = "\u202f"
	wide   = "\u00a0"
)

// Number groups the digits of a number by three: 3,412 in English, 3 412 in French.
func (l Language) Number(n int) string {
	group := ","
	if l == French {
		group = narrow
	}
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + group + s[i:]
	}
	return s
}

// Count is a number with its noun, by the language's own rule for what is singular: 0 is in French, not in English. The first
// %d of the phrase is the number, grouped; args are the values after it.
func (l Language) Count(n int, one, many inbox.Phrase, args ...any) string {
	p := many
	if n == 1 || n == 0 && l == French {
		p = one
	}
	format := strings.NewReplacer("%d", "%s", "%[1]d", "%[1]s").Replace(l.format(p))
	return l.fill(format, append([]any{l.Number(n)}, args...))
}

// Percent is a share in whole per cent: 80%; in French 80 %.
func (l Language) Percent(part, of int) string {
	n := strconv.Itoa((200*part + of) / (2 * of))
	if l == French {
		return n + narrow + "%"
	}
	return n + "%"
}

// Ordinal is 1st, 2nd, 3rd, 4th; in French 1er, 2e, 3e, as a masculine noun has it.
func (l Language) Ordinal(n int) string {
	if l == French {
		if n == 1 {
			return "1er"
		}
		return strconv.Itoa(n) + "e"
	}
	suffix := "th"
	switch {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		suffix = "st"
	case n%10 == 2:
		suffix = "nd"
	case n%10 == 3:
		suffix = "rd"
	}
	return strconv.Itoa(n) + suffix
}
