package desk

import (
	"time"

	"vigie/inbox"
)

// Target is an item as a person saw it. Version 0 means that they saw no particular one.
type Target struct {
	Number  uint64
	Version uint64
	Newest  uint64 // the greatest number among the posts of others in its thread, for who answers there; 0 = unchecked
}

// Thread is all there is to read about an item: what hangs from the same root, what is on its way there, and what was done.
type Thread struct {
	Row        inbox.Row // the item itself
	Items      []inbox.Item
	Deliveries []inbox.Delivery // of the thread, those that are not final
	History    []inbox.Entry    // of the item, oldest first
	Versions   []inbox.Version  // of the item, oldest first
	Same       []inbox.Item     // the same post as the item, met by other channels
}

// State is how a channel is doing.
type State string

// The states of a channel.
const (
	Idle         State = "idle"         // neither Run nor Sync is on, and nobody asked
	Connecting   State = "connecting"   // not asked yet
	Connected    State = "connected"    // the last call worked
	Waiting      State = "waiting"      // rate-limited or backing off, until Until
	Down         State = "down"         // no usable answer
	Unauthorised State = "unauthorised" // the platform refuses the credentials: a person has to mend it
	Misset       State = "misset"       // the team file's entry can't work: a person has to mend it
	Off          State = "off"          // no connector runs it here
)

// Failing reports whether a channel isn't heard and that is no matter of patience alone.
func (s State) Failing() bool { return s == Down || s == Unauthorised || s == Misset }

// Health is a channel's state, since when, why, and what mends it.
type Health struct {
	Channel string
	Brand   string
	Kind    string
	Account string // who we are there; "" when reading without an account
	State   State
	Since   time.Time
	Until   time.Time // of Waiting
	Why     string    // in English
	Mend    string    // likewise: the next step
	Trouble error     // what Why tells, to be said in another language; nil where that is the platform's own words
	Polled  time.Time // the last call that worked
	Can     inbox.Verbs
	Bad     int    // posts that could not be read, since the start
	Queued  int    // deliveries that are still to leave
	Outage  Outage // the last since the start; zero where there was none
}

// Outage is a time when a channel wasn't heard, and that was no matter of patience alone.
type Outage struct {
	Since, Until time.Time // Until is zero while it lasts
	Why          string    // in English
	Trouble      error     // as of Health
}

// Notice is what the feed tells: that these items, or these channels, or the outbox, look different now.
type Notice struct {
	Lost     bool // the watcher fell behind: read everything again
	Applied  []inbox.Applied
	Channels bool // a channel's health changed
	Here     bool // somebody came to an item, left it, or took its lease: ask Others
	Door     bool // somebody signed in or out, was turned away, took a copy away: ask the log
	Views    bool // somebody changed their own views: ask for yours
}

// Bulk is what became of a decision about many items. It is one undo.
type Bulk struct {
	Group   string
	Done    int
	Skipped []Skip
	Until   time.Time // when the last of what it holds leaves; zero where it holds nothing
}

// Skip is an item that a bulk left alone, and why.
type Skip struct {
	Number uint64
	Why    error
}

// Undone is what an undo or a redo did.
type Undone struct {
	What    inbox.Verb // the decision that was taken back or made again
	Group   string     // of its bulk, where it was one
	Number  uint64     // the item, where it was about one alone
	Items   int
	Skipped []Skip
	Sent    bool // it had left already: the inverse was decided instead
}
