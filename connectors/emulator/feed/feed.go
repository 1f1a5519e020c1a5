// Package feed emulates a site's feed in the three formats there are, /rss.xml, /atom.xml and /feed.json, with the bad
// manners that feeds have: missing ids, dates that lie, old encodings, addresses that move or end.
package feed

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"vigie/connectors/emulator"
)

// Options are the feed's manners. The zero value is a feed that has good ones and shows all its items.
type Options struct {
	Title  string
	Window int           // how many of the newest items are shown; 0 = all
	TTL    time.Duration // how long a reader should wait, told as ttl and max-age; 0 = not told

	NoGUIDs bool // items have no id, only a link
	Reemit  bool // every item is dated anew whenever the feed is read
	Dates   Dates
	Latin1  bool // the XML formats are in ISO-8859-1
	Moved   bool // the feeds' addresses answer 301; they stand under /moved/ now
	Gone    bool // 410

	Now func() time.Time
}

// Dates is how far the items' dates can be trusted.
type Dates int

// Honest dates are true; the others are absent, no dates at all, ten years ahead, or the epoch.
const (
	Honest Dates = iota
	Missing
	Nonsense
	Future
	Epoch
)

// Server is an emulated feed. It is an emulator.Platform, whose Sent is always empty: a feed can only be read.
//
// Where a text's first line is followed by an empty one it is the item's title; other items have none. Private posts don't
// appear. Parents are told by thr:in-reply-to, in the XML formats.
type Server struct {
	*emulator.Faults
	emulator.Effects

	mu      sync.Mutex
	opts    Options
	items   []*item // newest first
	last    int
	changed time.Time
}

var _ emulator.Platform = (*Server)(nil)

type item struct {
	id, link, parent string
	author           emulator.Author
	text, lang       string
	posted, edited   time.Time
}

// New returns a feed without items.
func New(opts Options) *Server {
	if opts.Title == "" {
		opts.Title = "Town news"
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	s := &Server{opts: opts, changed: opts.Now()}
	s.Faults = emulator.NewFaults(http.HandlerFunc(s.serve))
	return s
}

// Change changes the feed's manners while it is served.
func (s *Server) Change(change func(*Options)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.opts)
	s.changed = s.opts.Now()
}

// Arrive publishes an item. Its remote id is its id, or its link where items have no ids.
func (s *Server) Arrive(p emulator.Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opts.Now()
	if p.Posted.IsZero() {
		p.Posted = now
	}
	s.last++
	it := &item{
		id: fmt.Sprintf("tag:news.example,2026:%d", s.last), link: fmt.Sprintf("https://news.example/items/%d", s.last),
		parent: p.Parent, author: p.Author, text: p.Text, lang: p.Lang, posted: p.Posted, edited: p.Posted,
	}
	if !p.Private {
		s.items = append(s.items, it)
		slices.SortStableFunc(s.items, func(a, b *item) int { return b.posted.Compare(a.posted) })
		s.changed = now
	}
	if s.opts.NoGUIDs {
		return it.link
	}
	return it.id
}

// Edit changes an item's text and the date of its last change.
func (s *Server) Edit(remote, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if it := s.find(remote); it != nil {
		it.text, it.edited = text, s.opts.Now()
		s.changed = it.edited
	}
}

// Remove takes an item out of the feed.
func (s *Server) Remove(remote string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if it := s.find(remote); it != nil {
		s.items = slices.DeleteFunc(s.items, func(o *item) bool { return o == it })
		s.changed = s.opts.Now()
	}
}

func (s *Server) find(remote string) *item {
	for _, it := range s.items {
		if it.id == remote || it.link == remote {
			return it
		}
	}
	return nil
}

// title and body divide an item's text.
func (it *item) title() string {
	if title, _, ok := strings.Cut(it.text, "\n\n"); ok && !strings.Contains(title, "\n") {
		return title
	}
	return ""
}

func (it *item) body() string {
	if title := it.title(); title != "" {
		return strings.TrimPrefix(it.text, title+"\n\n")
	}
	return it.text
}

// name is the author's as people read it.
func (it *item) name() string {
	if it.author.Name != "" {
		return it.author.Name
	}
	return it.author.Handle
}
