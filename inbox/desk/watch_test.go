package desk_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func TestAWatcherHearsAllInOneNotice(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		w := b.as("nadia").Watch()
		defer w.Close()
		walled := b.as("uma").Watch()
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"a"}}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"b"}}, 1)
		n, err := w.Next(b.Context())
		if err != nil || n.Lost || len(n.Applied) != 2 || !n.Applied[1].Item.HasTag("b") {
			b.Errorf("heard %+v, %v", n, err)
		}
		ctx, cancel := context.WithTimeout(b.Context(), time.Second)
		defer cancel()
		if n, err := walled.Next(ctx); !errors.Is(err, context.DeadlineExceeded) {
			b.Errorf("behind the wall %+v is heard, %v", n, err)
		}
		walled.Close()
		walled.Close()
		if _, err := walled.Next(b.Context()); !errors.Is(err, desk.ErrClosed) {
			b.Errorf("a closed watcher: %v", err)
		}
	})
}

func TestAWatcherThatFallsBehindIsToldLost(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.many(300)
		w := b.Watch()
		defer w.Close()
		for range 2 {
			for _, v := range []inbox.Verb{inbox.VerbMute, inbox.VerbUnmute} {
				if _, err := b.as("nadia").DecideAll(b.Context(), inbox.Decision{Verb: v}, inbox.Query{}, nil); err != nil {
					b.Fatal(err)
				}
			}
		}
		n, err := w.Next(b.Context())
		if err != nil || !n.Lost || len(n.Applied) != 0 {
			b.Errorf("heard %d changes, lost %t, %v", len(n.Applied), n.Lost, err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbDone}, 1)
		if n, err := w.Next(b.Context()); err != nil || n.Lost || len(n.Applied) != 1 {
			b.Errorf("after that: %d changes, lost %t, %v", len(n.Applied), n.Lost, err)
		}
	})
}
