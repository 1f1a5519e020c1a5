package inbox

import (
	"strings"
	"unicode/utf8"
)

// Original is what to keep as Post.Original of a text as it came: the text where cleaning changes more than its line ends, at
// most MaxText bytes of it, and "" where there is nothing to keep.
func Original(raw string) string {
	if len(raw) <= MaxText && Clean(raw).String() == strings.ReplaceAll(raw, "\r\n", "\n") {
		return ""
	}
	if len(raw) <= MaxText {
		return raw
	}
	cut := MaxText
	for cut > 0 && !utf8.RuneStart(raw[cut]) {
		cut--
	}
	return strings.Clone(raw[:cut]) // the rest, which may be megabytes, is let go of
}
