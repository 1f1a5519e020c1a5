package desk_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// keep adds a view to those of a person.
func (b *bench) keep(person string, v inbox.View) error {
	_, err := b.as(person).KeepViews(func(o inbox.OwnViews) (inbox.OwnViews, error) { return o.With(v, len(o)) })
	return err
}

// viewsOf are a person's own views in words.
func (b *bench) viewsOf(person string) string {
	b.Helper()
	views, err := b.as(person).Views()
	if err != nil {
		b.Fatal(err)
	}
	var all []string
	for _, v := range views {
		all = append(all, strings.TrimSpace(fmt.Sprint(v.Name, " ", v.Key, " ", v.Query, " ", v.Order, " ", v.Brand)))
	}
	return strings.Join(all, "; ")
}

func TestAPersonsViewsFollowThemAndAreTheirsAlone(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		views := inbox.View{Name: "Colère", Key: "x", Query: query(t, `tag:colère "trois semaines"`), Order: inbox.Oldest, Brand: "acme"}
		if err := errors.Join(b.keep("nadia", views), b.keep("nadia", inbox.View{Name: "Tout"}), b.keep("vera", inbox.View{Name: "Hers"})); err != nil {
			b.Fatal(err)
		}
		b.reopen()
		if got, want := b.viewsOf("nadia"), `Colère x tag:colère "trois semaines" oldest acme; Tout   newest`; got != want {
			b.Errorf("nadia has %s, want %s", got, want)
		}
		if got := b.viewsOf("lea"); got != "" {
			b.Errorf("lea has %s", got)
		}
	})
}

func TestWhatIsRefusedChangesNothing(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		if err := b.keep("uma", inbox.View{Name: "Umbra", Brand: "umbra"}); err != nil {
			b.Fatal(err)
		}
		for _, v := range []inbox.View{{Name: "umbra"}, {Name: "Acme", Brand: "acme"}, {Name: "Nowhere", Brand: "nowhere"}} {
			if err := b.keep("uma", v); err == nil {
				b.Errorf("%+v is kept", v)
			}
		}
		if err := b.keep("uma", inbox.View{Name: "Acme", Brand: "acme"}); !errors.Is(err, desk.ErrUnknown) {
			b.Errorf("a brand behind her wall: %v", err)
		}
		if got := b.viewsOf("uma"); got != "Umbra   newest umbra" {
			b.Errorf("uma has %s", got)
		}
	})
}

func TestViewsThatAreKeptAtTheSameTimeAreAllKept(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		var at sync.WaitGroup
		for i := range 20 {
			at.Go(func() {
				if err := b.keep("nadia", inbox.View{Name: fmt.Sprint("view", i)}); err != nil {
					b.Error(err)
				}
			})
		}
		at.Wait()
		if views, err := b.as("nadia").Views(); len(views) != 20 || err != nil {
			b.Errorf("%d are kept, %v", len(views), err)
		}
	})
}

func TestWhoWatchesHearsThatViewsChanged(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		w := b.as("nadia").Watch()
		defer w.Close()
		if err := b.keep("nadia", inbox.View{Name: "Tout"}); err != nil {
			b.Fatal(err)
		}
		if n, err := w.Next(b.Context()); err != nil || !n.Views || n.Lost || n.Channels {
			b.Errorf("%+v, %v", n, err)
		}
	})
}

func TestASearchThatIsNoneAnyMoreIsKeptForAVersionThatKnowsIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		nadia := b.as("nadia")
		if err := nadia.Remember("views", []byte(`[{"name":"Future","query":"mood:angry"},{"name":"Now","query":"is:open"}]`)); err != nil {
			b.Fatal(err)
		}
		if got := b.viewsOf("nadia"); !strings.HasPrefix(got, "Now") || strings.Contains(got, "Future") {
			b.Errorf("she has %s", got)
		}
		if err := b.keep("nadia", inbox.View{Name: "More"}); err != nil {
			b.Fatal(err)
		}
		if value, _, err := nadia.Recall("views"); err != nil || !strings.Contains(string(value), `"mood:angry"`) {
			b.Errorf("kept is %s, %v", value, err)
		}
	})
}

func TestALetterThatTheConsoleNeedsIsRefusedAndOneThatAViewHasStays(t *testing.T) {
	taken := errors.New("it is pressed for something else")
	onBench(t, "doer", func(b *bench) {
		if err := b.keep("nadia", inbox.View{Name: "Mine", Key: "x"}); err != nil {
			b.Fatal(err)
		}
		b.options.Letter = func(_ inbox.Team, letter string) error {
			if letter == "x" || letter == "y" {
				return taken
			}
			return nil
		}
		b.reopen()
		if err := b.keep("nadia", inbox.View{Name: "Other", Key: "y"}); !errors.Is(err, taken) {
			b.Errorf("y: %v", err)
		}
		if err := b.keep("nadia", inbox.View{Name: "Third", Key: "z"}); err != nil {
			b.Errorf("z, beside a view whose letter was taken later: %v", err)
		}
		if got, want := b.viewsOf("nadia"), "Mine x  newest; Third z  newest"; got != want {
			b.Errorf("nadia has %s, want %s", got, want)
		}
	})
}
