package keys

import (
	"fmt"
	"slices"
	"strings"

	"vigie/inbox"
)

// Names are the commands whose keys a team may choose.
func Names() []string {
	var names []string
	for _, c := range All() {
		if !c.Fixed {
			names = append(names, c.Name)
		}
	}
	return names
}

// Bind is every command with the keys that a team chose: by the name of a command, its keys; none turn it off.
func Bind(own map[string][]string) []Command {
	all := All()
	for i, c := range all {
		if chosen, ok := own[c.Name]; ok && !c.Fixed {
			all[i].Keys, all[i].Shown = chosen, ""
		}
	}
	return all
}

// Binding is a key with what it does.
type Binding struct {
	Key  string
	Does string // the name of a command; of a view by its letter, ViewByLetter
	View string // the name of a team's view that it opens
	Pipe string // the name of a team's command that it gives items to
}

// Bindings are all keys that the console acts on, those of a team's views and commands among them.
func Bindings(all []Command, views []inbox.View, pipes []inbox.Pipe) []Binding {
	var bound []Binding
	for _, c := range all {
		for _, k := range c.Keys {
			switch {
			case c.Fixed:
			case c.Name != ViewByLetter:
				bound = append(bound, Binding{Key: k, Does: c.Name})
			default:
				for _, letter := range Letters {
					bound = append(bound, Binding{Key: k + " " + string(letter), Does: c.Name})
				}
				for _, v := range views {
					if v.Key != "" {
						bound = append(bound, Binding{Key: k + " " + v.Key, Does: c.Name, View: v.Name})
					}
				}
			}
		}
	}
	for _, p := range pipes {
		if p.Key != "" {
			bound = append(bound, Binding{Key: p.Key, Pipe: p.Name})
		}
	}
	return bound
}

// Clashes are the pairs of bindings of which one keeps the other from being pressed: the key is the same, or it is where the
// other one begins.
func Clashes(all []Binding) [][2]Binding {
	var found [][2]Binding
	for i, a := range all {
		for _, b := range all[i+1:] {
			if a.Key == b.Key || strings.HasPrefix(a.Key, b.Key+" ") || strings.HasPrefix(b.Key, a.Key+" ") {
				found = append(found, [2]Binding{a, b})
			}
		}
	}
	return found
}

// TakenError is a letter of a view that is pressed for something else.
type TakenError struct {
	Letter string
	By     Binding
}

func (e *TakenError) Error() string {
	return fmt.Sprintf("%q is pressed for %s already: choose another letter, or none", e.Letter, e.By.called())
}

func (b Binding) called() string {
	switch {
	case b.View != "":
		return "the team's view " + b.View
	case b.Pipe != "":
		return "the team's command " + b.Pipe
	case b.Does == ViewByLetter:
		return "a view that every console has"
	}
	return b.Does
}

// Letter says what has a letter already that a person wants for a view of their own: a *TakenError, or nil where it is free.
func Letter(t inbox.Team, letter string) error {
	if by, held := Holder(t, letter); held {
		return &TakenError{letter, by}
	}
	return nil
}

// Holder is what a letter of a view is pressed for already, with all that a team chose.
func Holder(t inbox.Team, letter string) (holder Binding, held bool) {
	all := Bind(t.Keys)
	bound := Bindings(all, t.Views, t.Pipes)
	for _, c := range all {
		if c.Name != ViewByLetter || letter == "" {
			continue
		}
		for _, k := range c.Keys {
			if i := slices.IndexFunc(bound, func(b Binding) bool { return b.Key == k+" "+letter }); i >= 0 {
				return bound[i], true
			}
		}
	}
	return holder, false
}
