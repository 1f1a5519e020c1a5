package inbox

import "time"

// Hold keeps what a search finds from being forgotten, as evidence: neither by age nor on an author's wish.
type Hold struct {
	Name string
	By   string // whose it is: who can lift it
	When Query
}

// Holding is the first hold that an item falls under.
func (t Team) Holding(it *Item, s Scene) (Hold, bool) {
	for _, h := range t.Holds {
		if h.When.Match(it, s) {
			return h, true
		}
	}
	return Hold{}, false
}

// KeptSince says, of each brand that doesn't keep for ever, from when on it keeps.
func (t Team) KeptSince(now time.Time) map[string]time.Time {
	since := map[string]time.Time{}
	for _, b := range t.Brands {
		if b.Keep > 0 {
			since[b.Name] = Milli(now.Add(-b.Keep))
		}
	}
	return since
}

// Outlived reports whether an item that something last happened to at changed is older than what is kept, and nobody has
// anything to do about it: it is done, and nothing of it is on its way or waits for a person.
func (it Item) Outlived(changed, since time.Time) bool {
	over := it.Status == Done && it.Pending == 0 && !it.Unsent && !it.Forgotten
	return over && it.Arrived.Before(since) && changed.Before(since)
}

// Forgot counts what was let go of; it never tells what that was.
type Forgot struct {
	Items      int
	Texts      int // texts, versions, notes and drafts
	Deliveries int
}

// Forget is the item without anything that its author wrote or that names them: done, gone, and known by another id from now
// on. What was decided about it stays, and so do the figures that count it.
func (it Item) Forget(id string) Item {
	it.Post = Post{
		Remote: id, Thread: id, Kind: it.Kind, Ours: it.Ours, Private: it.Private, Posted: it.Posted, Visibility: Deleted,
		Author: Author{Followers: -1},
	}
	it.Edits, it.Notes, it.Mentions, it.Forgotten = 0, 0, nil, true
	it.settle(Done)
	it.Version++
	return it
}
