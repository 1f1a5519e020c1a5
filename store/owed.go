package store

import "vigie/inbox"

// Owed is a page of what a department owes.
func (s *Store) Owed(ask inbox.OwedAsk) (o inbox.Owed, err error) {
	limit := ask.Limit
	if limit <= 0 {
		limit = defaultPage
	}
	err = s.read(func(v *view) error {
		department, who := v.names.number(departmentName, ask.Department), v.names.number(personName, ask.Person)
		owes := func() stream {
			return v.indexed(v.brandNumbers(ask.Brands), byDue, []uint32{department}, oldestFirst)
		}
		o.All, o.Late = owes().size(), before(owes(), ask.Now.UnixMilli())
		drafts, err := v.draftNumbers(ask.Person)
		if err != nil {
			return err
		}
		due := owes()
		p, ok := after(due, ask.From)
		for ; ok && len(o.Rows) < limit; p, ok = due.next() {
			r, err := v.record(p.Number)
			if err != nil {
				return err
			}
			o.Rows = append(o.Rows, inbox.Row{Item: r.Item, Seen: v.seen(who, &r), Draft: drafts[r.Number]})
			o.Next = p
		}
		if !ok {
			o.Next = inbox.Position{}
		}
		return nil
	})
	return o, err
}

// before counts what comes before an order, up to inbox.LateMost.
func before(s stream, order int64) (n int) {
	for p, ok := s.seek(oldestFirst.start()); ok && p.Order < order && n < inbox.LateMost; p, ok = s.next() {
		n++
	}
	return n
}

// after moves to what comes after a position; the zero one comes before everything.
func after(s stream, from inbox.Position) (inbox.Position, bool) {
	if from == (inbox.Position{}) {
		return s.seek(oldestFirst.start())
	}
	p, ok := s.seek(from)
	if ok && p == from {
		return s.next()
	}
	return p, ok
}
