package mastodon

import (
	"fmt"
	"html"
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"

	"vigie/connectors/emulator"
)

// entity finds links, mentions and hashtags in what people type. The first group is what must stand before.
var entity = emulator.Pattern(`(^|[^\w/@#&])(?:(https?://[^\s<>"]+[^\s<>".,;:!?)])|@(\w+(?:[\w.-]*\w)?)(?:@([\w.-]*\w))?|#([\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*))`)

// prose is a text as Mastodon understands it.
type prose struct {
	html     string
	mentions []*account
	tags     []string // lower case
}

// parse makes prose of a text that somebody typed. Mentions of accounts that nobody knows stay plain text.
func (s *Server) parse(text string) prose {
	var p prose
	var paragraphs []string
	for paragraph := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(paragraph) != "" {
			paragraphs = append(paragraphs, "<p>"+s.inline(paragraph, &p)+"</p>")
		}
	}
	p.html = strings.Join(paragraphs, "")
	return p
}

// inline renders one paragraph and notes in p whom and what it names.
func (s *Server) inline(text string, p *prose) string {
	var out strings.Builder
	plain := func(t string) { out.WriteString(strings.ReplaceAll(html.EscapeString(t), "\n", "<br />")) }
	group := func(m []int, n int) string {
		if m[2*n] < 0 {
			return ""
		}
		return text[m[2*n]:m[2*n+1]]
	}
	at := 0
	for _, m := range entity().FindAllStringSubmatchIndex(text, -1) {
		plain(text[at:m[3]])
		at = m[1]
		whole := text[m[3]:m[1]]
		switch link, name, tag := group(m, 2), group(m, 3), group(m, 5); {
		case link != "":
			out.WriteString(linkHTML(link))
		case tag != "":
			p.tags = append(p.tags, strings.ToLower(tag))
			fmt.Fprintf(&out, `<a href="https://%s/tags/%s" class="mention hashtag" rel="tag">#<span>%s</span></a>`, s.opts.Domain, tag, tag)
		default:
			a := s.byAcct(strings.TrimPrefix(whole, "@"))
			if a == nil {
				plain(whole)
				continue
			}
			p.mentions = append(p.mentions, a)
			fmt.Fprintf(&out, `<span class="h-card" translate="no"><a href="%s" class="u-url mention">@<span>%s</span></a></span>`,
				html.EscapeString(a.url), html.EscapeString(name))
		}
	}
	plain(text[at:])
	return out.String()
}

// linkHTML shows 30 characters of a link and hides the rest in spans, as TextFormatter does.
func linkHTML(link string) string {
	prefix := "https://"
	if strings.HasPrefix(link, "http://") {
		prefix = "http://"
	}
	if strings.HasPrefix(link, prefix+"www.") {
		prefix += "www."
	}
	shown, hidden, class := []rune(link[len(prefix):]), "", ""
	if len(shown) > 30 {
		shown, hidden, class = shown[:30], string(shown[30:]), "ellipsis"
	}
	return fmt.Sprintf(`<a href="%s" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">%s</span><span class="%s">%s</span><span class="invisible">%s</span></a>`,
		html.EscapeString(link), prefix, class, html.EscapeString(string(shown)), html.EscapeString(hidden))
}

// reservedPerURL is characters_reserved_per_url: what any link counts for.
const reservedPerURL = 23

// length counts a text as StatusLengthValidator does: grapheme clusters, a link as 23, a mention without its domain.
func length(text string) int {
	counted := entity().ReplaceAllStringFunc(text, func(found string) string {
		m := entity().FindStringSubmatch(found)
		switch {
		case m[2] != "":
			return m[1] + strings.Repeat("x", reservedPerURL)
		case m[4] != "":
			return m[1] + "@" + m[3]
		}
		return found
	})
	n := 0
	for clusters := graphemes.FromString(counted); clusters.Next(); {
		n++
	}
	return n
}
