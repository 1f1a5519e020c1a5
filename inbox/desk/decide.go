package desk

import (
	"context"
	"strings"
	"time"

	"vigie/inbox"
)

// slice is how many decisions are one transaction: so many that a bulk is quick, so few that others can write in between.
const slice = 100

// Decide records a decision about some items. An outward one waits for the undo window before it leaves. What was refused is
// skipped and named; for a single item that is also the error. Several items are one group, and so one undo.
func (s *Seat) Decide(ctx context.Context, decision inbox.Decision, targets ...Target) (Bulk, []inbox.Applied, error) {
	return s.decide(ctx, decision, true, targets)
}

// DecideNow is Decide without an undo window.
func (s *Seat) DecideNow(ctx context.Context, decision inbox.Decision, targets ...Target) (Bulk, []inbox.Applied, error) {
	return s.decide(ctx, decision, false, targets)
}

// hold is until when an outward action that is decided now can be taken back; zero is not at all.
func (s *Seat) hold() time.Time { return s.desk.hold() }

func (d *Desk) hold() time.Time {
	window := d.opts.UndoWindow
	if window == 0 {
		window = d.Team().UndoWindow
	}
	if window == 0 {
		window = inbox.DefaultUndoWindow
	}
	if window < 0 {
		return time.Time{}
	}
	return d.now().Add(window)
}

func (s *Seat) decide(ctx context.Context, decision inbox.Decision, holds bool, targets []Target) (Bulk, []inbox.Applied, error) {
	decision, err := s.complete(decision)
	if err != nil {
		return Bulk{}, nil, err
	}
	b := s.newBulk(decision, holds, len(targets))
	defer b.deny(ctx)
	var all []inbox.Applied
	for len(targets) > 0 {
		n := min(len(targets), slice)
		applied, err := b.decide(ctx, targets[:n])
		all = append(all, applied...)
		if err != nil {
			return b.Bulk, all, err
		}
		targets = targets[n:]
	}
	if b.Done == 0 && len(b.Skipped) == 1 {
		return b.Bulk, all, b.Skipped[0].Why
	}
	return b.Bulk, all, nil
}

// among says which of the names in the team file was meant, or which there are, or what to write there to have one.
func among[T any](misspelt string, all []T, table string, name func(T) string) inbox.Saying {
	if len(all) == 0 {
		return inbox.Say("write a [[%s]] in the team file to have one", table)
	}
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = name(t)
	}
	if question, near := inbox.DidYouMean(misspelt, names); near {
		return question
	}
	return inbox.Say("there are %s", strings.Join(names, ", "))
}

// complete fills in what the team knows, and refuses names that it doesn't. Whose role may not decide it is refused at each item.
func (s *Seat) complete(decision inbox.Decision) (inbox.Decision, error) {
	if a, _ := inbox.ActionOf(decision.Verb); s.Person().Role < a.Role {
		return decision, nil
	}
	team := s.Team()
	decision.Mentions = s.named(decision)
	decision = team.Evidenced(decision)
	switch decision.Verb {
	case inbox.VerbEscalate, inbox.VerbMove:
		dept, ok := team.Department(decision.To)
		if !ok && decision.To != "" {
			return decision, s.noDepartment(decision.To)
		}
		decision.To = dept.Name
		return team.Timed(decision, s.Now()), nil
	case inbox.VerbTag:
		if err := team.Tags.Allow(decision.Add...); err != nil {
			return decision, err
		}
		decision.Groups = team.Tags.Groups(decision.Add...)
	case inbox.VerbAssign:
		if _, ok := team.Person(decision.To); !ok && decision.To != "" {
			return decision, s.noPerson(decision.To)
		}
	}
	return decision, nil
}

// noPerson says that nobody has the name, and who there is.
func (s *Seat) noPerson(name string) error {
	return refuse(ErrUnknown, "no person of the team is called %q; %s", inbox.CleanLine(name), among(name, s.Team().People, "person", func(p inbox.Person) string { return p.Name }))
}

// mayHave refuses to hand an item to somebody of the team who has no access to it.
func (s *Seat) mayHave(person string, it inbox.Item) error {
	if p, ok := s.Team().Person(person); ok && (!p.Sees(it.Brand) || !p.SeesChannel(it.Channel)) {
		return refuse(ErrRole, "%s has no access to the channel %s of the brand %s", p.Name, it.Channel, it.Brand)
	}
	return nil
}

// bulk makes one decision about many items, a slice at a time.
type bulk struct {
	Bulk
	seat     *Seat
	decision inbox.Decision
	holds    bool // what goes outward waits for the undo window, which begins anew with each slice
	frozen   bool // what changed since it was seen is skipped, even where the decision commutes
	denied   refusals
}

func (s *Seat) newBulk(decision inbox.Decision, holds bool, targets int) *bulk {
	a, _ := inbox.ActionOf(decision.Verb)
	b := &bulk{seat: s, decision: decision, holds: holds && a.Outward}
	if targets > 1 {
		b.Group = s.desk.opts.NewKey()
	}
	return b
}

// decide makes the decision about one slice in one transaction.
func (b *bulk) decide(ctx context.Context, targets []Target) ([]inbox.Applied, error) {
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	var hold time.Time
	if b.holds {
		hold = b.seat.hold()
	}
	decision := b.decision
	decision.Review = decision.Review || decision.Verb == inbox.VerbReply && b.seat.Person().Role == inbox.Trainee
	var changes []inbox.Change
	for _, t := range targets {
		if err := b.allowed(t); err != nil {
			b.skip(t.Number, err)
			continue
		}
		c := b.seat.change(inbox.Decided{Number: t.Number, Version: t.Version, Decision: decision, Hold: hold})
		c.Group = b.Group
		changes = append(changes, c)
	}
	applied, err := b.seat.desk.apply(ctx, changes...)
	if err != nil {
		return nil, err
	}
	for _, a := range applied[:min(len(changes), len(applied))] {
		if a.Err != nil {
			b.skip(a.Change.Event.(inbox.Decided).Number, a.Err)
			continue
		}
		b.Done++
		if dl := a.Delivery; dl != nil && dl.State == inbox.Holding && dl.At.After(b.Until) {
			b.Until = dl.At
		}
		b.seat.answered(a.Item, b.decision.Verb)
		if b.Group == "" { // the text for several isn't what was begun on one of them
			b.seat.dropSent(a.Item, b.decision.Verb)
		}
	}
	return applied, nil
}

// allowed checks role, walls and channel; how the item stands is checked in the transaction itself.
func (b *bulk) allowed(t Target) error {
	row, err := b.seat.row(t.Number)
	if err != nil {
		return err
	}
	if b.frozen && row.Version != t.Version {
		return inbox.Errorf("item %d: %w it was found", t.Number, inbox.ErrChanged)
	}
	if b.decision.Verb == inbox.VerbAssign {
		if err := b.seat.mayHave(b.decision.To, row.Item); err != nil {
			return err
		}
	}
	if err := b.seat.allowed(b.decision.Verb, row.Item); err != nil {
		return err
	}
	if err := b.seat.unchanged(t, row, b.decision.Verb); err != nil {
		return err
	}
	if err := b.seat.unleased(b.decision.Verb, row.Item); err != nil {
		return err
	}
	if b.decision.Private && b.decision.Verb == inbox.VerbReply {
		if err := b.seat.MayPrivately(row.Item); err != nil {
			return err
		}
	}
	if b.decision.Verb == inbox.VerbReply || b.decision.Verb == inbox.VerbAmend {
		return b.seat.readable(row.Item, b.decision.Text)
	}
	return b.seat.mayRead(b.decision, row.Item)
}

func (b *bulk) skip(number uint64, why error) {
	b.Skipped = append(b.Skipped, Skip{number, why})
	b.denied.note(number, why)
}

func (b *bulk) deny(ctx context.Context) {
	b.seat.deny(ctx, inbox.Phrase(b.decision.Verb), b.denied.why, b.denied.numbers...)
}

// answered gives the lease of a reply back.
func (s *Seat) answered(it inbox.Item, verb inbox.Verb) {
	if verb == inbox.VerbReply && s.desk.here.answered(s, it, s.Now()) {
		s.desk.feed.publish(Notice{Here: true})
	}
}

// dropSent forgets the draft that became a decision.
func (s *Seat) dropSent(it inbox.Item, verb inbox.Verb) {
	_, ok, err := s.desk.store.Draft(s.name, it.Number, verb)
	if err == nil && ok {
		err = s.desk.store.DropDraft(s.name, it.Number, verb)
	}
	if err != nil {
		s.desk.log.Error("a draft that was sent is still there", "item", it.Number, "err", err)
	}
}

// DecideAll makes a decision about all that match a query at this moment; what changes before its turn comes is skipped and
// named. It works in slices that let others write; progress, where given, is told at the start and after each. A context that ends keeps what
// was done. It is one undo.
func (s *Seat) DecideAll(ctx context.Context, decision inbox.Decision, q inbox.Query, progress func(done, total int)) (Bulk, error) {
	decision, err := s.complete(decision)
	if err != nil {
		return Bulk{}, err
	}
	targets, err := s.freeze(ctx, q)
	if err != nil {
		return Bulk{}, err
	}
	b := s.newBulk(decision, true, len(targets))
	b.frozen = true
	return b.all(ctx, targets, progress)
}

// DecideEach is DecideAll about some items as the person saw them.
func (s *Seat) DecideEach(ctx context.Context, decision inbox.Decision, targets []Target, progress func(done, total int)) (Bulk, error) {
	decision, err := s.complete(decision)
	if err != nil {
		return Bulk{}, err
	}
	return s.newBulk(decision, true, len(targets)).all(ctx, targets, progress)
}

// all makes the decision about all targets, and tells how far it is before and after each slice.
func (b *bulk) all(ctx context.Context, targets []Target, progress func(done, total int)) (Bulk, error) {
	tell := func(done int) {
		if progress != nil {
			progress(done, len(targets))
		}
	}
	tell(0)
	defer b.deny(ctx)
	for done := 0; done < len(targets); {
		n := min(len(targets)-done, slice)
		if _, err := b.decide(ctx, targets[done:done+n]); err != nil {
			return b.Bulk, err
		}
		done += n
		tell(done)
	}
	return b.Bulk, nil
}

// freeze lists all that match now, as they are now.
func (s *Seat) freeze(ctx context.Context, q inbox.Query) ([]Target, error) {
	var targets []Target
	ask := s.behind(inbox.Ask{Query: q, Order: inbox.Oldest, Limit: 1000})
	for {
		page, err := s.desk.store.Page(ctx, ask)
		if err != nil {
			return nil, err
		}
		for _, r := range page.Rows {
			targets = append(targets, Target{Number: r.Number, Version: r.Version})
		}
		if !page.More || len(page.Rows) == 0 {
			return targets, nil
		}
		ask.From = page.Rows[len(page.Rows)-1].At()
	}
}
