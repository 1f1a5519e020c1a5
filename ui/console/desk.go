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
	Count(ctx context.Context, q inbox.Query, most int) (n int, more bool, err error)
	Counts(context.Context) (inbox.Counts, error)
	Item(ctx context.Context, number uint64) (inbox.Row, error)
	Thread(ctx context.Context, number uint64) (desk.Thread, error)
	Author(ctx context.Context, number uint64) (inbox.AuthorHistory, error)

	May(inbox.Verb, inbox.Item) error
	Decide(context.Context, inbox.Decision, ...desk.Target) (desk.Bulk, []inbox.Applied, error)
	DecideAll(ctx context.Context, d inbox.Decision, q inbox.Query, progress func(done, total int)) (desk.Bulk, error)
	Undo(context.Context) (desk.Undone, error)
	Redo(context.Context) (desk.Undone, error)
	MarkSeen(numbers ...uint64) error

	Health() []desk.Health // reads the disk
}

// Feed tells what changed, one notice at a time; it is the desk's watcher.
type Feed interface {
	Next(context.Context) (desk.Notice, error)
}
