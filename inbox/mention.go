package inbox

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Mentioned is a colleague whom notes of an item name.
type Mentioned struct {
	Person string
	Notes  int  // how many of its notes name them
	Unread bool // they have neither opened the item since the newest of these, nor written on it
}

// Internal reports whether the text of a decision stays in the inbox, so that colleagues can be named in it.
func (v Verb) Internal() bool {
	switch v {
	case VerbNote, VerbAbout, VerbEscalate, VerbMove, VerbUrge, VerbReturn, VerbSendBack:
		return true
	}
	return false
}

// Mentions are those of some people whom a text names, as @lea; each once, in the order of people. Case and accents don't
// matter. A longer name goes before a shorter one that it begins with, and what goes on (@lea@social.example,
// @lea.martin) or stands in an address (jean@lea) names nobody.
func Mentions(t Text, people []string) (named []string) {
	folded := Fold(t.String())
	longest := slices.Clone(people)
	slices.SortStableFunc(longest, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	for from := 0; ; {
		i := strings.IndexByte(folded[from:], '@')
		if i < 0 {
			break
		}
		from += i + 1
		if before, _ := utf8.DecodeLastRuneInString(folded[:from-1]); from > 1 && (ofName(before) || strings.ContainsRune("@/.-+", before)) {
			continue
		}
		for _, p := range longest {
			if rest, ok := strings.CutPrefix(folded[from:], Fold(p)); ok && p != "" && endsName(rest) {
				named = append(named, p)
				break
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(people), func(p string) bool { return !slices.Contains(named, p) })
}

// MentionBegun is how much of a name stands between an @ and the caret (in bytes), which may become a mention; ok is false
// where the caret stands in none.
func MentionBegun(s string, caret int) (begun string, ok bool) {
	before := s[:min(max(caret, 0), len(s))]
	i := strings.LastIndexByte(before, '@')
	if i < 0 || strings.ContainsFunc(before[i+1:], unicode.IsSpace) {
		return "", false
	}
	if r, _ := utf8.DecodeLastRuneInString(before[:i]); i > 0 && (ofName(r) || strings.ContainsRune("@/.-+", r)) {
		return "", false
	}
	return before[i+1:], true
}

// ofName reports whether a character goes on a name that it follows.
func ofName(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '_'
}

// endsName reports whether a name ends before the rest of a text. A full stop or a hyphen ends it where no word goes on.
func endsName(rest string) bool {
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case rest == "":
		return true
	case r == '.' || r == '-':
		next, _ := utf8.DecodeRuneInString(rest[size:])
		return len(rest) == size || !ofName(next)
	}
	return !ofName(r) && r != '@'
}

// Named is the flags of an item on which somebody wrote a text that names colleagues. It counts as read by who wrote it, who
// has answered by that what was asked of them.
func (f Flags) Named(people []string, by string) Flags {
	list := slices.Clone(f.Mentions)
	for _, p := range people {
		i, found := slices.BinarySearchFunc(list, p, func(m Mentioned, p string) int { return cmp.Compare(m.Person, p) })
		if !found {
			list = slices.Insert(list, i, Mentioned{Person: p})
		}
		list[i].Notes++
		list[i].Unread = true
	}
	f.Mentions = list
	return f.ReadBy(by)
}

// Unnamed is the flags without a text that named colleagues: it was taken back.
func (f Flags) Unnamed(people []string) Flags {
	list := slices.Clone(f.Mentions)
	for i := range list {
		if slices.Contains(people, list[i].Person) {
			list[i].Notes--
		}
	}
	f.Mentions = slices.DeleteFunc(list, func(m Mentioned) bool { return m.Notes <= 0 })
	if len(f.Mentions) == 0 {
		f.Mentions = nil
	}
	return f
}

// ReadBy is the flags of an item that somebody has opened.
func (f Flags) ReadBy(person string) Flags {
	if f.Names(person) {
		f.Mentions = slices.Clone(f.Mentions)
		for i := range f.Mentions {
			f.Mentions[i].Unread = f.Mentions[i].Unread && f.Mentions[i].Person != person
		}
	}
	return f
}

// Names reports whether a note names somebody who hasn't read it.
func (f Flags) Names(person string) bool {
	return slices.ContainsFunc(f.Mentions, func(m Mentioned) bool { return m.Unread && m.Person == person })
}
