package mastodon_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/mastodon"
)

func TestAReplyIsPostedAndRecorded(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(mention("la rue est fermée ?"))
	st := c.one("POST", "/api/v1/statuses", url.Values{"status": {"@zoe@social.example Oui"}, "in_reply_to_id": {id}, "visibility": {"unlisted"}})
	if *st.InReplyToID != id || st.Visibility != "unlisted" || st.Account.Acct != "townhall" {
		t.Errorf("%+v", st)
	}
	sent := c.Sent()
	if len(sent) != 1 || sent[0].Action != "reply" || sent[0].Remote != st.ID || sent[0].Target != id || sent[0].Text != "@zoe@social.example Oui" {
		t.Errorf("%+v", sent)
	}
}

func TestAReplyMayComeAsJSON(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(mention("hello"))
	req := `{"status":"Hi","in_reply_to_id":"` + id + `","sensitive":false,"media_ids":[]}`
	a := c.do("POST", "/api/v1/statuses?", nil, "Content-Type", "application/json")
	if a.status != 422 {
		t.Errorf("no body: %d %s", a.status, a.body)
	}
	st := read[item](c, c.send("POST", "/api/v1/statuses", req))
	if *st.InReplyToID != id || st.Content != "<p>Hi</p>" {
		t.Errorf("%+v", st)
	}
	if a := c.send("POST", "/api/v1/statuses", `{"status":`); a.status != 400 {
		t.Errorf("half a body: %d", a.status)
	}
}

func TestAnIdempotentPostIsMadeOnceForAnHour(t *testing.T) {
	clock := newClock()
	c := serve(t, mastodon.Options{Now: clock.Now})
	post := func(key string) string {
		return c.one("POST", "/api/v1/statuses", url.Values{"status": {"Hello"}}, "Idempotency-Key", key).ID
	}
	first := post("a")
	clock.Add(59 * time.Minute)
	if again := post("a"); again != first || len(c.Sent()) != 1 {
		t.Errorf("posted twice: %v", c.Sent())
	}
	if other := post("b"); other == first {
		t.Error("another key gave the same post")
	}
	clock.Add(time.Minute)
	if late := post("a"); late == first {
		t.Error("the key outlived its hour")
	}
}

func TestALostAnswerIsFoundByItsKey(t *testing.T) {
	c := serve(t, mastodon.Options{})
	c.Fault(emulator.Fault{Match: "POST /api/v1/statuses", Times: 1, Cut: true})
	if _, err := c.try("POST", "/api/v1/statuses", url.Values{"status": {"Hello"}}, "Idempotency-Key", "k"); err == nil {
		t.Fatal("half an answer was taken for a whole one")
	}
	st := c.one("POST", "/api/v1/statuses", url.Values{"status": {"Hello"}}, "Idempotency-Key", "k")
	if sent := c.Sent(); len(sent) != 1 || sent[0].Remote != st.ID {
		t.Errorf("%+v", sent)
	}
}

func TestPostsAreValidated(t *testing.T) {
	c := serve(t, mastodon.Options{MaxCharacters: 30})
	family := "👨‍👩‍👧‍👦"
	for _, test := range []struct {
		text   string
		status int
	}{
		{"", 422},
		{" \n", 422},
		{strings.Repeat("a", 30), 200},
		{strings.Repeat("a", 31), 422},
		{strings.Repeat(family, 30), 200},
		{strings.Repeat(family, 31), 422},
		{"aaaaaa https://example.com/" + strings.Repeat("long", 20), 200},
		{"aaaaaaaa https://a.example", 422},
		{"@zoe@" + strings.Repeat("long", 10) + ".example hello", 200},
	} {
		a := c.do("POST", "/api/v1/statuses", url.Values{"status": {test.text}})
		if a.status != test.status || a.status == 422 && !strings.Contains(a.body, `"error":"Validation failed: `) {
			t.Errorf("%q: %d %s", test.text, a.status, a.body)
		}
	}
	if a := c.do("POST", "/api/v1/statuses", url.Values{"status": {"x"}, "in_reply_to_id": {"1"}}); a.status != 404 {
		t.Errorf("reply to nothing: %d", a.status)
	}
	if a := c.do("POST", "/api/v1/statuses", url.Values{"status": {"x"}, "visibility": {"secret"}}); a.status != 422 {
		t.Errorf("odd visibility: %d", a.status)
	}
}

func TestOwnPostsAreEditedAndDeletedOthersAreNot(t *testing.T) {
	c := serve(t, mastodon.Options{})
	ours := c.OwnPost("Helo")
	theirs := c.Arrive(mention("hello"))
	st := c.one("PUT", "/api/v1/statuses/"+ours, url.Values{"status": {"Hello"}})
	if st.Content != "<p>Hello</p>" || st.EditedAt == nil {
		t.Errorf("%+v", st)
	}
	if versions := texts(c.list("/api/v1/statuses/" + ours + "/history")); versions != "Helo,Hello" {
		t.Errorf("history: %s", versions)
	}
	gone := c.one("DELETE", "/api/v1/statuses/"+ours, nil)
	if gone.Text != "Hello" || gone.Content != "" {
		t.Errorf("a deleted post answers its source: %+v", gone)
	}
	for _, request := range []string{"DELETE " + ours, "DELETE " + theirs, "PUT " + theirs} {
		method, id, _ := strings.Cut(request, " ")
		if a := c.do(method, "/api/v1/statuses/"+id, url.Values{"status": {"x"}}); a.status != 404 {
			t.Errorf("%s: %d", request, a.status)
		}
	}
}

func TestAPrivatePostIsDirectAndOursAlone(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(emulator.Post{Author: zoe, Text: "My number is 7", Private: true})
	if st := c.one("GET", "/api/v1/statuses/"+id, nil); st.Visibility != "direct" || texts([]item{st}) != "My number is 7" {
		t.Errorf("%+v", st)
	}
	if got := c.list("/api/v1/notifications"); len(got) != 1 {
		t.Errorf("%d notifications", len(got))
	}
	c.token = ""
	if a := c.do("GET", "/api/v1/statuses/"+id, nil); a.status != 404 {
		t.Errorf("anybody reads it: %d", a.status)
	}
}

func TestABatchLeavesOutWhatIsGone(t *testing.T) {
	c := serve(t, mastodon.Options{})
	a, b := c.Arrive(mention("a")), c.Arrive(mention("b"))
	c.Remove(b)
	if got := texts(c.list("/api/v1/statuses?id[]=" + a + "&id[]=" + b + "&id[]=99")); got != "a" {
		t.Errorf("got %s", got)
	}
	many := url.Values{}
	for i := range 21 {
		many.Add("id[]", strings.Repeat("9", i+1))
	}
	if a := c.do("GET", "/api/v1/statuses?"+many.Encode(), nil); a.status != 422 {
		t.Errorf("21 ids: %d, want 422", a.status)
	}
}

func TestAContextIsTheThreadAboveAndBelow(t *testing.T) {
	c := serve(t, mastodon.Options{})
	reply := func(parent, text string) string {
		return c.Arrive(emulator.Post{Author: zoe, Text: text, Parent: parent})
	}
	root := c.OwnPost("root")
	a := reply(root, "a")
	b := reply(a, "b")
	reply(root, "z")
	reply(b, "c")
	type context struct{ Ancestors, Descendants []item }
	for id, want := range map[string]string{root: "|a,b,c,z", b: "root,a|c"} {
		got := read[context](c, c.do("GET", "/api/v1/statuses/"+id+"/context", nil))
		if joined := texts(got.Ancestors) + "|" + texts(got.Descendants); joined != want {
			t.Errorf("context %s, want %s", joined, want)
		}
	}
}

func TestFavouritesAndMutedThreads(t *testing.T) {
	c := serve(t, mastodon.Options{})
	id := c.Arrive(mention("hello"))
	if st := c.one("POST", "/api/v1/statuses/"+id+"/favourite", nil); !st.Favourited {
		t.Error("not favourited")
	}
	if st := c.one("POST", "/api/v1/statuses/"+id+"/unfavourite", nil); st.Favourited {
		t.Error("still favourited")
	}
	c.one("POST", "/api/v1/statuses/"+id+"/mute", nil)
	c.Arrive(emulator.Post{Author: zoe, Text: "@townhall hello?", Parent: id})
	if got := c.list("/api/v1/notifications"); len(got) != 1 {
		t.Errorf("a muted thread notified: %s", texts(got))
	}
	c.one("POST", "/api/v1/statuses/"+id+"/unmute", nil)
	var actions []string
	for _, sent := range c.Sent() {
		actions = append(actions, sent.Action)
	}
	if got := strings.Join(actions, " "); got != "like unlike mute-thread unmute-thread" {
		t.Errorf("sent %s", got)
	}
}

func TestContentIsHTMLAsMastodonMakesIt(t *testing.T) {
	c := serve(t, mastodon.Options{})
	for text, want := range map[string]string{
		"a <b>\nc\n\nd":                 `<p>a &lt;b&gt;<br />c</p><p>d</p>`,
		"@townhall hi":                  `<p><span class="h-card" translate="no"><a href="https://city.example/@townhall" class="u-url mention">@<span>townhall</span></a></span> hi</p>`,
		"@nobody@x.example a@b.example": `<p>@nobody@x.example a@b.example</p>`,
		"(#Été2026) #1":                 `<p>(<a href="https://city.example/tags/Été2026" class="mention hashtag" rel="tag">#<span>Été2026</span></a>) #1</p>`,
		"https://www.example.com/a/very/long/path/that/goes/on.": `<p><a href="https://www.example.com/a/very/long/path/that/goes/on" target="_blank" rel="nofollow noopener noreferrer" translate="no">` +
			`<span class="invisible">https://www.</span><span class="ellipsis">example.com/a/very/long/path/t</span><span class="invisible">hat/goes/on</span></a>.</p>`,
	} {
		id := c.Arrive(emulator.Post{Author: zoe, Text: text})
		if got := c.one("GET", "/api/v1/statuses/"+id, nil).Content; got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}
