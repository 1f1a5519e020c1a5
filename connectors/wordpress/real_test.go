package wordpress_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/wordpress"
	"vigie/inbox"
)

// realSite is a WordPress that runs, seen from its own API.
type realSite struct {
	base, user, password, post string
	run                        string // tells this run's comments from those of others
}

func realWordPress(t *testing.T) (realSite, connectors.Connector) {
	t.Helper()
	s := realSite{os.Getenv("VIGIE_WORDPRESS_URL"), os.Getenv("VIGIE_WORDPRESS_USER"), os.Getenv("VIGIE_WORDPRESS_PASSWORD"),
		os.Getenv("VIGIE_WORDPRESS_POST"), strconv.FormatInt(time.Now().UnixNano(), 36)}
	if s.base == "" {
		t.Skip(`no real WordPress: start one with eval "$(.ci/wordpress)"`)
	}
	c, err := wordpress.New(connectors.Config{
		Channel: inbox.Channel{Name: "blog", Settings: map[string]string{"url": s.base, "user": s.user}},
		Secrets: map[string]string{"secret": s.password},
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

// api asks the site itself, as its editor.
func (s realSite) api(t *testing.T, method, path string, body, v any) {
	t.Helper()
	sent, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, s.base+"/wp-json/wp/v2/"+path, bytes.NewReader(sent))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "the site's own")
	req.SetBasicAuth(s.user, s.password)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode >= 300 {
		t.Fatalf("%s %s: %d %.300s %v", method, path, res.StatusCode, raw, err)
	}
	if err := json.Unmarshal(raw, v); err != nil {
		t.Fatalf("%s %s: %v in %.300s", method, path, err, raw)
	}
}

// stored is what the site itself says of a comment.
type stored struct {
	ID        int64
	Parent    int64
	Status    string
	IP        string `json:"author_ip"`
	UserAgent string `json:"author_user_agent"`
	Content   struct{ Raw, Rendered string }
}

func (s realSite) read(t *testing.T, remote string) (c stored) {
	t.Helper()
	s.api(t, "GET", "comments/"+remote+"?context=edit", nil, &c)
	return c
}

// write makes the comment of a visitor who sits elsewhere.
func (s realSite) write(t *testing.T, text string, more map[string]any) string {
	t.Helper()
	body := map[string]any{"post": s.post, "content": text, "author_name": "Maria " + s.run, "author_email": "maria." + s.run + "@mail.example",
		"author_ip": "198.51.100.7", "author_user_agent": "Mozilla/5.0 (visitor)", "status": "approve"}
	for name, value := range more {
		body[name] = value
	}
	var made stored
	s.api(t, "POST", "comments", body, &made)
	return strconv.FormatInt(made.ID, 10)
}

// comment fills in the form below an article, as visitors do.
func (s realSite) comment(t *testing.T, name, text string) {
	t.Helper()
	form := url.Values{"comment_post_ID": {s.post}, "author": {name}, "email": {"form." + s.run + "@mail.example"}, "url": {"https://maria.example"}, "comment": {text}}
	res, err := http.PostForm(s.base+"/wp-comments-post.php", form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		page, _ := io.ReadAll(res.Body)
		t.Fatalf("the form: %d %.500s", res.StatusCode, page)
	}
}

// walk polls to the end.
func walk(t *testing.T, c connectors.Connector, cursor connectors.Cursor, since time.Time) ([]inbox.Post, connectors.Cursor) {
	t.Helper()
	var all []inbox.Post
	for range 100 {
		batch, err := c.Poll(t.Context(), cursor, since)
		if err != nil {
			t.Fatal(err)
		}
		for _, bad := range batch.Bad {
			t.Errorf("bad: %v", bad)
		}
		all, cursor = append(all, batch.Posts...), batch.Cursor
		if !batch.More {
			return all, cursor
		}
	}
	t.Fatal("the walk doesn't end")
	return nil, ""
}

func only(t *testing.T, posts []inbox.Post, text string) inbox.Post {
	t.Helper()
	var found []inbox.Post
	for _, p := range posts {
		if strings.Contains(p.Text.String(), text) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d of %d posts contain %q", len(found), len(posts), text)
	}
	return found[0]
}

func TestRealAccountIsKnown(t *testing.T) {
	s, c := realWordPress(t)
	account, err := c.Check(t.Context())
	if err != nil || account.ReadOnly || account.Handle != "Nadia" || account.Warning != nil {
		t.Errorf("%+v, %v", account, err)
	}
	wrong, err := wordpress.New(connectors.Config{
		Channel: inbox.Channel{Settings: map[string]string{"url": s.base, "user": s.user}}, Secrets: map[string]string{"secret": "wrong"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := wrong.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "application password") {
		t.Errorf("wrong password: %v", err)
	}
}

func TestRealVisitorsCommentsArrive(t *testing.T) {
	s, c := realWordPress(t)
	_, cursor := walk(t, c, "", time.Now().Add(-time.Hour))
	typed := "It's <3 & \"free\" in " + s.run + "...\n\nReally? 😀 https://site.example/a?b=1&c=2"
	s.comment(t, "Tom & Jerry's <b>"+s.run+"</b>", typed)
	posts, cursor := walk(t, c, cursor, time.Time{})
	p := only(t, posts, s.run)
	if p.Text.String() != typed {
		t.Errorf("typed %q, came %q", typed, p.Text)
	}
	if p.Author.Name.String() != "Tom & Jerry's "+s.run || p.Visibility != inbox.Held || p.Ours || p.Title.Empty() || p.Kind != inbox.Comment {
		t.Errorf("%+v", p)
	}
	if ago := time.Since(p.Posted); ago < -time.Minute || ago > 10*time.Minute || p.Posted.Location() != time.UTC {
		t.Errorf("posted %v", p.Posted)
	}
	if all, _ := json.Marshal(p); strings.Contains(string(all), "@mail.example") || strings.Contains(string(all), "127.0.0.1\"") {
		t.Errorf("it holds an address: %s", all)
	}

	var approved stored
	s.api(t, "POST", "comments/"+p.Remote, map[string]string{"status": "approve"}, &approved)
	again, gone, err := c.(connectors.Refresher).Refresh(t.Context(), []string{p.Remote, "987654321"})
	if err != nil || len(again) != 1 || again[0].Visibility != inbox.Public || again[0].Digest != p.Digest || len(gone) != 1 {
		t.Errorf("refreshed %+v, gone %v, %v", again, gone, err)
	}
	if posts, _ = walk(t, c, cursor, time.Time{}); only(t, posts, s.run).Visibility != inbox.Public {
		t.Error("the overlap doesn't show the approval")
	}
}

// unlinked is a network on which the site's Link header gets lost, as some caches do.
type unlinked struct{}

func (unlinked) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := http.DefaultTransport.RoundTrip(r)
	if err == nil {
		res.Header.Del("Link")
	}
	return res, err
}

func TestRealSiteIsReadByAnyoneAndWithoutItsLink(t *testing.T) {
	s, _ := realWordPress(t)
	public, held := s.write(t, "public "+s.run, nil), s.write(t, "held "+s.run, map[string]any{"status": "hold"})
	for name, test := range map[string]struct {
		user     string
		network  http.RoundTripper
		seesHeld bool
	}{
		"anyone": {"", nil, false}, "anyone, no link": {"", unlinked{}, false}, "the editor, no link": {s.user, unlinked{}, true},
	} {
		secrets := map[string]string{}
		if test.user != "" {
			secrets["secret"] = s.password
		}
		c, err := wordpress.New(connectors.Config{Channel: inbox.Channel{Settings: map[string]string{"url": s.base, "user": test.user}},
			Secrets: secrets, Client: connectors.Options{Transport: test.network}})
		if err != nil {
			t.Fatal(err)
		}
		if account, err := c.Check(t.Context()); err != nil || account.ReadOnly != (test.user == "") {
			t.Errorf("%s: %+v, %v", name, account, err)
		}
		posts, _ := walk(t, c, "", time.Now().Add(-time.Hour))
		p, came := with(posts, public)
		if !came || p.Text.String() != "public "+s.run || p.Title.Empty() {
			t.Errorf("%s: %+v", name, p)
		}
		if _, came := with(posts, held); came != test.seesHeld {
			t.Errorf("%s sees what is held: %v", name, came)
		}
	}
}

func TestRealWalkLosesNoneOfASecond(t *testing.T) {
	s, c := realWordPress(t)
	const many = 105
	for i := range many {
		s.write(t, fmt.Sprintf("number %d of %s", i, s.run), map[string]any{"date_gmt": "2026-10-25T00:30:00", "author_name": fmt.Sprintf("V%d %s", i, s.run)})
	}
	posts, _ := walk(t, c, "", time.Date(2026, 10, 24, 0, 0, 0, 0, time.UTC))
	came := map[string]bool{}
	for _, p := range posts {
		if strings.Contains(p.Text.String(), s.run) {
			came[p.Remote] = true
		}
	}
	if len(came) != many {
		t.Errorf("%d of %d came", len(came), many)
	}
}

func TestRealModeration(t *testing.T) {
	s, c := realWordPress(t)
	remote := s.write(t, "It's 5 > 4 & rude "+s.run, nil)
	before := s.read(t, remote)
	on := inbox.Post{Remote: remote}
	for _, step := range []struct {
		verb   inbox.Verb
		status string
		shows  inbox.Visibility
	}{
		{inbox.VerbHide, "hold", inbox.Held}, {inbox.VerbHide, "hold", inbox.Held}, {inbox.VerbUnhide, "approved", inbox.Public},
		{inbox.VerbSpam, "spam", inbox.Spam}, {inbox.VerbHide, "spam", inbox.Spam}, {inbox.VerbUnspam, "approved", inbox.Public}, {inbox.VerbUnspam, "approved", inbox.Public},
		{inbox.VerbDelete, "trash", inbox.Deleted}, {inbox.VerbDelete, "trash", inbox.Deleted}, {inbox.VerbRestore, "approved", inbox.Public}, {inbox.VerbRestore, "approved", inbox.Public},
		{inbox.VerbHide, "hold", inbox.Held}, {inbox.VerbDelete, "trash", inbox.Deleted}, {inbox.VerbRestore, "hold", inbox.Held},
		{inbox.VerbApprove, "approved", inbox.Public}, {inbox.VerbSpam, "spam", inbox.Spam}, {inbox.VerbApprove, "approved", inbox.Public},
	} {
		receipt, err := connectors.Do(t.Context(), c, step.verb, connectors.Action{On: on})
		if err != nil || receipt.Now == nil || receipt.Now.Visibility != step.shows {
			t.Fatalf("%s: %+v, %v", step.verb, receipt.Now, err)
		}
		after := s.read(t, remote)
		if after.Status != step.status {
			t.Errorf("after %s the site says %s, want %s", step.verb, after.Status, step.status)
		}
		if after.IP != before.IP || after.UserAgent != before.UserAgent {
			t.Fatalf("%s destroyed evidence: %s %s, was %s %s", step.verb, after.IP, after.UserAgent, before.IP, before.UserAgent)
		}
	}
	var deleted map[string]any
	s.api(t, "DELETE", "comments/"+remote+"?force=true", nil, &deleted)
	if _, err := connectors.Do(t.Context(), c, inbox.VerbDelete, connectors.Action{On: on}); err != nil {
		t.Errorf("deleting what is gone: %v", err)
	}
	if _, err := connectors.Do(t.Context(), c, inbox.VerbSpam, connectors.Action{On: on}); err == nil {
		t.Error("what is gone became spam")
	}
}

func TestRealReplyIsDeliveredOnceThoughSentTwice(t *testing.T) {
	s, c := realWordPress(t)
	remote := s.write(t, "Open on Sunday? "+s.run, nil)
	posts, _ := walk(t, c, "", time.Now().Add(-time.Hour))
	on := only(t, posts, s.run)
	words := "Oui, c'est <ouvert> & \"gratuit\" !\n\nVoir https://site.example/?a=1&b=2 – à dimanche… 😀"
	a := connectors.Action{On: on, Text: inbox.Clean(words), First: time.Now()}
	nobodys := func(string) bool { return false }
	finder := c.(connectors.Finder)
	if found, sure, err := finder.Find(t.Context(), a, nobodys); found != nil || !sure || err != nil {
		t.Fatalf("found before it was sent: %+v, %v, %v", found, sure, err)
	}
	first, err := connectors.Do(t.Context(), c, inbox.VerbReply, a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := connectors.Do(t.Context(), c, inbox.VerbReply, a)
	if err != nil || second.Remote != first.Remote {
		t.Errorf("sent again: %+v, %v; the first was %s", second, err, first.Remote)
	}
	var answers []stored
	s.api(t, "GET", "comments?context=edit&status=any&parent="+remote, nil, &answers)
	if len(answers) != 1 || answers[0].Status != "approved" || strconv.FormatInt(answers[0].ID, 10) != first.Remote ||
		!strings.Contains(answers[0].Content.Rendered, "&lt;ouvert&gt;") || strings.Count(answers[0].Content.Rendered, "<p>") != 2 {
		t.Errorf("the site has %+v", answers)
	}
	found, sure, err := finder.Find(t.Context(), a, nobodys)
	if err != nil || !sure || found == nil || found.Remote != first.Remote || found.Post.Text != a.Text {
		t.Errorf("found %+v, %v, %v", found, sure, err)
	}
	thread, err := c.(connectors.Threader).Thread(t.Context(), on)
	if err != nil || len(thread) != 2 || thread[0].Remote != remote || !thread[1].Ours || thread[1].Thread != remote {
		t.Errorf("thread %+v, %v", thread, err)
	}
	if _, err := connectors.Do(t.Context(), c, inbox.VerbRetract, connectors.Action{On: *first.Post}); err != nil {
		t.Fatal(err)
	}
	if now := s.read(t, first.Remote); now.Status != "trash" {
		t.Errorf("retracted, it is %s", now.Status)
	}
}
