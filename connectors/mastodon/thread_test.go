package mastodon

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/mastodon"
	"vigie/inbox"
)

func TestAThreadIsWholeWhereverItIsAskedFrom(t *testing.T) {
	for _, flavour := range []string{platform.Mastodon, platform.GoToSocial} {
		w := serve(t, platform.Options{Flavour: flavour})
		c := w.member()
		minute := 0
		say := func(who emulator.Author, text, parent string) string {
			minute++
			return w.Arrive(emulator.Post{Author: who, Text: text, Parent: parent, Posted: time.Now().Add(time.Duration(minute-100) * time.Minute)})
		}
		root := say(zoe, "la rue est fermée", "")
		left := say(omar, "@townhall ?", root)
		right := say(omar, "pas la mienne", root)
		leaf := say(zoe, "@townhall jusqu'à quand", left)
		ours := w.OwnReply(leaf, "@zoe@social.example vendredi")
		posts, _, _ := w.read(c, "")
		for _, from := range []string{left, leaf, ours} {
			whole, err := c.Thread(t.Context(), w.get(posts, from))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range whole {
				got = append(got, p.Remote)
				if p.Thread != root || p.Ours != (p.Remote == ours) {
					t.Errorf("%s: %q hangs in %q, ours %v", flavour, p.Text, p.Thread, p.Ours)
				}
			}
			if want := []string{root, left, right, leaf, ours}; !slices.Equal(got, want) {
				t.Errorf("%s: from %s came %v, not %v", flavour, from, got, want)
			}
		}
	}
}

func TestTheThreadOfWhatIsGoneIsGone(t *testing.T) {
	w := serve(t, platform.Options{})
	if _, err := w.member().Thread(t.Context(), inbox.Post{Remote: "1"}); !errors.Is(err, connectors.ErrGone) {
		t.Errorf("%v", err)
	}
}

func TestPostsAreReadAgainTogetherOrOneByOne(t *testing.T) {
	for flavour, want := range map[string]int{platform.Mastodon: 3, platform.GoToSocial: 45} {
		w := serve(t, platform.Options{Flavour: flavour})
		c := w.member()
		var ids, deleted []string
		for i := range 45 {
			ids = append(ids, w.Arrive(says(zoe, fmt.Sprint("@townhall ", i), "")))
		}
		for _, id := range []string{ids[3], ids[21], ids[44]} {
			w.Remove(id)
			deleted = append(deleted, id)
		}
		before := w.Requests("GET /api/v1/statuses")
		posts, gone, err := c.Refresh(t.Context(), ids)
		if err != nil || len(posts) != 42 || !slices.Equal(gone, deleted) {
			t.Errorf("%s: %d posts, %v gone, %v", flavour, len(posts), gone, err)
		}
		if n := w.Requests("GET /api/v1/statuses") - before; n != want {
			t.Errorf("%s: %d requests", flavour, n)
		}
	}
}

func TestAnOlderMastodonIsReadOneByOne(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	id := w.Arrive(says(zoe, "@townhall", ""))
	if _, err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.Fault(emulator.Fault{Match: "GET /api/v1/statuses", Status: 404, Times: 1})
	if posts, gone, err := c.Refresh(t.Context(), []string{id, "404"}); err != nil || len(posts) != 1 || !slices.Equal(gone, []string{"404"}) {
		t.Errorf("%d posts, %v gone, %v", len(posts), gone, err)
	}
}

func TestNothingIsGoneByAnAnswerThatCanNotBeRead(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	if _, err := c.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	for body, want := range map[string][]string{
		`[{"id":"1","content":7},{"id":2}]`: {"3"}, `[{"id":"1"},{}]`: nil, `[null]`: nil,
	} {
		w.Fault(emulator.Fault{Match: "GET /api/v1/statuses", Times: 1, Body: body})
		if posts, gone, err := c.Refresh(t.Context(), []string{"1", "2", "3"}); err != nil || len(posts) != 0 || !slices.Equal(gone, want) {
			t.Errorf("%s: %d posts, %v gone, %v", body, len(posts), gone, err)
		}
	}
	w.Fault(emulator.Fault{Match: "GET /api/v1/statuses", Body: `{"error":"no"}`})
	if _, gone, err := c.Refresh(t.Context(), []string{"1"}); !errors.Is(err, connectors.ErrMalformed) || len(gone) != 0 {
		t.Errorf("%v gone, %v", gone, err)
	}
}

func TestARefreshThatTheRateLimitEndsTellsWhatItRead(t *testing.T) {
	w := serve(t, platform.Options{Flavour: platform.GoToSocial, Limits: []platform.Limit{{Requests: 12, Per: time.Hour}}})
	c := w.member()
	var ids []string
	for i := range 30 {
		ids = append(ids, w.Arrive(says(zoe, fmt.Sprint("@townhall ", i), "")))
	}
	posts, gone, err := c.Refresh(t.Context(), ids)
	if err != nil || len(posts) == 0 || len(posts) > 12 || len(gone) != 0 {
		t.Errorf("%d posts, %v gone, %v", len(posts), gone, err)
	}
	if _, _, err = c.Refresh(t.Context(), ids); !errors.Is(err, connectors.ErrTemporary) {
		t.Errorf("again: %v", err)
	}
}
