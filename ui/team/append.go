package team

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"vigie/connectors"
	"vigie/inbox"
)

// Append adds a table to the end of a team file, making the file if need be, and touches nothing of what is there. The result
// is checked before it replaces the file: a table that would make a problem is refused and the file stays as it was.
func Append(path, table string, kinds connectors.Registry) (inbox.Team, error) {
	before, err := readFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return inbox.Team{}, fmt.Errorf("the team file can't be read: %w", err)
	}
	after := bytes.Clone(before)
	if len(after) > 0 {
		if after[len(after)-1] != '\n' {
			after = append(after, '\n')
		}
		after = append(after, '\n')
	}
	after = append(after, table...)
	team, err := Parse(filepath.Base(path), after, kinds)
	if err != nil {
		return inbox.Team{}, err
	}
	return team, Replace(path, after)
}

// Replace writes a file whole or not at all, with the permissions that it has; a new one is its owner's alone.
func Replace(path string, data []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // a linked file is replaced where it lies
	}
	mode := fs.FileMode(0o600)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the folder of %s can't be made: %w", path, err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".vigie-*")
	if err != nil {
		return fmt.Errorf("%s can't be written: %w", path, err)
	}
	defer os.Remove(tmp.Name()) // gone already where all went well
	_, err = tmp.Write(data)
	err = errors.Join(err, tmp.Chmod(mode), tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("%s can't be written: %w", path, err)
	}
	return nil
}

// WriteSecret writes a secret to a file of its own beside the team file, for its owner alone, and gives the reference to
// write in the team file. A file that is there already is not touched: it is an error.
func WriteSecret(dir, name, secret string) (reference string, err error) {
	folder := filepath.Join(dir, "secrets")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("the folder of secrets can't be made: %w", err)
	}
	path := filepath.Join(folder, name)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", fmt.Errorf("the secret can't be written: %w", err)
	}
	_, err = f.WriteString(secret + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return "", fmt.Errorf("the secret can't be written: %w", err)
	}
	return "file:secrets/" + name, nil
}

// Key is a key of a table to be written.
type Key struct {
	Name   string
	Value  string
	Values []string // a list instead of Value, where not nil
}

// Table writes a table as the team file has it.
func Table(name string, keys []Key) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[[%s]]\n", name)
	for _, k := range keys {
		if k.Values == nil {
			fmt.Fprintf(&b, "%s = %s\n", k.Name, quote(k.Value))
			continue
		}
		quoted := make([]string, len(k.Values))
		for i, v := range k.Values {
			quoted[i] = quote(v)
		}
		fmt.Fprintf(&b, "%s = [%s]\n", k.Name, strings.Join(quoted, ", "))
	}
	return b.String()
}

// quote writes a basic string of TOML.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteRune(c)
		case c < ' ' || c == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, c)
		default:
			b.WriteRune(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
