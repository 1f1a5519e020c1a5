package team

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"vigie/connectors"
)

// PublicKey reads a line as authorized_keys has it. Options are refused: whoever wrote one relies on what we wouldn't do.
func PublicKey(line string) (ssh.PublicKey, error) {
	key, _, options, rest, err := ssh.ParseAuthorizedKey([]byte(line))
	switch {
	case err != nil:
		return nil, errors.New("this is no public key: write the one line of a .pub file, which begins like ssh-ed25519 AAAA…")
	case len(options) > 0 || len(rest) > 0:
		return nil, errors.New("a public key is one line without options: it begins like ssh-ed25519 AAAA…")
	}
	return key, nil
}

// WithoutPerson is the text of a team file without one of its people; nothing else of it changes. Where rules would no longer
// fit, that is a *FileError.
func WithoutPerson(path, person string, kinds connectors.Registry) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the team file can't be read: %w", err)
	}
	name := filepath.Base(path)
	if _, err := Parse(name, data, kinds); err != nil {
		return nil, err
	}
	first, next := tableLines(data, "person", person)
	if first == 0 {
		return nil, fmt.Errorf("%s has no person %q", name, person)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	last := min(next-1, len(lines))
	for last > first && apart(lines[last-1]) { // comments and blank lines before the next table are that one's
		last--
	}
	after := append(bytes.Join(lines[:first-1], nil), bytes.Join(lines[last:], nil)...)
	_, err = Parse(name, after, kinds)
	return after, err
}

// apart reports whether a line says nothing: it is blank, or a comment.
func apart(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) == 0 || line[0] == '#'
}

// tableLines are the line where the table of a named thing begins and that of the table after it; 0 where there is none.
func tableLines(data []byte, of, name string) (first, next int) {
	tables, _ := parse(data)
	for i, t := range tables {
		if t.name != of {
			continue
		}
		for _, k := range t.keys {
			if k.name != "name" || k.text != name {
				continue
			}
			if i+1 < len(tables) {
				return t.line, tables[i+1].line
			}
			return t.line, bytes.Count(data, []byte("\n")) + 2
		}
	}
	return 0, 0
}
