package inbox

import (
	"slices"
	"strings"
)

// LogQuery is a filter of the log: every one of its terms has to fit an entry.
type LogQuery []LogTerm

// LogTerm is one condition: a field's value, or without a field some words.
type LogTerm struct {
	Field string // "" = words
	Value string // words are folded
	Not   bool
}

// ParseLogQuery reads a filter of the log as people write it: fields and words one after the other, - before what must not
// fit. The error is a *QueryError.
func ParseLogQuery(s string) (LogQuery, error) {
	if len(s) > maxQuery {
		return nil, &QueryError{Pos: maxQuery, Len: len(s) - maxQuery, Problem: Say("the filter is too long"), Hint: Say("it may have %d bytes", maxQuery)}
	}
	p := queryParser{src: s}
	var q LogQuery
	for p.space(); !p.end(); p.space() {
		t, err := p.logTerm()
		if err != nil {
			return nil, err
		}
		if q = append(q, t); len(q) > maxTerms {
			return nil, p.fail(0, len(s), Say("the filter has too many terms"), Say("at most %d", maxTerms))
		}
	}
	return q, nil
}

func (p *queryParser) logTerm() (LogTerm, *QueryError) {
	start, t := p.pos, LogTerm{}
	if p.src[p.pos] == '-' {
		p.pos++
		t.Not = true
	}
	switch word := p.keyword(); {
	case p.end() || p.atSpace():
		return t, p.fail(start, 1, Say("this - negates nothing"), Say("write it right before what it negates: -verb:tag"))
	case word != "" || strings.ContainsRune("()", rune(p.src[p.pos])):
		return t, p.fail(p.pos, max(len(word), 1), Say("a filter of the log is a row of terms that all have to fit"), Say("quote a word to look for it"))
	}
	name := fieldPrefix(p.src[p.pos:])
	nameAt := p.pos
	if name != "" {
		p.pos += len(name) + 1
	}
	valueAt := p.pos
	value, err := p.value()
	if err != nil {
		return t, err
	}
	if name == "" {
		// Cleaned again, for folding makes marks of some characters, and a mark without its letter is nothing to look for.
		if t.Value = Clean(Fold(Clean(value).String())).String(); strings.TrimSpace(t.Value) == "" {
			return t, p.fail(start, p.pos-start, Say("there is no word in this"), Say("write what to look for"))
		}
		return t, nil
	}
	f, ok := logFieldNamed(strings.ToLower(name))
	if !ok {
		return t, p.fail(nameAt, len(name), Say("there is no field %q", name), Say("%s (text with a colon goes in quotes)", oneMeant(name, logFieldNames())))
	}
	if len(value) > maxValue {
		return t, p.fail(valueAt, p.pos-valueAt, Say("this value is too long"), Say("at most %d bytes", maxValue))
	}
	canonical, bad := f.check(CleanLine(value).String())
	if bad != nil {
		if p.pos == valueAt {
			valueAt = nameAt
		}
		return t, p.fail(valueAt, p.pos-valueAt, bad.Problem, bad.Hint)
	}
	t.Field, t.Value = f.name, canonical
	return t, nil
}

// String is the filter as people write it; parsing it gives the same one.
func (q LogQuery) String() string {
	terms := make([]string, len(q))
	for i, t := range q {
		if t.Field != "" {
			terms[i] = t.Field + ":" + quoteValue(t.Value)
		} else if terms[i] = quoteValue(t.Value); keyword(t.Value) != "" || fieldPrefix(t.Value) != "" || strings.HasPrefix(t.Value, "-") {
			terms[i] = quote(t.Value)
		}
		if t.Not {
			terms[i] = "-" + terms[i]
		}
	}
	return strings.Join(terms, " ")
}

// Match reports whether the filter keeps an entry.
func (q LogQuery) Match(e *Entry, s Scene) bool {
	for _, t := range q {
		if t.match(e, s) == t.Not {
			return false
		}
	}
	return true
}

func (t LogTerm) match(e *Entry, s Scene) bool {
	if f, ok := logFieldNamed(t.Field); ok {
		return f.match(t.Value, e, s)
	}
	for _, said := range []string{e.Text.String(), e.By, e.Rule, e.What, e.To, e.Patch.String()} {
		if strings.Contains(Fold(said), t.Value) {
			return true
		}
	}
	return false
}

// Asks reports whether the filter asks for one of the fields.
func (q LogQuery) Asks(fields ...string) bool {
	return slices.ContainsFunc(q, func(t LogTerm) bool { return slices.Contains(fields, t.Field) })
}

// Only is the value that the filter wants a field to have; "" where it leaves that open.
func (q LogQuery) Only(field string) string {
	for _, t := range q {
		if t.Field == field && !t.Not {
			return t.Value
		}
	}
	return ""
}

// CompleteLog proposes what may be written at the caret (in bytes) of a filter of the log, as Complete does for a search.
func CompleteLog(s string, caret int, v Vocabulary) []Completion {
	from, to := termAround(s, caret)
	typed := s[from:min(max(caret, from), to)]
	var proposals []Completion
	at := from
	if name := fieldPrefix(typed); name != "" {
		f, ok := logFieldNamed(strings.ToLower(name))
		if !ok || f.known == nil {
			return nil
		}
		for _, value := range f.known(v) {
			proposals = append(proposals, Completion{Text: quoteValue(CleanLine(value).String())})
		}
		at += len(name) + 1
		typed = strings.NewReplacer(`\`, "", `"`, "").Replace(typed[len(name)+1:])
	} else {
		if typed == "" {
			return nil
		}
		for _, f := range logFields {
			proposals = append(proposals, Completion{Text: f.name + ":", Help: f.help})
		}
	}
	return complete(at, to, Fold(typed), proposals)
}
