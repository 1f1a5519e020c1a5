package inbox

import (
	"strings"
	"unicode"
)

// String is the query as people write it; parsing it gives the same query.
func (q Query) String() string {
	var b strings.Builder
	printExpr(&b, q.Root, false)
	return b.String()
}

// printExpr writes an expression; inner says that it stands inside another and needs parentheses where it has several parts.
func printExpr(b *strings.Builder, e Expr, inner bool) {
	switch e := e.(type) {
	case And:
		printParts(b, e, " ", inner)
	case Or:
		printParts(b, e, " or ", inner)
	case Not:
		b.WriteByte('-')
		printExpr(b, e.Expr, true)
	case Term:
		b.WriteString(e.Field + ":" + quoteValue(e.Value))
	case Words:
		b.WriteString(e.String())
	}
}

func printParts(b *strings.Builder, parts []Expr, between string, inner bool) {
	inner = inner && len(parts) > 1
	if inner {
		b.WriteByte('(')
	}
	for i, part := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		printExpr(b, part, true)
	}
	if inner {
		b.WriteByte(')')
	}
}

// String is the words as people write them.
func (w Words) String() string {
	s := strings.Join(w.Words, " ")
	if w.Prefix {
		s += "*"
	}
	if len(w.Words) > 1 || keyword(s) != "" {
		return quote(s)
	}
	return s
}

func quoteValue(s string) string {
	special := func(r rune) bool { return r == '"' || r == '(' || r == ')' || unicode.IsSpace(r) }
	if strings.ContainsFunc(s, special) {
		return quote(s)
	}
	return s
}

var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`)

func quote(s string) string { return `"` + escapes.Replace(s) + `"` }
