package inbox

import (
	"slices"
	"time"
)

// Kind is what an item is to the brand.
type Kind string

// The kinds of items.
const (
	Comment Kind = "comment" // under something the brand published
	Mention Kind = "mention" // names the brand's account
	Reply   Kind = "reply"   // answers something the brand's account wrote
	Review  Kind = "review"  // a rating with or without words
	Match   Kind = "match"   // found by a listening search
	Message Kind = "message" // private, to the brand alone
)

// Kinds lists every kind, in the order they are shown.
var Kinds = []Kind{Comment, Mention, Reply, Review, Match, Message}

// Valid reports whether k is one of Kinds.
func (k Kind) Valid() bool { return slices.Contains(Kinds, k) }

// Author is who wrote an item, as the platform tells it. What we know of them besides (history, notes) is the store's.
type Author struct {
	ID        string // the platform's permanent id; the handle where it has none
	Handle    Text
	Name      Text
	Followers int       // -1 where the platform doesn't tell
	Since     time.Time // when the account was made; zero where the platform doesn't tell
	Bot       bool
	Verified  bool
	Links     []Link // what they show beside their name: other accounts and sites of theirs
}

// Key is what makes the author one person on a channel: the platform's id, or the handle where there is none.
func (a Author) Key() string {
	if a.ID != "" {
		return a.ID
	}
	return a.Handle.String()
}

// Media is a picture, a film or a sound that hangs from an item. It is listed, never fetched.
type Media struct {
	Type string // image, video, audio, file
	URL  Text
	Alt  Text // what its author says it shows
}

// Post is one item as its platform tells it: everything in it was written elsewhere, and may change there.
type Post struct {
	Remote     string // the platform's id, unique within the channel
	Thread     string // remote id of the thread's root; its own where it is the root
	Parent     string // remote id of what it answers; "" where it is the root
	Kind       Kind
	Author     Author
	Ours       bool // written by the channel's own account, by us or from elsewhere
	Title      Text // of what the thread hangs from: an article, a topic
	Text       Text
	Lang       string // BCP 47 where the platform tells
	URL        Text   // where a person can see it
	Media      []Media
	Posted     time.Time // as the platform claims
	Edited     time.Time // zero where never edited, or where the platform doesn't tell
	Visibility Visibility
	Private    bool              // only we and its author can read it
	Liked      bool              // our account likes it
	Found      Text              // the search or hashtag that found it
	Origin     string            // by which a public post is known wherever it is met (see Origin); "" where that isn't known
	Digest     string            // hash of the source's bytes: how edits are found
	Extra      map[string]string // what the connector needs to act on it later; never shown
	Original   string            // the text as it came, where Clean changed it (≤ 64 KiB); kept apart, never shown raw
}

// Item is one post in the inbox, with what we decided about it.
type Item struct {
	Number  uint64 // the short number; given at arrival, never reused
	Channel string // the channel's name
	Brand   string
	Arrived time.Time // when we first saw it
	Order   int64     // Unix milliseconds of min(Posted, Arrived) at arrival: the sort key, so that no false date pins a row
	Version uint64    // rises when its triage or its text changes
	Post
	Triage
	Flags
}

// Flags are facts about an item that the store keeps beside it, so that lists and searches need no second read.
type Flags struct {
	Unsent  bool // a delivery of it was refused, is uncertain or waits for a person
	Pending int  // deliveries on their way
	Review  bool // one of these waits until a lead releases it
	Notes   int  // internal notes
	Edits   int  // how often its text changed

	Mentions []Mentioned // the colleagues whom its notes name, by name
	Raised   []Factor    // what made it more urgent when it arrived
	Late     time.Time   // the due time of which the desk told that it passed

	Forgotten bool // what was written is gone: what is left is for the figures
}

// Triage is the state that decisions move.
type Triage struct {
	Status     Status
	Tags       []string  // sorted, each once
	Assignee   string    // a person's name
	Priority   Priority  // as people and rules decided; see Urgency for what comes of it
	PriorityBy string    // who decided it: see ByRule and ByEscalation; "" = it came so
	Department string    // who has it while escalated; who answered once returned, "" where it was sent back
	Escalated  time.Time // since when the department has it
	Due        time.Time // when the department's answer is due; zero without a service level
	Urged      int       // how often the department was reminded
	Until      time.Time // snoozed until
	Back       Status    // while snoozed: what it is again when it wakes; open, escalated or returned
	Muted      bool      // later activity doesn't reopen it
	Answered   time.Time // when our last reply was decided
	AnsweredBy string
}

// HasTag reports whether the item carries the tag.
func (t Triage) HasTag(tag string) bool {
	_, found := slices.BinarySearch(t.Tags, tag)
	return found
}

// Overdue reports whether a department owes an answer since before now.
func (t Triage) Overdue(now time.Time) bool {
	return t.Status == Escalated && !t.Due.IsZero() && t.Due.Before(now)
}

// OrderOf is the sort key of an item: the earlier of what the platform claims and when we saw it, in Unix milliseconds. A
// claim of before 1970 is no date: it counts as 1970, so that no key is negative.
func OrderOf(posted, arrived time.Time) int64 {
	if posted.IsZero() || arrived.Before(posted) {
		return arrived.UnixMilli()
	}
	return max(0, posted.UnixMilli())
}
