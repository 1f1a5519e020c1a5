package wordpress

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

const whole = `{"id":345,"post":12,"parent":300,"author":0,"author_name":"Tom &amp; Maria","author_url":"https://maria.example/","author_email":"maria@mail.example",
	"author_ip":"198.51.100.7","author_user_agent":"Mozilla/5.0","date":"2026-11-20T14:32:11","date_gmt":"2026-11-20T09:02:11",
	"content":{"rendered":"<p>It&#8217;s 5 &lt; 6&#8230;</p>\n","raw":"It's 5 &lt; 6..."},"link":"https://site.example/news/#comment-345","status":"hold","type":"comment",
	"_links":{"up":[{"embeddable":true,"post_type":"page","href":"https://site.example/wp-json/wp/v2/pages/12"}]}}`

func TestAWholeCommentBecomesAPost(t *testing.T) {
	c, err := decode([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	p := c.toPost()
	for what, differs := range map[string]bool{
		"remote":     p.Remote != "345",
		"parent":     p.Parent != "300",
		"kind":       p.Kind != inbox.Comment,
		"name":       p.Author.Name.String() != "Tom & Maria",
		"author":     !strings.HasPrefix(p.Author.ID, "visitor:") || len(p.Author.ID) != len("visitor:")+24,
		"site":       len(p.Author.Links) != 1 || p.Author.Links[0].URL.String() != "https://maria.example/",
		"followers":  p.Author.Followers != -1,
		"text":       p.Text.String() != "It's 5 < 6...",
		"original":   p.Original != "It's 5 &lt; 6...",
		"link":       p.URL.String() != "https://site.example/news/#comment-345",
		"posted":     p.Posted != time.Date(2026, 11, 20, 9, 2, 11, 0, time.UTC),
		"visibility": p.Visibility != inbox.Held,
		"extra":      len(p.Extra) != 0,
		"article":    c.article() != article{"/wp/v2/pages", 12},
	} {
		if differs {
			t.Errorf("%s: %+v", what, p)
		}
	}
	if all, _ := json.Marshal(p); strings.Contains(string(all), "mail.example") || strings.Contains(string(all), "198.51") || strings.Contains(string(all), "Mozilla") {
		t.Errorf("what must stay there came: %s", all)
	}
}

// changed is the whole comment with one piece of it replaced.
func changed(t *testing.T, from, to string) (comment, error) {
	t.Helper()
	if !strings.Contains(whole, from) {
		t.Fatalf("no %s in the comment", from)
	}
	return decode([]byte(strings.Replace(whole, from, to, 1)))
}

func TestFieldsAreOptionalUntilProved(t *testing.T) {
	for _, test := range []struct{ from, to, err string }{
		{`"id":345`, `"id":null`, "without a readable id"},
		{`"id":345`, `"id":"345"`, "without a readable id"},
		{`"id":345`, `"id":-1`, "without a readable id"},
		{`"id":345`, `"id":1e99`, "without a readable id"},
		{`"date_gmt":"2026-11-20T09:02:11"`, `"date_gmt":null`, "comment 345: its date_gmt"},
		{`"date_gmt":"2026-11-20T09:02:11"`, `"date_gmt":"-0001-11-30T00:00:00"`, "comment 345: its date_gmt"},
		{`"date_gmt":"2026-11-20T09:02:11"`, `"date_gmt":5`, "comment 345:"},
		{`"content":{`, `"content":[],"x":{`, "comment 345:"},
		{`"content":{`, `"content":null,"x":{`, "comment 345: it has no content"},
		{`"author_name":"Tom &amp; Maria"`, `"author_name":{}`, "comment 345:"},
		{`"author_name":"Tom &amp; Maria",`, ``, ""},
		{`"author_url":"https://maria.example/",`, `"author_url":null,`, ""},
		{`"author":0`, `"author":null`, ""},
		{`"post":12`, `"post":null`, ""},
		{`"parent":300`, `"parent":345`, ""},
		{`"parent":300`, `"parent":-3`, ""},
		{`"status":"hold"`, `"status":null`, ""},
		{`"_links":{`, `"_links":[],"x":{`, ""},
		{`"_links":{`, `"_links":null,"x":{`, ""},
		{`"up":[{`, `"up":[],"x":[{`, ""},
		{`"href":"https`, `"href":7,"x":"https`, ""},
	} {
		c, err := changed(t, test.from, test.to)
		if test.err == "" {
			if err != nil || c.toPost().Remote != "345" || c.toPost().Parent == "345" {
				t.Errorf("%s: %v", test.to, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %v, want %s", test.to, err, test.err)
		}
	}
}

func TestStatusesAreVisibilities(t *testing.T) {
	for status, want := range map[string]inbox.Visibility{
		"approved": inbox.Public, "hold": inbox.Held, "spam": inbox.Spam, "trash": inbox.Deleted, "post-trashed": inbox.Deleted, "a-plugins-own": inbox.Hidden,
	} {
		if got := visibility(status); got != want {
			t.Errorf("%s is %s, want %s", status, got, want)
		}
	}
}

func TestTextIsWhatWasTyped(t *testing.T) {
	for raw, want := range map[string]string{
		"one\ntwo\n\nthree":                    "one\ntwo\n\nthree",
		"<b>bold</b> &amp; <i>brave</i>":       "bold & brave",
		`<a href="https://x.example">here</a>`: "here (https://x.example)",
		"https://x.example/?a=1&amp;b=2":       "https://x.example/?a=1&b=2",
		"it's \"so\" -- 5x10...":               "it's \"so\" -- 5x10...",
		"&lt;script&gt;":                       "<script>",
		"</pre>out\nof it":                     "out of it",
	} {
		var c comment
		c.Content.Raw = &raw
		if got := c.text().String(); got != want {
			t.Errorf("%q reads %q, want %q", raw, got, want)
		}
	}
	rendered := "<p>one<br />\ntwo</p>\n<p>it&#8217;s</p>\n"
	var c comment
	c.Content.Rendered = &rendered
	if got := c.text().String(); got != "one\ntwo\n\nit’s" {
		t.Errorf("rendered reads %q", got)
	}
}

func TestOnlyWordsAndNameMakeAnEdit(t *testing.T) {
	before, err := decode([]byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		from, to string
		edit     bool
	}{
		{`"status":"hold"`, `"status":"approved"`, false},
		{`"rendered":"<p>`, `"rendered":"<p data-nonce=\"7\">`, false},
		{`"parent":300`, `"parent":0`, false},
		{`"raw":"It's`, `"raw":"It is`, true},
		{`"author_name":"Tom`, `"author_name":"Tim`, true},
	} {
		after, err := changed(t, test.from, test.to)
		if err != nil {
			t.Fatal(err)
		}
		if edit := after.toPost().Digest != before.toPost().Digest; edit != test.edit {
			t.Errorf("%s counts as an edit: %v", test.to, edit)
		}
	}
}

func TestVisitorsAreToldApartByNameAndSite(t *testing.T) {
	key := func(name, site string) string { return comment{AuthorName: name, AuthorURL: site}.author().Key() }
	if key("Maria", "") == key("Maria", "https://x.example") || key("a", "b") == key("ab", "") {
		t.Error("keys are mixed up")
	}
	if id := (comment{Author: 7, AuthorName: "Nadia"}).author().ID; id != "user:7" {
		t.Error(id)
	}
}

func TestParentsThatGoInACircleEnd(t *testing.T) {
	f := family{known: map[int64]comment{1: {ID: 1, Parent: 3}, 2: {ID: 2, Parent: 1}, 3: {ID: 3, Parent: 2}, 9: {ID: 9, Parent: 8}, 10: {ID: 10, Parent: 9}}}
	f.root(f.known[1])
	if root := f.root(f.known[10]); root != 8 {
		t.Errorf("below a parent that isn't shown the root is %d", root)
	}
}

func TestRoutesHaveAddresses(t *testing.T) {
	for _, test := range []struct{ root, want string }{
		{"https://x.example/wp-json/", "https://x.example/wp-json/wp/v2/comments"},
		{"https://x.example/blog/wp-json", "https://x.example/blog/wp-json/wp/v2/comments"},
		{"https://x.example/index.php?rest_route=/", "https://x.example/index.php?rest_route=%2Fwp%2Fv2%2Fcomments"},
		{"https://x.example/?lang=fr&rest_route=/", "https://x.example/?lang=fr&rest_route=%2Fwp%2Fv2%2Fcomments"},
	} {
		root, err := url.Parse(test.root)
		if err != nil {
			t.Fatal(err)
		}
		if got := address(root, "/wp/v2/comments"); got != test.want {
			t.Errorf("%s: %s", test.root, got)
		}
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for address, good := range map[string]bool{
		"https://blog.example": true, "http://localhost:8080/blog/": true,
		"blog.example": false, "ftp://x.example": false, "https://": false, "https://u:p@x.example": false, "https://x.example/?p=1": false, "::": false,
	} {
		if err := checkURL(address); (err == nil) != good {
			t.Errorf("%s: %v", address, err)
		}
	}
	config := func(user, secret string) connectors.Config {
		return connectors.Config{Channel: inbox.Channel{Settings: map[string]string{"url": "https://x.example", "user": user}}, Secrets: map[string]string{"secret": secret}}
	}
	for _, half := range []connectors.Config{config("nadia", ""), config("", "secret")} {
		if _, err := New(half); err == nil {
			t.Error("half an account was taken")
		}
	}
	public, err := New(config("", ""))
	if err != nil || len(connectors.Capabilities(public)) != 0 {
		t.Errorf("%v, %v", connectors.Capabilities(public), err)
	}
	account, err := New(config("nadia", "secret"))
	if err != nil {
		t.Fatal(err)
	}
	var can []string
	for verb := range connectors.Capabilities(account) {
		can = append(can, string(verb))
	}
	slices.Sort(can)
	if want := "[amend approve delete hide reply restore retract spam unhide unspam]"; fmt.Sprint(can) != want {
		t.Errorf("it can %v", can)
	}
}

func FuzzComment(f *testing.F) {
	f.Add([]byte(whole))
	f.Add([]byte(`{"id":1,"date_gmt":"2026-01-01T00:00:00","content":{"rendered":"<p>\u001b[31m</p>"}}`))
	f.Add([]byte(`{"id":1,"parent":1,"_links":{"up":[{"href":"/wp/v2/x/1"}]}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := decode(raw)
		if err != nil {
			return
		}
		p := c.toPost()
		again := c.toPost()
		if p.Remote == "" || p.Digest != again.Digest || p.Parent == p.Remote || p.Author.Key() == "" || !p.Kind.Valid() || p.Posted.Location() != time.UTC {
			t.Errorf("%+v", p)
		}
		if inbox.Clean(p.Text.String()) != p.Text || inbox.Clean(p.Author.Name.String()) != p.Author.Name || len(p.Original) > inbox.MaxText {
			t.Errorf("unclean: %+v", p)
		}
		c.article()
	})
}
