// Package remote serves people over SSH: it lets in who holds a key of the team, and gives each a terminal or a command line.
// What those show and do is the caller's, in two functions, so that this room knows neither the console nor the commands.
//
// It stands on golang.org/x/crypto/ssh alone. A person is the key that completed the sign-in, as the library tells it with the
// finished connection; keys that were merely offered count for nothing. The user name has to be that person's, so that a wrong
// line in a client's configuration is noticed and not guessed at. There are no passwords, no forwarding of ports, agents or
// X11, and no subsystems: each is refused, and reported.
package remote

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"time"

	"golang.org/x/crypto/ssh"

	"vigie/inbox"
)

// Options is how a server is set up. HostKey, Who, Console and Command are required.
type Options struct {
	HostKey ssh.Signer
	// Who names the person whose key this is. It is asked at every sign-in, and again by Recheck.
	Who func(ssh.PublicKey) (person string, err error)
	// Console shows the console on a terminal until the person leaves it or the context ends.
	Console func(context.Context, Terminal) error
	// Command runs a command line and gives its exit code.
	Command func(context.Context, Call) int
	// Report hears of sign-ins and refusals, from many goroutines. It must not wait long.
	Report func(Event)
	// Say puts an error into the words of somebody at a terminal, in their language; nil leaves it as it is.
	Say    func(Terminal, error) string
	Log    *slog.Logger
	Limits Limits
	Roll   *Roll // of who is on, where others are on beside this server's; nil = its own
}

// Visitor is who is at the other end of a connection.
type Visitor struct {
	Person  string
	Key     string // the fingerprint of the key that signed in
	Address string // without the port
}

// Terminal is a person's terminal.
type Terminal struct {
	Visitor
	In      io.Reader
	Out     io.Writer
	Environ []string // TERM, and what else a terminal tells of itself
	Size    Size
	Resized <-chan Size // the latest size, where it changed
}

// Call is a command line that a person sent.
type Call struct {
	Visitor
	Args     []string
	In       io.Reader
	Out, Err io.Writer
	Environ  []string
	Width    int // of the terminal that it is printed on; 0 where it is none
}

// Event is something to be remembered of who came.
type Event struct {
	Visitor        // Person is "" where nobody of the team was recognised
	What    string // SignedIn, SignedOut or Refused
	Why     string // of a refusal
}

// What events tell.
const (
	SignedIn  = "signed in"
	SignedOut = "signed out"
	Refused   = "turned away"
)

// Limits bound what visitors may take. What is zero is filled in.
type Limits struct {
	Sessions  int           // in all: 500
	PerPerson int           // sessions of one person: 10; and twice as many connections, with sessions or without
	Startups  int           // connections that have not signed in, in all: 256; a quarter of it from one address
	Failures  int           // connections of one address that may fail to sign in, in Window: 20
	Window    time.Duration // 10 minutes
	SignIn    time.Duration // how long signing in may take: 20 s
	Idle      time.Duration // how long a console may stay without a key: 12 h
	Alive     time.Duration // how often the other end is asked whether it is there, and how long it may take to answer: 15 s
	Farewell  time.Duration // how long sessions may take to end when they are told to: 3 s
}

func (l Limits) filled() Limits {
	l.Sessions = cmp.Or(l.Sessions, 500)
	l.PerPerson = cmp.Or(l.PerPerson, 10)
	l.Startups = cmp.Or(l.Startups, 256)
	l.Failures = cmp.Or(l.Failures, 20)
	l.Window = cmp.Or(l.Window, 10*time.Minute)
	l.SignIn = cmp.Or(l.SignIn, 20*time.Second)
	l.Idle = cmp.Or(l.Idle, 12*time.Hour)
	l.Alive = cmp.Or(l.Alive, 15*time.Second)
	l.Farewell = cmp.Or(l.Farewell, 3*time.Second)
	return l
}

// Why a session doesn't begin. The words are told to its person.
const (
	errFull   = inbox.Reason("this server has as many sessions as it takes: try again later")
	errTheirs = inbox.Reason("you have as many sessions as one person may: leave another first")
)

// Why a session ends that its person didn't leave. The words are told to them.
const (
	ErrLeft    = inbox.Reason("the line was closed")
	ErrDown    = inbox.Reason("the server is going down; what you were writing is kept, sign in again in a moment")
	ErrRevoked = inbox.Reason("your key is no longer in the team file")
	ErrIdle    = inbox.Reason("nobody pressed a key for a long time; what you were writing is kept")
	ErrCrowded = inbox.Reason("one person may not hold so many connections: close another first")
	ErrEnded   = inbox.Reason("somebody who looks after this server ended the session; what you were writing is kept")
	ErrBroke   = inbox.Reason("the console broke; what you were writing is kept, sign in again")
)
