package desk

import (
	"context"
	"errors"
	"time"

	"vigie/inbox"
)

// Meanwhile is how many of a person's deliveries came to something while they were away.
type Meanwhile struct {
	Sent, Refused, Uncertain int
}

// meanwhileMost is how many of somebody's latest decisions are looked at for what became of them.
const meanwhileMost = 500

// Meanwhile is what became of the person's deliveries since they left.
func (s *Seat) Meanwhile(ctx context.Context, since time.Time) (Meanwhile, error) {
	decided, err := s.Log(ctx, inbox.LogAsk{By: s.name, Limit: meanwhileMost})
	if err != nil {
		return Meanwhile{}, err
	}
	var m Meanwhile
	looked := map[uint64]bool{0: true}
	for _, e := range decided {
		if looked[e.Delivery] {
			continue
		}
		looked[e.Delivery] = true
		dl, err := s.delivery(e.Delivery)
		switch {
		case errors.Is(err, ErrNotFound):
			continue
		case err != nil:
			return m, err
		case dl.By != s.name || !dl.At.After(since):
			continue
		}
		switch dl.State {
		case inbox.Sent:
			m.Sent++
		case inbox.Refused:
			m.Refused++
		case inbox.Uncertain:
			m.Uncertain++
		}
	}
	return m, nil
}
