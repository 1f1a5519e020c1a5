package inbox

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a query.
const (
	maxQuery = 4 << 10 // bytes
	maxDepth = 50      // of parentheses and negations
	maxTerms = 200
	maxValue = 256 // bytes of a field's value: longer than any name, shorter than what cleaning cuts
)

// ParseQuery reads a search as people write it; docs/search.md tells the language. The error is a *QueryError.
func ParseQuery(s string) (Query, error) {
	if len(s) > maxQuery {
		return Query{}, &QueryError{Pos: maxQuery, Len: len(s) - maxQuery, Problem: Say("the search is too long"),
			Hint: Say("it may have %d bytes", maxQuery)}
	}
	p := queryParser{src: s}
	p.space()
	if p.end() {
		return Query{}, nil
	}
	root, err := p.or()
	if err != nil {
		return Query{}, err
	}
	if !p.end() { // only a closing parenthesis stops or() before the end
		return Query{}, p.fail(p.pos, 1, Say("this parenthesis closes nothing"), Say(`to search for it, quote it: ")"`))
	}
	return Query{root}, nil
}

// queryParser is a recursive descent over the source: or → and → negation → group or term.
type queryParser struct {
	src          string
	pos          int
	depth, terms int
}

func (p *queryParser) or() (Expr, *QueryError) {
	var parts Or
	for {
		part, err := p.and()
		if err != nil {
			return nil, err
		}
		if alternatives, nested := part.(Or); nested {
			parts = append(parts, alternatives...)
		} else {
			parts = append(parts, part)
		}
		if !p.take("or") {
			break
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

func (p *queryParser) and() (Expr, *QueryError) {
	var parts And
	for wanted := true; wanted || !p.atEndOfAnd(); wanted = p.take("and") {
		part, err := p.negation()
		if err != nil {
			return nil, err
		}
		if all, nested := part.(And); nested {
			parts = append(parts, all...)
		} else {
			parts = append(parts, part)
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return parts, nil
}

func (p *queryParser) atEndOfAnd() bool {
	return p.end() || p.src[p.pos] == ')' || p.keyword() == "or"
}

func (p *queryParser) negation() (Expr, *QueryError) {
	if p.end() || p.src[p.pos] != '-' {
		return p.group()
	}
	start := p.pos
	p.pos++
	if p.end() || p.atSpace() {
		return nil, p.fail(start, 1, Say("this - negates nothing"), Say("write it right before what it negates: -tag:spam"))
	}
	leave, err := p.enter(start)
	if err != nil {
		return nil, err
	}
	defer leave()
	e, err := p.negation()
	if err != nil {
		return nil, err
	}
	return Not{e}, nil
}

func (p *queryParser) group() (Expr, *QueryError) {
	if p.atEndOfAnd() || p.keyword() == "and" {
		return nil, p.missing()
	}
	if p.src[p.pos] != '(' {
		return p.term()
	}
	start := p.pos
	leave, err := p.enter(start)
	if err != nil {
		return nil, err
	}
	defer leave()
	p.pos++
	p.space()
	e, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.end() {
		return nil, p.fail(start, 1, Say("this parenthesis is not closed"), Say("write ) where it ends"))
	}
	p.pos++
	p.space()
	return e, nil
}

// missing tells what stands where a term was expected.
func (p *queryParser) missing() *QueryError {
	switch word := p.keyword(); {
	case word != "":
		return p.fail(p.pos, len(word), Say("%q stands between nothing", word), Say("to search for the word, quote it: %q", word))
	case p.end():
		return p.fail(len(p.src), 0, Say("something is missing at the end"), Say("write what to search for"))
	}
	return p.fail(p.pos, 1, Say("something is missing before this parenthesis"), Say("write what to search for"))
}

func (p *queryParser) enter(pos int) (leave func(), err *QueryError) {
	if p.depth++; p.depth > maxDepth {
		return nil, p.fail(pos, 1, Say("the search is nested too deep"), Say("at most %d levels", maxDepth))
	}
	return func() { p.depth-- }, nil
}

func (p *queryParser) term() (Expr, *QueryError) {
	if p.terms++; p.terms > maxTerms {
		return nil, p.fail(p.pos, len(p.src)-p.pos, Say("the search has too many terms"), Say("at most %d", maxTerms))
	}
	start := p.pos
	name := fieldPrefix(p.src[start:])
	if name != "" {
		p.pos += len(name) + 1
	}
	valueAt := p.pos
	value, err := p.value()
	if err != nil {
		return nil, err
	}
	valueLen := p.pos - valueAt
	p.space()
	if name == "" {
		return p.words(value, start, valueLen)
	}
	f, ok := fieldNamed(strings.ToLower(name))
	if !ok {
		return nil, p.fail(start, len(name), Say("there is no field %q", name), nearestFields(name))
	}
	if len(value) > maxValue {
		return nil, p.fail(valueAt, valueLen, Say("this value is too long"), Say("at most %d bytes", maxValue))
	}
	canonical, bad := f.check(CleanLine(value).String())
	if bad != nil {
		if valueLen == 0 {
			valueAt, valueLen = start, len(name)+1
		}
		return nil, p.fail(valueAt, valueLen, bad.Problem, bad.Hint)
	}
	return Term{f.name, canonical}, nil
}

func (p *queryParser) words(value string, start, length int) (Expr, *QueryError) {
	w := Words{Prefix: strings.HasSuffix(value, "*")}
	for word := range EachWord(Fold(Clean(value).String())) {
		w.Words = append(w.Words, word)
	}
	if len(w.Words) == 0 {
		return nil, p.fail(start, length, Say("there is no word in this"), Say("a word has letters, digits or a pictograph"))
	}
	return w, nil
}

// value reads up to the next space or parenthesis outside quotes, and takes the quotes off.
func (p *queryParser) value() (string, *QueryError) {
	var b strings.Builder
	for !p.end() && !p.atSpace() && p.src[p.pos] != '(' && p.src[p.pos] != ')' {
		if p.src[p.pos] == '"' {
			if err := p.quoted(&b); err != nil {
				return "", err
			}
			continue
		}
		b.WriteByte(p.src[p.pos])
		p.pos++
	}
	return b.String(), nil
}

func (p *queryParser) quoted(b *strings.Builder) *QueryError {
	start := p.pos
	for p.pos++; !p.end(); p.pos++ {
		switch c := p.src[p.pos]; {
		case c == '"':
			p.pos++
			return nil
		case c == '\\' && p.pos+1 < len(p.src) && (p.src[p.pos+1] == '"' || p.src[p.pos+1] == '\\'):
			p.pos++
			b.WriteByte(p.src[p.pos])
		default:
			b.WriteByte(c)
		}
	}
	return p.fail(start, len(p.src)-start, Say("this quote is not closed"), Say(`write " where it ends`))
}

// fieldPrefix is the name in front of the colon that a term begins with; "" where it begins with none.
func fieldPrefix(s string) string {
	name, _, found := strings.Cut(s, ":")
	notLetter := func(r rune) bool { return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') }
	if !found || strings.ContainsFunc(name, notLetter) {
		return ""
	}
	return name
}

// keyword is the operator that stands at the position, as it is written there; "" where none does.
func (p *queryParser) keyword() string {
	rest := p.src[p.pos:]
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' })
	if end < 0 {
		end = len(rest)
	}
	return keyword(rest[:end])
}

func keyword(word string) string {
	if strings.EqualFold(word, "or") || strings.EqualFold(word, "and") {
		return strings.ToLower(word)
	}
	return ""
}

// take skips a keyword where it comes next.
func (p *queryParser) take(word string) bool {
	if p.keyword() != word {
		return false
	}
	p.pos += len(word)
	p.space()
	return true
}

func (p *queryParser) space() {
	for !p.end() && p.atSpace() {
		_, size := utf8.DecodeRuneInString(p.src[p.pos:])
		p.pos += size
	}
}

func (p *queryParser) atSpace() bool {
	r, _ := utf8.DecodeRuneInString(p.src[p.pos:])
	return unicode.IsSpace(r)
}

func (p *queryParser) end() bool { return p.pos == len(p.src) }

func (p *queryParser) fail(pos, length int, problem, hint Saying) *QueryError {
	return &QueryError{Pos: pos, Len: length, Problem: problem, Hint: hint}
}
