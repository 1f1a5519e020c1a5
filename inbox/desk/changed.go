package desk

import (
	"fmt"
	"slices"
	"strings"

	"vigie/inbox"
)

// This file is what stops a decision about something that moved since the person saw it.

// ChangedError says what happened to an item, or in its thread, since a person saw it. It matches inbox.ErrChanged.
type ChangedError struct {
	Number uint64
	Now    Target        // to go on with, knowingly
	Since  []inbox.Entry // what moved it, oldest first
	New    []inbox.Item  // what others wrote in its thread, oldest first
}

func (e *ChangedError) Error() string { return spoken(e) }
func (e *ChangedError) Unwrap() error { return inbox.ErrChanged }

// spoken is what a Speaker says in English.
func spoken(s inbox.Speaker) string {
	p, args := s.Phrase()
	return fmt.Sprintf(string(p), args...)
}

// Phrase tells it in words.
func (e *ChangedError) Phrase() (inbox.Phrase, []any) {
	var words []string
	for _, c := range e.Since {
		words = append(words, changeWords(c))
	}
	for _, it := range e.New {
		words = append(words, fmt.Sprintf("%s wrote item %d: %s", it.Author.Handle.Line(), it.Number, opening(it.Text)))
	}
	if len(words) == 0 {
		words = []string{"look at it again"}
	}
	return "item %d changed since it was seen: %s", []any{e.Number, strings.Join(words, "; ")}
}

// opening is the beginning of a text, on one line.
func opening(t inbox.Text) string {
	const most = 60
	if r := []rune(t.Line()); len(r) > most {
		return "“" + string(r[:most-1]) + "…”"
	}
	return "“" + t.Line() + "”"
}

func changeWords(e inbox.Entry) string {
	who := e.By
	if e.Rule != "" {
		who = "rule " + e.Rule
	}
	words := e.What
	if who != "" {
		words = who + ": " + words
	}
	if len(e.Patch) > 0 {
		words += " (" + e.Patch.String() + ")"
	}
	return words
}

// Seen is the item as whoever reads this thread sees it.
func (t Thread) Seen() Target {
	return Target{Number: t.Row.Number, Version: t.Row.Version, Newest: newest(t.Items)}
}

// newest is the greatest number among the posts of others.
func newest(items []inbox.Item) (n uint64) {
	for _, it := range items {
		if !it.Ours {
			n = max(n, it.Number)
		}
	}
	return n
}

// unchanged checks that an item stands as it was seen, as far as the decision minds: a reply also minds what others wrote in
// the thread.
func (s *Seat) unchanged(t Target, row inbox.Row, v inbox.Verb) error {
	a, _ := inbox.ActionOf(v)
	moved := a.Exact && t.Version != 0 && t.Version != row.Version
	if !moved && (t.Newest == 0 || v != inbox.VerbReply) {
		return nil
	}
	e := &ChangedError{Number: t.Number, Now: Target{t.Number, row.Version, t.Newest}}
	if t.Newest != 0 {
		items, err := s.desk.store.Thread(t.Number)
		if err != nil {
			return inbox.Errorf("the thread of item %d: %w", t.Number, err)
		}
		items = s.exchange(items)
		e.New = slices.DeleteFunc(slices.Clone(items), func(it inbox.Item) bool { return it.Ours || it.Number <= t.Newest })
		e.Now.Newest = max(newest(items), t.Newest)
	}
	if !moved && len(e.New) == 0 {
		return nil
	}
	if moved && t.Version < row.Version {
		var err error
		if e.Since, err = s.movedSince(t.Number, row.Version-t.Version); err != nil {
			return err
		}
	}
	return e
}

// movedSince are the entries of the log that raised an item's version the last so many times, oldest first; of very many, the
// latest.
func (s *Seat) movedSince(number, times uint64) ([]inbox.Entry, error) {
	const most = 5
	log, err := s.history(number, 0)
	if err != nil {
		return nil, err
	}
	log = slices.DeleteFunc(log, func(e inbox.Entry) bool { return len(e.Patch) == 0 && e.What != "edited" })
	log = log[:min(uint64(len(log)), times, most)]
	slices.Reverse(log)
	return log, nil
}
