package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"vigie/inbox"
)

// logScan bounds how many entries one page of the log looks at: what fits little is found in slices that can be given up.
const logScan = 10_000

// Log answers a question to the log, newest first, however far it has to look.
func (s *Store) Log(ask inbox.LogAsk) (list []inbox.Entry, err error) {
	limit := cmp.Or(max(ask.Limit, 0), 100)
	for {
		ask.Limit = limit - len(list)
		page, err := s.LogPage(context.Background(), ask)
		list = append(list, page.Entries...)
		if err != nil || page.Next == 0 || len(list) >= limit {
			return list, err
		}
		ask.Before = page.Next
	}
}

// LogPage answers a question to the log with the next stretch of it. It looks at no more than some thousand entries; for an
// item, a person or one brand by an index of theirs.
func (s *Store) LogPage(ctx context.Context, ask inbox.LogAsk) (page inbox.LogPage, err error) {
	limit := cmp.Or(max(ask.Limit, 0), 100)
	err = s.read(func(v *view) error {
		reads := v.newLogReading(ask)
		for looked := 0; ; looked++ {
			if looked%1000 == 0 && ctx.Err() != nil {
				return context.Cause(ctx)
			}
			e, ok, err := reads.next()
			if err != nil || !ok {
				page.Next = 0
				return err
			}
			if page.Next = e.Seq; e.onTime() || page.Looked.IsZero() {
				page.Looked = e.At
			}
			fits, err := reads.fits(&e)
			if err != nil {
				return err
			}
			if fits {
				page.Entries = append(page.Entries, e.Entry)
			}
			switch {
			case e.onTime() && e.At.Before(reads.since):
				page.Next = 0
				return nil
			case len(page.Entries) == limit, looked == logScan:
				return nil
			}
		}
	})
	return page, err
}

// onTime reports whether the entry was made at the time that it tells: what is imported tells of earlier times, but it never
// leaves and never comes to the door.
func (e *entry) onTime() bool { return e.Delivery != 0 || e.AtDoor() }

// clockSlack is how far a machine's clock may have been set back while the log was written.
const clockSlack = time.Hour

// logReading reads the log by a question, newest first.
type logReading struct {
	*view
	ask   inbox.LogAsk
	sees  func(brand uint32) bool
	since time.Time // nothing older is asked for; zero: everything is
	next  func() (e entry, ok bool, err error)
}

func (v *view) newLogReading(ask inbox.LogAsk) *logReading {
	r := &logReading{view: v, ask: ask, sees: v.brandFilter(ask.Brands)}
	if since := ask.Filter.Since(ask.Scene); !since.IsZero() {
		r.since = since.Add(-clockSlack)
	}
	if p := r.index(); p != nil {
		r.next = v.entriesOf(p, ask.Before)
	} else {
		r.next = v.wholeLog(ask.Before)
	}
	return r
}

// index is the narrowest index that has all that is asked for; nil is the whole log.
func (r *logReading) index() []byte {
	number := r.ask.Number
	if of := r.ask.Filter.Only("item"); number == 0 && of != "" {
		number, _ = strconv.ParseUint(of, 10, 64)
	}
	by := r.ask.By
	if by == "" {
		if by = r.ask.Filter.Only("person"); by == "me" {
			by = r.ask.Scene.Person
		}
	}
	brand := r.ask.Filter.Only("brand")
	if brand == "" && len(r.ask.Brands) == 1 {
		brand = r.ask.Brands[0]
	}
	person, of := r.names.number(personName, by), r.names.number(brandName, brand)
	switch {
	case number != 0:
		return logPrefix(logOfItem, numberKey(number))
	case by != "" && person != 0, r.ask.By != "":
		return logOfName(logOfPerson, person)
	case brand != "" && of != 0:
		return logOfName(logOfBrand, of)
	}
	return nil
}

// fits reports whether an entry is asked for. Which channel it is of is looked up only where that matters.
func (r *logReading) fits(e *entry) (bool, error) {
	ask := &r.ask
	ok := r.sees(e.brand) && (ask.By == "" || e.By == ask.By) && (ask.Number == 0 || slices.Contains(e.items(), ask.Number)) && (ask.Signed || !e.AtDoor())
	if !ok || len(ask.Filter) == 0 {
		return ok, nil
	}
	if of := e.items(); ask.Filter.Asks("channel") && len(of) > 0 {
		it, err := r.item(of[0])
		if err != nil && !errors.Is(err, ErrNoItem) {
			return false, err
		}
		e.Channel = it.Channel
	}
	return ask.Filter.Match(&e.Entry, ask.Scene), nil
}

func (v *view) brandFilter(brands []string) func(uint32) bool {
	if brands == nil {
		return func(uint32) bool { return true }
	}
	seen := map[uint32]bool{}
	for _, b := range brands {
		if n := v.names.number(brandName, b); n != 0 { // 0 is what has no brand: behind every wall
			seen[n] = true
		}
	}
	return func(b uint32) bool { return seen[b] }
}

// wholeLog gives one entry after another, from before a number on (0: from the newest).
func (v *view) wholeLog(before uint64) func() (entry, bool, error) {
	seq := v.bucket(bucketLog).Sequence() + 1
	if before > 0 {
		seq = min(seq, before)
	}
	return func() (entry, bool, error) {
		if seq <= 1 {
			return entry{}, false, nil
		}
		seq--
		e, err := v.entry(seq)
		return e, err == nil, err
	}
}
