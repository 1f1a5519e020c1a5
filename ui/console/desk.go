package console

import (
	"context"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// Desk is all that a console needs of the desk, as one person. Every method that takes a context may wait, so the console
// calls those in commands only; the others answer from memory.
type Desk interface {
	Person() inbox.Person
	Team() inbox.Team
	Now() time.Time

	Page(context.Context, inbox.Ask) (inbox.Page, error)
	Departments(context.Context) ([]inbox.Department, error)
	Owed(context.Context, inbox.OwedAsk) (inbox.Owed, error)
	Count(ctx context.Context, q inbox.Query, most int) (n int, more bool, err error)
	Counts(context.Context) (inbox.Counts, error)
	Item(ctx context.Context, number uint64) (inbox.Row, error)
	Thread(ctx context.Context, number uint64) (desk.Thread, error)
	Author(ctx context.Context, number uint64) (inbox.AuthorHistory, error)
	Standing(ctx context.Context, number uint64) (inbox.Standing, error)

	May(inbox.Verb, inbox.Item) error
	Denied(ctx context.Context, v inbox.Verb, number uint64) // writes the disk
	Decide(context.Context, inbox.Decision, ...desk.Target) (desk.Bulk, []inbox.Applied, error)
	DecideAll(ctx context.Context, d inbox.Decision, q inbox.Query, progress func(done, total int)) (desk.Bulk, error)
	DecideEach(ctx context.Context, d inbox.Decision, targets []desk.Target, progress func(done, total int)) (desk.Bulk, error)
	TakeNext(context.Context) (row inbox.Row, found bool, err error)
	UndoWith(ctx context.Context, progress func(done, total int)) (desk.Undone, error)
	RedoWith(ctx context.Context, progress func(done, total int)) (desk.Undone, error)
	MayUndo() (bool, error) // reads the disk
	MarkSeen(numbers ...uint64) error

	Remember(key string, value []byte) error                 // writes the disk
	Recall(key string) (value []byte, known bool, err error) // reads it
	Views() (inbox.OwnViews, error)                          // likewise
	// KeepViews changes the person's own views by change, and gives them as they are then; it writes the disk.
	KeepViews(change func(inbox.OwnViews) (inbox.OwnViews, error)) (inbox.OwnViews, error)
	Meanwhile(ctx context.Context, since time.Time) (desk.Meanwhile, error)

	Figures(ctx context.Context, ask desk.FiguresAsk, soFar func(desk.Figures)) (desk.Figures, error)
	Digest(ctx context.Context, since time.Time) (desk.Digest, error)
	LastHere() (at time.Time, known bool, err error) // reads the disk
	WasHere(at time.Time) error                      // writes it

	Health() []desk.Health // reads the disk

	Rules() []desk.RuleState // reads it
	Try(ctx context.Context, ask desk.TryAsk, walked func(items int)) ([]desk.Trial, error)

	Here(number uint64, doing desk.Doing) error // reads it
	TakeOver(number uint64) error               // reads it
	Others() map[uint64][]desk.Presence         // reads it
	Leave()

	texts
	outbox
	past
}

// texts is what writing asks of the desk. The first five answer from memory.
type texts interface {
	Opening(it inbox.Item, private bool) string
	MayPrivately(inbox.Item) error
	Proofread(it inbox.Item, text string) []inbox.Fault
	Limit(it inbox.Item, text string) (length, most int)
	Fill(canned string, it inbox.Item) string
	Draft(number uint64, verb inbox.Verb) (d inbox.Draft, found bool, err error)
	SaveDraft(inbox.Draft) error
	DropDraft(number uint64, verb inbox.Verb) error
	Colleagues(inbox.Item) []string // answers from memory too
	Vocabulary() inbox.Vocabulary
}

// outbox is what is to leave, and what a person says about it.
type outbox interface {
	Deliveries(context.Context, inbox.DeliveryAsk) ([]inbox.Delivery, error)
	Release(ctx context.Context, id uint64) error
	ReleaseAs(ctx context.Context, id uint64, text inbox.Text) error
	SendBack(ctx context.Context, id uint64, why inbox.Text) error
	Cancel(ctx context.Context, id uint64) error
	Resolve(ctx context.Context, id uint64, sent bool) error
	Await(ctx context.Context, id uint64) (inbox.Delivery, error)
}

// past is what was done, and how to take it back.
type past interface {
	LogPage(context.Context, inbox.LogAsk) (inbox.LogPage, error)
	UndoChange(ctx context.Context, key string) (desk.Undone, error)
}

// Feed tells what changed, one notice at a time; it is the desk's watcher.
type Feed interface {
	Next(context.Context) (desk.Notice, error)
}
