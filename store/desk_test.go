package store_test

import (
	"vigie/inbox/desk"
	"vigie/store"
)

// The desk asks exactly what the store answers.
var _ desk.Store = (*store.Store)(nil)
