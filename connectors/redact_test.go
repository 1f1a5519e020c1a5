package connectors

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"vigie/inbox"
)

func TestSecretsAreHidden(t *testing.T) {
	c := client(t, Options{Secrets: []string{"hunter2", "hunter2-long", "", "p w/d"}})
	c.Hide("later")
	for text, want := range map[string]string{
		"the word hunter2 and hunter2-long":              "the word [hidden] and [hidden]",
		"escaped p+w%2Fd, p%20w%2Fd or p w/d":            "escaped [hidden], [hidden] or [hidden]",
		"learned later":                                  "learned [hidden]",
		`Get "https://nadia:pw@blog.example/x": refused`: `Get "https://[hidden]@blog.example/x": refused`,
		"https://x.test/?token=a1&q=b":                   "https://x.test/?token=[hidden]&q=b",
		"https://x.test/?q=b&api_key=a1#f":               "https://x.test/?q=b&api_key=[hidden]#f",
		"?access_token=a&client_secret=b&PASSWORD=c":     "?access_token=[hidden]&client_secret=[hidden]&PASSWORD=[hidden]",
		"?sig=a&signature=b&design=c":                    "?sig=[hidden]&signature=[hidden]&design=c",
		"Authorization: Bearer abc.def-123":              "Authorization: Bearer [hidden]",
		"Basic bmFkaWE6cHc= was sent":                    "Basic [hidden] was sent",
		"nothing to hide: https://blog.example/a@b?q=1":  "nothing to hide: https://blog.example/a@b?q=1",
	} {
		if got := c.Redact(text); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, want)
		}
	}
}

func TestNoErrorHoldsASecret(t *testing.T) {
	const secret = "s3cret-token"
	echo := func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(403)
		_, _ = fmt.Fprintf(w, `{"error":"%s with %s"}`, r.URL, r.Header.Get("Authorization"))
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	elsewhere := answer(302, "", "Location", "http://u:s3cret-token@other.test/?token=s3cret-token")
	badly := answer(302, "", "Location", "http://u:s3cret-token@ other.test/%zz")
	for name, base := range map[string]string{
		"echo": serve(t, echo).URL, "hang up": serve(t, hangUp).URL, "closed": closed.URL,
		"redirect": serve(t, elsewhere).URL, "bad redirect": serve(t, badly).URL,
	} {
		c := client(t, Options{Base: strings.Replace(base, "//", "//nadia:s3cret-token@", 1), Auth: token(secret), Secrets: []string{secret}})
		_, err := c.Do(t.Context(), &Request{Path: "/bot" + secret + "/x", Query: map[string][]string{"key": {secret}}})
		got := troubleOf(t, err)
		shown := fmt.Sprintf("%v %+v %#v %s %s", err, err, got, got.Words, got.Hint)
		if strings.Contains(shown, secret) || strings.Contains(shown, "nadia") {
			t.Errorf("%s: %s", name, shown)
		}
	}
}

func TestAFailureOfTheCredentialsIsToldWithoutThem(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("called without credentials") })
	auth := func(*http.Request) error { return fmt.Errorf("refreshing with token=abc: %w", http.ErrNoCookie) }
	_, err := client(t, Options{Base: s.URL, Auth: auth, Renew: "log in again"}).Do(t.Context(), &Request{})
	if got := troubleOf(t, err); got.Kind != Unauthorised || strings.Contains(err.Error(), "abc") || !strings.HasSuffix(err.Error(), "; log in again") {
		t.Errorf("got %v", err)
	}
	auth = func(*http.Request) error { return &Trouble{Kind: Temporary, Site: "login.test"} }
	_, err = client(t, Options{Base: s.URL, Auth: auth}).Do(t.Context(), &Request{})
	if got := troubleOf(t, err); got.Kind != Temporary || got.Site != "login.test" {
		t.Errorf("the trouble of the login is lost: %v", err)
	}
}

func FuzzWords(f *testing.F) {
	f.Add("Slow down,\r\nplease")
	f.Add(strings.Repeat("é", 400))
	f.Add("https://a:b@c/?token=x Bearer abcdefgh \x1b[31m")
	f.Fuzz(func(t *testing.T, s string) {
		var r redactor
		r.hide("hunter2")
		got := r.words(s)
		if len(got) > longestWords || strings.Contains(got, "hunter2") || strings.Contains(got, "\n") {
			t.Errorf("%q became %q", s, got)
		}
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q became invalid %q", s, got)
		}
	})
}

func TestWordsOfOursAreSaidInAnotherLanguageWhereNothingInThemIsHidden(t *testing.T) {
	r := &redactor{}
	r.hide("s3cret")
	for site, want := range map[string]inbox.Phrase{"https://x.example": "it sends us on to %s", "https://s3cret.example": "it sends us on to https://[hidden].example"} {
		said, ok := r.err(inbox.Errorf("it sends us on to %s", site)).(inbox.Speaker)
		if !ok {
			t.Fatal("it can't be said")
		}
		if p, args := said.Phrase(); p != want || strings.Contains(fmt.Sprint(args), "s3cret") {
			t.Errorf("%s: %q, %v", site, p, args)
		}
	}
}
