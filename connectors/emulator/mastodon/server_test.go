package mastodon_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/mastodon"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a clock that stands still until it is moved.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.t }

func (c *clock) Add(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.t = c.t.Add(d) }

// client speaks to an emulated server over HTTP.
type client struct {
	t *testing.T
	*mastodon.Server
	url   string
	token string
	agent string
}

func serve(t *testing.T, o mastodon.Options) *client {
	t.Helper()
	s := mastodon.New(o)
	srv := httptest.NewServer(s)
	t.Cleanup(func() {
		s.Close()
		http.DefaultClient.CloseIdleConnections()
		srv.Close()
	})
	return &client{t, s, srv.URL, "token", "test"}
}

// answer is a response, read.
type answer struct {
	status int
	header http.Header
	body   string
}

func (c *client) do(method, path string, form url.Values, header ...string) answer {
	c.t.Helper()
	a, err := c.try(method, path, form, header...)
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}

func (c *client) roundTrip(method, path, body string, header []string) (answer, error) {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("User-Agent", c.agent)
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	read, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, res.Header, string(read)}, err
}

// item is what the tests read of statuses, notifications and accounts.
type item struct {
	ID          string  `json:"id"`
	Type        string  `json:"type"`
	Content     string  `json:"content"`
	Text        string  `json:"text"`
	Visibility  string  `json:"visibility"`
	InReplyToID *string `json:"in_reply_to_id"`
	EditedAt    *string `json:"edited_at"`
	CreatedAt   string  `json:"created_at"`
	Acct        string  `json:"acct"`
	Favourited  bool    `json:"favourited"`
	Replies     int     `json:"replies_count"`
	Muting      bool    `json:"muting"`
	Blocking    bool    `json:"blocking"`
	Followers   int     `json:"followers_count"`
	Status      *item   `json:"status"`
	Account     *item   `json:"account"`
	Tags        []struct{ Name string }
}

// read decodes a 200 answer.
func read[T any](c *client, a answer) T {
	c.t.Helper()
	var v T
	if a.status != http.StatusOK {
		c.t.Fatalf("status %d: %s", a.status, a.body)
	}
	if err := json.Unmarshal([]byte(a.body), &v); err != nil {
		c.t.Fatalf("%v in %s", err, a.body)
	}
	return v
}

func (c *client) list(path string) []item {
	c.t.Helper()
	return read[[]item](c, c.do("GET", path, nil))
}

func (c *client) one(method, path string, form url.Values, header ...string) item {
	c.t.Helper()
	return read[item](c, c.do(method, path, form, header...))
}

// texts joins the bare text of the statuses in a list, in its order.
func texts(list []item) string {
	var out []string
	for _, i := range list {
		if i.Status != nil {
			i = *i.Status
		}
		out = append(out, strings.TrimPrefix(bare(i.Content), "@townhall "))
	}
	return strings.Join(out, ",")
}

// bare drops the tags of HTML.
func bare(html string) string {
	var out strings.Builder
	inside := false
	for _, r := range html {
		switch {
		case r == '<':
			inside = true
		case r == '>':
			inside = false
		case !inside:
			out.WriteRune(r)
		}
	}
	return out.String()
}

var zoe = emulator.Author{ID: "971724", Handle: "zoe@social.example", Name: "Zoé", Followers: 87}

func mention(text string) emulator.Post {
	return emulator.Post{Author: zoe, Text: "@townhall " + text, Lang: "fr"}
}

func TestVerifyCredentialsTellsWhoWeAre(t *testing.T) {
	c := serve(t, mastodon.Options{})
	me := c.one("GET", "/api/v1/accounts/verify_credentials", nil)
	if ours := c.Account(); me.ID != ours.ID || me.Acct != "townhall" || ours.Handle != "townhall" {
		t.Errorf("%+v, %+v", me, ours)
	}
}

func TestTokensAndScopesAreAskedFor(t *testing.T) {
	c := serve(t, mastodon.Options{Scopes: []string{"read:notifications", "write:statuses"}})
	public := c.OwnPost("Hello")
	for _, test := range []struct {
		token, method, path string
		status              int
	}{
		{"token", "GET", "/api/v1/notifications", 200},
		{"", "GET", "/api/v1/notifications", 401},
		{"wrong", "GET", "/api/v1/notifications", 401},
		{"token", "GET", "/api/v2/search?q=x&type=statuses", 403},
		{"", "GET", "/api/v2/search?q=x&type=statuses", 401},
		{"token", "POST", "/api/v1/statuses/" + public + "/favourite", 403},
		{"", "GET", "/api/v1/statuses/" + public, 200},
		{"", "GET", "/api/v2/instance", 200},
		{"", "GET", "/api/v1/nothing", 404},
	} {
		c.token = test.token
		a := c.do(test.method, test.path, nil)
		if a.status != test.status || a.status >= 400 && !strings.Contains(a.body, `{"error":"`) {
			t.Errorf("%s %s with token %q: %d %s, want %d", test.method, test.path, test.token, a.status, a.body, test.status)
		}
	}
}

func TestTheInstanceTellsItsLimitsAndWhereItStreams(t *testing.T) {
	c := serve(t, mastodon.Options{MaxCharacters: 5000})
	v2 := c.do("GET", "/api/v2/instance", nil).body
	for _, want := range []string{`"max_characters":5000`, `"streaming":"ws://127.0.0.1`, `"api_versions":{"mastodon":7}`, `"domain":"city.example"`} {
		if !strings.Contains(v2, want) {
			t.Errorf("no %s in %s", want, v2)
		}
	}
	if v1 := c.do("GET", "/api/v1/instance", nil).body; !strings.Contains(v1, `"streaming_api":"ws://127.0.0.1`) {
		t.Errorf("no streaming address in %s", v1)
	}
}

func TestAccountsAreTruncatedToTheirDay(t *testing.T) {
	c := serve(t, mastodon.Options{})
	who := zoe
	who.Since = time.Date(2024, 3, 2, 17, 45, 0, 0, time.UTC)
	c.Arrive(emulator.Post{Author: who, Text: "Hi"})
	a := c.one("GET", "/api/v1/accounts/lookup?acct=zoe@social.example", nil)
	if a.CreatedAt != "2024-03-02T00:00:00.000Z" || a.Followers != 87 || a.ID != "971724" {
		t.Errorf("%+v", a)
	}
	if again := c.one("GET", "/api/v1/accounts/"+a.ID, nil); again.Acct != a.Acct {
		t.Errorf("by id: %+v", again)
	}
	if a := c.do("GET", "/api/v1/accounts/lookup?acct=nobody", nil); a.status != 404 {
		t.Errorf("lookup of nobody: %d", a.status)
	}
}

// Run with -race, this also tells whether the world is guarded.
func TestManyPeopleAtOnce(t *testing.T) {
	c := serve(t, mastodon.Options{Limits: []mastodon.Limit{}})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				id := c.Arrive(mention("hello"))
				c.Edit(id, "@townhall hello again")
				c.do("GET", "/api/v1/notifications?limit=5", nil)
				c.do("POST", "/api/v1/statuses", url.Values{"status": {"Hi"}, "in_reply_to_id": {id}}, "Idempotency-Key", id)
				c.do("POST", "/api/v1/statuses", url.Values{"status": {"Hi"}, "in_reply_to_id": {id}}, "Idempotency-Key", id)
				c.Remove(id)
			}
		})
	}
	all.Wait()
	if n := len(c.Sent()); n != 160 {
		t.Errorf("%d replies, want 160", n)
	}
	for _, st := range c.Statuses() {
		if st.Author != "townhall" || st.Parent != "" {
			t.Errorf("left over: %+v", st)
		}
	}
}

// try is do that may fail.
func (c *client) try(method, path string, form url.Values, header ...string) (answer, error) {
	c.t.Helper()
	return c.roundTrip(method, path, form.Encode(), append([]string{"Content-Type", "application/x-www-form-urlencoded"}, header...))
}

// send sends a JSON body.
func (c *client) send(method, path, body string) answer {
	c.t.Helper()
	a, err := c.roundTrip(method, path, body, []string{"Content-Type", "application/json"})
	if err != nil {
		c.t.Fatal(err)
	}
	return a
}
