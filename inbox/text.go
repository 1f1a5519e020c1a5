package inbox

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// CleanVersion names the rules of Clean. It rises with any change to what they give, so that texts cleaned by older rules
// can be told apart.
const CleanVersion = 2

// Bounds of a cleaned text, in bytes of UTF-8.
const (
	MaxText = 64 << 10
	MaxLine = 1 << 10
)

const (
	// readFactor bounds what is read of a text, as a multiple of what may be kept of it: megabytes of characters that
	// are all removed cost no more than any other text.
	readFactor = 4
	ellipsis   = "…"
)

// Text is what somebody else wrote, made safe to print in a terminal: valid UTF-8 of bounded length without control
// sequences, reordering or hidden characters. Only cleaning makes one. The zero Text is empty.
type Text struct{ s string }

// Clean makes a text of many lines safe: a post, a reply, a note. It keeps what people read and removes what acts on the
// terminal or hides in it, and it never normalises. Cleaning twice changes nothing more.
func Clean(s string) Text { return Text{clean(s, MaxText, false)} }

// CleanLine makes a text of one line safe: a name, a link, a title, a platform's error, a query. Beyond what Clean does
// it folds each run of white space to one space, and trims. Clean leaves a cleaned line as it is.
func CleanLine(s string) Text { return Text{clean(s, MaxLine, true)} }

// String is the text, safe to print.
func (t Text) String() string { return t.s }

// Empty tells whether there is no text at all.
func (t Text) Empty() bool { return t.s == "" }

// Line is the text on one line, for a row of a table: each newline becomes a space.
func (t Text) Line() string { return strings.ReplaceAll(t.s, "\n", " ") }

// MarshalText gives the text itself.
func (t Text) MarshalText() ([]byte, error) { return []byte(t.s), nil }

// UnmarshalText cleans what it reads, since a file may have been written by anyone.
func (t *Text) UnmarshalText(b []byte) error {
	*t = Clean(string(b))
	return nil
}

// MarshalJSON gives a JSON string.
func (t Text) MarshalJSON() ([]byte, error) { return json.Marshal(t.s) }

// UnmarshalJSON cleans the JSON string that it reads. Null is the empty text.
func (t *Text) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	*t = Clean(s)
	return nil
}

// clean applies the rules to s and bounds the result to limit bytes. It returns s itself, without a copy, where there is
// nothing to change: a store cleans whatever it decodes, and nearly all of it is clean.
func clean(s string, limit int, oneLine bool) string {
	in, whole := head(s, readFactor*limit)
	c := cleaner{oneLine: oneLine}
	var out []byte // the cleaned form of in[:copied]
	i, copied := 0, 0
	for i < len(in) && len(out)+i-copied <= limit {
		if n := plain(in[i:min(len(in), i+limit+1)], oneLine); n > 0 {
			i += n
			r, size := utf8.DecodeLastRuneInString(in[:i])
			if size < n {
				c.joins = 0 // a joiner before the run joins its first character, not its last
			}
			c.start(r)
			continue
		}
		r, size := utf8.DecodeRuneInString(in[i:])
		to := c.clean(r, in[i+size:])
		if to != r || r == utf8.RuneError && size == 1 {
			if out == nil {
				out = make([]byte, 0, min(len(in), limit+utf8.UTFMax))
			}
			out = append(out, in[copied:i]...)
			if to != removed {
				out = utf8.AppendRune(out, to)
			}
			copied = i + size
		}
		i += size
	}
	whole = whole && i == len(in)
	kept := in[:i]
	if copied > 0 {
		kept = string(append(out, in[copied:i]...))
	}
	if oneLine {
		kept = strings.TrimRightFunc(kept, unicode.IsSpace)
	}
	if whole && len(kept) <= limit {
		return kept
	}
	return truncate(kept, limit)
}

// head is the start of s, of at most n bytes, that ends with a whole character; and whether that is all of s.
func head(s string, n int) (string, bool) {
	if len(s) <= n {
		return s, true
	}
	for back := 0; back < utf8.UTFMax; back++ {
		if utf8.RuneStart(s[n-back]) {
			return s[:n-back], false
		}
	}
	return s[:n], false // not UTF-8: no character to split
}

// truncate cuts a cleaned text between two grapheme clusters so that it and an ellipsis fit in limit bytes. A single
// cluster that is longer than that is cut between two characters.
func truncate(s string, limit int) string {
	room := limit - len(ellipsis)
	end := 0
	for g := graphemes.FromString(s); g.Next() && g.End() <= room; {
		end = g.End()
	}
	if end == 0 {
		start, _ := head(s, room)
		end = len(start)
	}
	// A joiner ends its cluster; without the letter after it the rules would remove it.
	return strings.TrimRight(s[:end], " \u200c\u200d") + ellipsis
}
