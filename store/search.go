package store

import "vigie/inbox"

type tail struct{}

func (t *tail) add([]inbox.Applied)         {}
func (s *Store) flushTail() error           { return nil }
func (p *plan) findWords(inbox.Words) found { return found{} }
func (p *plan) rest(q inbox.Query, s inbox.Scene) func(*record) bool {
	return func(r *record) bool { return q.Match(&r.Item, s) }
}
func (v *view) wasErased(channel uint32, remote string) bool { return false }
