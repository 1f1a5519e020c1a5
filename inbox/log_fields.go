package inbox

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// logField is a field of the log's filter. Parsing, matching, completion and docs/search.md are made from the one table of them.
type logField struct {
	name    string
	aliases []string
	takes   string // its values, for people
	help    Phrase
	example string
	check   func(value string) (canonical string, bad *QueryError)
	match   func(value string, e *Entry, s Scene) bool
	known   func(v Vocabulary) []string // values to complete from
}

// logFields is the table. Its order is the order of the docs.
var logFields = []logField{
	{name: "person", aliases: []string{"by"}, takes: "a person's name, me or nobody", help: "who did it", example: "person:nadia",
		check: anyText, known: people, match: func(v string, e *Entry, s Scene) bool { return acceptsPerson(v, e.By, s) }},
	{name: "rule", takes: "a rule's name, or any", help: "what a rule did", example: "rule:any",
		check: anyText, known: func(v Vocabulary) []string { return append([]string{"any"}, v.Rules...) },
		match: func(v string, e *Entry, s Scene) bool { return e.Rule != "" && (v == "any" || sameName(v, e.Rule, s)) }},
	{name: "verb", aliases: []string{"what"}, takes: "an action, or what came of one", help: "what was done", example: "verb:escalate",
		check: checkHappening, known: func(Vocabulary) []string { return happenings() },
		match: func(v string, e *Entry, _ Scene) bool { return happening(e.What) == v }},
	{name: "kind", takes: "decision, delivery, door, refusal or event", help: "what kind of thing was done", example: "kind:door",
		check: oneOf(kindsOfEntries), known: func(Vocabulary) []string { return wordNames(kindsOfEntries) },
		match: func(v string, e *Entry, _ Scene) bool { return e.kind() == v }},
	{name: "item", aliases: []string{"id"}, takes: "a short number", help: "about that item", example: "item:128",
		check: checkItem, match: func(v string, e *Entry, _ Scene) bool { return e.isAbout(v) }},
	{name: "brand", takes: "a brand's name", help: "about an item of that brand", example: "brand:acme",
		check: anyText, known: func(v Vocabulary) []string { return v.Brands }, match: func(v string, e *Entry, s Scene) bool { return e.Brand != "" && sameName(v, e.Brand, s) }},
	{name: "channel", takes: "a channel's name", help: "about an item of that channel", example: "channel:blog",
		check: anyText, known: func(v Vocabulary) []string { return v.Channels }, match: func(v string, e *Entry, s Scene) bool { return e.Channel != "" && sameName(v, e.Channel, s) }},
	{name: "since", aliases: []string{"after"}, takes: "an age or a day", help: "from then on", example: "since:2d",
		check: checkMoment, known: commonMoments, match: func(v string, e *Entry, s Scene) bool { return !e.At.Before(sinceMoment(v, s)) }},
	{name: "until", aliases: []string{"before"}, takes: "an age or a day", help: "up to then, the day itself with it", example: "until:2026-11-05",
		check: checkMoment, known: commonMoments, match: func(v string, e *Entry, s Scene) bool { return e.At.Before(untilMoment(v, s)) }},
	{name: "from", aliases: []string{"address"}, takes: "an address, or how it begins", help: "who came from there", example: "from:192.0.2.",
		check: anyText, match: func(v string, e *Entry, _ Scene) bool { return strings.HasPrefix(e.Visit.Address, v) }},
	{name: "key", takes: "a key's fingerprint, or a part of it", help: "who came by that key", example: "key:SHA256:aBc",
		check: anyText, match: func(v string, e *Entry, _ Scene) bool { return strings.Contains(e.Visit.Key, v) }},
}

func logFieldNamed(name string) (*logField, bool) {
	for i := range logFields {
		if f := &logFields[i]; f.name == name || slices.Contains(f.aliases, name) {
			return f, true
		}
	}
	return nil, false
}

func logFieldNames() []string {
	names := make([]string, len(logFields))
	for i, f := range logFields {
		names[i] = f.name
	}
	return names
}

// kindsOfEntries are the values of kind:.
var kindsOfEntries = []queryWord{
	{name: "decision", help: "what a person or a rule decided"}, {name: "delivery", help: "what became of what was to leave"},
	{name: "door", help: "who signed in and out, was turned away, took a copy away"},
	{name: "refusal", help: "what the desk refused somebody for their role, or for a wall"}, {name: "event", help: "what happened by itself"},
}

// outcomes are what the log calls what became of a delivery.
var outcomes = []string{"sent", "refused", "uncertain", "retry", "cancelled", "released"}

// kind is the value of kind: that the entry has.
func (e *Entry) kind() string {
	if _, decided := ActionOf(Verb(e.What)); decided || e.What == "undo" || e.What == "redo" || e.What == Erased {
		return "decision"
	}
	switch {
	case e.What == WasDenied:
		return "refusal"
	case e.AtDoor():
		return "door"
	case slices.Contains(outcomes, e.What) && e.By != "": // released, sent back, called off
		return "decision"
	case slices.Contains(outcomes, e.What):
		return "delivery"
	}
	return "event"
}

// happening is what was done as one word: signed-in.
func happening(what string) string { return strings.ReplaceAll(what, " ", "-") }

// happenings are all that the log may tell, as words.
func happenings() []string {
	var all []string
	for _, a := range Actions {
		all = append(all, string(a.Verb))
	}
	for _, what := range slices.Concat([]string{"undo", "redo", Erased, "arrived", "answered", "edited", "gone", "woke", "late", "forgot", SignedIn, SignedOut, TurnedAway, TookCopy, WasDenied}, outcomes) {
		all = append(all, happening(what))
	}
	return all
}

func checkHappening(value string) (string, *QueryError) {
	value = happening(strings.ToLower(value))
	if all := happenings(); !slices.Contains(all, value) {
		return "", bad(Say("the log tells of nothing called that"), oneMeant(value, all))
	}
	return value, nil
}

func checkItem(value string) (string, *QueryError) {
	n, err := strconv.ParseUint(value, 10, 64)
	if err != nil || n == 0 {
		return "", bad(Say("this is no short number"), Say("write the number that the lists show: item:128"))
	}
	return strconv.FormatUint(n, 10), nil
}

func (e *Entry) isAbout(number string) bool {
	n, err := strconv.ParseUint(number, 10, 64)
	return err == nil && (e.Number == n || slices.Contains(e.Numbers, n))
}

func sinceMoment(value string, s Scene) time.Time {
	moment, _ := readMoment(value, s.Now, zoneOf(s))
	return moment
}

// untilMoment is the first moment that until: leaves out: a day is there to its end.
func untilMoment(value string, s Scene) time.Time {
	if day, ok := readDay(value, s.Now, zoneOf(s)); ok {
		return startOfDay(day, 1)
	}
	return sinceMoment(value, s)
}

// Since is the moment from which on the filter looks; zero where it goes back to the beginning.
func (q LogQuery) Since(s Scene) (since time.Time) {
	for _, t := range q {
		if t.Field == "since" && !t.Not {
			if at := sinceMoment(t.Value, s); at.After(since) {
				since = at
			}
		}
	}
	return since
}
