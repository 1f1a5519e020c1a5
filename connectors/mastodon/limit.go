package mastodon

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"vigie/inbox"
)

// usualPerURL is what a link counts for where the server doesn't say.
const usualPerURL = 23

// What Mastodon counts otherwise than it is typed (StatusLengthValidator, ExtractorHelper). Patterns are made at their first
// use: a program that starts needs none.
var (
	link    = pattern(`https?://[^\s<>"]*[^\s<>".,;:!?)'\]]`)
	distant = pattern(`(^|[^\w/])@(\w+(?:[\w.-]*\w)?)@[\w.-]*\w`)
)

func pattern(s string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(s) })
}

// Limit counts as the server does. The content warning, which a reply takes over from what it answers, counts too. Before the
// server told its limit none is known.
func (m member) Limit(on inbox.Post, text string) (length, most int) {
	s := m.known()
	return s.length(on.Extra[extraSpoiler], text), s.most
}

// length counts grapheme clusters; in the text a link is so many whatever its length, a mention has no host. Other software counts
// less kindly (GoToSocial each code point): there nothing is discounted, so that what we find short enough is.
func (s server) length(warning, text string) int {
	if !s.mastodon {
		return utf8.RuneCountInString(warning + text)
	}
	text = link().ReplaceAllLiteralString(text, strings.Repeat("x", cmp.Or(s.perURL, usualPerURL)))
	n := 0
	for g := graphemes.FromString(warning + withoutHosts(text)); g.Next(); {
		n++
	}
	return n
}

// withoutHosts writes the mentions in a text as Mastodon shows them: "@user" for "@user@host".
func withoutHosts(text string) string { return distant().ReplaceAllString(text, "$1@$2") }
