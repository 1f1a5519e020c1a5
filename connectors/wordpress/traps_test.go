package wordpress_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	emulated "vigie/connectors/emulator/wordpress"
	"vigie/inbox"
)

var maria = emulator.Author{Handle: "maria", Name: "Maria"}

func (s site) arrive(text string, ago time.Duration) string {
	return s.Arrive(emulator.Post{Author: maria, Text: text, Posted: time.Now().Add(-ago)})
}

func month() time.Time { return time.Now().Add(-30 * 24 * time.Hour) }

func with(posts []inbox.Post, remote string) (inbox.Post, bool) {
	i := slices.IndexFunc(posts, func(p inbox.Post) bool { return p.Remote == remote })
	if i < 0 {
		return inbox.Post{}, false
	}
	return posts[i], true
}

func do(t *testing.T, c connectors.Connector, verb inbox.Verb, remote string) connectors.Receipt {
	t.Helper()
	r, err := connectors.Do(t.Context(), c, verb, connectors.Action{On: inbox.Post{Remote: remote}})
	if err != nil {
		t.Fatalf("%s: %v", verb, err)
	}
	return r
}

func TestACommentApprovedDaysLaterIsFound(t *testing.T) {
	s := emulate(t, emulated.Options{})
	public, editor := s.public(t), s.editor(t)
	waiting := s.Arrive(emulator.Post{Author: maria, Text: "me first", Held: true, Posted: time.Now().Add(-48 * time.Hour)})
	s.arrive("newer", time.Minute)
	posts, fromPublic := walk(t, public, "", month())
	if _, came := with(posts, waiting); came {
		t.Error("the public sees what is held")
	}
	posts, _ = walk(t, editor, "", month())
	if p, came := with(posts, waiting); !came || p.Visibility != inbox.Held {
		t.Errorf("the editor sees %+v", p)
	}
	do(t, editor, inbox.VerbApprove, waiting)
	posts, _ = walk(t, public, fromPublic, month())
	if _, came := with(posts, waiting); !came {
		t.Error("approved later, it never came")
	}
}

func TestMoreThanAPageInOneSecondIsWalkedWhole(t *testing.T) {
	for name, connect := range map[string]func(site) connectors.Connector{
		"editor": func(s site) connectors.Connector { return s.editor(t) }, "public": func(s site) connectors.Connector { return s.public(t) },
	} {
		s := emulate(t, emulated.Options{})
		at := time.Now().Add(-24 * time.Hour)
		for i := range 305 {
			s.Arrive(emulator.Post{Author: maria, Text: fmt.Sprint("number ", i), Posted: at})
		}
		if posts, _ := walk(t, connect(s), "", month()); len(distinct(posts)) != 305 {
			t.Errorf("%s: %d of 305 came", name, len(distinct(posts)))
		}
	}
}

func distinct(posts []inbox.Post) map[string]bool {
	set := map[string]bool{}
	for _, p := range posts {
		set[p.Remote] = true
	}
	return set
}

func TestDeletionsDuringTheWalkHideNothing(t *testing.T) {
	for _, gone := range [][2]int{{1, 1}, {1, 60}, {1, 150}, {100, 100}, {99, 101}, {90, 200}} {
		s := emulate(t, emulated.Options{})
		for i := range 350 {
			s.arrive(fmt.Sprint("number ", i), time.Duration(400-i)*time.Minute)
		}
		c := s.editor(t)
		first, err := c.Poll(t.Context(), "", month())
		if err != nil || !first.More {
			t.Fatal(err)
		}
		for id := gone[0]; id <= gone[1]; id++ {
			s.Remove(fmt.Sprint(id))
		}
		rest, _ := walk(t, c, first.Cursor, month())
		came := distinct(append(first.Posts, rest...))
		for id := 1; id <= 350; id++ {
			if deleted := id >= gone[0] && id <= gone[1]; !deleted && !came[fmt.Sprint(id)] {
				t.Fatalf("without %v comment %d never came", gone, id)
			}
		}
	}
}

func TestTheHourThatComesTwiceIsReadTwice(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	s := emulate(t, emulated.Options{Zone: paris})
	at := func(hour, minute int) time.Time { return time.Date(2025, 10, 26, hour, minute, 0, 0, time.UTC) }
	s.Arrive(emulator.Post{Author: maria, Text: "at 2:50 of summer time", Posted: at(0, 50)})
	c := s.editor(t)
	_, cursor := walk(t, c, "", at(0, 0).AddDate(0, 0, -1))
	late := s.Arrive(emulator.Post{Author: maria, Text: "at 2:10 of winter time", Posted: at(1, 10)})
	posts, _ := walk(t, c, cursor, time.Time{})
	if _, came := with(posts, late); !came {
		t.Error("it never came")
	}
}

// TestAFalseDateDoesNotBlindTheChannel: a date in the future must not become the start of the next walk.
func TestAFalseDateDoesNotBlindTheChannel(t *testing.T) {
	s := emulate(t, emulated.Options{})
	s.arrive("from the future", -400*24*time.Hour)
	c := s.editor(t)
	_, cursor := walk(t, c, "", month())
	remote := s.arrive("of today", 0)
	posts, _ := walk(t, c, cursor, month())
	if _, came := with(posts, remote); !came {
		t.Error("it never came")
	}
}

func TestThreadsHangFromTheirRoot(t *testing.T) {
	s := emulate(t, emulated.Options{})
	root := s.arrive("root", 20*24*time.Hour)
	parent := root
	for i := range 5 {
		parent = s.Arrive(emulator.Post{Author: maria, Text: fmt.Sprint("level ", i), Parent: parent, Posted: time.Now().Add(-10 * 24 * time.Hour)})
	}
	late := s.Arrive(emulator.Post{Author: maria, Text: "late", Parent: parent, Posted: time.Now()})
	c := s.editor(t)
	posts, _ := walk(t, c, "", time.Now().Add(-time.Hour))
	if p, _ := with(posts, late); len(posts) != 1 || p.Thread != root || p.Parent != parent {
		t.Errorf("%d posts; it hangs in %s below %s, not in %s below %s", len(posts), p.Thread, p.Parent, root, parent)
	}
	whole, err := c.(connectors.Threader).Thread(t.Context(), inbox.Post{Remote: late})
	if err != nil || len(whole) != 7 || whole[0].Remote != root || whole[6].Remote != late {
		t.Errorf("the thread has %d posts, %v", len(whole), err)
	}
}

func TestAnswersToOursAreReplies(t *testing.T) {
	s := emulate(t, emulated.Options{})
	ours := s.Arrive(emulator.Post{Author: emulator.Author{Handle: "nadia"}, Text: "Bonjour à tous", Posted: time.Now().Add(-time.Hour)})
	answer := s.Arrive(emulator.Post{Author: maria, Text: "Merci", Parent: ours, Posted: time.Now().Add(-time.Minute)})
	posts, _ := walk(t, s.editor(t), "", month())
	if p, _ := with(posts, ours); !p.Ours || p.Kind != inbox.Comment || p.Author.ID != "user:2" {
		t.Errorf("ours: %+v", p)
	}
	if p, _ := with(posts, answer); p.Ours || p.Kind != inbox.Reply || p.Thread != ours {
		t.Errorf("the answer: %+v", p)
	}
}

func TestTitlesAreAskedOnceAndNeverInTheWay(t *testing.T) {
	s := emulate(t, emulated.Options{Posts: []emulated.Post{{Title: "Bread & butter"}, {Title: "Pool"}}})
	s.arrive("one", time.Hour)
	s.arrive("two", time.Hour)
	c := s.editor(t)
	s.Fault(emulator.Fault{Match: "GET /wp-json/wp/v2/posts", Status: 500})
	batch, err := c.Poll(t.Context(), "", month())
	if err != nil || len(batch.Posts) != 2 || len(batch.Bad) != 1 || !batch.Posts[0].Title.Empty() {
		t.Errorf("without titles: %+v, %v", batch, err)
	}
	s.Heal()
	before := s.Requests("GET /wp-json/wp/v2/posts")
	for range 3 {
		batch, err = c.Poll(t.Context(), "", month())
		if err != nil || batch.Posts[0].Title.String() != "Bread & butter" || batch.Posts[1].Title.String() != "Pool" {
			t.Errorf("with titles: %+v, %v", batch, err)
		}
	}
	if n := s.Requests("GET /wp-json/wp/v2/posts") - before; n != 1 {
		t.Errorf("asked %d times", n)
	}
}

func TestAddressesOfVisitorsStayThere(t *testing.T) {
	s := emulate(t, emulated.Options{})
	remote := s.arrive("rude", time.Minute)
	ip := s.AuthorIP(remote)
	c := s.editor(t)
	for _, verb := range []inbox.Verb{inbox.VerbHide, inbox.VerbUnhide, inbox.VerbSpam, inbox.VerbUnspam, inbox.VerbDelete, inbox.VerbRestore} {
		do(t, c, verb, remote)
		if now := s.AuthorIP(remote); now != ip {
			t.Errorf("after %s the site has %s for %s", verb, now, ip)
		}
	}
	batch, err := c.Poll(t.Context(), "", month())
	all, _ := json.Marshal(batch)
	if err != nil || strings.Contains(string(all), ip) || strings.Contains(string(all), "mail.example") {
		t.Errorf("%v: %s", err, all)
	}
}

func TestWithoutATrashDeletingIsForGoodAndSaid(t *testing.T) {
	s := emulate(t, emulated.Options{NoTrash: true})
	remote := s.arrive("rude", time.Minute)
	c := s.editor(t)
	if r := do(t, c, inbox.VerbDelete, remote); r.Now.Visibility != inbox.Deleted || s.Status(remote) != "" {
		t.Errorf("%+v; the site says %q", r.Now, s.Status(remote))
	}
	do(t, c, inbox.VerbDelete, remote)
	account, err := c.Check(t.Context())
	if err != nil || !strings.Contains(fmt.Sprint(account.Warning), "no trash") {
		t.Errorf("%+v, %v", account, err)
	}
	if _, err := connectors.Do(t.Context(), c, inbox.VerbRestore, connectors.Action{On: inbox.Post{Remote: remote}}); !errors.Is(err, connectors.ErrGone) {
		t.Errorf("restoring it: %v", err)
	}
}

func TestNothingIsSaidToACommentThatIsGone(t *testing.T) {
	s := emulate(t, emulated.Options{})
	remote := s.arrive("question", time.Minute)
	s.Remove(remote)
	_, err := connectors.Do(t.Context(), s.editor(t), inbox.VerbReply, connectors.Action{On: inbox.Post{Remote: remote}, Text: inbox.Clean("Merci")})
	if !errors.Is(err, connectors.ErrGone) || len(s.Sent()) != 0 {
		t.Errorf("%v; sent %+v", err, s.Sent())
	}
}

func TestTheSameWordsAgainAreTheReplyThatIsThere(t *testing.T) {
	s := emulate(t, emulated.Options{})
	s.arrive("question", time.Minute)
	c := s.editor(t)
	posts, _ := walk(t, c, "", month())
	say := func() string {
		r, err := connectors.Do(t.Context(), c, inbox.VerbReply, connectors.Action{On: posts[0], Text: inbox.Clean("Merci & <à bientôt>")})
		if err != nil {
			t.Fatal(err)
		}
		return r.Remote
	}
	first := say()
	if again := say(); again != first {
		t.Errorf("sent twice: %s and %s", first, again)
	}
	do(t, c, inbox.VerbRetract, first)
	second := say()
	if second == first || say() != second {
		t.Errorf("after it was retracted: %s, before %s", second, first)
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	for name, test := range map[string]struct {
		fault emulator.Fault
		kind  error
		says  string
	}{
		"closed":      {emulator.Fault{Status: 403, Body: `{"code":"rest_comment_closed","message":"Sorry, comments are closed for this item."}`}, connectors.ErrRefused, "comments are closed"},
		"too fast":    {emulator.Fault{Status: 400, Body: `{"code":"comment_flood","message":"Slow down."}`}, connectors.ErrTemporary, "Slow down"},
		"too long":    {emulator.Fault{Status: 400, Body: `{"code":"comment_content_column_length","message":"Too long."}`}, connectors.ErrRefused, "Too long"},
		"no right":    {emulator.Fault{Status: 403, Body: `{"code":"rest_comment_invalid_author","message":"No."}`}, connectors.ErrForbidden, "No."},
		"duplicate":   {emulator.Fault{Status: 409, Body: `{"code":"comment_duplicate","message":"You said that."}`}, connectors.ErrRefused, "You said that"},
		"PHP warning": {emulator.Fault{Status: 201, Body: "<br />\n<b>Warning</b>:  Undefined variable in <b>/x.php</b> on line <b>3</b><br />\n{\"id\":7}"}, connectors.ErrMalformed, "display_errors"},
		"a firewall":  {emulator.Fault{Body: "<!doctype html><title>Are you human?</title>"}, connectors.ErrMalformed, "firewall"},
		"half":        {emulator.Fault{Status: 201, Body: `{"id":7}`}, connectors.ErrMalformed, "look there"},
	} {
		t.Run(name, func(t *testing.T) {
			s := emulate(t, emulated.Options{})
			remote := s.arrive("question", time.Minute)
			c := s.editor(t)
			posts, _ := walk(t, c, "", month())
			on, _ := with(posts, remote)
			test.fault.Match, test.fault.Times = "POST", 1
			s.Fault(test.fault)
			_, err := connectors.Do(t.Context(), c, inbox.VerbReply, connectors.Action{On: on, Text: inbox.Clean("Merci"), First: time.Now()})
			if !errors.Is(err, test.kind) || !strings.Contains(fmt.Sprint(err), test.says) {
				t.Errorf("%v", err)
			}
			var trouble *connectors.Trouble
			if errors.As(err, &trouble) && trouble.Unsure != (test.kind == connectors.ErrMalformed) {
				t.Errorf("unsure: %v", trouble.Unsure)
			}
		})
	}
}

func TestABadCommentIsNamedAndTheRestGoesOn(t *testing.T) {
	s := emulate(t, emulated.Options{})
	s.Fault(emulator.Fault{Match: "GET /wp-json/wp/v2/comments", Header: http.Header{"Content-Type": {"application/json"}},
		Body: `[{"id":5,"content":{"raw":7}},{"id":6,"date_gmt":"2026-11-20T09:02:11","content":{"raw":"good"}},"?",null,{"id":8,"content":{"raw":"x"}}]`})
	batch, err := s.editor(t).Poll(t.Context(), "", month())
	if err != nil || len(batch.Posts) != 1 || batch.Posts[0].Remote != "6" {
		t.Fatalf("%+v, %v", batch.Posts, err)
	}
	said := fmt.Sprint(batch.Bad)
	if len(batch.Bad) != 4 || !strings.Contains(said, "comment 5:") || !strings.Contains(said, "comment 8:") {
		t.Errorf("%s", said)
	}
}

func TestAnAccountThatMayNotModerateReadsAndReplies(t *testing.T) {
	s := emulate(t, emulated.Options{})
	s.Fault(emulator.Fault{Match: "GET /wp-json/wp/v2/users/me", Body: `{"id":2,"name":"Nadia","capabilities":[]}`})
	c := s.editor(t)
	account, err := c.Check(t.Context())
	if err != nil || !strings.Contains(fmt.Sprint(account.Warning), "may not moderate") {
		t.Errorf("%+v, %v", account, err)
	}
	s.Arrive(emulator.Post{Author: maria, Text: "held", Held: true, Posted: time.Now()})
	remote := s.arrive("public", time.Minute)
	posts, _ := walk(t, c, "", month())
	on, came := with(posts, remote)
	if !came || len(posts) != 1 {
		t.Fatalf("%+v", posts)
	}
	if _, err := connectors.Do(t.Context(), c, inbox.VerbReply, connectors.Action{On: on, Text: inbox.Clean("Merci"), First: time.Now()}); err != nil {
		t.Error(err)
	}
}

func TestSitesThatCannotBeReadSayWhy(t *testing.T) {
	other := emulate(t, emulated.Options{})
	for name, test := range map[string]struct {
		opts  emulated.Options
		fault emulator.Fault
		says  string
	}{
		"application passwords are off": {emulated.Options{NoAppAuth: true}, emulator.Fault{}, "application passwords are switched off"},
		"the API is elsewhere": {emulated.Options{}, emulator.Fault{Match: "HEAD", Header: http.Header{"Link": {`<https://www.else.example/wp-json/>; rel="https://api.w.org/"`}}},
			"https://www.else.example"},
		"the site moved":     {emulated.Options{}, emulator.Fault{Status: 301, Header: http.Header{"Location": {strings.Replace(other.url, "127.0.0.1", "localhost", 1)}}}, "sends us on"},
		"it is no WordPress": {emulated.Options{}, emulator.Fault{Body: `{"namespaces":["oembed/1.0"]}`}, "no WordPress REST API"},
	} {
		t.Run(name, func(t *testing.T) {
			s := emulate(t, test.opts)
			if test.says != "" && (test.fault.Status != 0 || test.fault.Body != "" || test.fault.Header != nil) {
				s.Fault(test.fault)
			}
			if _, err := s.editor(t).Check(t.Context()); err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestChangedPermalinksAreFoundAgain(t *testing.T) {
	s := emulate(t, emulated.Options{})
	c := s.editor(t)
	walk(t, c, "", month())
	s.Fault(emulator.Fault{Match: "GET /wp-json/", Status: 404, Body: "<html>not found</html>"})
	s.Fault(emulator.Fault{Match: "HEAD", Body: ""})
	if _, err := c.Poll(t.Context(), "", month()); !errors.Is(err, connectors.ErrGone) {
		t.Fatalf("%v", err)
	}
	if _, err := c.Poll(t.Context(), "", month()); err != nil {
		t.Errorf("by ?rest_route=: %v", err)
	}
}

func TestEnormousCommentsDoNotStopTheChannel(t *testing.T) {
	s := emulate(t, emulated.Options{})
	s.client.MaxBody = 20_000 // a page of 100 is over it, one of 10 is not; the last comment is by itself
	for i := range 120 {
		s.arrive(fmt.Sprint(i, strings.Repeat("x", 100)), time.Duration(200-i)*time.Minute)
	}
	s.arrive(strings.Repeat("x", 20_000), 0)
	c, all, bad := s.editor(t), []inbox.Post{}, 0
	for cursor := connectors.Cursor(""); ; {
		batch, err := c.Poll(t.Context(), cursor, month())
		if err != nil {
			t.Fatal(err)
		}
		all, bad, cursor = append(all, batch.Posts...), bad+len(batch.Bad), batch.Cursor
		if !batch.More {
			break
		}
	}
	if n := len(distinct(all)); n != 120 || bad != 1 {
		t.Errorf("%d of 120 came, %d bad", n, bad)
	}
}
