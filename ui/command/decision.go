package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"vigie/inbox"
)

// readDecision reads what follows ID on the line of a verb.
func (a *app) readDecision(v inbox.Verb, words []string, flags verbFlags) (d inbox.Decision, err error) {
	d.Verb = v
	switch v {
	case inbox.VerbReply, inbox.VerbAmend, inbox.VerbNote, inbox.VerbAbout, inbox.VerbSendBack:
		if len(words) == 0 {
			return d, misuse("%s what? Write the text after ID, or - to read it from standard input", v)
		}
		d.Text, err = a.text(words)
		d.KeepOpen, d.Private = flags.keepOpen, flags.private
	case inbox.VerbReturn, inbox.VerbReport, inbox.VerbUrge:
		d.Text, err = a.text(words)
	case inbox.VerbTag:
		d.Add, d.Remove, err = readTags(words)
	case inbox.VerbEscalate, inbox.VerbMove:
		d, err = a.readEscalation(d, words, flags)
	case inbox.VerbAssign:
		d.To, err = one(v, words, "a person of the team, me or nobody")
		if d.To == "nobody" {
			d.To = ""
		}
	case inbox.VerbPriority:
		var word string
		if word, err = one(v, words, "low, normal, high or urgent"); err == nil {
			d.Priority, err = readPriority(word)
		}
	case inbox.VerbSnooze:
		d.Until, err = inbox.ParseWhen(strings.Join(words, " "), a.env.Now(), a.env.Zone)
	default:
		if len(words) > 0 {
			err = misuse("%s takes nothing after ID", v)
		}
	}
	if errors.Is(err, inbox.ErrIncomplete) {
		err = usageError{err}
	}
	return d, err
}

func (a *app) readEscalation(d inbox.Decision, words []string, flags verbFlags) (_ inbox.Decision, err error) {
	if d.To, err = one(d.Verb, words, "a department of the team file"); err != nil {
		return d, err
	}
	d.Text = inbox.Clean(flags.note)
	if flags.note == "-" {
		d.Text, err = a.text([]string{"-"})
	}
	if flags.urgency != "" && err == nil {
		d.Priority, err = readPriority(flags.urgency)
	}
	return d, err
}

func one(v inbox.Verb, words []string, what string) (string, error) {
	if len(words) != 1 {
		return "", misuse("%s takes one word after ID: %s", v, what)
	}
	return words[0], nil
}

func readPriority(word string) (inbox.Priority, error) {
	p, err := inbox.ParsePriority(word)
	if err != nil {
		return p, usageError{err}
	}
	return p, nil
}

// readTags reads +tag and -tag.
func readTags(words []string) (add, remove []string, err error) {
	for _, word := range words {
		sign, tag := word[:min(1, len(word))], word[min(1, len(word)):]
		switch sign {
		case "+":
			add = append(add, tag)
		case "-":
			remove = append(remove, tag)
		default:
			return nil, nil, misuse("%q adds or removes no tag: write +%s or -%s", inbox.CleanLine(word), inbox.CleanLine(word), inbox.CleanLine(word))
		}
		if err := inbox.CheckTag(tag); err != nil {
			return nil, nil, usageError{err}
		}
	}
	if len(words) == 0 {
		return nil, nil, misuse("which tags? +tag adds one, -tag removes one")
	}
	return add, remove, nil
}

// text is the text of some words; a single - reads it from standard input.
func (a *app) text(words []string) (inbox.Text, error) {
	if len(words) != 1 || words[0] != "-" {
		return inbox.Clean(strings.Join(words, " ")), nil
	}
	b, err := io.ReadAll(io.LimitReader(a.env.Stdin, inbox.MaxText+1))
	if err != nil {
		return inbox.Text{}, fmt.Errorf("the text can't be read from standard input: %w", err)
	}
	if len(b) > inbox.MaxText {
		return inbox.Text{}, fmt.Errorf("the text is longer than %d bytes: no platform takes that", inbox.MaxText)
	}
	a.env.Stdin = bytes.NewReader(b) // read again by the process that holds the store, where it is another one
	return inbox.Clean(strings.TrimRight(string(b), "\r\n")), nil
}
