package wordpress

import (
	"strings"

	"vigie/connectors/emulator"
)

// rendered is a comment's content as a theme shows it: what core's make_clickable, wptexturize and wpautop do to
// comments in all common cases.
func rendered(content string) string {
	var b strings.Builder
	for _, paragraph := range blankLines().Split(strings.TrimSpace(strings.ReplaceAll(content, "\r\n", "\n")), -1) {
		if paragraph == "" {
			continue
		}
		b.WriteString("<p>")
		inLink := false
		for rest := paragraph; rest != ""; {
			tag := tags().FindStringIndex(rest)
			if tag == nil {
				tag = []int{len(rest), len(rest)}
			}
			b.WriteString(dress(rest[:tag[0]], inLink))
			name := strings.ToLower(rest[tag[0]:tag[1]])
			inLink = strings.HasPrefix(name, "<a ") || inLink && name != "</a>"
			b.WriteString(rest[tag[0]:tag[1]])
			rest = rest[tag[1]:]
		}
		b.WriteString("</p>\n")
	}
	return b.String()
}

var (
	blankLines = emulator.Pattern(`\n[ \t]*\n\s*`)
	tags       = emulator.Pattern(`</?[a-zA-Z][^<>]*>`)
	bareURL    = emulator.Pattern(`https?://[^\s<>"']+[^\s<>"'.,;:!?)]`)
	ampersand  = emulator.Pattern(`&(#?[a-zA-Z0-9]+;)?`)
)

// dress is a text between tags, with its addresses made links unless it stands within a link.
func dress(text string, inLink bool) string {
	if inLink {
		return typography(text)
	}
	var b strings.Builder
	for text != "" {
		at := bareURL().FindStringIndex(text)
		if at == nil {
			at = []int{len(text), len(text)}
		}
		b.WriteString(typography(text[:at[0]]))
		if at[0] < at[1] {
			address := escapeAmpersands(strings.ReplaceAll(text[at[0]:at[1]], "&amp;", "&"), "&#038;")
			b.WriteString(`<a href="` + address + `" rel="nofollow ugc">` + address + `</a>`)
		}
		text = text[at[1]:]
	}
	return b.String()
}

var marks = strings.NewReplacer("...", "&#8230;", "---", "&#8212;", " -- ", " &#8212; ", "--", "&#8211;", " - ", " &#8211; ",
	"<", "&lt;", "\n", "<br />\n")

// escapeStray escapes & and < where they begin no entity and no tag.
func escapeStray(content string) string {
	var b strings.Builder
	for content != "" {
		tag := tags().FindStringIndex(content)
		if tag == nil {
			tag = []int{len(content), len(content)}
		}
		b.WriteString(strings.ReplaceAll(escapeAmpersands(content[:tag[0]], "&amp;"), "<", "&lt;"))
		b.WriteString(content[tag[0]:tag[1]])
		content = content[tag[1]:]
	}
	return b.String()
}

// escapeAmpersands replaces those that begin no entity.
func escapeAmpersands(text, with string) string {
	return ampersand().ReplaceAllStringFunc(text, func(s string) string {
		if s == "&" {
			return with
		}
		return s
	})
}

var (
	opening = emulator.Pattern(`(^|[\s(\[{])"`)
	openOne = emulator.Pattern(`(^|[\s(\[{])'`)
	times   = emulator.Pattern(`\b(\d+)x(\d+)\b`)
)

// typography makes a writer's quotes, dashes and dots a printer's.
func typography(text string) string {
	text = escapeAmpersands(text, "&#038;")
	text = opening().ReplaceAllString(text, "$1&#8220;")
	text = openOne().ReplaceAllString(text, "$1&#8216;")
	text = strings.NewReplacer(`"`, "&#8221;", "'", "&#8217;").Replace(text)
	text = times().ReplaceAllString(text, "$1&#215;$2")
	return marks.Replace(text)
}
