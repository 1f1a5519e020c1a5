package feed

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"
)

// format writes a feed in one of the formats.
type format struct {
	kind  string // media type
	write func(page) []byte
}

var formats = map[string]format{
	"/rss.xml":   {"application/rss+xml", page.rss},
	"/atom.xml":  {"application/atom+xml", page.atom},
	"/feed.json": {"application/feed+json", page.json},
}

// page is what one reading of the feed shows.
type page struct {
	Options
	self  string
	at    time.Time
	items []entry
}

// entry is an item as this reading shows it.
type entry struct {
	*item
	shown   bool // whether it has an id
	posted  string
	updated string
}

// serve answers for the feeds, and for people with a page that points to them.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "a feed can only be read", http.StatusMethodNotAllowed)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	path, moved := strings.CutPrefix(r.URL.Path, "/moved")
	f, ok := formats[path]
	switch {
	case r.URL.Path == "/":
		s.front(w)
	case !ok || moved && !s.opts.Moved:
		http.NotFound(w, r)
	case s.opts.Gone:
		http.Error(w, "this feed has ended", http.StatusGone)
	case s.opts.Moved && !moved:
		http.Redirect(w, r, "/moved"+path, http.StatusMovedPermanently)
	default:
		s.feed(w, r, f)
	}
}

// feed writes the feed, or 304 when the reader has it already.
func (s *Server) feed(w http.ResponseWriter, r *http.Request, f format) {
	body, charset := f.write(s.page(r, f)), "utf-8"
	if s.opts.Latin1 && strings.HasSuffix(f.kind, "xml") {
		body, charset = latin1(body), "iso-8859-1"
	}
	w.Header().Set("Content-Type", f.kind+"; charset="+charset)
	sum := sha256.Sum256(body)
	w.Header().Set("ETag", fmt.Sprintf(`"%x"`, sum[:8]))
	if s.opts.TTL > 0 {
		w.Header().Set("Cache-Control", fmt.Sprintf("max-age=%d", int(s.opts.TTL.Seconds())))
	}
	modified := s.changed
	if s.opts.Reemit {
		modified = s.opts.Now()
	}
	http.ServeContent(w, r, "", modified, bytes.NewReader(body))
}

// page chooses what this reading shows, and which dates it tells.
func (s *Server) page(r *http.Request, f format) page {
	scheme := "http://"
	if r.TLS != nil {
		scheme = "https://"
	}
	p := page{Options: s.opts, self: scheme + r.Host + r.URL.Path, at: s.changed}
	shown := s.items
	if s.opts.Window > 0 {
		shown = shown[:min(s.opts.Window, len(shown))]
	}
	layout := time.RFC3339
	if f.kind == "application/rss+xml" {
		layout = time.RFC1123Z
	}
	for _, it := range shown {
		p.items = append(p.items, entry{
			item: it, shown: !s.opts.NoGUIDs, posted: s.date(it.posted, layout), updated: s.date(it.edited, layout),
		})
	}
	return p
}

// date is a date as the feed's manners have it.
func (s *Server) date(t time.Time, layout string) string {
	if s.opts.Reemit {
		t = s.opts.Now()
	}
	switch s.opts.Dates {
	case Missing:
		return ""
	case Nonsense:
		return "yesterday, about noon"
	case Future:
		t = t.AddDate(10, 0, 0)
	case Epoch:
		t = time.Unix(0, 0)
	}
	return t.UTC().Format(layout)
}

// latin1 encodes XML in ISO-8859-1; what that lacks becomes a character reference.
func latin1(text []byte) []byte {
	out := bytes.Replace(text, []byte(`encoding="UTF-8"`), []byte(`encoding="ISO-8859-1"`), 1)
	var b bytes.Buffer
	for _, r := range string(out) {
		if r < 0x80 || r >= 0xA0 && r < 0x100 {
			b.WriteByte(byte(r))
		} else {
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.Bytes()
}

// front is the site's page: its head points to the feeds, as discovery needs.
func (s *Server) front(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!DOCTYPE html>\n<title>%s</title>\n", html.EscapeString(s.opts.Title))
	for _, path := range []string{"/rss.xml", "/atom.xml", "/feed.json"} {
		fmt.Fprintf(w, "<link rel=\"alternate\" type=%q href=%q>\n", formats[path].kind, path)
	}
}
