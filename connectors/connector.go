// Package connectors is the contract between Vigie and the platforms: what a connector must do, what it may do besides, the
// registry of the kinds that there are, and the HTTP client and the errors that they share.
//
// A connector is small: it says whose account it is, brings what is new since a cursor, and carries out what its platform
// can. It keeps no state between calls; schedule, back-off, deduplication, edits and the outbox are the desk's.
package connectors

import (
	"context"
	"time"

	"vigie/inbox"
)

// Connector reads one channel. It is all that a kind of channel must do; the interfaces below are what it may do besides, and
// what a channel can is derived from them by Capabilities. Every method may be called from one goroutine at a time per
// channel, ends with its context, and returns errors that wrap a *Trouble where the platform or the way to it is at fault.
// Only Stream, Limit, Opening and Site run beside the others. One that keeps connections is an io.Closer as well: Close lets go of
// those that stand idle, and the connector can be used again.
type Connector interface {
	// Check asks the platform who we are there. It changes nothing.
	Check(context.Context) (Account, error)
	// Poll brings what is new since a cursor; the zero Cursor starts at since. At most MaxBatch posts a call.
	Poll(ctx context.Context, cursor Cursor, since time.Time) (Batch, error)
}

// MaxBatch is how many posts one call of Poll brings at the most.
const MaxBatch = 100

// Account is who a channel is at its platform.
type Account struct {
	ID        string
	Handle    string // shown beside the channel; "" where it reads without an account
	URL       string
	Followers int   // -1 where the platform doesn't tell
	ReadOnly  bool  // it reads without an account, or its credentials may only read
	Warning   error // it works, but should be looked at: a missing right, an old version; nil = nothing
}

// Cursor is where a channel's reading stands: a connector's own text, with its own version inside. The zero value is the
// beginning. For a newest-first source it carries the unfinished walk.
type Cursor string

// Batch is what one call of Poll brings.
type Batch struct {
	Posts    []inbox.Post
	Gone     []string // remote ids that are known to be no longer there
	Cursor   Cursor
	More     bool          // call again at once
	Bad      []error       // posts that could not be read: each says which and why; the rest is good
	Interval time.Duration // the platform's wish for the time to the next poll; 0 = the desk's choice
}

// Streamer is a channel that can be listened to. Stream calls told whenever something new may be there, and returns when the
// line is cut; the desk polls on each call, so that a lost event costs nothing but time.
type Streamer interface {
	Stream(ctx context.Context, told func()) error
}

// Refresher re-reads known posts, for platforms that announce no edits or deletions. At most MaxBatch remote ids a call.
type Refresher interface {
	Refresh(ctx context.Context, remotes []string) (posts []inbox.Post, gone []string, err error)
}

// Threader brings the whole thread that a post hangs in, oldest first, our own posts among them.
type Threader interface {
	Thread(ctx context.Context, post inbox.Post) ([]inbox.Post, error)
}

// Acquaintance tells how our account stands to the author of a post, as the platform has it now. It changes nothing.
type Acquaintance interface {
	Standing(ctx context.Context, on inbox.Post) (inbox.Standing, error)
}

// Action is an outward action on a post.
type Action struct {
	On    inbox.Post // what it acts on, with the Extra that the connector gave it
	Text  inbox.Text // of a reply, an amendment or a report
	Key   string     // the same for every attempt: makes a retry the same request where the platform knows such keys
	First time.Time  // when the first attempt began
}

// Receipt is what the platform confirmed.
type Receipt struct {
	Remote string          // what was made there; "" where nothing was
	Post   *inbox.Post     // our own reply or amended post, as the platform shows it
	Now    *inbox.Platform // the acted-on post's standing, where it changed
}

// What a connector can do besides reading, a method an ability. An error that wraps ErrRefused carries the platform's words;
// one whose Trouble is Unsure leaves open whether it happened.
type (
	Replier interface {
		Reply(context.Context, Action) (Receipt, error)
	}
	Whisperer interface {
		Whisper(context.Context, Action) (Receipt, error)
	} // a Reply to a public post that its author alone sees, with whom else it mentions
	Retracter interface {
		Retract(context.Context, Action) (Receipt, error)
	} // On is our own post
	Amender interface {
		Amend(context.Context, Action) (Receipt, error)
	} // On is our own post, Text what it is to read; the receipt's Post is how it reads now
	Hider interface {
		Hide(context.Context, Action) (Receipt, error)
		Unhide(context.Context, Action) (Receipt, error)
	}
	Approver interface {
		Approve(context.Context, Action) (Receipt, error)
	}
	Deleter interface {
		Delete(context.Context, Action) (Receipt, error)
	}
	Restorer interface {
		Restore(context.Context, Action) (Receipt, error)
	}
	SpamMarker interface {
		Spam(context.Context, Action) (Receipt, error)
		Unspam(context.Context, Action) (Receipt, error)
	}
	Liker interface {
		Like(context.Context, Action) (Receipt, error)
		Unlike(context.Context, Action) (Receipt, error)
	}
	Blocker interface {
		Block(context.Context, Action) (Receipt, error)
		Unblock(context.Context, Action) (Receipt, error)
	}
	Silencer interface {
		Silence(context.Context, Action) (Receipt, error)
		Unsilence(context.Context, Action) (Receipt, error)
	}
	Reporter interface {
		Report(context.Context, Action) (Receipt, error)
	}
)

// Idempotent is a Replier whose platform remembers Action.Key. Remembers is for how long after the first attempt a retry is
// safe there: 0 where that server doesn't, a negative duration for ever.
type Idempotent interface{ Remembers() time.Duration }

// Finder looks for a reply of ours that may have been made by an attempt whose answer was lost. It ignores the remote ids in
// known, which belong to other deliveries. ok is false where it can't tell for sure.
type Finder interface {
	Find(ctx context.Context, a Action, known func(remote string) bool) (found *Receipt, ok bool, err error)
}

// Limiter tells how long a reply may be, and counts as its platform counts. It answers from memory, at any time.
type Limiter interface {
	// Limit is the length of text and the most that the platform takes (0 = no limit known), both in the platform's unit.
	Limit(on inbox.Post, text string) (length, most int)
}

// Resident is a channel on a site that is its brand's own. Site is its address; it answers from memory, at any time.
type Resident interface{ Site() string }

// Drafter proposes how a reply begins: the mentions without which nobody would be told. A whisper, which answers a public post in
// private, tells its author alone. It answers from memory, at any time.
type Drafter interface {
	Opening(on inbox.Post, whisper bool) string
}
