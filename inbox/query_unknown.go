package inbox

import "slices"

// Unknown says which name in a query nothing is called, as far as the vocabulary knows, and what was meant where something is
// near; ok is false where every name is known. Such a query is right, and finds nothing: a tag may come with its first item.
func (q Query) Unknown(v Vocabulary) (said Saying, ok bool) {
	t, names, ok := unknownTerm(q.Root, v)
	if !ok {
		return Saying{}, false
	}
	written := t.Field + ":" + quoteValue(t.Value)
	near := Nearest(t.Value, names)
	if len(near) == 0 {
		return Say("nothing is known as %s", written), true
	}
	for i, name := range near {
		near[i] = t.Field + ":" + quoteValue(CleanLine(name).String())
	}
	return Say("nothing is known as %s: did you mean %s?", written, Either(near[:min(3, len(near))])), true
}

// unknownTerm is the first term of an expression that asks for a name which the vocabulary doesn't have, and those that it has.
func unknownTerm(e Expr, v Vocabulary) (t Term, names []string, ok bool) {
	switch e := e.(type) {
	case And:
		return firstUnknown(e, v)
	case Or:
		return firstUnknown(e, v)
	case Not:
		return unknownTerm(e.Expr, v)
	case Term:
		f, found := fieldNamed(e.Field)
		if !found || f.accepts == nil {
			return t, nil, false
		}
		names := f.known(v)
		known := func(name string) bool { return sameName(e.Value, name, Scene{}) || f.accepts(e.Value, name, Scene{}) }
		return e, names, len(names) > 0 && !slices.ContainsFunc(names, known)
	}
	return t, nil, false
}

func firstUnknown(parts []Expr, v Vocabulary) (t Term, names []string, ok bool) {
	for _, part := range parts {
		if t, names, ok = unknownTerm(part, v); ok {
			break
		}
	}
	return t, names, ok
}
