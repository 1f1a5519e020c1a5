package desk

import (
	"fmt"
	"time"

	"vigie/inbox"
)

// Draft is the person's draft on an item for a verb; number 0: of several, or of a reply of somebody else.
func (s *Seat) Draft(number uint64, verb inbox.Verb) (inbox.Draft, bool, error) {
	if _, err := s.row(number); number != 0 && err != nil {
		return inbox.Draft{}, false, err
	}
	return s.desk.store.Draft(s.name, number, verb)
}

// SaveDraft keeps a text that was begun. One on an item that the person no longer sees, since the team file changed, is kept to its
// end.
func (s *Seat) SaveDraft(d inbox.Draft) error {
	if _, err := s.row(d.Number); d.Number != 0 && err != nil {
		if _, begun, _ := s.desk.store.Draft(s.name, d.Number, d.Verb); !begun {
			return err
		}
	}
	d.Saved = s.Now()
	return s.desk.store.SaveDraft(s.name, d)
}

// DropDraft forgets a draft.
func (s *Seat) DropDraft(number uint64, verb inbox.Verb) error {
	return s.desk.store.DropDraft(s.name, number, verb)
}

// Drafts are all texts that the person began.
func (s *Seat) Drafts() ([]inbox.Draft, error) { return s.desk.store.Drafts(s.name) }

// MarkSeen notes that the person has opened some items. What they may not see stays as it is.
func (s *Seat) MarkSeen(numbers ...uint64) error {
	var seen []uint64
	for _, n := range numbers {
		if _, err := s.row(n); err == nil {
			seen = append(seen, n)
		}
	}
	if len(seen) == 0 {
		return nil
	}
	return s.desk.store.MarkSeen(s.name, seen...)
}

// Remember keeps something of the person's own: a last view, a sort order.
func (s *Seat) Remember(key string, value []byte) error {
	return s.desk.store.Remember(s.name, key, value)
}

// Recall is what Remember kept.
func (s *Seat) Recall(key string) (value []byte, known bool, err error) {
	return s.desk.store.Recall(s.name, key)
}

// hereKey is under which it is remembered when the person was last here.
const hereKey = "last here"

// WasHere remembers that the person was at work then.
func (s *Seat) WasHere(at time.Time) error {
	return s.Remember(hereKey, []byte(at.UTC().Format(time.RFC3339)))
}

// LastHere is when the person was last at work at any console; known is false where they never were.
func (s *Seat) LastHere() (at time.Time, known bool, err error) {
	value, known, err := s.Recall(hereKey)
	if err != nil || !known {
		return at, false, err
	}
	if at, err = time.Parse(time.RFC3339, string(value)); err != nil {
		return at, false, fmt.Errorf("when %s was last here: %w", s.name, err)
	}
	return at, true, nil
}
