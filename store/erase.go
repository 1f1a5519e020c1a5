package store

import (
	"context"
	"time"

	"vigie/inbox"
)

// Erase is filled in below.
func (s *Store) Erase(ctx context.Context, channel, author string, at time.Time) (inbox.ErasureReceipt, error) {
	return inbox.ErasureReceipt{}, ErrNoItem
}
