package wordpress_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/wordpress"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site is a WordPress to send the steps to, real or emulated.
type site struct {
	base, user, password string
	names                map[string]string // what a step's {name} stands for there
}

func emulated(t *testing.T, opts wordpress.Options) (*wordpress.Server, *site) {
	t.Helper()
	opts.User, opts.Password, opts.Display = "nadia", "abcd EFGH 1234", "Nadia"
	if opts.Posts == nil {
		opts.Posts = []wordpress.Post{{Title: "Pool opening hours"}, {Title: "New bus line"}}
	}
	if opts.Zone == nil {
		zone, err := time.LoadLocation("Asia/Kolkata")
		if err != nil {
			t.Fatal(err)
		}
		opts.Zone = zone
	}
	s := wordpress.New(opts)
	srv := httptest.NewServer(s)
	t.Cleanup(func() {
		s.Close()
		http.DefaultClient.CloseIdleConnections()
		srv.Close()
	})
	return s, &site{base: srv.URL, user: opts.User, password: opts.Password, names: map[string]string{"post": "5"}}
}

// answer is what a step's answer comes to, with the site's own names taken out.
type answer struct {
	status int
	header http.Header
	body   any
}

// call sends one request, as the account unless who is "anybody" or a user:password.
func (s *site) call(t *testing.T, who, method, path, body string) answer {
	t.Helper()
	for name, value := range s.names {
		path = strings.ReplaceAll(path, "{"+name+"}", url.QueryEscape(value))
		body = strings.ReplaceAll(body, "{"+name+"}", value)
	}
	if !strings.HasPrefix(path, "/") {
		path = "/wp-json/wp/v2/" + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, s.base+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "Vigie/test")
	if strings.HasPrefix(body, "{") {
		req.Header.Set("Content-Type", "application/json")
	} else if body != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	switch user, password, given := strings.Cut(who, ":"); {
	case given:
		req.SetBasicAuth(user, password)
	case who == "":
		req.SetBasicAuth(s.user, s.password)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{status: res.StatusCode, header: res.Header}
	if len(raw) == 0 {
		return a
	}
	if err := json.Unmarshal(bytes.ReplaceAll(raw, []byte(strings.ReplaceAll(s.base, "/", `\/`)), []byte("BASE")), &a.body); err != nil {
		t.Logf("%s %s: %v in %.200q", method, path, err, raw)
	}
	return a
}

// step is one request, and what of its answer must be alike.
type step struct {
	does   string
	who    string // "" the account
	method string // GET unless told
	path   string
	body   string
	keep   string // the name under which the id of what was made is kept
	status int
	code   string   // of the error
	fields []string // compared with the real site, of each item; ids by their names
	header bool     // whether totals and page links are compared
}

func (st step) run(t *testing.T, s *site) string {
	t.Helper()
	method := st.method
	if method == "" {
		method = "GET"
	}
	a := s.call(t, st.who, method, st.path, st.body)
	item, _ := a.body.(map[string]any)
	code, _ := item["code"].(string)
	if a.status != st.status || code != st.code {
		t.Errorf("%s, %s: %d %q, want %d %q (%.300v)", s.base, st.does, a.status, code, st.status, st.code, a.body)
	}
	if st.keep != "" {
		id, _ := item["id"].(float64)
		s.names[st.keep] = strconv.Itoa(int(id))
	}
	summary := s.summary(a.body, st.fields)
	if st.header {
		summary += fmt.Sprint(a.header["X-Wp-Total"], a.header["X-Wp-Totalpages"], s.rename(pageLinks(a.header)))
	}
	return summary
}

// pageLinks are the rel words and page numbers of the Link header.
func pageLinks(h http.Header) string {
	var out []string
	for _, link := range strings.Split(strings.Join(h["Link"], ", "), ", ") {
		address, rel, _ := strings.Cut(link, "; ")
		u, err := url.Parse(strings.Trim(address, "<>"))
		if err == nil && u.Query().Has("page") {
			out = append(out, rel+" "+u.Path+" "+u.Query().Get("page"))
		}
	}
	return strings.Join(out, "; ")
}

func (s *site) summary(body any, fields []string) string {
	var out []string
	switch v := body.(type) {
	case []any:
		for _, item := range v {
			out = append(out, s.summary(item, fields))
		}
	case map[string]any:
		for _, field := range fields {
			at := any(v)
			for _, name := range strings.Split(field, ".") {
				switch v := at.(type) {
				case map[string]any:
					at = v[name]
				case []any:
					at = v[0]
				}
			}
			text, _ := json.Marshal(at)
			out = append(out, field+"="+s.renameID(field, s.rename(string(text))))
		}
	}
	return "[" + strings.Join(out, " ") + "]"
}

// rename puts names for the site's own numbers in links.
func (s *site) rename(text string) string {
	for name, value := range s.names {
		for _, before := range []string{"#comment-", "comments/", "comments?parent=", "posts/"} {
			if (before == "posts/") == (name == "post") {
				text = strings.ReplaceAll(text, before+value+`"`, before+"{"+name+`}"`)
			}
		}
	}
	return strings.ReplaceAll(text, s.base, "BASE")
}

// renameID puts the name for an id: of a post in the field post, else of a comment.
func (s *site) renameID(field, text string) string {
	if field != "id" && field != "parent" && field != "post" && field != "previous.id" {
		return text
	}
	for name, value := range s.names {
		if text == value && (name == "post") == (field == "post") {
			return "{" + name + "}"
		}
	}
	return text
}

// TestRealWordPressAnswersAlike sends the same requests to the emulator and, where there is one, to a real WordPress.
// Without one it still holds the emulator to the statuses and codes that a real one gave.
func TestRealWordPressAnswersAlike(t *testing.T) {
	_, emu := emulated(t, wordpress.Options{})
	real := realSite()
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	for _, s := range []*site{emu, real} {
		if s != nil {
			s.names["run"] = run
		}
	}
	for _, st := range steps() {
		t.Run(st.does, func(t *testing.T) {
			ours := st.run(t, emu)
			if real == nil {
				return
			}
			if theirs := st.run(t, real); ours != theirs {
				t.Errorf("emulated %s\nreal     %s", ours, theirs)
			}
		})
	}
	t.Run("compared with a real site", func(t *testing.T) {
		if real == nil {
			t.Skip(noRealSite)
		}
	})
}

const noRealSite = `no real WordPress: start one with eval "$(.ci/wordpress)"`

// realSite is the WordPress that .ci/wordpress started, if it did.
func realSite() *site {
	base := os.Getenv("VIGIE_WORDPRESS_URL")
	if base == "" {
		return nil
	}
	return &site{base: base, user: os.Getenv("VIGIE_WORDPRESS_USER"), password: os.Getenv("VIGIE_WORDPRESS_PASSWORD"),
		names: map[string]string{"post": os.Getenv("VIGIE_WORDPRESS_POST")}}
}

// TestRealVisitorsTextIsKeptAlike lets a visitor type the same into a real site's form and into the emulator.
func TestRealVisitorsTextIsKeptAlike(t *testing.T) {
	real := realSite()
	if real == nil {
		t.Skip(noRealSite)
	}
	s, emu := emulated(t, wordpress.Options{})
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	for i, text := range []string{"plain", "Tom & Jerry's \"pool\"", "two\nlines\n\nand a paragraph 🎉", "5 > 3", "déjà vu — 20 € …", "5 < 6, I <3 it", "http://a.example/?b=1&c=2"} {
		text += " " + run
		s.Arrive(emulator.Post{Author: emulator.Author{Handle: "visitor"}, Text: text})
		form := url.Values{"author": {"visitor"}, "email": {"visitor@mail.example"}, "comment": {text}, "comment_post_ID": {real.names["post"]}}
		real.call(t, "anybody", "POST", "/wp-comments-post.php", form.Encode())
		newest := func(w *site) string {
			return w.summary(w.call(t, "", "GET", "comments?context=edit&status=any&per_page=1&orderby=id&search="+run, "").body, []string{"content"})
		}
		if ours, theirs := newest(emu), newest(real); ours != theirs {
			t.Errorf("text %d %q\nemulated %s\nreal     %s", i, text, ours, theirs)
		}
	}
}
