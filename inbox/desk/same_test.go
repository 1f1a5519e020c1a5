package desk_test

import (
	"testing"
	"time"

	"vigie/inbox"
)

func TestAnAnswerToTheSamePostIsUndoneAsOne(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		here := post("1", "hello", time.Now())
		here.Origin = "social.example/users/zoe/statuses/17"
		b.arrive(here)
		there := inbox.Arrived{Channel: "feed", Brand: "acme", Post: here}
		if _, err := b.store.Apply(b.Context(), []inbox.Change{{Key: "there", At: time.Now(), Event: there}}); err != nil {
			t.Fatal(err)
		}
		watcher := b.Watch()
		defer watcher.Close()
		b.decide(reply("hi"), 1)
		notice, err := watcher.Next(b.Context())
		if err != nil || len(notice.Applied) != 2 || notice.Applied[1].Number != 2 || notice.Applied[1].Item.Status != inbox.Done {
			t.Errorf("the feed tells %+v, %v", notice.Applied, err)
		}
		th, err := b.as("nadia").Thread(b.Context(), 2)
		if err != nil || len(th.Same) != 1 || th.Same[0].Number != 1 || th.Same[0].Channel != "fedi" {
			t.Errorf("the thread says the same as %+v, %v", th.Same, err)
		}
		undone, err := b.as("nadia").Undo(b.Context())
		if err != nil || undone.Items != 1 || len(undone.Skipped) != 0 {
			t.Errorf("taken back: %+v, %v", undone, err)
		}
		if b.item(1).Status != inbox.Open || b.item(2).Status != inbox.Open {
			t.Errorf("they are %s and %s", b.item(1).Status, b.item(2).Status)
		}
		if redone, err := b.as("nadia").Redo(b.Context()); err != nil || redone.Items != 1 || b.item(2).Status != inbox.Done {
			t.Errorf("made again: %+v, %v; the other is %s", redone, err, b.item(2).Status)
		}
	})
}
