package inbox

import "strings"

// Original is what to keep as Post.Original of a text as it came: the text where cleaning changes more than its line ends, at
// most MaxText bytes of it, and "" where there is nothing to keep.
func Original(raw string) string {
	kept, whole := head(raw, MaxText)
	switch {
	case !whole:
		return strings.Clone(kept) // the rest, which may be megabytes, is let go of
	case Clean(raw).String() == strings.ReplaceAll(raw, "\r\n", "\n"):
		return ""
	}
	return raw
}
