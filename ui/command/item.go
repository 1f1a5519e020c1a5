package command

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"vigie/inbox"
)

// itemJSON is an item as `list --json` and `show --json` print it. Its names are public and stay; `import` reads them.
type itemJSON struct {
	ID         uint64      `json:"id"` // the short number
	Channel    string      `json:"channel"`
	Brand      string      `json:"brand"`
	Remote     string      `json:"remote"`
	Kind       inbox.Kind  `json:"kind"`
	Status     string      `json:"status"`
	Visibility string      `json:"visibility"`
	Author     authorJSON  `json:"author"`
	Title      inbox.Text  `json:"title"`
	Text       inbox.Text  `json:"text"`
	Lang       string      `json:"lang"`
	URL        inbox.Text  `json:"url"`
	Tags       []string    `json:"tags"`
	Department string      `json:"department"`
	Assignee   string      `json:"assignee"`
	Priority   string      `json:"priority"`
	Urgency    urgencyJSON `json:"urgency"`
	Posted     *time.Time  `json:"posted"` // null where the platform doesn't tell
	Edited     time.Time   `json:"edited,omitzero"`
	Arrived    time.Time   `json:"arrived"`
	Due        time.Time   `json:"due,omitzero"`
	Until      time.Time   `json:"until,omitzero"`
	Thread     string      `json:"thread"`
	Parent     string      `json:"parent"`
	Ours       bool        `json:"ours"`
	Private    bool        `json:"private"`
	Liked      bool        `json:"liked"`
	Muted      bool        `json:"muted"`
	Seen       bool        `json:"seen"`
	Draft      bool        `json:"draft"`
	Unsent     bool        `json:"unsent"`
	Pending    int         `json:"pending"`
	Notes      int         `json:"notes"`
	Mentions   []string    `json:"mentions,omitempty"` // whom the notes name
	Edits      int         `json:"edits"`
	Version    uint64      `json:"version"`
}

// urgencyJSON is what made an item's priority what it is.
type urgencyJSON struct {
	Points  int          `json:"points"`
	Factors []factorJSON `json:"factors"` // what counts most first
}

type factorJSON struct {
	Cause  inbox.Cause `json:"cause"`
	By     string      `json:"by,omitempty"`
	Count  int         `json:"count,omitempty"`
	Points int         `json:"points"`
	Aside  bool        `json:"aside,omitempty"` // it counts for nothing: a person chose
}

func newUrgencyJSON(it inbox.Item) urgencyJSON {
	u := it.Urgency()
	j := urgencyJSON{Points: u.Points, Factors: []factorJSON{}}
	for _, r := range u.Factors {
		j.Factors = append(j.Factors, factorJSON(r))
	}
	return j
}

// authorJSON is an author as `list --json` and `show --json` print one.
type authorJSON struct {
	ID        string     `json:"id,omitempty"`
	Handle    inbox.Text `json:"handle"`
	Name      inbox.Text `json:"name"`
	Followers *int       `json:"followers,omitempty"` // left out where the platform doesn't tell
	Since     time.Time  `json:"since,omitzero"`
	Bot       bool       `json:"bot,omitempty"`
	Verified  bool       `json:"verified,omitempty"`
	Links     []linkJSON `json:"links,omitempty"` // that they show of themselves
}

type linkJSON struct {
	Name     inbox.Text `json:"name,omitzero"`
	URL      inbox.Text `json:"url"`
	Verified bool       `json:"verified,omitempty"`
}

func newAuthorJSON(a inbox.Author) authorJSON {
	j := authorJSON{ID: a.ID, Handle: a.Handle, Name: a.Name, Since: a.Since, Bot: a.Bot, Verified: a.Verified}
	for _, l := range a.Links {
		j.Links = append(j.Links, linkJSON(l))
	}
	if a.Followers >= 0 {
		j.Followers = &a.Followers
	}
	return j
}

func newItemJSON(r inbox.Row) itemJSON {
	return itemJSON{
		ID: r.Number, Channel: r.Channel, Brand: r.Brand, Remote: r.Remote, Kind: r.Kind,
		Status: r.Status.String(), Visibility: r.Visibility.String(), Author: newAuthorJSON(r.Author),
		Title: r.Title, Text: r.Text, Lang: r.Lang, URL: r.URL, Tags: orEmpty(r.Tags),
		Department: r.Department, Assignee: r.Assignee, Priority: r.UrgencyLevel().String(), Urgency: newUrgencyJSON(r.Item),
		Posted: told(r.Posted), Edited: r.Edited, Arrived: r.Arrived, Due: r.Due, Until: r.Until,
		Thread: r.Thread, Parent: r.Parent, Ours: r.Ours, Private: r.Private, Liked: r.Liked, Muted: r.Muted,
		Seen: r.Seen, Draft: r.Draft, Unsent: r.Unsent, Pending: r.Pending, Notes: r.Notes, Edits: r.Edits, Version: r.Version,
		Mentions: mentioned(r.Mentions),
	}
}

func mentioned(list []inbox.Mentioned) (names []string) {
	for _, m := range list {
		names = append(names, m.Person)
	}
	return names
}

// told is a time that may not be known.
func told(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// jsonLines prints values as JSON, one a line. It prints < and & as they are: this is no page. But it may be read in a terminal.
func jsonLines(w io.Writer) *json.Encoder {
	e := json.NewEncoder(harmlessJSON{w})
	e.SetEscapeHTML(false)
	return e
}

// harmlessJSON escapes what acts on a terminal in the strings of JSON: ids and the like are printed as the platform made them.
type harmlessJSON struct{ to io.Writer }

// Write takes whole values, as an encoder writes them.
func (h harmlessJSON) Write(value []byte) (int, error) {
	if bytes.IndexFunc(value, acts) < 0 {
		return h.to.Write(value)
	}
	var b bytes.Buffer
	for _, r := range string(value) {
		switch {
		case !acts(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	if _, err := h.to.Write(b.Bytes()); err != nil {
		return 0, err
	}
	return len(value), nil
}

// acts reports whether a character controls or formats instead of being read; the joiners are part of how words are written.
func acts(r rune) bool {
	return r != '\n' && r != '\u200c' && r != '\u200d' && unicode.In(r, unicode.Cc, unicode.Cf)
}

// who is how an author is called on a line.
func who(a inbox.Author) string {
	switch name, handle := a.Name.Line(), a.Handle.Line(); {
	case name == "" && handle == "":
		return "(unknown)"
	case name == "" || name == handle:
		return handle
	default:
		return name
	}
}

// whoFully is how an author is called where there is room.
func whoFully(a inbox.Author) string {
	name, handle := a.Name.Line(), a.Handle.Line()
	if name != "" && handle != "" && name != handle {
		return name + " (" + handle + ")"
	}
	return who(a)
}

// where is the channel of an item, under its brand where it has one.
func where(it inbox.Item) string {
	if it.Brand == "" {
		return it.Channel
	}
	return it.Brand + "/" + it.Channel
}

// state is the status of an item and what else a list should tell, in words.
func state(it inbox.Item, now time.Time) string {
	words := []string{it.Status.String()}
	if it.Status == inbox.Escalated && it.Department != "" {
		words = append(words, it.Department)
	}
	if it.Overdue(now) {
		words = append(words, "late")
	}
	if level := it.UrgencyLevel(); level > inbox.Normal {
		words = append(words, level.String())
	}
	if it.Visibility != inbox.Public {
		words = append(words, it.Visibility.String())
	}
	if it.Unsent {
		words = append(words, "unsent")
	}
	return strings.Join(words, " ")
}

// clock is a time as people here read it; "" where it isn't known.
func (a *app) clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(a.env.Zone).Format("2006-01-02 15:04")
}
