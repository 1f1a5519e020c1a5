package inbox

import "time"

// Change is every mutation of the store. It can be replayed: it holds its own key, time, person and the effects of rules, so
// that the same changes in the same order give the same store.
type Change struct {
	Key   string    // applied once, however often it comes
	Group string    // the changes of one bulk share it: they are undone together; "" = the change alone
	At    time.Time // UTC, in whole milliseconds
	By    string    // a person's name; "" = the desk itself
	Visit Visit     // where By came from
	Rule  string    // the rule that acted for By, if one did
	Event Event
}

// Visit is where somebody came from, and by which key; zero is whoever sits at this machine.
type Visit struct {
	Address string
	Key     string // its fingerprint
}

// Event is what happened: one of Arrived, Gone, Decided, Undone, Progressed, Captured, Woke, Late, Polled, Measured, Renamed, Signed, Denied, Forgotten.
type Event interface{ event() }

// Arrived brings a post as its platform tells it now: a new item, or a known one that may have been edited there.
type Arrived struct {
	Channel string
	Brand   string
	Post    Post
	Start   Triage   // a new item's triage: zero for what arrives live
	Seen    bool     // counts as seen by everybody: imported, or older than the channel's start
	Raised  []Factor // what makes a new item more urgent
	Rules   []Ruled  // what rules decided about it, in their order
	Past    []Made   // a new item's decisions of before: they are logged under ImportRule and move nothing
	Settled bool     // it closes nothing that it answers: what it answers is told with its own status
}

// ImportRule stands in the log for decisions that were made before their item was brought here.
const ImportRule = "import"

// Made is a decision as somebody made it once.
type Made struct {
	By       string
	At       time.Time
	Decision Decision
}

// Ruled is what a rule decided about an arrival.
type Ruled struct {
	Rule     string
	Decision Decision
	Hold     time.Time // an outward action waits until then; zero = it may leave at once
}

// Gone says that a post is no longer at its platform. It may come before the post.
type Gone struct {
	Channel string
	Remote  string
}

// Decided is a decision about one item.
type Decided struct {
	Number   uint64
	Version  uint64 // what the person saw; 0 = unchecked
	Decision Decision
	Hold     time.Time // an outward action waits until then; zero = it may leave at once
}

// Undone takes a change back, or with Redo applies it again.
type Undone struct {
	Change string // its key
	Number uint64 // its item
	Redo   bool
	Hold   time.Time // of a redone outward action
}

// Progressed moves a delivery.
type Progressed struct {
	Delivery uint64
	Progress Progress
}

// Captured brings what the addresses of some evidence gave, in the place of its files that were still to be fetched.
type Captured struct {
	Number uint64
	ID     uint64
	Files  []EvidenceFile
}

// Woke ends a snooze.
type Woke struct{ Number uint64 }

// Late says that a department's answer is overdue; told once an escalation.
type Late struct{ Number uint64 }

// Polled moves a channel's cursor, in the transaction that saves what it brought.
type Polled struct {
	Channel string
	Cursor  string
}

// Measured keeps whose account a channel is, and how many follow it, once a day: platforms don't tell it later.
type Measured struct {
	Channel   string
	Account   string // its handle
	Followers int
}

// Renamed gives a channel another name; its number stays.
type Renamed struct{ From, To string }

// Forgotten lets go of items that their brand keeps no longer. Those that something happened to since, or that wait for
// somebody again, stay.
type Forgotten struct {
	Brand   string
	Since   time.Time // what is newer is kept
	Numbers []uint64
}

// Signed is what people do at the door: they sign in and out, are refused, take a copy away. It is of no item.
type Signed struct {
	What string // SignedIn, SignedOut, TurnedAway or TookCopy
	Visit
	Why Text
}

// Denied is a wish that was refused for the person's role, or for a wall around what they see. It is of no item's own history.
type Denied struct {
	Wish    string   // a verb, or what else they wanted
	Numbers []uint64 // of these items
	More    int      // and of as many others
	Why     Text
	Missed  int // refusals of this person since the last that was written down
}

// What is done at the door, as the log calls it.
const (
	SignedIn   = "signed in"
	SignedOut  = "signed out"
	TurnedAway = "turned away"
	TookCopy   = "exported"
)

// WasDenied is what the log calls that somebody's wish was refused.
const WasDenied = "denied"

// EvidenceKept is what the log calls that evidence of an item was kept; its text tells the files.
const EvidenceKept = "evidence"

// Erased is what the log calls that all that an author wrote was forgotten.
const Erased = "erased"

func (Arrived) event()    {}
func (Gone) event()       {}
func (Decided) event()    {}
func (Undone) event()     {}
func (Progressed) event() {}
func (Captured) event()   {}
func (Woke) event()       {}
func (Late) event()       {}
func (Polled) event()     {}
func (Measured) event()   {}
func (Renamed) event()    {}
func (Signed) event()     {}
func (Denied) event()     {}
func (Forgotten) event()  {}

// Applied is what became of a change.
type Applied struct {
	Change   Change
	Number   uint64    // the item; 0 where the change is of none
	Item     Item      // as it is now
	New      bool      // the item arrived with this change
	Nothing  bool      // applied before, or told nothing new
	Patch    Patch     // what it changed of the triage
	Delivery *Delivery // what it caused or moved, as it is now
	Err      error     // refused: nothing of it was done; the other changes of the batch were
}

// Entry is a line of the log: what was decided, delivered or happened by itself to an item. Arrivals are the items
// themselves and are not logged twice.
type Entry struct {
	Seq      uint64
	Key      string
	Group    string
	At       time.Time
	By       string
	Visit    Visit // where By came from
	Rule     string
	Brand    string // "" where it is of none
	Channel  string // the item's, where it was asked for
	Number   uint64
	What     string // the verb, or arrived, answered (To says on which channel), edited, gone, sent, refused, uncertain, retry, cancelled, released (by a lead; Text is theirs), woke, late, forgot, erased, undo, redo, denied
	Patch    Patch
	To       string   // the person, the department or the priority; of denied, the wish
	Text     Text     // the note, reply or answer; empty once erased
	Mentions []string // the colleagues whom the text names
	Erased   bool     // there was a text, and it was erased
	Delivery uint64
	Verb     Verb // of a line about a delivery: what it carries out; "" on lines that are older than this field
	Undone   bool // taken back since

	Numbers []uint64 // of forgot, erased and denied: the items; Number is 0
	Forgot  Forgot   // of forgot and erased: how much
}

// AtDoor reports whether the entry tells who came, or was refused what, and is of no item's own history.
func (e Entry) AtDoor() bool {
	switch e.What {
	case SignedIn, SignedOut, TurnedAway, TookCopy, WasDenied:
		return e.Number == 0 && e.Delivery == 0
	}
	return false
}

// Version is an earlier text of an item, kept as evidence.
type Version struct {
	At   time.Time // when it was replaced
	Text Text
}
