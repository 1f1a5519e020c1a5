// Package emulator is what all emulated platforms share: the words in which a test or the demo speaks to one,
// the faults a network and a busy server produce, and the record of what our side made happen there.
//
// An emulated platform is an http.Handler. Serve it with net/http/httptest in a test, on a loopback listener in
// the demo. Close it before the server that serves it, so that no handler is left waiting.
package emulator

import (
	"net/http"
	"sync"
	"time"
)

// Platform is an emulated platform: its HTTP API, and the hands of the strangers who use it.
// All methods may be called from several goroutines at once.
type Platform interface {
	http.Handler

	// Arrive is a stranger who posts. It returns the platform's remote id of the post.
	Arrive(Post) (remote string)
	// Edit is the stranger who edits the post.
	Edit(remote, text string)
	// Remove makes the post gone at the source.
	Remove(remote string)
	// Sent is every effect that our side caused, in order, duplicates visible.
	Sent() []Sent

	// Fault makes the next requests that match go wrong.
	Fault(Fault)
	// Heal takes all faults away.
	Heal()
	// Requests is how many requests arrived so far that match, as in Fault.Match.
	Requests(match string) int
	// Close ends every handler that hangs or streams. It may be called more than once.
	Close()
}

// Post is what a stranger writes.
type Post struct {
	Author  Author
	Text    string // plain text, as typed
	Parent  string // remote id of what it answers; "" starts a thread
	Private bool   // for our account alone
	Held    bool   // waits for approval, where the platform has that
	Posted  time.Time
	Lang    string // ISO 639-1; "" where the platform doesn't know
}

// Author is a stranger.
type Author struct {
	ID, Handle, Name string
	Followers        int
	Since            time.Time // when the account was made
	Bot              bool
}

// Sent is one effect that our side caused.
type Sent struct {
	Action string // reply, hide, approve, like …
	Remote string // what was made, if anything was
	Target string // the item it was done to
	Text   string
	At     time.Time
}

// Effects is the record behind Platform.Sent, for emulators to embed. Its zero value is ready.
type Effects struct {
	Now func() time.Time // time.Now unless set; set it before the first use

	mu   sync.Mutex
	sent []Sent
}

// Record adds an effect, dated now.
func (e *Effects) Record(action, remote, target, text string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := e.Now
	if now == nil {
		now = time.Now
	}
	e.sent = append(e.sent, Sent{Action: action, Remote: remote, Target: target, Text: text, At: now()})
}

// Sent returns a copy of all effects so far, in order.
func (e *Effects) Sent() []Sent {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]Sent(nil), e.sent...)
}
