package store

import (
	"context"
	"encoding/binary"

	"vigie/inbox"
)

// Stories is a page of what a question finds, as Page gives it, each item with what was done about it.
func (s *Store) Stories(ctx context.Context, ask inbox.Ask) (list []inbox.Story, more bool, err error) {
	limit := ask.Limit
	if limit <= 0 {
		limit = defaultPage
	}
	err = s.read(func(v *view) error {
		w := v.newWalk(ctx, ask)
		for w.advance() {
			if len(list) == limit {
				more = true
				break
			}
			past, err := v.pastOf(w.at.Number)
			if err != nil {
				return err
			}
			list = append(list, inbox.Story{Item: w.at.Item, Past: past})
		}
		return w.err
	})
	return list, more, err
}

// pastOf is what the log tells of an item, oldest first, without the texts.
func (v *view) pastOf(number uint64) (past []inbox.Entry, err error) {
	p := logPrefix(logOfItem, numberKey(number))
	if v.past == nil {
		v.past = v.bucket(bucketLogIndex).Cursor()
	}
	for k, _ := v.past.Seek(p); len(k) == len(p)+8 && string(k[:len(p)]) == string(p); k, _ = v.past.Next() {
		seq := k[len(p):]
		e, err := decodeEntry(binary.BigEndian.Uint64(seq), v.bucket(bucketLog).Get(seq))
		if err != nil {
			return nil, err
		}
		if !e.AtDoor() {
			past = append(past, e.Entry)
		}
	}
	return past, nil
}
