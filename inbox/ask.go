package inbox

import "time"

// Ask is a question to the store for a page of items.
type Ask struct {
	Query  Query
	Brands []string // the walls of who asks; nil = every brand
	Scene  Scene
	Order  Order
	From   Position // the page begins after it; zero = the beginning
	Back   bool     // the page ends before From instead; the items are still in order
	Limit  int      // 0 = 100

	Collapse bool   // open items that say nearly the same are one row: the newest of them
	Stay     uint64 // an item that stands for those that say the same, though it isn't the newest: it is being looked at
}

// Row is an item as one person sees it in a list.
type Row struct {
	Item
	Seen  bool // opened by the person since its last change
	Draft bool // the person has a draft on it

	Same     int  // how many items of the page's question the row stands for, itself too; 0 where it is alone
	SameMore bool // at least so many
}

// Page is some rows in a row.
type Page struct {
	Rows []Row
	More bool // there are more in the direction that was asked
}

// OwedAsk is a question for what a department owes: what was escalated to it, the earliest due first, and last what has no term.
type OwedAsk struct {
	Department string
	Brands     []string // the walls of who asks; nil = every brand
	Person     string   // who asks
	Now        time.Time
	From       Position // the page begins after it: Owed.Next of the page before; zero = the beginning
	Limit      int      // 0 = 100
}

// Owed is a page of what a department owes.
type Owed struct {
	Rows []Row
	All  int      // how many there are in all
	Late int      // how many of them are overdue, up to LateMost
	Next Position // where the next page begins; zero = this was the last
}

// LateMost is up to where what is overdue is counted.
const LateMost = 1000

// Story is an item with what was done about it, oldest first, without the texts.
type Story struct {
	Item
	Past []Entry
}

// Counts are the numbers of the header and of the views. They are kept, never counted. Channel and Tag count what needs
// somebody: open and returned items.
type Counts struct {
	Status     map[Status]int
	Unsent     int
	Review     int // replies that wait for a lead
	Brand      map[string]int
	Channel    map[string]int
	Tag        map[string]int
	Department map[string]int // escalated to each
	Assignee   map[string]int // open and returned of each
	Mentioned  map[string]int // those with a note that names somebody who has not read it
}

// Draft is a text that was begun and not sent.
type Draft struct {
	Number uint64   // the item's; 0 where it is of several, or a reply of somebody else
	On     []uint64 // then the items that it goes with when they are forgotten; none: any
	Verb   Verb     // reply, note, escalate, return
	Text   string
	Caret  int // in runes
	Saved  time.Time
	Seen   uint64 // the item's version when it was begun

	Private bool // a reply to its author alone
}

// ChannelRecord is what the store keeps of a channel.
type ChannelRecord struct {
	Number    uint32
	Name      string
	Brand     string
	Cursor    string
	First     time.Time // the first poll; zero before
	Followers []FollowerCount
	Account   string // the handle of its account, as it was told last
}

// FollowerCount is how many followed a channel's account on a day.
type FollowerCount struct {
	Day       time.Time
	Followers int
}

// LogAsk is a question to the log, newest first.
type LogAsk struct {
	Number uint64   // of one item; 0 = of all
	Brands []string // nil = every brand
	By     string   // "" = of everybody
	Signed bool     // also what is of no item: who signed in, was refused, took a copy away
	Filter LogQuery // what else they have to fit
	Scene  Scene    // of Filter
	Before uint64   // only entries with a smaller Seq; 0 = from the newest
	Limit  int      // 0 = 100
}

// LogPage is a stretch of the log, newest first. A filter that fits little makes it short before the log ends.
type LogPage struct {
	Entries []Entry
	Next    uint64    // ask Before it for what follows; 0 = the log doesn't go on
	Looked  time.Time // how far back was looked; zero where nothing was
}

// DeliveryAsk is a question to the outbox, oldest first.
type DeliveryAsk struct {
	Number uint64 // of one item; 0 = of all
	States []DeliveryState
	Limit  int // 0 = 1000
}

// Due is something that time will do to an item or a delivery.
type Due struct {
	At       time.Time
	Number   uint64 // the item
	What     string // "wake", "late" or "deliver"
	Delivery uint64 // of "deliver"
}

// ErasureReceipt says what was forgotten of an author.
type ErasureReceipt struct {
	At     time.Time
	Author string // a salted digest, never the name
	Forgot
}
