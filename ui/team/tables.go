package team

import (
	"cmp"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"vigie/inbox"
)

// setters are how a table's keys are read: by name, what each does with its value.
type setters map[string]func(key)

// tables are the tables of the file, and who reads each.
func (r *reader) table(t table) {
	read := map[string]func(table){
		"":           r.top,
		"brand":      r.brand,
		"channel":    r.channel,
		"department": r.department,
		"person":     r.person,
		"reply":      r.reply,
		"rule":       r.rule,
		"tag":        r.tag,
		"tags":       r.tags,
		"priority":   r.priority,
		"view":       r.view,
		"keys":       r.keyboard,
		"pipe":       r.pipe,
		"hold":       r.hold,
		"serve":      r.serve,
	}
	if of, ok := read[t.name]; ok {
		of(t)
		return
	}
	r.problem(t.line, "%s", unknown("table", t.name, keysOf(read)))
}

// read gives each key of a table to its setter; a key without one is a problem.
func (r *reader) read(t table, set setters) {
	for _, k := range t.keys {
		if do, ok := set[k.name]; ok {
			do(k)
			continue
		}
		r.problem(k.line, "%s", unknown("key of "+cmp.Or(t.name, "the file"), k.name, keysOf(set)))
	}
}

func keysOf[V any](m map[string]V) []string {
	var names []string
	for name := range m {
		if name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (r *reader) top(t table) {
	r.read(t, setters{
		"undo_window": func(k key) { r.team.UndoWindow = r.span(k) },
	})
}

func (r *reader) brand(t table) {
	var b inbox.Brand
	r.read(t, setters{
		"name":  func(k key) { b.Name = r.str(k) },
		"title": func(k key) { b.Title = inbox.CleanLine(r.str(k)).String() },
		"color": func(k key) { b.Color = r.color(k) },
		"keep":  func(k key) { b.Keep = r.keep(k) },

		"never":      func(k key) { b.Manner.Never = r.words(k) },
		"names":      func(k key) { b.Manner.Names = r.words(k) },
		"signature":  func(k key) { b.Manner.Signature = inbox.Clean(r.str(k)).String() },
		"max_length": func(k key) { b.Manner.MaxLength = r.number(k, 1) },
		"address": func(k key) {
			if b.Manner.Address = r.str(k); b.Manner.Address != inbox.AddressTu && b.Manner.Address != inbox.AddressVous {
				r.problem(k.line, "%s is how it addresses people in French; write %s = \"tu\" or %s = \"vous\", or leave it out", k.name, k.name, k.name)
			}
		},

		"rules_may_hide": func(k key) { b.RulesMayHide = r.flag(k) },
		"hide_per_hour":  func(k key) { b.HidePerHour = r.number(k, 1) },
	})
	r.declare("brand", b.Name, t.line)
	b.Title = cmp.Or(b.Title, b.Name)
	r.team.Brands = append(r.team.Brands, b)
}

func (r *reader) color(k key) string {
	s := r.str(k)
	if len(s) != 7 || s[0] != '#' || strings.Trim(strings.ToLower(s[1:]), "0123456789abcdef") != "" {
		r.problem(k.line, "%s is a colour; write it like %s = \"#3366cc\"", k.name, k.name)
	}
	return s
}

// shortestKeep is the least time that what is done can be kept: a slip of the pen must not empty an inbox.
const shortestKeep = 24 * time.Hour

func (r *reader) keep(k key) time.Duration {
	d := r.span(k)
	if d < shortestKeep {
		r.problem(k.line, "%s is how long what is done is kept, a day at least; write it like %s = \"730d\", or leave it out to keep for ever", k.name, k.name)
	}
	return d
}

func (r *reader) hold(t table) {
	var h inbox.Hold
	r.read(t, setters{
		"name": func(k key) { h.Name = r.str(k) },
		"by":   func(k key) { h.By = inbox.CleanLine(r.str(k)).String() },
		"when": func(k key) { h.When = r.query(k) },
	})
	r.declare("hold", h.Name, t.line)
	if h.By == "" {
		r.problem(t.line, "this hold doesn't say whose it is; write by = \"who can lift it\"")
	}
	if h.When.Root == nil {
		r.problem(t.line, "this hold doesn't say what it keeps; write when = 'tag:dispute'")
	}
	r.team.Holds = append(r.team.Holds, h)
}

// letter is a key of the keyboard, one character.
func (r *reader) letter(k key) string {
	s := r.str(k)
	if c, _ := utf8.DecodeRuneInString(s); utf8.RuneCountInString(s) != 1 || c <= ' ' {
		r.problem(k.line, "%s is one letter; write it like %s = \"s\"", k.name, k.name)
		return ""
	}
	return s
}

func (r *reader) person(t table) {
	p := inbox.Person{Role: inbox.Moderator}
	r.read(t, setters{
		"name": func(k key) { p.Name = r.str(k) },
		"role": func(k key) {
			var err error
			if p.Role, err = inbox.ParseRole(r.str(k)); err != nil {
				r.problem(k.line, "%v", err)
			}
		},
		"brands": func(k key) {
			p.Brands = r.list(k)
			for _, b := range p.Brands {
				r.refer("brand", b, k.line)
			}
		},
		"channels": func(k key) {
			p.Channels = r.list(k)
			for _, c := range p.Channels {
				r.refer("channel", c, k.line)
			}
		},
		"department": func(k key) { p.Department = r.str(k); r.refer("department", p.Department, k.line) },
		"keys":       func(k key) { p.Keys = r.publicKeys(k) },
		"language": func(k key) {
			if p.Language = r.str(k); p.Language != "en" && p.Language != "fr" {
				r.problem(k.line, "%s is en or fr; leave it out to follow the terminal's locale", k.name)
			}
		},
		"theme": func(k key) { p.Screen.Theme = r.theme(k) },
		"ascii": func(k key) { p.Screen.ASCII = r.flag(k) },
		"mouse": func(k key) { p.Screen.NoMouse = !r.flag(k) },
		"plain": func(k key) { p.Screen.Plain = r.flag(k) },

		"notify": func(k key) { p.Screen.Notify = r.occasions(k) },
		"quiet":  func(k key) { p.Screen.Quiet = r.quiet(k) },
	})
	r.declare("person", p.Name, t.line)
	if p.Role == inbox.DepartmentRole && p.Department == "" {
		r.problem(t.line, "the role department needs to know which; add department = \"…\"")
	}
	r.team.People = append(r.team.People, p)
}

func (r *reader) theme(k key) inbox.Theme {
	t, err := inbox.ParseTheme(r.str(k))
	if err != nil {
		r.problem(k.line, "%v", err)
	}
	return t
}

func (r *reader) occasions(k key) (all []inbox.Occasion) {
	for _, name := range r.list(k) {
		o, err := inbox.ParseOccasion(name)
		if err != nil {
			r.problem(k.line, "%v", err)
		}
		all = append(all, o)
	}
	return all
}

func (r *reader) quiet(k key) inbox.Quiet {
	q, err := inbox.ParseQuiet(r.str(k))
	if err != nil {
		r.problem(k.line, "%s: %v", k.name, err)
	}
	return q
}

func (r *reader) publicKeys(k key) []string {
	list := r.list(k)
	for _, line := range list {
		if strings.Contains(line, "PRIVATE KEY") {
			r.problem(k.line, "this is a private key; write the public one, a line that begins ssh-ed25519 AAAA…, and replace that key pair")
		} else if _, err := PublicKey(line); err != nil {
			r.problem(k.line, "%v", err)
		}
	}
	return list
}

func (r *reader) reply(t table) {
	var c inbox.Canned
	r.read(t, setters{
		"name":  func(k key) { c.Name = r.str(k) },
		"text":  func(k key) { c.Text = inbox.Clean(r.str(k)).String() },
		"brand": func(k key) { c.Brand = r.str(k); r.refer("brand", c.Brand, k.line) },
	})
	r.declare("reply", c.Name, t.line)
	if c.Text == "" {
		r.problem(t.line, "this reply has no text; write text = \"Thank you, {author}!\"")
	}
	r.team.Replies = append(r.team.Replies, c)
}

func (r *reader) query(k key) inbox.Query {
	q, err := inbox.ParseQuery(r.str(k))
	if err != nil {
		r.problem(k.line, "%s is no search: %v", k.name, err)
	}
	return q
}

func (r *reader) view(t table) {
	var v inbox.View
	line, before := t.line, len(r.problems)
	r.read(t, setters{
		"name":  func(k key) { v.Name = inbox.CleanLine(r.str(k)).String() },
		"key":   func(k key) { v.Key, line = r.letter(k), k.line },
		"query": func(k key) { v.Query = r.query(k) },
		"order": func(k key) { v.Order = r.order(k) },
		"brand": func(k key) { v.Brand = r.str(k); r.refer("brand", v.Brand, k.line) },
	})
	r.lines[letterOf+v.Name] = line
	if len(r.problems) == before && (v.Name == "" || v.Query.Root == nil) { // what is missing may be what was misspelt
		r.problem(t.line, "a view needs a name and a query; write name = \"Refunds\" and query = 'is:open tag:refund'")
	}
	r.team.Views = append(r.team.Views, v)
}

func (r *reader) order(k key) inbox.Order {
	o, known := inbox.ParseOrder(r.str(k))
	if !known {
		r.problem(k.line, "%s is how the view is sorted; write one of %s, or leave it out for the newest first", k.name, strings.Join(inbox.OrderNames(), ", "))
	}
	return o
}

func (r *reader) serve(t table) {
	r.read(t, setters{
		"listen": func(k key) {
			r.team.Listen, r.team.ListenLine = r.str(k), k.line
			if err := CheckListen(r.team.Listen); err != nil && k.kind == unstable.String {
				r.problem(k.line, "%s: %v", k.name, err)
			}
		},
	})
}

// CheckListen says what is wrong with an address to listen on.
func CheckListen(address string) error {
	_, port, err := net.SplitHostPort(address)
	if n, odd := strconv.ParseUint(port, 10, 16); err != nil || odd != nil || n == 0 {
		return fmt.Errorf("%q is no address to listen on; write \"127.0.0.1:2323\", or \":2323\" to let others in than this machine's own", inbox.CleanLine(address))
	}
	return nil
}
