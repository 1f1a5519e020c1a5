package desk

import (
	"slices"
	"sync"
	"time"

	"vigie/inbox"
)

// What is kept as evidence within an hour, of a channel, is bounded too: strangers choose how much they write, how large it is, and
// by their words whether a rule hands it to a department.
const (
	roomSpan   = time.Hour
	roomPeople = 2 << 30   // bytes that people's decisions have kept
	roomRules  = 128 << 20 // … and those of rules
)

var errNoRoom error = inbox.Reason("too much was kept of this channel within the hour")

// rooms remembers how much was kept lately.
type rooms struct {
	mu   sync.Mutex
	kept map[room][]keeping
}

// room is whose decisions about a channel have their evidence kept in it.
type room struct {
	channel string
	rule    bool
}

func roomOf(channel string, ev inbox.Evidence) room { return room{channel, ev.By == ""} }

// keeping is how much was kept at a time.
type keeping struct {
	at   time.Time
	size int64
}

func (k keeping) over(now time.Time) bool { return !k.at.After(now.Add(-roomSpan)) }

// left is how many bytes still have room.
func (r *rooms) left(of room, now time.Time) int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	left := int64(roomPeople)
	if of.rule {
		left = roomRules
	}
	for _, k := range r.kept[of] {
		if !k.over(now) {
			left -= k.size
		}
	}
	return left
}

// take notes that some files were kept.
func (r *rooms) take(of room, files []inbox.EvidenceFile, now time.Time) {
	k := keeping{at: now}
	for _, f := range files {
		k.size += f.Size
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = map[room][]keeping{}
	}
	r.kept[of] = append(slices.DeleteFunc(r.kept[of], func(k keeping) bool { return k.over(now) }), k)
}
