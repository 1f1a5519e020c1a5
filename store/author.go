package store

import "vigie/inbox"

// How much of an author's past is read.
const (
	authorDepth  = 1000
	authorRecent = 10
)

// Author is who somebody is to us: their newest items and our newest answers to them. Tags and escalations are those of their
// newest thousand items.
func (s *Store) Author(channel, key string) (h inbox.AuthorHistory, err error) {
	h = inbox.AuthorHistory{Channel: channel, Tags: map[string]int{}}
	err = s.read(func(v *view) error {
		number := v.authorNumber(v.names.number(channelName, channel), key)
		if number == 0 {
			return nil
		}
		theirs := v.indexed(v.brandNumbers(nil), byAuthor, []uint32{number}, newestFirst)
		h.Items = theirs.size()
		threads := map[uint64]bool{}
		read := 0
		for p, ok := theirs.seek(newestFirst.start()); ok && read < authorDepth; p, ok = theirs.next() {
			r, err := v.record(p.Number)
			if err != nil {
				return err
			}
			read++
			if err := v.addToHistory(&h, &r, threads); err != nil {
				return err
			}
		}
		oldest := v.indexed(v.brandNumbers(nil), byAuthor, []uint32{number}, oldestFirst)
		if p, ok := oldest.seek(oldestFirst.start()); ok {
			first, err := v.item(p.Number)
			h.First = first.Posted
			return err
		}
		return nil
	})
	return h, err
}

// Latest are the newest items of an author on a channel, the newest first.
func (s *Store) Latest(channel, key string, most int) (list []inbox.Item, err error) {
	err = s.read(func(v *view) error {
		number := v.authorNumber(v.names.number(channelName, channel), key)
		if number == 0 {
			return nil
		}
		theirs := v.indexed(v.brandNumbers(nil), byAuthor, []uint32{number}, newestFirst)
		for p, ok := theirs.seek(newestFirst.start()); ok && len(list) < most; p, ok = theirs.next() {
			it, err := v.item(p.Number)
			if err != nil {
				return err
			}
			list = append(list, it)
		}
		return nil
	})
	return list, err
}

func (v *view) addToHistory(h *inbox.AuthorHistory, r *record, threads map[uint64]bool) error {
	if h.Last.IsZero() {
		h.Author, h.Last = r.Author, r.Posted
	}
	for _, tag := range r.Tags {
		h.Tags[tag]++
	}
	if r.Department != "" {
		h.Escalations++
	}
	if len(h.Recent) < authorRecent {
		h.Recent = append(h.Recent, r.Item)
	}
	if r.Answered.IsZero() || len(h.Replies) >= authorRecent || threads[r.thread] {
		return nil
	}
	threads[r.thread] = true
	return v.addReplies(h, r)
}

// addReplies gathers what we answered in a thread, to the author.
func (v *view) addReplies(h *inbox.AuthorHistory, r *record) error {
	numbers := v.threadAround(r)
	for i := len(numbers) - 1; i >= 0 && len(h.Replies) < authorRecent; i-- {
		it, err := v.item(numbers[i])
		if err != nil {
			return err
		}
		if it.Ours && v.answers(&it, h.Author.Key()) {
			h.Replies = append(h.Replies, it)
		}
	}
	return nil
}

// answers reports whether a post of ours answers something of the author's.
func (v *view) answers(ours *inbox.Item, author string) bool {
	ref, _, err := v.remote(v.names.number(channelName, ours.Channel), ours.Parent)
	if err != nil || ref.item == 0 {
		return false
	}
	parent, err := v.item(ref.item)
	return err == nil && parent.Author.Key() == author
}
