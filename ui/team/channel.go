package team

import (
	"io"
	"strings"

	"vigie/connectors"
	"vigie/inbox"
)

// channel reads a channel: the keys that every channel has, and those that its kind declares.
func (r *reader) channel(t table) {
	c := inbox.Channel{Line: t.line, Settings: map[string]string{}, Lists: map[string][]string{}}
	var rest table
	kindLine := t.line
	rest.name, rest.line = t.name, t.line
	common := setters{
		"name":  func(k key) { c.Name = r.str(k) },
		"kind":  func(k key) { c.Kind, kindLine = r.str(k), k.line },
		"brand": func(k key) { c.Brand = r.str(k); r.refer("brand", c.Brand, k.line) },
		"since": func(k key) { c.Since = r.date(k) },
	}
	for _, k := range t.keys {
		if set, ok := common[k.name]; ok {
			set(k)
		} else {
			rest.keys = append(rest.keys, k)
		}
	}
	r.declare("channel", c.Name, t.line)
	if c.Brand == "" {
		r.problem(t.line, "this channel belongs to no brand; write brand = \"…\"")
	}
	r.options(&c, kindLine, rest)
	r.team.Channels = append(r.team.Channels, c)
}

func (r *reader) options(c *inbox.Channel, kindLine int, rest table) {
	if c.Kind == "" {
		r.noKind(rest)
		return
	}
	kind, err := r.kinds.Kind(c.Kind)
	if err != nil {
		r.problem(kindLine, "%v", err)
		return
	}
	set := setters{}
	for _, o := range kind.Options {
		set[o.Name] = func(k key) { r.option(c, o, k) }
	}
	before := len(r.problems)
	r.read(rest, set)
	if len(r.problems) > before {
		return // what is missing may be what was misspelt
	}
	for _, o := range kind.Options {
		if o.Required && c.Settings[o.Name] == "" && len(c.Lists[o.Name]) == 0 {
			r.problem(rest.line, "a %s channel needs %s (%s); write %s = %q", kind.Name, o.Name, o.Help, o.Name, o.Example)
		}
	}
	if len(r.problems) == before && kind.New != nil {
		r.together(kind, *c)
	}
}

// together asks the kind whether a channel's settings go together, with something in the place of the secrets.
func (r *reader) together(kind connectors.Kind, c inbox.Channel) {
	secrets := map[string]string{}
	for _, o := range kind.Options {
		if _, given := c.Settings[o.Name]; given && o.Secret {
			secrets[o.Name] = "secret"
		}
	}
	conn, err := kind.New(connectors.Config{Channel: c, Secrets: secrets})
	if err != nil {
		r.problem(c.Line, "%v", err)
		return
	}
	if open, ok := conn.(io.Closer); ok {
		open.Close() // nothing was opened yet
	}
}

// noKind tells of a channel without a kind, or which key was meant to be it: what else there may be isn't known without one.
func (r *reader) noKind(rest table) {
	for _, k := range rest.keys {
		if len(inbox.Nearest(k.name, []string{"kind"})) > 0 {
			r.problem(k.line, "%s", unknown("key of "+rest.name, k.name, []string{"kind"}))
			return
		}
	}
	r.problem(rest.line, "this channel has no kind; write kind = \"mastodon\"")
}

func (r *reader) option(c *inbox.Channel, o connectors.Option, k key) {
	var values []string
	if o.List {
		values = r.list(k)
		c.Lists[o.Name] = values
	} else {
		values = []string{r.str(k)}
		c.Settings[o.Name] = values[0]
	}
	for _, v := range values {
		switch {
		case o.Secret && !IsReference(v):
			r.problem(k.line, "%s is written in clear; put it in a file that only you can read (chmod 600) and write %s = \"file:secrets/%s\" or \"env:NAME\"; then change it on the platform, it has been seen", o.Name, o.Name, c.Name)
		case !o.Secret && o.Check != nil:
			if err := o.Check(v); err != nil {
				r.problem(k.line, "%s: %v", o.Name, err)
			}
		}
	}
}

// references are the ways to name a secret without telling it.
var references = []string{"env:", "file:", "keyring:"}

// IsReference reports whether a setting names a secret instead of telling it.
func IsReference(s string) bool {
	for _, prefix := range references {
		if name, ok := strings.CutPrefix(s, prefix); ok && name != "" {
			return true
		}
	}
	return false
}
