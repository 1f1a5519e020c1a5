package wordpress

import "time"

const (
	accountID = 2 // of the one account; 1 is the administrator
	firstPost = 4 // id of the first post
)

// Statuses as responses spell them.
const (
	approved = "approved"
	held     = "hold"
	spam     = "spam"
	trashed  = "trash"
)

type comment struct {
	id, post, parent int
	user             int // 0 for a visitor

	name, email, url string
	ip, agent        string
	when             time.Time // UTC, whole seconds
	content          string    // HTML

	status string
	before string // status to return to from spam or trash; "" when unknown
}

// move does what the status field of an update asks for and tells whether anything changed. Core ignores words that
// it doesn't know, and takes a comment out of spam or trash to which it had not been put into hold: to repeat
// untrash or unspam isn't harmless.
func (c *comment) move(word string) bool {
	was := c.status
	switch word {
	case "approve", "approved", "1":
		c.status = approved
	case "hold", "0":
		c.status = held
	case spam, trashed:
		if c.status != word {
			c.before, c.status = c.status, word
		}
	case "unspam", "untrash":
		to := c.before
		if to == "" {
			to = held
		}
		if to != c.status {
			c.status, c.before = to, ""
		}
	}
	return c.status != was
}

// effect is the word of the status field as the record of effects has it.
func effect(word string) string {
	switch word {
	case "approved", "1":
		return "approve"
	case "hold", "0":
		return "hide"
	case trashed:
		return "delete"
	case "untrash":
		return "restore"
	}
	return word
}
