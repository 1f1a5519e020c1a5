package desk

import (
	"context"
	"iter"
	"time"

	"vigie/inbox"
)

// Store is what the desk asks of the place where the inbox is kept. Reads are of this machine's disk or memory, never of the
// network.
type Store interface {
	// Apply makes the changes in one transaction and in their order. A change that is refused has Applied.Err and changes
	// nothing; the error is the store's own trouble, and then nothing at all was changed. The first answers are those to the
	// changes; what follows are other items that the changes moved.
	Apply(context.Context, []inbox.Change) ([]inbox.Applied, error)
	// Bulk applies the changes of an import, each when told hears of it.
	Bulk(ctx context.Context, changes iter.Seq2[inbox.Change, error], told func([]inbox.Applied)) (n int, err error)
	// Copied reports whether the file was restored, or comes from another machine: what it means to send may have left there.
	Copied() bool
	// Release says that a copy is this machine's from now on, since nothing of it leaves by itself.
	Release() error
	// Erase forgets what an author wrote on a channel, and logs it as the change (of no event), unless may refuses an item of it.
	Erase(ctx context.Context, c inbox.Change, channel, author string, may func(inbox.Item) error) (inbox.ErasureReceipt, error)
	// EachBy tells what an author wrote on a channel, oldest first, until told gives an error.
	EachBy(channel, author string, told func(inbox.Item) error) error
	// Outlived are items, from a number on, that their brands keep no longer; next is where to go on, 0 at the end.
	Outlived(since map[string]time.Time, from uint64, most int) (items []inbox.Item, next uint64, err error)

	items
	past
	outgoing
	sources
	private
}

// items reads what is in the inbox.
type items interface {
	Item(number uint64, person string) (inbox.Row, error)
	Lookup(channel, remote string) (number uint64, known bool, err error)
	Page(context.Context, inbox.Ask) (inbox.Page, error)
	Count(ctx context.Context, ask inbox.Ask, most int) (n int, more bool, err error)
	Counts(brands []string) (inbox.Counts, error)
	Owed(inbox.OwedAsk) (inbox.Owed, error)
	// Stories is a page with what was done about each of its items.
	Stories(context.Context, inbox.Ask) (list []inbox.Story, more bool, err error)
	Thread(number uint64) ([]inbox.Item, error)
	// Same are the items that are the same public post, met by other channels of the brand.
	Same(number uint64) ([]inbox.Item, error)
	// Author is who wrote an item, to its brand; sees leaves out items that somebody may not see, nil none.
	Author(number uint64, sees func(inbox.Item) bool) (inbox.AuthorHistory, error)
	// Latest are the newest items of an author on a channel, the newest first.
	Latest(channel, key string, most int) ([]inbox.Item, error)
	Vocabulary(brands []string) (tags, people, channels []string)
}

// past reads what was done.
type past interface {
	Log(inbox.LogAsk) ([]inbox.Entry, error)
	// LogPage is the next stretch of the log, found in a bounded time.
	LogPage(context.Context, inbox.LogAsk) (inbox.LogPage, error)
	Change(key string) ([]inbox.Entry, error)
	LastUndoable(person string, redo bool) (key string, entries []inbox.Entry, err error)
	// MayUndo reports whether the person has something to undo; it looks at a few entries, and where these don't tell says yes.
	MayUndo(person string) (bool, error)
	Versions(number uint64) ([]inbox.Version, error)
	// Evidence is what was kept of an item; EvidenceFile are the bytes of one of its files, by its place.
	Evidence(number uint64) ([]inbox.Evidence, error)
	EvidenceFile(ev inbox.Evidence, place int) ([]byte, error)
	// WantedEvidence is what is still to be fetched: of one item, or of all with 0.
	WantedEvidence(number uint64, most int) ([]inbox.Evidence, error)
}

// outgoing reads the outbox and what time will do.
type outgoing interface {
	Deliveries(inbox.DeliveryAsk) ([]inbox.Delivery, error)
	Delivery(id uint64) (inbox.Delivery, error)
	// Linked reports whether a post of ours on a channel belongs to a delivery already.
	Linked(channel, remote string) bool
	Due(until time.Time, limit int) ([]inbox.Due, error)
}

// sources reads what is kept of channels.
type sources interface {
	Channel(name string) (inbox.ChannelRecord, error)
	Channels() ([]inbox.ChannelRecord, error)
	// Recent are the remote ids of open items, and of those answered since, newest first.
	Recent(channel string, since time.Time, limit int) ([]string, error)
}

// private is what belongs to one person alone, outside the log.
type private interface {
	SaveDraft(person string, d inbox.Draft) error
	Draft(person string, number uint64, verb inbox.Verb) (inbox.Draft, bool, error)
	Drafts(person string) ([]inbox.Draft, error)
	DropDraft(person string, number uint64, verb inbox.Verb) error
	MarkSeen(person string, numbers ...uint64) error
	Remember(person, key string, value []byte) error
	Recall(person, key string) (value []byte, known bool, err error)
	// Revise puts what change makes of a value in its place, in one transaction; the error of change is given as it is.
	Revise(person, key string, change func(value []byte) ([]byte, error)) error
}
