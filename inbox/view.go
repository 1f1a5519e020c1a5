package inbox

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// View is a saved search: one of the team's, or a person's own.
type View struct {
	Name  string
	Key   string // the letter that opens it; "" = none
	Query Query
	Order Order  // that it begins with
	Brand string // it shows that brand alone; "" = whatever is shown
}

// OwnViews are the saved searches of one person, in the order in which they are shown. Names are compared as searches compare
// them, so that there aren't two that look alike.
type OwnViews []View

// Bounds of a person's own views.
const (
	OwnViewsMost = 50
	viewNameMost = 40 // characters
)

// With is the list with one more at a place; beyond the end it is the last.
func (o OwnViews) With(v View, at int) (OwnViews, error) {
	if len(o) >= OwnViewsMost {
		return o, Errorf("%d views of your own are the most: remove one first", OwnViewsMost)
	}
	v, err := o.checked(v)
	if err != nil {
		return o, err
	}
	return slices.Insert(slices.Clone(o), max(0, min(at, len(o))), v), nil
}

// Changed is the list with another view in the place of the one so called.
func (o OwnViews) Changed(name string, v View) (OwnViews, error) {
	i, err := o.Place(name)
	if err != nil {
		return o, err
	}
	others := slices.Delete(slices.Clone(o), i, i+1)
	if v, err = others.checked(v); err != nil {
		return o, err
	}
	return slices.Insert(others, i, v), nil
}

// Moved is the list with the view so called that many places further down, or up where by is negative. At the ends it stays.
func (o OwnViews) Moved(name string, by int) (OwnViews, error) {
	i, err := o.Place(name)
	if err != nil {
		return o, err
	}
	others := slices.Delete(slices.Clone(o), i, i+1)
	return slices.Insert(others, max(0, min(i+by, len(others))), o[i]), nil
}

// Without is the list without the view so called.
func (o OwnViews) Without(name string) (OwnViews, error) {
	i, err := o.Place(name)
	if err != nil {
		return o, err
	}
	return slices.Delete(slices.Clone(o), i, i+1), nil
}

// Place is where the view so called stands.
func (o OwnViews) Place(name string) (int, error) {
	i := slices.IndexFunc(o, func(v View) bool { return sameFolded(v.Name, name) })
	if i < 0 {
		return i, Errorf("you have no view called %q", CleanLine(name))
	}
	return i, nil
}

// NewLetters are those that a view of the list has and none had before.
func (o OwnViews) NewLetters(before OwnViews) (letters []string) {
	for _, v := range o {
		if v.Key != "" && !slices.ContainsFunc(before, func(old View) bool { return old.Key == v.Key }) {
			letters = append(letters, v.Key)
		}
	}
	return letters
}

// checked is a view as it can stand beside those of the list, or why it can't.
func (o OwnViews) checked(v View) (View, error) {
	v.Name = CleanLine(v.Name).String()
	switch n := utf8.RuneCountInString(v.Name); {
	case n == 0:
		return v, Reason("a view needs a name")
	case n > viewNameMost:
		return v, Errorf("the name of a view has %d characters at most", viewNameMost)
	}
	if r, size := utf8.DecodeRuneInString(v.Key); v.Key != "" && (size != len(v.Key) || !unicode.IsGraphic(r) || unicode.IsSpace(r)) {
		return v, Errorf("%q is no letter to open a view with: write one character, or none", CleanLine(v.Key))
	}
	if _, err := ParseQuery(v.Query.String()); err != nil {
		return v, err
	}
	for _, other := range o {
		switch {
		case sameFolded(other.Name, v.Name):
			return v, Errorf("you have a view called %q already", other.Name)
		case v.Key != "" && other.Key == v.Key:
			return v, Errorf("%q is the letter of your view %q: choose another, or none", v.Key, other.Name)
		}
	}
	return v, nil
}
