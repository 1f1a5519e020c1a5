package keys

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// named are the keys that have names instead of a character, as terminals' libraries call them.
var named = [...]string{"enter", "esc", "space", "tab", "backspace", "delete", "insert", "up", "down", "left", "right", "home", "end", "pgup", "pgdown",
	"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9", "f10", "f11", "f12"}

// modifiers are what is held with a key, in the order in which they are named.
var modifiers = [...]string{"ctrl", "alt", "shift"}

// Parse reads a key as people write it: d, D, ctrl-r, f5, space; two after one another with a space between: g o.
func Parse(s string) (string, error) {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 2 {
		return "", fmt.Errorf("%q is no key; write one like \"d\", \"D\", \"ctrl-r\", \"f5\" or \"space\", or two like \"g o\"", s)
	}
	for i, w := range words {
		k, ok := parseOne(w)
		if !ok {
			return "", fmt.Errorf("%q is no key; write one like \"d\", \"D\", \"ctrl-r\", \"f5\" or \"space\", or two like \"g o\"", w)
		}
		words[i] = k
	}
	return strings.Join(words, " "), nil
}

func parseOne(w string) (key string, ok bool) {
	var held [len(modifiers)]bool
	base := w
	for again := true; again; {
		again = false
		for i, mod := range modifiers {
			if rest, found := strings.CutPrefix(base, mod); found && len(rest) > 1 && (rest[0] == '-' || rest[0] == '+') && !held[i] {
				base, held[i], again = rest[1:], true, true
			}
		}
	}
	if r, size := utf8.DecodeRuneInString(base); size == len(base) && unicode.IsGraphic(r) && !unicode.IsSpace(r) {
		switch {
		case held[2] && !held[0] && !held[1]: // a character says by itself that shift was held
			return string(unicode.ToUpper(r)), unicode.IsLetter(r)
		case held[0] || held[1]:
			base = string(unicode.ToLower(r))
		}
	} else if !slices.Contains(named[:], base) {
		return "", false
	}
	for i := range slices.Backward(held[:]) {
		if held[i] {
			base = modifiers[i] + "+" + base
		}
	}
	return base, true
}

// Written is a command's keys as people write them, in English: j, down. Of keys that are pressed after one another none is
// written apart: g o.
func Written(c Command) string {
	if c.Shown != "" {
		return c.Shown
	}
	words := make([]string, len(c.Keys))
	for i, k := range c.Keys {
		words[i] = plainKey(k)
	}
	return strings.Join(words, ", ")
}

// plainKey is a key as people write it.
func plainKey(k string) string {
	for _, mod := range modifiers {
		k = strings.ReplaceAll(k, mod+"+", mod+"-")
	}
	return k
}
