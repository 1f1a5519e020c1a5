package command

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// This file is what a command may say about the item as the person saw it, so that it isn't decided about another one.

// versionOfItem is an item as --seen takes it: its version, and after a slash the newest post of its thread that others wrote.
func versionOfItem(t desk.Target) string {
	if t.Newest == 0 {
		return strconv.FormatUint(t.Version, 10)
	}
	return fmt.Sprintf("%d/%d", t.Version, t.Newest)
}

// targets are the items of a command as they were seen: seen names a version for each, or none at all.
func targets(numbers []uint64, seen string) ([]desk.Target, error) {
	all := make([]desk.Target, len(numbers))
	for i, n := range numbers {
		all[i].Number = n
	}
	if seen == "" {
		return all, nil
	}
	words := strings.Split(seen, ",")
	if len(words) != len(numbers) {
		return nil, misuse("--seen names %s for %s: one each, with commas between them", plural(len(words), "version"), plural(len(numbers), "item"))
	}
	for i, word := range words {
		version, newest, thread := strings.Cut(word, "/")
		var bad [2]error
		all[i].Version, bad[0] = strconv.ParseUint(version, 10, 64)
		if thread {
			all[i].Newest, bad[1] = strconv.ParseUint(newest, 10, 64)
		}
		if errors.Join(bad[:]...) != nil || all[i].Version == 0 {
			return nil, misuse("%q is no version: write it as show prints it, like 3 or 3/128", inbox.CleanLine(word))
		}
	}
	return all, nil
}

// misplaced refuses a text that begins like a flag: what was meant for this command would be published.
func misplaced(v inbox.Verb, words []string) error {
	if v != inbox.VerbReply || len(words) == 0 || !strings.HasPrefix(words[0], "--") {
		return nil
	}
	switch name, _, _ := strings.Cut(words[0][2:], "="); name {
	case "seen", "take-over", "keep-open", "queue", "data", "team", "as":
		return misuse("--%s comes before ID: after it everything is the text", name)
	}
	return nil
}

// onward adds to a refusal how to go on knowingly.
func onward(err error) error {
	if changed, ok := errors.AsType[*desk.ChangedError](err); ok {
		return fmt.Errorf("%w; look at it again, or go on with --seen %s", err, versionOfItem(changed.Now))
	}
	if errors.Is(err, desk.ErrAnswering) {
		return fmt.Errorf("%w; --take-over sends it all the same, and they are told", err)
	}
	return err
}
