package console

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"

	"vigie/inbox"
)

// linksMost is how many addresses of a thread get a number: as many as there are digits to choose one by.
const linksMost = 9

// address finds what looks like a link in a text.
var address = regexp.MustCompile(`https?://[^\s\p{Z}<>"'\x60]+[^\s\p{Z}<>"'\x60.,;:!?)\]»]`)

// links are the addresses in an item, those of its text before those of its media, each once.
func links(it inbox.Item) []string {
	found := address.FindAllString(it.Text.String(), linksMost)
	for _, media := range it.Media {
		if u := media.URL.String(); u != "" {
			found = append(found, u)
		}
	}
	var once []string
	for _, l := range found {
		if !slices.Contains(once, l) {
			once = append(once, l)
		}
	}
	return once
}

// numbered are the addresses of the thread in the order of their numbers, from 1 on: those of the item under the cursor first.
func (m *model) numbered() []string {
	row, ok := m.current()
	if !ok {
		return nil
	}
	all := links(row.Item)
	if m.reader.number == row.Number {
		for _, it := range m.reader.thread.Items {
			for _, l := range links(it) {
				if !slices.Contains(all, l) {
					all = append(all, l)
				}
			}
		}
	}
	return all[:min(len(all), linksMost)]
}

// numberedText is a post's text with the number of each address behind it.
func numberedText(text string, numbers []string) string {
	if !strings.Contains(text, "http") {
		return text
	}
	return address.ReplaceAllStringFunc(text, func(l string) string {
		if n := linkNumber(l, numbers); n != "" {
			return l + "\u00a0[" + n + "]"
		}
		return l
	})
}

// linkNumber is what chooses an address; "" where it has none.
func linkNumber(l string, numbers []string) string {
	if i := slices.Index(numbers, l); i >= 0 {
		return strconv.Itoa(i + 1)
	}
	return ""
}

// linkLine is where an address of a post leads: its host before all else.
func (m *model) linkLine(l, number string, w int) string {
	s := m.styles
	host, strange := hostOf(l)
	p := s.text
	if strange {
		p = s.late
	}
	host = cut(host, w-3)
	return s.accent.draw(fit(number, 1)) + " " + p.draw(host) + " " + s.muted.draw(cutMiddle(l, w-3-width(host)))
}

// hostOf is the machine that an address leads to. One that isn't plain ASCII may look like another: it is strange, and both
// its ways of being written are told.
func hostOf(address string) (host string, strange bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "?", true
	}
	plain, err := idna.Punycode.ToASCII(strings.ToLower(u.Hostname()))
	if err != nil {
		return "?", true
	}
	if strings.Contains(plain, "xn--") {
		letters, _ := idna.Punycode.ToUnicode(plain)
		plain, strange = plain+" ("+letters+")", true
	}
	if port := u.Port(); port != "" {
		plain += ":" + port
	}
	return inbox.CleanLine(plain).String(), strange
}
