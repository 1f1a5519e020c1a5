package inbox

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// maxHTML bounds what is read of an HTML text, in bytes.
	maxHTML = 1 << 20
	// maxQuotes is how many levels of quotation are shown.
	maxQuotes = 8
)

// FromHTML reads the HTML of a post (Mastodon, WordPress, Discourse, feeds) as text and cleans it: blocks become lines,
// items of lists start with "- ", quoted lines with "> ", a link whose text is not its address is followed by the
// address, a picture is its description in brackets. Entities are unescaped once. At most 1 MiB is read.
func FromHTML(s string) Text {
	in, whole := head(s, maxHTML)
	w := htmlWriter{}
	z := html.NewTokenizer(strings.NewReader(in))
	for len(w.out) <= readFactor*MaxText && z.Next() != html.ErrorToken {
		w.token(z)
	}
	w.closeLink()
	if !whole {
		w.word(ellipsis)
	}
	return Clean(string(w.out))
}

// htmlWriter writes readable text from the tokens of an HTML text. White space is pending until a word follows it.
type htmlWriter struct {
	out    []byte
	space  bool // a space is due before the next word
	breaks int  // newlines are due before it, at most two
	bullet bool // it starts an item of a list

	dropped int // elements open whose content isn't shown
	pre     int // elements open whose white space is kept
	lists   int // lists open
	quotes  int // quotations open
	written int // quotations that were open at the last word

	link link
}

// link is the anchor that is open.
type link struct {
	href    string // "" outside of an anchor, and where it leads nowhere outside of its page
	mention bool   // says to be a mention or a hashtag
	start   int    // of its text in out; -1 before the first word
}

// token writes the token at which z stands.
func (w *htmlWriter) token(z *html.Tokenizer) {
	switch t := z.Token(); t.Type {
	case html.TextToken:
		if w.dropped == 0 {
			w.text(t.Data)
		}
	case html.StartTagToken, html.SelfClosingTagToken:
		if isDropped(t.DataAtom) {
			w.dropped++
		} else if w.dropped == 0 {
			w.open(t)
		}
	case html.EndTagToken:
		if isDropped(t.DataAtom) {
			w.dropped = max(0, w.dropped-1)
		} else if w.dropped == 0 {
			w.close(t.DataAtom)
		}
	}
}

// isDropped tells whether an element holds what nobody reads: code, or a copy for other readers.
func isDropped(a atom.Atom) bool {
	switch a {
	case atom.Script, atom.Style, atom.Template, atom.Title, atom.Iframe, atom.Noscript, atom.Noembed, atom.Noframes:
		return true
	}
	return false
}

func (w *htmlWriter) open(t html.Token) {
	w.block(t.DataAtom)
	switch t.DataAtom {
	case atom.Br:
		w.lineBreak()
	case atom.Li:
		w.bullet = true
	case atom.Ul, atom.Ol:
		w.lists++
	case atom.Pre:
		w.pre++
	case atom.Blockquote:
		w.quotes++
	case atom.A:
		w.closeLink()
		w.link = link{href: address(attribute(t, "href")), start: -1}
		for class := range strings.FieldsSeq(attribute(t, "class")) {
			w.link.mention = w.link.mention || class == "mention" || class == "hashtag"
		}
	case atom.Img:
		w.picture(t)
	}
}

func (w *htmlWriter) close(a atom.Atom) {
	switch a {
	case atom.Li:
		w.bullet = false
	case atom.Ul, atom.Ol:
		w.lists = max(0, w.lists-1)
	case atom.Pre:
		w.pre = max(0, w.pre-1)
	case atom.Blockquote:
		w.quotes = max(0, w.quotes-1)
	case atom.A:
		w.closeLink()
	}
	w.block(a)
}

// block makes the breaks that are due where an element starts or ends. The first block of a list's item starts on the
// line of the item.
func (w *htmlWriter) block(a atom.Atom) {
	if w.bullet && a != atom.Li {
		return
	}
	switch a {
	case atom.P, atom.Blockquote, atom.Pre, atom.Table, atom.Dl,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.breaks = 2
	case atom.Ul, atom.Ol:
		w.breaks = max(w.breaks, 2-min(w.lists, 1)) // a list in a list stays close to its item
	case atom.Div, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Hr, atom.Section, atom.Article, atom.Header, atom.Footer,
		atom.Aside, atom.Main, atom.Nav, atom.Figure, atom.Figcaption, atom.Caption, atom.Address, atom.Center,
		atom.Details, atom.Summary, atom.Form, atom.Fieldset, atom.Option:
		w.breaks = max(w.breaks, 1)
	case atom.Td, atom.Th:
		w.space = true
	}
}

func (w *htmlWriter) lineBreak() { w.breaks = min(w.breaks+1, 2) }

// text writes the words of s, or its lines where white space is kept.
func (w *htmlWriter) text(s string) {
	if w.pre > 0 {
		for i, line := range strings.Split(s, "\n") {
			if i > 0 {
				w.lineBreak()
			}
			if line = strings.TrimRight(line, "\r"); line != "" {
				w.word(line)
			}
		}
		return
	}
	for s != "" {
		n := strings.IndexFunc(s, isHTMLSpace)
		if n < 0 {
			n = len(s)
		}
		if n > 0 {
			w.word(s[:n])
		}
		rest := strings.TrimLeftFunc(s[n:], isHTMLSpace)
		w.space = w.space || len(rest) < len(s[n:])
		s = rest
	}
}

// isHTMLSpace tells what HTML folds: no-break spaces stay.
func isHTMLSpace(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f'
}

// word writes s after the white space that is due.
func (w *htmlWriter) word(s string) {
	switch {
	case len(w.out) == 0 || w.breaks > 0:
		w.newLine()
	case w.space:
		w.out = append(w.out, ' ')
	}
	w.space, w.breaks, w.bullet, w.written = false, 0, false, w.quotes
	if w.link.start < 0 {
		w.link.start = len(w.out)
	}
	w.out = append(w.out, s...)
}

func (w *htmlWriter) newLine() {
	if len(w.out) > 0 {
		for ; w.breaks > 1; w.breaks-- {
			w.out = append(w.out, '\n')
			w.out = append(w.out, strings.TrimSpace(quotePrefix(min(w.quotes, w.written)))...)
		}
		w.out = append(w.out, '\n')
	}
	w.out = append(w.out, quotePrefix(w.quotes)...)
	if w.bullet {
		w.out = append(w.out, "- "...)
	}
}

func quotePrefix(depth int) string { return strings.Repeat("> ", min(depth, maxQuotes)) }

// picture writes the description of an image. The images of a platform's emoji carry the emoji itself.
func (w *htmlWriter) picture(t html.Token) {
	alt := CleanLine(attribute(t, "alt")).String()
	if alt == "" {
		return
	}
	for class := range strings.FieldsSeq(attribute(t, "class")) {
		if class == "emoji" {
			w.word(alt)
			return
		}
	}
	w.word("[" + alt + "]")
}

// closeLink ends the open anchor, if there is one, and shows where it leads unless its text does.
func (w *htmlWriter) closeLink() {
	l := w.link
	w.link = link{}
	if l.href == "" {
		return
	}
	if l.start < 0 {
		w.word(l.href)
		return
	}
	switch text := strings.TrimSpace(string(w.out[l.start:])); {
	case l.mention && strings.ContainsAny(text[:min(1, len(text))], "@#"), sameAddress(text, l.href):
	case shortens(text, l.href):
		w.out = append(w.out[:l.start], l.href...)
	default:
		w.out = append(w.out, " ("+l.href+")"...)
	}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
