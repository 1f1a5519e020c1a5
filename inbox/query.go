package inbox

import "time"

// Query is a search, parsed. The zero Query matches everything. The same grammar serves the search line, views, rules, bulk
// targets and figures.
type Query struct{ Root Expr }

// Expr is a node of a query: one of And, Or, Not, Term, Words.
type Expr interface{ expr() }

// And matches what all of its parts match.
type And []Expr

// Or matches what one of its parts matches.
type Or []Expr

// Not matches what its part doesn't.
type Not struct{ Expr Expr }

// Term asks one field: is:open, tag:refund, before:2d.
type Term struct {
	Field string
	Value string        // as written; for tags, people and names: folded when compared
	At    time.Time     // of before: and after:, where an absolute date was written
	Ago   time.Duration // of before: and after:, where an age was written
}

// Words asks the text, the title and the author's names: one word, or several that stand together. They are folded.
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
	Zone   *time.Location           // of dates without a zone
	Seen   func(number uint64) bool // nil: nothing is seen
}
