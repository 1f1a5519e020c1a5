package team

import (
	"fmt"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"

	"vigie/ui/keys"
)

// This file reads which keys the console's commands have.

// The lines on which the keys of a command, the letter of a view, and the key of a pipe are said.
const (
	keysOfCommand = "keys of "
	letterOf      = "letter of the view "
	keyOfPipe     = "key of the pipe "
)

func (r *reader) keyboard(t table) {
	names := keys.Names()
	for _, k := range t.keys {
		if !slices.Contains(names, k.name) {
			r.problem(k.line, "%s", unknown("command", k.name, names))
			continue
		}
		if r.team.Keys == nil {
			r.team.Keys = map[string][]string{}
		}
		r.team.Keys[k.name], r.lines[keysOfCommand+k.name] = r.pressed(k), k.line
	}
	if own, said := r.team.Keys[keys.Quit]; said && len(own) == 0 {
		r.problem(r.lines[keysOfCommand+keys.Quit], "the console needs a way out; give %s a key", keys.Quit)
	}
}

// pressed reads one key, or a list of them; "" is none.
func (r *reader) pressed(k key) []string {
	written := k.list
	if k.kind == unstable.String {
		written = []string{k.text}
	} else if !k.listed {
		r.problem(k.line, "%s is a key or a list of keys; write it like %s = \"d\" or %s = [\"d\", \"ctrl-d\"], or %s = \"\" to turn it off", k.name, k.name, k.name, k.name)
	}
	pressed := []string{}
	for _, w := range written {
		if w == "" {
			continue
		}
		one, err := keys.Parse(w)
		if err != nil {
			r.problem(k.line, "%s: %v", k.name, err)
			continue
		}
		pressed = append(pressed, one)
	}
	return pressed
}

// checkKeyboard looks for keys of which one keeps another from being pressed. Of several such on a line the first is told.
func (r *reader) checkKeyboard() {
	told := map[int]bool{}
	for _, pair := range keys.Clashes(keys.Bindings(keys.Bind(r.team.Keys), r.team.Views, r.team.Pipes)) {
		a, b := pair[0], pair[1]
		if r.lineOf(a) > r.lineOf(b) {
			a, b = b, a
		}
		line := r.lineOf(b)
		if told[line] {
			continue
		}
		told[line] = true
		if a.Key == b.Key {
			r.problem(line, "%q is a key of %s, and of %s%s; give one of them another key, or none with \"\"", b.Key, called(b), called(a), r.where(a))
		} else {
			r.problem(line, "%q of %s and %q of %s%s begin alike, so that one can't be pressed; give one of them another key, or none with \"\"", b.Key, called(b), a.Key, called(a), r.where(a))
		}
	}
}

func called(b keys.Binding) string {
	switch {
	case b.View != "":
		return fmt.Sprintf("the view %q", b.View)
	case b.Pipe != "":
		return fmt.Sprintf("the pipe %q", b.Pipe)
	}
	return b.Does
}

// lineOf is the line that gives a binding its key; 0 where it has the key unless told.
func (r *reader) lineOf(b keys.Binding) int {
	switch {
	case b.View != "":
		return r.lines[letterOf+b.View]
	case b.Pipe != "":
		return r.lines[keyOfPipe+b.Pipe]
	}
	return r.lines[keysOfCommand+b.Does]
}

func (r *reader) where(b keys.Binding) string {
	if line := r.lineOf(b); line > 0 {
		return fmt.Sprintf(" (line %d)", line)
	}
	return " (which it has unless told)"
}
