package console

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// fakeDesk answers from memory as a desk would, at a time that stands still unless the test moves it.
type fakeDesk struct {
	figures   desk.Figures
	digest    desk.Digest
	mu        sync.Mutex
	now       time.Time // when it was made, on the clock of the test's story
	made      time.Time // the same on the test's own clock
	person    inbox.Person
	team      inbox.Team
	items     []inbox.Item
	seen      map[uint64]bool
	drafts    map[uint64]bool
	log       map[uint64][]inbox.Entry
	versions  []inbox.Version // of every item
	waiting   []inbox.Delivery
	undo      [][]inbox.Item
	long      bool // the log, so that a glance doesn't tell whether there is something to undo
	health    []desk.Health
	refuse    error         // of the next decision
	denied    []string      // by the screen
	broken    error         // of every page
	lag       time.Duration // of every page
	kept      map[string][]byte
	alike     bool // what says the same is one row where that is asked for; few of its texts differ
	views     inbox.OwnViews
	slow      time.Duration // of each item in a bulk
	undoes    int           // how many items an undo is of, each as slow
	notices   chan desk.Notice
	writing   fakeWriting
	meanwhile desk.Meanwhile
	here      desk.Presence // what was told last
	others    map[uint64][]desk.Presence
	trials    []desk.Trial
	letBy     string              // who let the rule hide
	says      *inbox.Standing     // their platform, of everybody; nil = nothing
	past      inbox.AuthorHistory // of everybody, where it is told
}

func (f *fakeDesk) Person() inbox.Person { return f.person }
func (f *fakeDesk) Team() inbox.Team     { return f.team }

func (f *fakeDesk) Now() time.Time {
	return f.now.Add(time.Since(f.made))
}

func (f *fakeDesk) Health() []desk.Health { return f.health }

func (f *fakeDesk) Rules() (states []desk.RuleState) {
	for i, r := range f.team.Rules {
		states = append(states, desk.RuleState{Rule: r, Place: i + 1})
	}
	for i := range states {
		if states[i].Rule.Hide {
			states[i].Hiding = []desk.Hiding{{Brand: "acme", Let: true, By: f.letBy, Used: 2, Most: 10}}
		}
	}
	return states
}

func (f *fakeDesk) Try(_ context.Context, ask desk.TryAsk, _ func(int)) ([]desk.Trial, error) {
	if ask.Let {
		f.letBy = f.person.Name
	}
	return f.trials, f.refuse
}

func (f *fakeDesk) Next(ctx context.Context) (desk.Notice, error) {
	select {
	case n := <-f.notices:
		return n, nil
	case <-ctx.Done():
		return desk.Notice{}, ctx.Err()
	}
}

func (f *fakeDesk) scene(s inbox.Scene) inbox.Scene {
	s.Now, s.Person = f.Now(), f.person.Name
	s.Seen = func(n uint64) bool { return f.seen[n] }
	return s
}

func (f *fakeDesk) row(it inbox.Item) inbox.Row {
	return inbox.Row{Item: it, Seen: f.seen[it.Number], Draft: f.drafts[it.Number]}
}

// matching are the items that a question finds, in its order.
func (f *fakeDesk) matching(ask inbox.Ask) []inbox.Item {
	var found []inbox.Item
	for _, it := range f.items {
		walled := len(ask.Brands) > 0 && !slices.Contains(ask.Brands, it.Brand)
		if !it.Ours && !walled && ask.Query.Match(&it, f.scene(ask.Scene)) {
			found = append(found, it)
		}
	}
	slices.SortFunc(found, func(a, b inbox.Item) int {
		if ask.Order.Precedes(ask.Order.At(&a), ask.Order.At(&b)) {
			return -1
		}
		return 1
	})
	return found
}

func (f *fakeDesk) Digest(_ context.Context, since time.Time) (desk.Digest, error) {
	digest := f.digest
	digest.Since, digest.Until = since, f.Now()
	return digest, nil
}

func (f *fakeDesk) Figures(_ context.Context, ask desk.FiguresAsk, _ func(desk.Figures)) (desk.Figures, error) {
	figures := f.figures
	figures.FiguresAsk, figures.Whole = ask, true
	return figures, nil
}

func (f *fakeDesk) LastHere() (time.Time, bool, error) { return time.Time{}, false, nil }
func (f *fakeDesk) WasHere(time.Time) error            { return nil }

func (f *fakeDesk) Colleagues(inbox.Item) (names []string) {
	for _, p := range f.team.People {
		if p.Name != f.person.Name {
			names = append(names, p.Name)
		}
	}
	return names
}

func (f *fakeDesk) Page(ctx context.Context, ask inbox.Ask) (inbox.Page, error) {
	select {
	case <-time.After(f.lag):
	case <-ctx.Done():
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.broken != nil {
		return inbox.Page{}, f.broken
	}
	found := f.matching(ask)
	same := map[uint64]int{}
	if ask.Collapse && f.alike {
		found, same = collapsed(found, ask.Stay)
	}
	if ask.From != (inbox.Position{}) {
		found = slices.DeleteFunc(found, func(it inbox.Item) bool {
			if ask.Back {
				return !ask.Order.Precedes(ask.Order.At(&it), ask.From)
			}
			return !ask.Order.Precedes(ask.From, ask.Order.At(&it))
		})
	}
	more := len(found) > ask.Limit
	if more && ask.Back {
		found = found[len(found)-ask.Limit:]
	} else if more {
		found = found[:ask.Limit]
	}
	page := inbox.Page{More: more}
	for _, it := range found {
		row := f.row(it)
		if row.Same = same[it.Number]; row.Same < 2 {
			row.Same = 0
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// collapsed leaves of the items that say the same the first, or the one that the screen stays on, and tells for how many each stands.
func collapsed(items []inbox.Item, stay uint64) (rows []inbox.Item, same map[uint64]int) {
	of := map[string]uint64{} // the row of each gist
	for _, it := range items {
		if q, ok := it.Alike(); ok && (of[q.String()] == 0 || it.Number == stay) {
			of[q.String()] = it.Number
		}
	}
	same = map[uint64]int{}
	for _, it := range items {
		q, ok := it.Alike()
		if row := of[q.String()]; ok {
			same[row]++
		}
		if !ok || of[q.String()] == it.Number {
			rows = append(rows, it)
		}
	}
	return rows, same
}

func (f *fakeDesk) Count(_ context.Context, q inbox.Query, most int) (int, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := len(f.matching(inbox.Ask{Query: q}))
	return min(n, most), n > most, nil
}

func (f *fakeDesk) Counts(context.Context) (inbox.Counts, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	c := inbox.Counts{Status: map[inbox.Status]int{}, Brand: map[string]int{}, Channel: map[string]int{}, Assignee: map[string]int{}, Mentioned: map[string]int{}}
	for _, it := range f.items {
		if it.Ours {
			continue
		}
		c.Status[it.Status]++
		for _, m := range it.Mentions {
			if m.Unread {
				c.Mentioned[m.Person]++
			}
		}
		if it.Unsent {
			c.Unsent++
		}
		if it.Status == inbox.Open || it.Status == inbox.Returned {
			c.Brand[it.Brand]++
			c.Channel[it.Channel]++
			c.Assignee[it.Assignee]++
		}
	}
	return c, nil
}

func (f *fakeDesk) find(number uint64) (int, error) {
	i := slices.IndexFunc(f.items, func(it inbox.Item) bool { return it.Number == number })
	if i < 0 {
		return i, fmt.Errorf("there is no item %d", number)
	}
	return i, nil
}

func (f *fakeDesk) Item(_ context.Context, number uint64) (inbox.Row, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, err := f.find(number)
	if err != nil {
		return inbox.Row{}, err
	}
	return f.row(f.items[i]), nil
}

func (f *fakeDesk) Thread(_ context.Context, number uint64) (desk.Thread, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, err := f.find(number)
	if err != nil {
		return desk.Thread{}, err
	}
	th := desk.Thread{Row: f.row(f.items[i]), History: f.log[number], Versions: f.versions}
	for _, it := range f.items {
		if it.Thread == f.items[i].Thread && it.Channel == f.items[i].Channel {
			th.Items = append(th.Items, it)
		}
	}
	slices.SortFunc(th.Items, func(a, b inbox.Item) int { return a.Posted.Compare(b.Posted) })
	for _, d := range f.waiting {
		if d.Item == number {
			th.Deliveries = append(th.Deliveries, d)
		}
	}
	return th, nil
}

func (f *fakeDesk) MarkSeen(numbers ...uint64) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, n := range numbers {
		f.seen[n] = true
	}
	return nil
}

func (f *fakeDesk) Remember(key string, value []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept[key] = value
	return nil
}

func (f *fakeDesk) Recall(key string) ([]byte, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	value, known := f.kept[key]
	return value, known, nil
}

func (f *fakeDesk) Views() (inbox.OwnViews, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.views, nil
}

func (f *fakeDesk) KeepViews(change func(inbox.OwnViews) (inbox.OwnViews, error)) (inbox.OwnViews, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	views, err := change(f.views)
	if err != nil {
		return views, err
	}
	for _, letter := range views.NewLetters(f.views) {
		if err := keys.Letter(f.team, letter); err != nil {
			return nil, err
		}
	}
	f.views = views
	return views, nil
}

// arrive brings an item and tells whoever watches.
func (f *fakeDesk) arrive(it inbox.Item) {
	f.mu.Lock()
	f.items = append(f.items, it)
	f.mu.Unlock()
	f.notices <- desk.Notice{Applied: []inbox.Applied{{Number: it.Number, Item: it, New: true}}}
}

func (f *fakeDesk) Departments(context.Context) ([]inbox.Department, error) {
	return f.team.Departments, f.broken
}

func (f *fakeDesk) Owed(_ context.Context, ask inbox.OwedAsk) (o inbox.Owed, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, it := range f.items {
		if it.Status == inbox.Escalated && it.Department == ask.Department {
			o.Rows = append(o.Rows, f.row(it))
			if it.Overdue(f.Now()) {
				o.Late++
			}
		}
	}
	slices.SortStableFunc(o.Rows, func(a, b inbox.Row) int { return a.Due.Compare(b.Due) })
	o.All = len(o.Rows)
	o.Rows = o.Rows[:min(len(o.Rows), ask.Limit)]
	return o, nil
}
