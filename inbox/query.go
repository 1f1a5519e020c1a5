package inbox

import "time"

// Query is a search, parsed. The zero Query matches everything. The same grammar serves the search line, views, rules, bulk
// targets and figures.
type Query struct{ Root Expr }

// Expr is a node of a query: one of And, Or, Not, Term, Words; nil is everything.
type Expr interface{ expr() }

// And matches what all of its parts match.
type And []Expr

// Or matches what one of its parts matches.
type Or []Expr

// Not matches what its part doesn't.
type Not struct{ Expr Expr }

// Term asks one field: is:open, tag:refund, before:2d. Parsing leaves the field's own name, never an alias, and a value that
// the field understands.
type Term struct{ Field, Value string }

// Words asks the text, the title and the author's names: one word, or several that stand together there. They are folded,
// and split as EachWord splits.
type Words struct {
	Words  []string
	Prefix bool // the last word may go on: refun*
}

func (And) expr()   {}
func (Or) expr()    {}
func (Not) expr()   {}
func (Term) expr()  {}
func (Words) expr() {}

// Scene is what a query is asked in: it makes "me", "2d" and "unseen" mean something.
type Scene struct {
	Now    time.Time
	Person string
	Zone   *time.Location           // of dates; nil is UTC
	Seen   func(number uint64) bool // nil: nothing is seen
}

// conjuncts appends the parts that must all match, with nested ands flattened; none where everything matches.
func conjuncts(into []Expr, e Expr) []Expr {
	switch e := e.(type) {
	case nil:
	case And:
		for _, part := range e {
			into = conjuncts(into, part)
		}
	default:
		into = append(into, e)
	}
	return into
}

// And is the query that matches what both match.
func (q Query) And(other Query) Query {
	parts := conjuncts(conjuncts(nil, q.Root), other.Root)
	switch len(parts) {
	case 0:
		return Query{}
	case 1:
		return Query{parts[0]}
	}
	return Query{And(parts)}
}
