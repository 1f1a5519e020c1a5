package wordpress_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/wordpress"
)

func first(t *testing.T, a answer) map[string]any {
	t.Helper()
	list, _ := a.body.([]any)
	if len(list) == 0 {
		t.Fatalf("status %d, no items in %v", a.status, a.body)
	}
	return list[0].(map[string]any)
}

func TestWhatAVisitorTypesIsKeptAsHTML(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	remote := s.Arrive(emulator.Post{Author: emulator.Author{Handle: "maria", Name: "Maria"}, Text: "5 < 6 & \"so\"\n\nit's <b>",
		Posted: time.Date(2026, 11, 20, 9, 2, 11, 0, time.UTC)})
	item := first(t, site.call(t, "", "GET", "comments?context=edit&include="+remote, ""))
	content := item["content"].(map[string]any)
	if want := "5 &lt; 6 &amp; \"so\"\n\nit's &lt;b&gt;"; content["raw"] != want {
		t.Errorf("raw %q, want %q", content["raw"], want)
	}
	if want := "<p>5 &lt; 6 &amp; &#8220;so&#8221;</p>\n<p>it&#8217;s &lt;b&gt;</p>\n"; content["rendered"] != want {
		t.Errorf("rendered %q, want %q", content["rendered"], want)
	}
	if item["date_gmt"] != "2026-11-20T09:02:11" || item["date"] != "2026-11-20T14:32:11" {
		t.Errorf("date %v, date_gmt %v", item["date"], item["date_gmt"])
	}
	if item["author_email"] != "maria@mail.example" || item["author"] != 0.0 || item["status"] != "approved" {
		t.Errorf("%v", item)
	}

	s.Edit(remote, "changed")
	if raw := first(t, site.call(t, "", "GET", "comments?context=edit", ""))["content"].(map[string]any)["raw"]; raw != "changed" {
		t.Errorf("after Edit %q", raw)
	}
	s.Remove(remote)
	if a := site.call(t, "", "GET", "comments/"+remote, ""); a.status != http.StatusNotFound {
		t.Errorf("after Remove: %d", a.status)
	}
}

func TestAnAnswerStandsBelowItsParentsPost(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	s.Arrive(emulator.Post{Text: "first post"})
	other := s.Arrive(emulator.Post{Text: "second post"})
	answer := s.Arrive(emulator.Post{Text: "answer", Parent: other})
	item := first(t, site.call(t, "", "GET", "comments?include="+answer, ""))
	if item["post"] != 5.0 || item["parent"] != 2.0 {
		t.Errorf("post %v, parent %v", item["post"], item["parent"])
	}
	s.Remove(other)
	if item := first(t, site.call(t, "", "GET", "comments?include="+answer, "")); item["parent"] != 0.0 {
		t.Errorf("parent %v after the parent went", item["parent"])
	}
}

func TestHeldCommentsAreForModerators(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	remote := s.Arrive(emulator.Post{Text: "me first", Held: true})
	if a := site.call(t, "anybody", "GET", "comments", ""); len(a.body.([]any)) != 0 {
		t.Errorf("shown to anybody: %v", a.body)
	}
	if item := first(t, site.call(t, "", "GET", "comments?context=edit&status=hold", "")); item["status"] != "hold" {
		t.Errorf("%v", item)
	}
	site.call(t, "", "POST", "comments/"+remote, "status=approve")
	first(t, site.call(t, "anybody", "GET", "comments", ""))
}

func TestOurOwnCommentElsewhereIsTheAccounts(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	s.Arrive(emulator.Post{Author: emulator.Author{Handle: "nadia"}, Text: "written in the site's own screen"})
	if item := first(t, site.call(t, "anybody", "GET", "comments", "")); item["author"] != 2.0 || item["author_name"] != "Nadia" {
		t.Errorf("%v", item)
	}
	if len(s.Sent()) != 0 {
		t.Errorf("taken for an effect: %v", s.Sent())
	}
}

func TestAStatusAloneDestroysTheAuthorsAddress(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	remote := s.Arrive(emulator.Post{Author: emulator.Author{Handle: "troll"}, Text: "rude"})
	ip := s.AuthorIP(remote)
	if !strings.HasPrefix(ip, "198.51.100.") {
		t.Fatalf("address %q", ip)
	}
	site.call(t, "", "POST", "comments/"+remote, `{"status":"spam","author_ip":"`+ip+`","author_user_agent":"Mozilla/5.0"}`)
	if got := s.AuthorIP(remote); got != ip || s.Status(remote) != "spam" {
		t.Errorf("sent back: %q and %s, want %q and spam", got, s.Status(remote), ip)
	}
	site.call(t, "", "POST", "comments/"+remote, "status=trash")
	if got := s.AuthorIP(remote); got != "127.0.0.1" {
		t.Errorf("left out: %q, want the moderator's own", got)
	}
}

func TestEffectsAreRecordedOnceEach(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	remote := s.Arrive(emulator.Post{Text: "question", Held: true})
	for _, body := range []string{"status=approve", "status=approve", "status=hold", "status=spam", "status=unspam", "status=trash", "status=untrash"} {
		site.call(t, "", "POST", "comments/"+remote, body)
	}
	site.call(t, "", "POST", "comments", `{"post":4,"parent":`+remote+`,"content":"5 &lt; 6"}`)
	site.call(t, "", "DELETE", "comments/"+remote+"?force=1", "")
	var got []string
	for _, e := range s.Sent() {
		got = append(got, strings.Join([]string{e.Action, e.Remote, e.Target, e.Text}, "|"))
	}
	want := "approve||1| hide||1| spam||1| unspam||1| delete||1| restore||1| reply|2|1|5 < 6 delete||1|"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
}

func TestPlainPermalinks(t *testing.T) {
	s, site := emulated(t, wordpress.Options{Plain: true})
	s.Arrive(emulator.Post{Text: "a"})
	s.Arrive(emulator.Post{Text: "b"})
	if a := site.call(t, "", "GET", "/wp-json/wp/v2/comments", ""); a.status != http.StatusNotFound {
		t.Errorf("/wp-json/: %d", a.status)
	}
	a := site.call(t, "", "GET", "/?rest_route=/wp/v2/comments&per_page=1", "")
	if link := first(t, a)["link"]; link != site.base+"/?p=5#comment-2" && link != "BASE/?p=5#comment-2" {
		t.Errorf("link %v", link)
	}
	links := strings.Join(a.header["Link"], "\n")
	if want := "<" + site.base + `/index.php?rest_route=/wp/v2/comments&page=2&per_page=1>; rel="next"`; !strings.Contains(links, want) {
		t.Errorf("%s\nlacks %s", links, want)
	}
}

func TestSitesThatDiffer(t *testing.T) {
	for _, c := range []struct {
		name         string
		opts         wordpress.Options
		who          string
		method, path string
		body         string
		status       int
		code         string
	}{
		{"a plugin asks early who is there", wordpress.Options{RefuseWrongPassword: true}, "nadia:wrong", "GET", "comments", "", 401, "incorrect_password"},
		{"it doesn't know the user", wordpress.Options{RefuseWrongPassword: true}, "nobody:wrong", "GET", "comments", "", 401, "invalid_username"},
		{"anybody is still welcome there", wordpress.Options{RefuseWrongPassword: true}, "anybody", "GET", "comments", "", 200, ""},
		{"application passwords are off", wordpress.Options{NoAppAuth: true}, "", "GET", "users/me", "", 401, "rest_not_logged_in"},
		{"comments are closed", wordpress.Options{Posts: []wordpress.Post{{Title: "Old", Closed: true}}}, "", "POST", "comments", "post=4&content=x", 403, "rest_comment_closed"},
		{"no trash, DELETE", wordpress.Options{NoTrash: true}, "", "DELETE", "comments/1", "", 501, "rest_trash_not_supported"},
		{"no trash, status", wordpress.Options{NoTrash: true}, "", "POST", "comments/1", "status=trash", 500, "internal_server_error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, site := emulated(t, c.opts)
			s.Arrive(emulator.Post{Text: "a"})
			step{does: c.name, who: c.who, method: c.method, path: c.path, body: c.body, status: c.status, code: c.code}.run(t, site)
		})
	}
}

func TestPasswordsMayHaveSpacesOrNot(t *testing.T) {
	_, site := emulated(t, wordpress.Options{})
	for _, password := range []string{"abcd EFGH 1234", "abcdEFGH1234"} {
		if a := site.call(t, "nadia:"+password, "GET", "users/me", ""); a.status != http.StatusOK {
			t.Errorf("%q: %d", password, a.status)
		}
	}
}

func TestLinksLeadToPages(t *testing.T) {
	s, site := emulated(t, wordpress.Options{})
	s.Arrive(emulator.Post{Text: "hello"})
	for path, status := range map[string]int{"/": 200, "/pool-opening-hours/": 200, "/nothing/": 404} {
		if a := site.call(t, "anybody", "GET", path, ""); a.status != status || !strings.Contains(strings.Join(a.header["Link"], ""), `/wp-json/>; rel="https://api.w.org/"`) {
			t.Errorf("%s: %d %v", path, a.status, a.header["Link"])
		}
	}
}
