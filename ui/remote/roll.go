package remote

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/crypto/ssh"
)

// Session is one that is on.
type Session struct {
	ID int
	Visitor
	Since   time.Time
	Command string // the command that runs; "" is a console
}

// Roll knows who is on, whichever way they came in: each session has a number of its own, and can be ended by it. Its zero
// value is ready.
type Roll struct {
	mu   sync.Mutex
	on   map[int]*entry
	last int // the number of the newest session
}

// entry is a session with what the roll does with it.
type entry struct {
	Session
	key ssh.PublicKey // nil where nobody asked for one
	end context.CancelCauseFunc
}

// Enter puts somebody on the roll until leave is called; end is told why their session ends, where it is ended by others. fits
// says whether there is room beside those who are on.
func (r *Roll) Enter(v Visitor, end context.CancelCauseFunc, fits func(on []Session) error) (leave func(), err error) {
	id, err := r.enter(&entry{Session: Session{Visitor: v, Since: time.Now()}, end: end}, fits)
	return func() { r.leave(id) }, err
}

func (r *Roll) enter(e *entry, fits func([]Session) error) (id int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := fits(r.list()); err != nil {
		return 0, err
	}
	if r.on == nil {
		r.on = map[int]*entry{}
	}
	r.last++
	e.ID = r.last
	r.on[e.ID] = e
	return e.ID, nil
}

func (r *Roll) leave(id int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.on, id)
}

// began notes what a session turned out to be.
func (r *Roll) began(id int, command string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if e := r.on[id]; e != nil {
		e.Command = command
	}
}

// Sessions are those that are on, the oldest first.
func (r *Roll) Sessions() []Session {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.list()
}

func (r *Roll) list() []Session {
	list := make([]Session, 0, len(r.on))
	for _, e := range r.on {
		list = append(list, e.Session)
	}
	slices.SortFunc(list, func(a, b Session) int { return cmp.Compare(a.ID, b.ID) })
	return list
}

// End ends a session, and tells its person that somebody did; false where there is none of that number.
func (r *Roll) End(id int) bool {
	r.mu.Lock()
	e := r.on[id]
	r.mu.Unlock()
	if e == nil {
		return false
	}
	e.end(ErrEnded)
	return true
}

// recheck ends the sessions of keys that are no longer their person's.
func (r *Roll) recheck(who func(ssh.PublicKey) (string, error)) {
	r.mu.Lock()
	on := make([]*entry, 0, len(r.on))
	for _, e := range r.on {
		on = append(on, e)
	}
	r.mu.Unlock()
	for _, e := range on {
		if e.key == nil {
			continue
		}
		if person, err := who(e.key); err != nil || person != e.Person {
			e.end(ErrRevoked)
		}
	}
}
