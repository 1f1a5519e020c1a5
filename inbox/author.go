package inbox

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Link is an address that an author shows of themselves.
type Link struct {
	Name     Text // what they call it; empty where they don't
	URL      Text
	Verified bool // the platform saw that it leads back to them
}

// MaxLinks is how many links of an author are kept, and maxLink how long one may be, in bytes.
const (
	MaxLinks = 4
	maxLink  = 500
)

// NewLink is a link with an address as somebody wrote it; ok is false where that isn't an absolute one of the web.
func NewLink(name, address string, verified bool) (l Link, ok bool) {
	l = Link{Name: CleanLine(name), URL: CleanLine(address), Verified: verified}
	u, err := url.Parse(l.URL.String())
	web := err == nil && !strings.Contains(l.URL.String(), " ") && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
	return l, web && len(l.URL.String()) <= maxLink && len(l.Name.String()) <= maxLink
}

// AuthorHistory is who the author of an item is to the item's brand, as far as somebody may see. What isn't said to be of all
// that they wrote is of the newest Looked items.
type AuthorHistory struct {
	Author      Author // as their newest item tells
	Channel     string
	Brand       string
	Items       int // all of theirs
	Looked      int
	First, Last time.Time // of all: when they were posted
	Status      map[Status]int
	Tags        map[string]int
	Escalated   []Escalations // by department, what waits first
	Recent      []Item        // the newest
	Answers     []Answer      // our newest to them, the newest first
	Notes       []AuthorNote  // about them, the newest first
	MoreNotes   bool          // there may be older ones
	Sanctions   []Sanction    // against them, the newest first
}

// Escalations are an author's items that a department has or had, of one status.
type Escalations struct {
	Department string
	Status     Status
	Items      int
	Late       int // of which the answer is overdue
}

// Answer is what we wrote to an author.
type Answer struct {
	Number uint64 // the item that it answers
	At     time.Time
	By     string // who wrote it; "" = our account, not from here
	Text   Text   // as it reads now, where that is known
	State  DeliveryState
	Gone   bool // it is no longer there
}

// AuthorNote is what somebody wrote about an author.
type AuthorNote struct {
	Key    string // of the change that wrote it, which an undo takes back
	Number uint64 // the item on which it was written: who sees that one may read it
	At     time.Time
	By     string
	Rule   string // the rule that acted for By, if one did
	Text   Text
}

// Sanction is a decision to block or to silence an author, or to lift that, and how far it got on the channel.
type Sanction struct {
	Verb   Verb
	Number uint64 // the item on which it was decided
	At     time.Time
	By     string
	Rule   string
	State  DeliveryState
}

// Standing is how our account stands to an author, as their platform says.
type Standing struct {
	Blocked, Silenced bool // by us
	BlocksUs          bool
}

// MostFrequent are the keys of counts: what counts most first, equals in their own order.
func MostFrequent[K cmp.Ordered](counts map[K]int) []K {
	return slices.SortedFunc(maps.Keys(counts), func(a, b K) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
}

// OfAuthor reports whether a decision of the verb is about the author of an item more than about the item.
func (v Verb) OfAuthor() bool { return v == VerbAbout || v.sanction() != "" }

// Notes reports whether a decision of the verb only writes something down.
func (v Verb) Notes() bool { return v == VerbNote || v == VerbAbout }

// sanction is what a verb does to an author, or lifts again; "" for others.
func (v Verb) sanction() Verb {
	switch v {
	case VerbBlock, VerbUnblock:
		return VerbBlock
	case VerbSilence, VerbUnsilence:
		return VerbSilence
	}
	return ""
}

// Stands reports whether it keeps the author out, and doesn't lift that.
func (s Sanction) Stands() bool { return s.Verb == VerbBlock || s.Verb == VerbSilence }

// Counts reports whether a sanction still tells something beside newer ones: what was called off doesn't, nor what was decided
// before one of its kind that has arrived.
func (s Sanction) Counts(newer []Sanction) bool {
	settled := func(n Sanction) bool { return n.Verb.sanction() == s.Verb.sanction() && n.State == Sent }
	return s.State != Cancelled && !slices.ContainsFunc(newer, settled)
}
