package mastodon

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/mastodon"
	"vigie/inbox"
)

func TestWhatConcernsTheAccountComes(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	own := w.OwnPost("La rue est ouverte")
	want := map[string]inbox.Kind{
		w.Arrive(says(zoe, "@townhall merci", "")):                                         inbox.Mention,
		w.Arrive(says(zoe, "@townhall enfin", own)):                                        inbox.Reply,
		w.Arrive(emulator.Post{Author: omar, Text: "entre nous", Private: true}):           inbox.Message,
		w.ArriveFiltered(says(emulator.Author{ID: "5", Handle: "new"}, "@townhall ?", "")): inbox.Mention,
		own: inbox.Comment,
	}
	w.Notify("favourite", zoe, own)
	w.Notify("follow", zoe, "")
	w.Notify("severed_relationships", zoe, "")
	w.Notify("something_of_2030", zoe, own)
	posts, bad, cursor := w.read(c, "")
	if len(posts) != len(want) || len(bad) != 0 {
		t.Errorf("%d posts came, %d were to; bad: %v", len(posts), len(want), bad)
	}
	for remote, kind := range want {
		if p := w.get(posts, remote); p.Kind != kind || p.Private != (kind == inbox.Message) || p.Ours != (remote == own) {
			t.Errorf("%q came as a %s, private %v, ours %v", p.Text, p.Kind, p.Private, p.Ours)
		}
	}
	if again, _, _ := w.read(c, cursor); len(again) != 0 {
		t.Errorf("%d posts came again", len(again))
	}
}

func TestAnAnswerThatMentionsNobodyIsFound(t *testing.T) {
	now := time.Now()
	w := serve(t, platform.Options{Now: func() time.Time { return now }})
	c := w.member()
	c.now = func() time.Time { return now }
	own := w.OwnPost("La rue est ouverte")
	_, _, cursor := w.read(c, "")

	silent := w.Arrive(says(zoe, "pas chez moi", own))
	aside := w.Arrive(says(omar, "chez moi si", silent))
	named := w.Arrive(says(omar, "@townhall vraiment ?", own))
	posts, _, cursor := w.read(c, cursor)
	if p := w.get(posts, silent); p.Kind != inbox.Reply || p.Thread != own || p.Parent != own {
		t.Errorf("the silent answer came as %+v", p)
	}
	if p := w.get(posts, aside); p.Kind != inbox.Comment || p.Thread != own || p.Parent != silent {
		t.Errorf("the answer to it came as %+v", p)
	}
	if n := len(posts); n != 3 {
		t.Errorf("%d posts came; what mentions us (%s) comes once", n, named)
	}

	late := w.Arrive(says(zoe, "toujours pas", own))
	contexts := w.Requests("GET /api/v1/statuses")
	if posts, _, cursor = w.read(c, cursor); len(posts) != 0 || w.Requests("GET /api/v1/statuses") != contexts {
		t.Error("a thread is read again at once")
	}
	now = now.Add(6 * time.Minute)
	posts, _, _ = w.read(c, cursor)
	w.get(posts, late)
}

func TestALongSilentThreadComesInBatches(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	own := w.OwnPost("Vos idées ?")
	want := map[string]bool{}
	for i := range 230 {
		want[w.Arrive(says(zoe, fmt.Sprint("idée ", i), own))] = true
	}
	posts, _, _ := w.read(c, "")
	for _, p := range posts {
		delete(want, p.Remote)
	}
	if len(want) != 0 {
		t.Errorf("%d answers didn't come", len(want))
	}
}

func TestAHashtagAndASearchBringMoreThanAPage(t *testing.T) {
	for name, lists := range map[string]map[string][]string{"hashtag": {"hashtags": {"acme"}}, "search": {"searches": {"acme"}}} {
		w := serve(t, platform.Options{})
		c := w.open("token", lists)
		first := w.Arrive(says(zoe, "un #acme", ""))
		posts, _, cursor := w.read(c, "")
		if p := w.get(posts, first); p.Kind != inbox.Match || !strings.HasSuffix(p.Found.String(), "acme") {
			t.Errorf("%s: it came as a %s found by %q", name, p.Kind, p.Found)
		}
		want := map[string]bool{}
		for i := range 130 {
			want[w.Arrive(says(zoe, fmt.Sprint("encore #acme ", i), ""))] = true
		}
		posts, _, _ = w.read(c, cursor)
		for _, p := range posts {
			delete(want, p.Remote)
		}
		if len(want) != 0 {
			t.Errorf("%s: %d of 130 didn't come", name, len(want))
		}
	}
}

func TestReadingABacklogEndsAtItsStart(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.open("", map[string][]string{"hashtags": {"acme"}})
	for i := range 400 {
		w.Arrive(emulator.Post{Author: zoe, Text: fmt.Sprint("#acme ", i), Posted: time.Now().Add(-time.Duration(400-i) * time.Hour)})
	}
	var posts []inbox.Post
	for cursor, more := connectors.Cursor(""), true; more; {
		batch, err := c.Poll(t.Context(), cursor, time.Now().Add(-50*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		posts, cursor, more = append(posts, batch.Posts...), batch.Cursor, batch.More
	}
	if n := len(posts); n < 49 || n > 49+2*statusesPage {
		t.Errorf("of 400 posts, 49 of them since the start, %d came", n)
	}
}

func TestABadPostIsReportedAndTheReadingMovesOn(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	w.Raw(with(map[string]any{"id": "777", "created_at": "soon"}))
	w.RawNotification(`{"id":12345,"type":["mention"]}`)
	w.RawNotification(`"surprise"`)
	good := w.Arrive(says(zoe, "@townhall bonjour", ""))
	posts, bad, cursor := w.read(c, "")
	w.get(posts, good)
	if len(bad) != 3 || !slices.ContainsFunc(bad, func(err error) bool { return strings.Contains(err.Error(), "777") }) {
		t.Errorf("reported: %v", bad)
	}
	if _, bad, _ = w.read(c, cursor); len(bad) != 0 {
		t.Errorf("reported again: %v", bad)
	}
}

func TestASourceThatFailsIsReportedAndPassedOver(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.open("token", map[string][]string{"hashtags": {"acme", "broken"}, "searches": {"acme"}})
	w.Fault(emulator.Fault{Match: "/api/v2/search", Status: 503})
	w.Fault(emulator.Fault{Match: "/api/v1/timelines/tag/broken", Status: 404})
	mention, match := w.Arrive(says(zoe, "@townhall bonjour", "")), w.Arrive(says(zoe, "#acme", ""))
	posts, bad, cursor := w.read(c, "")
	w.get(posts, mention)
	w.get(posts, match)
	if len(bad) != 2 || !errors.Is(bad[0], connectors.ErrGone) || !errors.Is(bad[1], connectors.ErrTemporary) {
		t.Errorf("reported: %v", bad)
	}
	w.Heal()
	posts, bad, _ = w.read(c, cursor)
	if w.get(posts, match).Found.String() != "acme" || len(bad) != 0 {
		t.Errorf("after it was healed: %v", bad)
	}
}

func TestARoundGoesOnWhereTheServerAskedForPatience(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.open("token", map[string][]string{"hashtags": {"acme"}}).(member)
	w.Fault(emulator.Fault{Match: "/api/v1/timelines/tag", Status: 429, Times: 1,
		Header: http.Header{"X-Ratelimit-Reset": {time.Now().Add(2 * time.Minute).UTC().Format("2006-01-02T15:04:05.000000Z")}}})
	var cursor connectors.Cursor
	for {
		batch, err := c.Poll(t.Context(), cursor, time.Time{})
		if err == nil && batch.More {
			cursor = batch.Cursor
			continue
		}
		var trouble *connectors.Trouble
		if !errors.As(err, &trouble) || trouble.After < time.Minute || trouble.After > 2*time.Minute {
			t.Fatalf("the round ended with %v", err)
		}
		break
	}
	if at, _ := c.parseCursor(cursor); at.Turn != "#acme" {
		t.Errorf("it would go on with %q", at.Turn)
	}
}

func TestOurPaceStaysUnderTheServersLimitOfCursors(t *testing.T) {
	now := time.Now().Truncate(15 * time.Minute)
	w := serve(t, platform.Options{Now: func() time.Time { return now }})
	made, err := Kind().New(connectors.Config{
		Channel: inbox.Channel{Settings: map[string]string{"url": w.url}, Lists: map[string][]string{"hashtags": {"acme"}}},
		Secrets: map[string]string{"secret": "token"}, Client: connectors.Options{Now: func() time.Time { return now }},
	})
	if err != nil {
		t.Fatal(err)
	}
	c := made.(member)
	t.Cleanup(func() { _ = c.Close() })
	var cursor connectors.Cursor
	for end := now.Add(14*time.Minute + 59*time.Second); now.Before(end); {
		batch, err := c.Poll(t.Context(), cursor, time.Time{})
		var trouble *connectors.Trouble
		switch {
		case err == nil:
			cursor = batch.Cursor
		case errors.As(err, &trouble) && trouble.Status == 0 && trouble.After > 0:
			now = now.Add(trouble.After)
		default:
			t.Fatalf("polling without a pause: %v", err)
		}
	}
	if n := w.Requests(""); n > 300 {
		t.Errorf("%d requests in 15 minutes", n)
	}
}

func TestAChannelOfManyHashtagsAsksForMoreTime(t *testing.T) {
	many := make([]string, 40)
	for i := range many {
		many[i] = fmt.Sprint("tag", i)
	}
	w := serve(t, platform.Options{})
	for _, test := range []struct {
		tags []string
		want time.Duration
	}{{many[:3], 0}, {many, 320 * time.Second}} {
		c, cursor := w.open("", map[string][]string{"hashtags": test.tags}), connectors.Cursor("")
		for {
			batch, err := c.Poll(t.Context(), cursor, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			if cursor = batch.Cursor; batch.More {
				continue
			}
			if batch.Interval != test.want {
				t.Errorf("%d hashtags: the next round in %v", len(test.tags), batch.Interval)
			}
			break
		}
	}
}

func TestACursorForgetsWhatTheChannelNoLongerReads(t *testing.T) {
	w := serve(t, platform.Options{})
	w.Arrive(says(zoe, "#acme #rue", ""))
	_, _, cursor := w.read(w.open("", map[string][]string{"hashtags": {"acme", "rue"}}), "")
	posts, _, cursor := w.read(w.open("", map[string][]string{"hashtags": {"rue", "place"}}), cursor)
	if len(posts) != 0 || strings.Contains(string(cursor), "acme") {
		t.Errorf("%d posts; the cursor is %s", len(posts), cursor)
	}
}

func TestWhatIsWrittenTwiceIsReadOnce(t *testing.T) {
	w := serve(t, platform.Options{})
	w.Arrive(says(zoe, "#acme", ""))
	c := w.open("token", map[string][]string{"hashtags": {"acme", "#Acme ", "rue"}, "searches": {"rue", " rue"}})
	posts, _, _ := w.read(c, "")
	if n := len(c.(member).sources); len(posts) != 1 || n != 6 {
		t.Errorf("%d posts of %d sources", len(posts), n)
	}
}

func TestConversationsOfABatchShareAThread(t *testing.T) {
	at := time.Now()
	p := func(remote, parent string, minutes int) inbox.Post {
		thread := parent
		if parent == "" {
			thread = remote
		}
		return inbox.Post{Remote: remote, Parent: parent, Thread: thread, Posted: at.Add(time.Duration(minutes) * time.Minute)}
	}
	posts := []inbox.Post{p("c", "b", 3), p("b", "a", 2), p("a", "", 1), p("z", "y", 5), p("y", "x", 4), p("o", "r", 6), p("r", "o", 7)}
	arrange(posts)
	var got []string
	for _, p := range posts {
		got = append(got, p.Remote+":"+p.Thread)
	}
	if s := strings.Join(got, " "); s != "a:a b:a c:a y:x z:x o:r r:o" {
		t.Error(s)
	}
}

func TestPostsThatTheAccountAskedToHearOfAreMatches(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.member()
	want := map[string]string{}
	for kind, found := range map[string]string{"status": "posts of @zoe@social.example", "update": "edited after we shared it", "quote": ""} {
		remote := w.Arrive(says(zoe, "à propos de la rue, "+kind, ""))
		w.Notify(kind, zoe, remote)
		want[remote] = found
	}
	posts, _, _ := w.read(c, "")
	for remote, found := range want {
		kind := inbox.Match
		if found == "" {
			kind = inbox.Mention // it quotes us
		}
		if p := w.get(posts, remote); p.Kind != kind || p.Found.String() != found {
			t.Errorf("%q came as a %s found by %q", p.Text, p.Kind, p.Found)
		}
	}
}

func TestAThreadThatCanNotBeReadIsReportedOnce(t *testing.T) {
	for status, bad := range map[int]int{404: 0, 500: 1} {
		w := serve(t, platform.Options{})
		c := w.member()
		own, other := w.OwnPost("un"), w.OwnPost("deux")
		w.Arrive(says(zoe, "silence", own))
		heard := w.Arrive(says(zoe, "silence aussi", other))
		w.Fault(emulator.Fault{Match: "GET /api/v1/statuses/" + own, Status: status})
		posts, errs, cursor := w.read(c, "")
		w.get(posts, heard)
		_, again, _ := w.read(c, cursor)
		if len(errs) != bad || len(again) != 0 {
			t.Errorf("%d: reported %v, then %v", status, errs, again)
		}
	}
}

func TestAPartOfTheServerThatIsDownHoldsNothingElse(t *testing.T) {
	w := serve(t, platform.Options{})
	c := w.open("token", map[string][]string{"hashtags": {"acme"}, "searches": {"acme"}})
	w.Fault(emulator.Fault{Match: "/api/v1/timelines/tag", Status: 503, Header: http.Header{"Retry-After": {"1"}}})
	remote := w.Arrive(says(zoe, "acme", ""))
	posts, bad, _ := w.read(c, "")
	if w.get(posts, remote); len(bad) != 1 {
		t.Errorf("reported: %v", bad)
	}
}
