package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// fakeWriting is the part of the tests' desk that is about texts, what leaves, and what was done.
type fakeWriting struct {
	texts   map[draftKey]inbox.Draft
	saves   int // how often a draft was saved
	entries []inbox.Entry
	verbs   []inbox.Verb // that were decided
	limit   int          // of the channel fedi
	others  string       // whom a public reply there mentions besides the author
	scan    int          // how many entries a page of the log looks at; 0 = all
}

func (f *fakeDesk) Opening(it inbox.Item, private bool) string {
	if it.Channel == "fedi" {
		return it.Author.Handle.String() + " " + map[bool]string{false: f.writing.others}[private]
	}
	return ""
}

func (f *fakeDesk) Limit(it inbox.Item, text string) (int, int) {
	if it.Channel == "fedi" {
		return len([]rune(text)), f.writing.limit
	}
	return len([]rune(text)), 0
}

func (f *fakeDesk) MayPrivately(it inbox.Item) error {
	if it.Channel != "fedi" {
		return errors.New("the channel " + it.Channel + " answers in public only")
	}
	return nil
}

func (f *fakeDesk) Proofread(it inbox.Item, text string) []inbox.Fault {
	length, _ := f.Limit(it, text)
	return f.team.Proofread(inbox.Draught{On: it, Text: text, Length: length})
}

func (f *fakeDesk) Fill(canned string, it inbox.Item) string {
	return strings.NewReplacer("{author}", it.Author.Name.String(), "{brand}", it.Brand).Replace(canned)
}

func (f *fakeDesk) Draft(number uint64, verb inbox.Verb) (inbox.Draft, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok := f.writing.texts[draftKey{number, verb}]
	return d, ok, nil
}

// text is the draft on an item: the reply, where there are several.
func (f *fakeDesk) text(number uint64) (d inbox.Draft) {
	for of, one := range f.writing.texts {
		if of.number == number && (d.Verb == "" || of.verb == inbox.VerbReply) {
			d = one
		}
	}
	return d
}

func (f *fakeDesk) SaveDraft(d inbox.Draft) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.writing.texts == nil {
		f.writing.texts = map[draftKey]inbox.Draft{}
	}
	f.writing.texts[draftKey{d.Number, d.Verb}], f.drafts[d.Number] = d, true
	f.writing.saves++
	return nil
}

func (f *fakeDesk) DropDraft(number uint64, verb inbox.Verb) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dropDraft(number, verb)
	return nil
}

func (f *fakeDesk) dropDraft(number uint64, verb inbox.Verb) {
	delete(f.writing.texts, draftKey{number, verb})
	f.drafts[number] = f.text(number).Verb != ""
}

func (f *fakeDesk) Vocabulary() (v inbox.Vocabulary) {
	f.mu.Lock()
	defer f.mu.Unlock()
	uses := map[string]int{}
	for _, it := range f.items {
		for _, tag := range it.Tags {
			uses[tag]++
		}
	}
	v.Tags = slices.SortedFunc(maps.Keys(uses), func(a, b string) int { return cmp.Or(uses[b]-uses[a], inbox.CompareNames(a, b)) })
	for _, p := range f.team.People {
		v.People = append(v.People, p.Name)
	}
	for _, c := range f.team.Channels {
		v.Channels = append(v.Channels, c.Name)
	}
	for _, b := range f.team.Brands {
		v.Brands = append(v.Brands, b.Name)
	}
	for _, d := range f.team.Departments {
		v.Departments = append(v.Departments, d.Name)
	}
	return v
}

func (f *fakeDesk) Deliveries(_ context.Context, ask inbox.DeliveryAsk) ([]inbox.Delivery, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var found []inbox.Delivery
	for _, d := range f.waiting {
		if len(ask.States) == 0 || slices.Contains(ask.States, d.State) {
			found = append(found, d)
		}
	}
	return found, nil
}

func (f *fakeDesk) progress(id uint64, to inbox.Progress) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, d := range f.waiting {
		if d.ID != id {
			continue
		}
		next, err := d.Advance(to, f.now)
		if err == nil {
			f.waiting[i] = next
		}
		return err
	}
	return fmt.Errorf("there is no delivery %d", id)
}

func (f *fakeDesk) Release(_ context.Context, id uint64) error {
	return f.progress(id, inbox.Progress{State: inbox.Ready})
}

func (f *fakeDesk) ReleaseAs(_ context.Context, id uint64, text inbox.Text) error {
	return f.progress(id, inbox.Progress{State: inbox.Ready, Text: text})
}

func (f *fakeDesk) TakeNext(ctx context.Context) (inbox.Row, bool, error) {
	for _, it := range slices.Backward(f.items) {
		if it.Status == inbox.Open && it.Assignee == "" && !it.Ours {
			_, _, err := f.Decide(ctx, inbox.Decision{Verb: inbox.VerbAssign, To: f.person.Name}, desk.Target{Number: it.Number})
			return inbox.Row{Item: it}, err == nil, err
		}
	}
	return inbox.Row{}, false, nil
}

func (f *fakeDesk) Here(number uint64, doing desk.Doing) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.here = desk.Presence{Person: f.person.Name, Number: number, Doing: doing}
	return nil
}

func (f *fakeDesk) TakeOver(number uint64) error { return f.Here(number, desk.Answering) }

func (f *fakeDesk) Meanwhile(context.Context, time.Time) (desk.Meanwhile, error) {
	return f.meanwhile, nil
}

func (f *fakeDesk) Leave() { f.here = desk.Presence{} }

func (f *fakeDesk) Others() map[uint64][]desk.Presence { return f.others }

func (f *fakeDesk) SendBack(ctx context.Context, id uint64, _ inbox.Text) error {
	return f.Cancel(ctx, id)
}

func (f *fakeDesk) Cancel(_ context.Context, id uint64) error {
	return f.progress(id, inbox.Progress{State: inbox.Cancelled})
}

func (f *fakeDesk) Resolve(_ context.Context, id uint64, sent bool) error {
	if sent {
		return f.progress(id, inbox.Progress{State: inbox.Sent})
	}
	return f.progress(id, inbox.Progress{State: inbox.Ready})
}

func (f *fakeDesk) Await(_ context.Context, id uint64) (inbox.Delivery, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, d := range f.waiting {
		if d.ID == id {
			f.waiting[i].State = inbox.Sent
			return f.waiting[i], nil
		}
	}
	return inbox.Delivery{}, fmt.Errorf("there is no delivery %d", id)
}

func (f *fakeDesk) LogPage(_ context.Context, ask inbox.LogAsk) (page inbox.LogPage, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	looked := 0
	for _, e := range slices.Backward(f.writing.entries) {
		if ask.Before != 0 && e.Seq >= ask.Before {
			continue
		}
		page.Next, page.Looked = e.Seq, e.At
		if ask.Filter.Match(&e, f.scene(ask.Scene)) && (!e.AtDoor() || f.person.Role >= inbox.Lead) {
			page.Entries = append(page.Entries, e)
		}
		if looked++; len(page.Entries) == ask.Limit || looked == f.writing.scan {
			return page, nil
		}
	}
	page.Next = 0
	return page, nil
}

func (f *fakeDesk) UndoChange(ctx context.Context, _ string) (desk.Undone, error) {
	return f.Undo(ctx)
}
