package demo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// step is something that one of the team decided about an item.
type step struct {
	after    time.Duration // since it was posted
	by       string
	decision inbox.Decision
	wake     time.Duration // of a snooze: from now
}

// Settle records what the team decided before now: much is done, some escalated and partly late, some came back, some waits.
// The desk must have taken in the world's past. It is an import, so that each decision has its own time and person; a seat
// that may import has to be given.
func (w *World) Settle(ctx context.Context, seat *desk.Seat) error {
	rows, err := everything(ctx, seat)
	if err != nil {
		return err
	}
	s := &settling{World: w, now: seat.Now(), labelled: map[string]inbox.Row{}}
	for _, r := range rows {
		said := w.said[post{r.Channel, r.Remote}]
		if said.label != "" {
			s.labelled[said.label] = r
		} else if !r.Ours && r.Status == inbox.Open {
			s.routine(r, said)
		}
	}
	for label, steps := range dossiers() {
		r, ok := s.labelled[label]
		if !ok {
			return fmt.Errorf("the demo's %s didn't arrive", label)
		}
		for _, st := range steps {
			s.decide(r, st)
		}
	}
	slices.SortStableFunc(s.changes, func(a, b inbox.Change) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Event.(inbox.Decided).Number, b.Event.(inbox.Decided).Number))
	})
	if err := s.record(ctx, seat); err != nil {
		return fmt.Errorf("the demo's past: %w", err)
	}
	return s.personal(seat, rows)
}

// record makes the decisions, and gives why any was refused.
func (s *settling) record(ctx context.Context, seat *desk.Seat) error {
	var refused []error
	changes := func(yield func(inbox.Change, error) bool) {
		for _, c := range s.changes {
			if !yield(c, nil) {
				return
			}
		}
	}
	err := seat.Import(ctx, changes, func(told []inbox.Applied) {
		for _, a := range told {
			refused = append(refused, a.Err)
		}
	})
	return errors.Join(append(refused, err)...)
}

// everything is all items, in an order that depends on what they are alone.
func everything(ctx context.Context, seat *desk.Seat) ([]inbox.Row, error) {
	var rows []inbox.Row
	ask := inbox.Ask{Limit: 500}
	for {
		page, err := seat.Page(ctx, ask)
		if err != nil {
			return nil, err
		}
		rows = append(rows, page.Rows...)
		if !page.More || len(page.Rows) == 0 {
			break
		}
		ask.From = page.Rows[len(page.Rows)-1].At()
	}
	slices.SortFunc(rows, func(a, b inbox.Row) int {
		return cmp.Or(a.Posted.Compare(b.Posted), cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.Remote, b.Remote))
	})
	return rows, nil
}

// settling gathers the decisions of the past.
type settling struct {
	*World
	now      time.Time
	labelled map[string]inbox.Row
	changes  []inbox.Change
	mine     int // items given to You
}

func (s *settling) decide(r inbox.Row, st step) {
	at := r.Posted.Add(st.after).Truncate(time.Millisecond)
	if st.decision.Verb == inbox.VerbEscalate {
		if d, ok := s.Team.Department(st.decision.To); ok {
			st.decision.Until = d.Due(at)
		}
	}
	if st.wake > 0 {
		st.decision.Until = s.now.Add(st.wake)
	}
	if at.Before(s.now) {
		s.changes = append(s.changes, inbox.Change{At: at, By: st.by, Event: inbox.Decided{Number: r.Number, Decision: st.decision}})
	}
}

// routine is what becomes of most items: done after a while, given to somebody, or left.
func (s *settling) routine(r inbox.Row, said line) {
	age := s.now.Sub(r.Posted)
	colleague := []string{"nadia", map[string]string{velo: "yusuf", tea: "iris"}[r.Brand]}[s.rng.IntN(2)]
	after := s.span(age/20, age/2)
	done := step{after: after, by: colleague, decision: inbox.Decision{Verb: inbox.VerbDone}}
	chance := s.rng.Float64()
	switch {
	case age > 20*time.Hour && chance < 0.8, age > 3*time.Hour && chance < 0.25:
		if said.spam() && !r.HasTag("spam") {
			s.decide(r, step{after: after - time.Second, by: colleague, decision: inbox.Decision{Verb: inbox.VerbTag, Add: []string{"spam"}}})
		}
		s.decide(r, done)
	case age > time.Hour && chance > 0.9 && s.mine < 6:
		s.mine++
		s.decide(r, step{after: after, by: "camille", decision: inbox.Decision{Verb: inbox.VerbAssign, To: You}})
	case age > time.Hour && chance > 0.8:
		s.decide(r, step{after: after, by: "camille", decision: inbox.Decision{Verb: inbox.VerbAssign, To: colleague}})
	}
}

// personal is what You alone did: opened what is older, and began an answer.
func (s *settling) personal(seat *desk.Seat, rows []inbox.Row) error {
	var seen []uint64
	for _, r := range rows {
		if s.now.Sub(r.Posted) > 5*time.Hour {
			seen = append(seen, r.Number)
		}
	}
	if err := seat.MarkSeen(seen...); err != nil {
		return err
	}
	begun := "Bonjour ! Oui, nous avons un tarif pour les entreprises : à partir de dix vélos, "
	return seat.SaveDraft(inbox.Draft{Number: s.labelled["velotaf"].Number, Verb: inbox.VerbReply, Text: begun, Caret: len([]rune(begun))})
}
