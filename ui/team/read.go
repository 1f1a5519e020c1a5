// Package team reads and checks the team file, vigie.toml, into an inbox.Team. The file is checked as a whole: every problem is
// told with its line and what to write instead, and a file with a problem is not used at all.
package team

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"

	"vigie/connectors"
	"vigie/inbox"
)

// Read reads a team file. A file that isn't there gives fs.ErrNotExist, one with problems a *FileError.
func Read(path string, kinds connectors.Registry) (inbox.Team, error) {
	data, err := readFile(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return inbox.Team{}, missing{path}
		}
		return inbox.Team{}, fmt.Errorf("the team file can't be read: %w", err)
	}
	return Parse(filepath.Base(path), data, kinds)
}

// maxFile bounds a team file, in bytes: a file that is longer is something else.
const maxFile = 4 << 20

func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("%s is longer than %d MiB: it is something else, name the team file", path, maxFile>>20)
	}
	return data, err
}

// missing is the error of a team file that isn't there.
type missing struct{ path string }

func (m missing) Error() string {
	return fmt.Sprintf("there is no team file %s: vigie channel add and vigie person add make one, or name another with --team", m.path)
}

func (m missing) Is(target error) bool { return target == fs.ErrNotExist }

// Parse reads the text of a team file; name is how errors call it.
func Parse(name string, data []byte, kinds connectors.Registry) (inbox.Team, error) {
	tables, problem := parse(data)
	if problem != nil {
		return inbox.Team{}, &FileError{name, []Problem{*problem}}
	}
	r := reader{kinds: kinds, lines: map[string]int{}, folded: map[string]use{}}
	r.team.UndoWindow, r.team.Urgent = inbox.DefaultUndoWindow, inbox.DefaultThresholds()
	for _, t := range tables {
		r.table(t)
	}
	r.check()
	if len(r.problems) > 0 {
		sortProblems(r.problems)
		return inbox.Team{}, &FileError{name, r.problems}
	}
	return r.team, nil
}

// reader gathers the team and the problems of one file.
type reader struct {
	kinds    connectors.Registry
	team     inbox.Team
	lines    map[string]int // where each named thing was first said: "brand acme" → 3
	folded   map[string]use // the first of each name, as searches compare them
	uses     []use
	tagged   []tagged // by rules
	fixed    int      // the line that says that the list of tags is fixed
	problems []Problem
}

// use is a name that must have been said somewhere in the file.
type use struct {
	what, name string
	line       int
}

func (r *reader) problem(line int, format string, args ...any) {
	r.problems = append(r.problems, Problem{line, fmt.Sprintf(format, args...)})
}

// CheckName says why a word can't be the name of something in the team file.
func CheckName(name string) error {
	if name == "" || !plain(name) {
		return fmt.Errorf("%q can't be a name; write one word of letters, digits, dots, - or _", inbox.CleanLine(name))
	}
	return nil
}

// declare notes a named thing, which must be one plain word and said once.
func (r *reader) declare(what, name string, line int) {
	switch {
	case name == "":
		r.problem(line, "this %s has no name; write name = %q", what, "word")
		return
	default:
		if err := CheckName(name); err != nil {
			r.problem(line, "%s", err)
		}
	}
	at := what + " " + name
	if first, said := r.lines[at]; said {
		r.problem(line, "the %s %q is on line %d already; give this one another name", what, name, first)
		return
	}
	r.lines[at] = line
	r.alike(what, name, line)
}

// alike refuses a name that searches can't tell from another one: they fold case and accents.
func (r *reader) alike(what, name string, line int) {
	switch what {
	case "brand", "channel", "department", "person":
	default:
		return // nothing searches for those
	}
	at := what + " " + inbox.Fold(name)
	if first, said := r.folded[at]; said {
		r.problem(line, "the %s %q differs from %q on line %d in case or accents alone, and searches ignore these; give this one another name", what, name, first.name, first.line)
		return
	}
	r.folded[at] = use{what, name, line}
}

// refer notes that a named thing must exist; "" refers to nothing.
func (r *reader) refer(what, name string, line int) {
	if name != "" {
		r.uses = append(r.uses, use{what, name, line})
	}
}

// check looks at what only the whole file can tell.
func (r *reader) check() {
	for _, u := range r.uses {
		if _, said := r.lines[u.what+" "+u.name]; !said {
			r.problem(u.line, "%s", unknown(u.what, u.name, r.names(u.what)))
		}
	}
	r.checkTags()
	r.checkKeyboard()
	keys := map[string]string{}
	for _, d := range r.team.Departments {
		if d.Key == "" {
			continue
		}
		line := r.lines["department "+d.Name]
		if other := keys[d.Key]; other != "" {
			r.problem(line, "the departments %s and %s have the same key %q; give one another letter", other, d.Name, d.Key)
		}
		keys[d.Key] = d.Name
	}
}

func (r *reader) names(what string) []string {
	var names []string
	for at := range r.lines {
		if name, ok := strings.CutPrefix(at, what+" "); ok {
			names = append(names, name)
		}
	}
	return names
}

func plain(name string) bool {
	return !strings.HasPrefix(name, "-") && strings.IndexFunc(name, func(c rune) bool {
		return !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c > 0x7f && inbox.CheckTag(strings.ToLower(string(c))) == nil || strings.ContainsRune("-_.", c))
	}) < 0
}

// str, list, flag and span read a key as one type; a key of another type is a problem, said with how to write it.

func (r *reader) str(k key) string {
	if k.kind != unstable.String {
		r.problem(k.line, "%s is a text; write %s = \"…\"", k.name, k.name)
		return ""
	}
	return k.text
}

func (r *reader) list(k key) []string {
	if !k.listed {
		r.problem(k.line, "%s is a list of texts; write %s = [\"…\", \"…\"]", k.name, k.name)
		return nil
	}
	return k.list
}

// words are texts of a line each, none of them empty.
func (r *reader) words(k key) (words []string) {
	for _, w := range r.list(k) {
		if w = inbox.CleanLine(w).String(); w == "" {
			r.problem(k.line, "a text of %s is empty; write words, or leave it out", k.name)
			continue
		}
		words = append(words, w)
	}
	return words
}

func (r *reader) flag(k key) bool {
	if k.kind != unstable.Bool {
		r.problem(k.line, "%s is yes or no; write %s = true or %s = false", k.name, k.name, k.name)
	}
	return k.text == "true"
}

func (r *reader) span(k key) time.Duration {
	if k.kind == unstable.String {
		if d, err := ParseSpan(k.text); err == nil {
			return d
		}
	}
	r.problem(k.line, "%s is a length of time; write it like %s = \"4h\", \"90s\" or \"3d\"", k.name, k.name)
	return 0
}

// number reads a whole number that is no less than the least.
func (r *reader) number(k key, least int) int {
	n, err := strconv.Atoi(strings.ReplaceAll(k.text, "_", ""))
	if k.kind != unstable.Integer || err != nil || n < least {
		r.problem(k.line, "%s is a whole number, %d at least; write it like %s = %d", k.name, least, k.name, max(least, 10))
		return 0
	}
	return n
}

func (r *reader) date(k key) time.Time {
	if k.kind == unstable.String || k.kind == unstable.LocalDate {
		if t, err := time.Parse(time.DateOnly, k.text); err == nil {
			return t
		}
	}
	r.problem(k.line, "%s is a day; write it like %s = \"2026-11-01\"", k.name, k.name)
	return time.Time{}
}

// ParseSpan reads a length of time: what time.ParseDuration reads, and days and weeks (3d, 2w). It is not negative.
func ParseSpan(s string) (time.Duration, error) {
	unit := map[byte]time.Duration{'d': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if n := len(s) - 1; n > 0 && unit[s[n]] != 0 {
		if count, err := strconv.ParseUint(s[:n], 10, 16); err == nil && count < 100_000/7 {
			return time.Duration(count) * unit[s[n]], nil
		}
	}
	d, err := time.ParseDuration(s)
	if err == nil && d < 0 {
		err = fmt.Errorf("%q is negative", s)
	}
	return d, err
}
