package inbox

import "strings"

// This file stands in until text.go lands with the real cleaning: whoever lands text.go deletes this one.

// Text is text that is safe to show.
type Text struct{ s string }

// Clean makes hostile text safe.
func Clean(s string) Text { return Text{s} }

// CleanLine makes hostile text safe and one line.
func CleanLine(s string) Text { return Text{strings.Join(strings.Fields(s), " ")} }

func (t Text) String() string { return t.s }

// Empty reports whether there is none.
func (t Text) Empty() bool { return t.s == "" }
