package inbox

import (
	"slices"
)

// Status says whose turn it is.
type Status uint8

// The statuses of an item.
const (
	Open      Status = iota // the moderator's
	Snoozed                 // the moderator's, later
	Escalated               // a department's
	Returned                // the department answered: the moderator's again
	Done                    // nobody's
)

// Statuses lists every status, in the order they are shown.
var Statuses = []Status{Open, Snoozed, Escalated, Returned, Done}

var statusNames = [...]string{"open", "snoozed", "escalated", "returned", "done"}

func (s Status) String() string { return nameOf(statusNames[:], int(s)) }

// ParseStatus reads what String prints.
func ParseStatus(name string) (Status, error) {
	i, err := indexOf("status", statusNames[:], name)
	return Status(i), err
}

// Visibility is what the public sees of an item at its platform.
type Visibility uint8

// The visibilities of an item.
const (
	Public  Visibility = iota
	Held               // waits there for approval
	Hidden             // taken out of sight, can come back
	Spam               // marked as spam there
	Deleted            // gone there
)

var visibilityNames = [...]string{"public", "held", "hidden", "spam", "deleted"}

func (v Visibility) String() string { return nameOf(visibilityNames[:], int(v)) }

// ParseVisibility reads what String prints.
func ParseVisibility(name string) (Visibility, error) {
	i, err := indexOf("visibility", visibilityNames[:], name)
	return Visibility(i), err
}

// Priority is how soon an item wants an answer, as people and rules decided.
type Priority int8

// The priorities of an item; the zero value is normal.
const (
	Low    Priority = -1
	Normal Priority = 0
	High   Priority = 1
	Urgent Priority = 2
)

var priorityNames = [...]string{"low", "normal", "high", "urgent"}

func (p Priority) String() string { return nameOf(priorityNames[:], int(p-Low)) }

// ParsePriority reads what String prints.
func ParsePriority(name string) (Priority, error) {
	i, err := indexOf("priority", priorityNames[:], name)
	return Low + Priority(i), err
}

func nameOf(names []string, i int) string {
	if i < 0 || i >= len(names) {
		return "unknown"
	}
	return names[i]
}

func indexOf(what string, names []string, name string) (int, error) {
	if i := slices.Index(names, name); i >= 0 {
		return i, nil
	}
	return 0, Errorf("no %s is called %q: %s", what, name, oneMeant(name, names))
}
