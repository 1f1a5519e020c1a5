package console

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// refused is a refusal for the person's role.
type refused struct{ error }

func (r refused) Unwrap() error { return r.error }

func (refused) Is(target error) bool { return target == desk.ErrRole }

func (f *fakeDesk) Denied(_ context.Context, v inbox.Verb, number uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.denied = append(f.denied, fmt.Sprint(v, " ", number))
}

func (f *fakeDesk) May(v inbox.Verb, it inbox.Item) error {
	a, _ := inbox.ActionOf(v)
	if err := f.person.May(a, it); err != nil {
		return refused{err}
	}
	if v == inbox.VerbReturn {
		_, err := inbox.Decide(it, inbox.Decision{Verb: v}, f.person.Name, f.now)
		return err
	}
	if a.Outward && it.Channel == "flux" {
		return errors.New("the channel flux can't " + string(v) + "; it only reads")
	}
	return nil
}

func (f *fakeDesk) Decide(_ context.Context, d inbox.Decision, targets ...desk.Target) (desk.Bulk, []inbox.Applied, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.refuse; err != nil {
		f.refuse = nil
		return desk.Bulk{}, nil, err
	}
	var bulk desk.Bulk
	var applied []inbox.Applied
	before := slices.Clone(f.items)
	for _, t := range targets {
		a, err := f.decide(d, t)
		if err != nil {
			bulk.Skipped = append(bulk.Skipped, desk.Skip{Number: t.Number, Why: err})
			continue
		}
		bulk.Done++
		if a.Delivery != nil && a.Delivery.State == inbox.Holding {
			bulk.Until = a.Delivery.At
		}
		applied = append(applied, a)
	}
	f.undo = append(f.undo, before)
	f.writing.verbs = append(f.writing.verbs, d.Verb)
	return bulk, applied, nil
}

func (f *fakeDesk) decide(d inbox.Decision, t desk.Target) (inbox.Applied, error) {
	i, err := f.find(t.Number)
	if err != nil {
		return inbox.Applied{}, err
	}
	it := &f.items[i]
	next, err := inbox.Decide(*it, d, f.person.Name, f.Now())
	if err != nil {
		return inbox.Applied{}, err
	}
	patch := inbox.Diff(it.Triage, next)
	it.Triage = next
	it.Version++
	a := inbox.Applied{
		Change: inbox.Change{Key: fmt.Sprint("change ", len(f.undo)), At: f.now, By: f.person.Name, Event: inbox.Decided{Number: t.Number, Decision: d}},
		Number: it.Number, Item: *it, Patch: patch,
	}
	f.dropDraft(it.Number, d.Verb)
	if act, _ := inbox.ActionOf(d.Verb); act.Outward {
		a.Delivery = &inbox.Delivery{ID: uint64(len(f.waiting) + 1), Item: it.Number, Verb: d.Verb, Text: d.Text, Private: d.Private, By: f.person.Name, Decided: f.Now(), State: inbox.Holding, At: f.Now().Add(8 * time.Second)}
		if f.person.Role == inbox.Trainee {
			a.Delivery.State = inbox.InReview
		}
		f.waiting = append(f.waiting, *a.Delivery)
	}
	return a, nil
}

func (f *fakeDesk) DecideAll(ctx context.Context, d inbox.Decision, q inbox.Query, progress func(done, total int)) (desk.Bulk, error) {
	f.mu.Lock()
	var targets []desk.Target
	for _, it := range f.matching(inbox.Ask{Query: q}) {
		targets = append(targets, desk.Target{Number: it.Number, Version: it.Version})
	}
	f.mu.Unlock()
	return f.DecideEach(ctx, d, targets, progress)
}

func (f *fakeDesk) DecideEach(ctx context.Context, d inbox.Decision, targets []desk.Target, progress func(done, total int)) (desk.Bulk, error) {
	if f.slow == 0 {
		bulk, _, err := f.Decide(ctx, d, targets...)
		return bulk, err
	}
	var all desk.Bulk
	for i, t := range targets {
		progress(i, len(targets))
		select {
		case <-ctx.Done():
			return all, context.Cause(ctx)
		case <-time.After(f.slow):
		}
		one, _, _ := f.Decide(ctx, d, t)
		all.Done += one.Done
		all.Skipped = append(all.Skipped, one.Skipped...)
	}
	return all, nil
}

func (f *fakeDesk) MayUndo() (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.undo) > 0 || f.long, nil
}

func (f *fakeDesk) UndoWith(ctx context.Context, progress func(done, total int)) (desk.Undone, error) {
	for done := 0; f.undoes > 0 && done < f.undoes; done++ {
		progress(done, f.undoes)
		select {
		case <-ctx.Done():
			return desk.Undone{What: inbox.VerbTag, Items: done}, ctx.Err()
		case <-time.After(f.slow):
		}
	}
	return f.Undo(ctx)
}

func (f *fakeDesk) Undo(context.Context) (desk.Undone, error) {
	time.Sleep(20 * f.slow)
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.undo) == 0 {
		return desk.Undone{}, fmt.Errorf("there is nothing to undo: %w", desk.ErrNothing)
	}
	last := len(f.undo) - 1
	now := f.items
	f.items, f.undo = f.undo[last], f.undo[:last]
	what := f.writing.verbs[last]
	f.writing.verbs = f.writing.verbs[:last]
	f.waiting = slices.DeleteFunc(f.waiting, func(dl inbox.Delivery) bool { return dl.Verb == what && dl.State == inbox.Holding })
	number := uint64(0)
	for i, it := range f.items {
		if i < len(now) && it.Version != now[i].Version {
			number = it.Number
		}
	}
	return desk.Undone{What: what, Number: number, Items: 1}, nil
}

func (f *fakeDesk) RedoWith(context.Context, func(done, total int)) (desk.Undone, error) {
	return desk.Undone{}, errors.New("there is nothing to make again")
}
