package inbox

// Match reports whether the query finds an item. It reads nothing but the item and the scene.
func (q Query) Match(it *Item, s Scene) bool {
	m := matching{it: it, scene: s}
	return m.match(q.Root)
}

// matching is a query being asked of one item. The item's texts are folded once, when words are first asked for.
type matching struct {
	it     *Item
	scene  Scene
	folded [4]string
	ready  bool
}

func (m *matching) match(e Expr) bool {
	switch e := e.(type) {
	case And:
		for _, part := range e {
			if !m.match(part) {
				return false
			}
		}
		return true
	case Or:
		for _, part := range e {
			if m.match(part) {
				return true
			}
		}
		return false
	case Not:
		return !m.match(e.Expr)
	case Term:
		f, ok := fieldNamed(e.Field)
		return ok && f.match(e.Value, m.it, m.scene)
	case Words:
		return m.matchWords(e)
	}
	return e == nil
}

func (m *matching) matchWords(w Words) bool {
	if !m.ready {
		for i, text := range m.it.Searched() {
			m.folded[i] = Fold(text.String())
		}
		m.ready = true
	}
	for _, text := range m.folded {
		if w.in(text) {
			return true
		}
	}
	return false
}

// Accepts reports whether a brand, a channel, a tag, a department or a person so named is what the term asks for. Where an
// index leads with names, those that a term accepts are the entries to read; ok is false where the field asks no such name.
func (t Term) Accepts(name string, s Scene) (accepts, ok bool) {
	f, found := fieldNamed(t.Field)
	if !found || f.accepts == nil {
		return false, false
	}
	return f.accepts(t.Value, name, s), true
}
