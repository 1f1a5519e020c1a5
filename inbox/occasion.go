package inbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Occasion is something that a person can be called for.
type Occasion string

// The occasions.
const (
	OnMine    Occasion = "mine"     // an item of theirs: new to them, returned, or written to again
	OnUrgent  Occasion = "urgent"   // an item is urgent
	OnUnsent  Occasion = "not sent" // what they sent was refused, or nobody knows; for a lead, what anybody sent
	OnChannel Occasion = "channel"  // a channel begins to need a person
)

var occasions = []Occasion{OnMine, OnUrgent, OnUnsent, OnChannel}

// ParseOccasion reads the name of an occasion.
func ParseOccasion(s string) (Occasion, error) {
	if o := Occasion(s); slices.Contains(occasions, o) {
		return o, nil
	}
	return "", fmt.Errorf("%q is nothing to be called for: write %s", CleanLine(s), anyOf(occasions))
}

// Quiet are the hours of each day, on the person's clock, in which nothing calls them; from and to the same are none.
type Quiet struct {
	From, To int // in minutes after midnight; To may be before From, on the next day
}

// ParseQuiet reads hours like 19:00-08:00.
func ParseQuiet(s string) (q Quiet, err error) {
	from, to, ok := strings.Cut(s, "-")
	if ok {
		if q.From, ok = readMinute(from); ok {
			q.To, ok = readMinute(to)
		}
	}
	if !ok || q.From == q.To {
		return Quiet{}, fmt.Errorf("%q are no hours: write 19:00-08:00", CleanLine(s))
	}
	return q, nil
}

func readMinute(s string) (int, bool) {
	t, err := time.Parse("15:04", strings.TrimSpace(s))
	return t.Hour()*60 + t.Minute(), err == nil
}

// Contains reports whether a time, in the person's zone, is within the hours.
func (q Quiet) Contains(t time.Time) bool {
	at := t.Hour()*60 + t.Minute()
	if q.From <= q.To {
		return q.From <= at && at < q.To
	}
	return at >= q.From || at < q.To
}
