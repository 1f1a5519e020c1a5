package feed

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"

	"vigie/inbox"
)

// entry is one entry of a feed, with what the rest of the feed tells of it.
type entry struct {
	item   *gofeed.Item
	id     string
	parent string // id of what it answers
	root   string // id of the root, as far as the feed shows it
	feed   string // title of the feed
	lang   string
	err    error // it can't be an item, and why
}

// entries are a feed's, newest first as feeds are, each identified and threaded.
func (f *connector) entries(parsed *gofeed.Feed) []entry {
	list := make([]entry, 0, len(parsed.Items))
	parents := map[string]string{}
	for i, item := range parsed.Items {
		if item == nil {
			continue
		}
		e := entry{item: item, id: identity(item), parent: answered(item.Extensions), feed: parsed.Title, lang: parsed.Language}
		if e.id == "" {
			e.err = inbox.Errorf("%s: entry %d has no id, link or title: it can't be told from others", inbox.CleanLine(parsed.Title), i+1)
		}
		if e.parent == e.id {
			e.parent = ""
		}
		parents[e.id] = e.parent
		list = append(list, e)
	}
	for i := range list {
		list[i].root = root(list[i].id, parents)
	}
	return list
}

// identity is what an entry is known by: its id, else its link, else its title.
func identity(item *gofeed.Item) string {
	id := cmp.Or(strings.TrimSpace(item.GUID), strings.TrimSpace(item.Link))
	if id == "" && item.Title != "" {
		id = "title:" + digest(item.Title)
	}
	if len(id) > inbox.MaxLine {
		id = "sha256:" + digest(id)
	}
	return id
}

// root follows parents as far as the feed shows them. A feed whose entries answer each other in a ring has no root: then each
// is its own.
func root(id string, parents map[string]string) string {
	at := id
	for range len(parents) {
		parent := parents[at]
		if parent == "" {
			return at
		}
		at = parent
	}
	return id
}

// answered is the id in thr:in-reply-to (RFC 4685).
func answered(extensions ext.Extensions) string {
	for _, e := range extensions["thr"]["in-reply-to"] {
		if ref := cmp.Or(e.Attrs["ref"], e.Attrs["href"]); ref != "" {
			return ref
		}
	}
	return ""
}

// post makes an item of an entry; false where it names none of the channel's words.
func (f *connector) post(e entry) (inbox.Post, bool) {
	if e.err != nil {
		return inbox.Post{}, false
	}
	body := cmp.Or(e.item.Content, e.item.Description)
	p := inbox.Post{
		Remote: e.id, Thread: e.root, Parent: e.parent, Kind: inbox.Match,
		Author: author(e), Title: inbox.CleanLine(inbox.FromHTML(e.item.Title).String()), Text: inbox.FromHTML(body),
		Lang: inbox.CleanLine(e.lang).String(), URL: inbox.CleanLine(e.item.Link), Posted: f.posted(e.item),
		Origin: inbox.Origin(e.item.Link),
		Digest: digest(e.item.Title, body, names(e.item)), Original: inbox.Original(body),
	}
	if e.item.UpdatedParsed != nil && e.item.UpdatedParsed.After(p.Posted) {
		p.Edited = e.item.UpdatedParsed.UTC()
	}
	if e.parent != "" {
		p.Kind = inbox.Comment
	}
	if p.Text.Empty() { // many feeds hold titles alone
		p.Text = inbox.Clean(p.Title.String())
	}
	for _, enclosure := range e.item.Enclosures {
		kind, _, _ := strings.Cut(enclosure.Type, "/")
		p.Media = append(p.Media, inbox.Media{Type: inbox.CleanLine(kind).String(), URL: inbox.CleanLine(enclosure.URL)})
	}
	return p, f.names(&p)
}

// names reports whether an item names one of the channel's words, and says which.
func (f *connector) names(p *inbox.Post) bool {
	if len(f.words) == 0 {
		return true
	}
	text := inbox.Fold(p.Title.String() + "\n" + p.Text.String())
	i := slices.IndexFunc(f.words, func(w string) bool { return strings.Contains(text, w) })
	if i >= 0 {
		p.Found = inbox.CleanLine(f.words[i])
	}
	return i >= 0
}

// author is who wrote an entry, or the feed itself. A feed's e-mail addresses are not kept.
func author(e entry) inbox.Author {
	name := inbox.CleanLine(cmp.Or(names(e.item), e.feed, "feed"))
	return inbox.Author{Handle: name, Name: name, Followers: -1}
}

func names(item *gofeed.Item) string {
	var list []string
	for _, a := range item.Authors {
		if a != nil && a.Name != "" {
			list = append(list, a.Name)
		}
	}
	return strings.Join(list, ", ")
}

// posted is when an entry was published; now where the feed doesn't tell or tells nonsense.
func (f *connector) posted(item *gofeed.Item) time.Time {
	for _, at := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
		if at != nil && at.Year() > 1990 && at.Year() < 10000 {
			return at.UTC()
		}
	}
	return f.now().UTC()
}

func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
