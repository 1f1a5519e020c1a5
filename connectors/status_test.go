package connectors

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestEachStatusHasItsKind(t *testing.T) {
	for _, test := range []struct {
		status  int
		headers []string
		kind    TroubleKind
		after   time.Duration
	}{
		{status: 301, kind: Refused},
		{status: 400, kind: Refused},
		{status: 401, kind: Unauthorised},
		{status: 403, kind: Forbidden},
		{status: 403, headers: []string{"Retry-After", "60"}, kind: Temporary, after: time.Minute},
		{status: 403, headers: []string{"X-RateLimit-Remaining", "4", "X-RateLimit-Reset", "60"}, kind: Forbidden},
		{status: 404, kind: Gone},
		{status: 408, kind: Temporary},
		{status: 409, kind: Refused},
		{status: 410, kind: Gone},
		{status: 422, kind: Refused},
		{status: 425, kind: Temporary},
		{status: 429, kind: Temporary},
		{status: 429, headers: []string{"Retry-After", "7"}, kind: Temporary, after: 7 * time.Second},
		{status: 451, kind: Refused},
		{status: 500, kind: Temporary},
		{status: 501, kind: Refused},
		{status: 502, kind: Temporary},
		{status: 503, headers: []string{"Retry-After", "120"}, kind: Temporary, after: 2 * time.Minute},
		{status: 599, kind: Temporary},
	} {
		c := calling(t, answer(test.status, `{"error":"No."}`, test.headers...))
		resp, err := c.Do(t.Context(), &Request{Path: "/x"})
		got := troubleOf(t, err)
		if !errors.Is(err, test.kind) || got.Status != test.status || got.After != test.after {
			t.Errorf("%d: got %v after %v, want %v after %v", test.status, got.Kind, got.After, test.kind, test.after)
		}
		if resp == nil || resp.Status != test.status || string(resp.Body) != `{"error":"No."}` {
			t.Errorf("%d: the answer isn't given beside the error", test.status)
		}
	}
}

func TestGoodAnswersAreNoTrouble(t *testing.T) {
	for _, status := range []int{200, 201, 202, 204, 206, 304} {
		resp, err := calling(t, answer(status, "", "ETag", `"e"`)).Do(t.Context(), &Request{})
		if err != nil || resp.Status != status || resp.Header.Get("ETag") != `"e"` {
			t.Errorf("%d: got %v", status, err)
		}
	}
}

func TestThePlatformsOwnWordsAreFound(t *testing.T) {
	for body, want := range map[string]string{
		`{"error":"Validation failed: Text can't be blank"}`:                    "Validation failed: Text can't be blank",
		`{"error":"invalid_grant","error_description":"The token has expired"}`: "The token has expired",
		`{"code":"rest_comment_closed","message":"Comments are closed."}`:       "Comments are closed.",
		`{"errors":["Body is too short","other"],"error_type":"invalid"}`:       "Body is too short",
		`{"error":{"code":403,"message":"Quota exceeded","errors":[{"x":1}]}}`:  "Quota exceeded",
		`{"ok":false,"error_code":400,"description":"chat not found"}`:          "chat not found",
		`{"errors":[{"title":"Not Found","detail":"No post with that id"}]}`:    "No post with that id",
		`{"message":"Unauthorized","error":401}`:                                "Unauthorized",
		"Slow down,\r\nplease":                                                  "Slow down, please",
		`<html><title>502 Bad Gateway</title></html>`:                           "",
		"{\"error\":\"No \\u001b]0;owned\\u0007 \\u202eway\"}":                  "No ]0;owned way",
		`{"error":12}`: "",
		"\xff\xfe":     "",
		``:             "",
		strings.Repeat(`{"error":`, 70) + `"deep"` + strings.Repeat(`}`, 70):      "",
		`{"message":"` + strings.Repeat("é", 400) + `"}`:                          strings.Repeat("é", 148) + "…",
		`{"message":"token=abcdef was not accepted for https://me:pw@site.test"}`: "token=[hidden] was not accepted for https://[hidden]@site.test",
	} {
		_, err := calling(t, answer(422, body, "Content-Type", "application/json")).Do(t.Context(), &Request{})
		if got := troubleOf(t, err).Words; got != want {
			t.Errorf("%.60s: got %q, want %q", body, got, want)
		}
	}
}

func TestACallNamesItselfAndCarriesWhatItIsGiven(t *testing.T) {
	var got *http.Request
	s := serve(t, func(_ http.ResponseWriter, r *http.Request) { got = r })
	c := client(t, Options{Base: s.URL + "/blog/?lang=fr", Auth: token("s3cret")})
	r := &Request{Path: "/wp-json/a%2Fb/?x=1", Query: map[string][]string{"q": {"a&b"}}, Header: http.Header{"if-none-match": {`"e"`}}}
	if _, err := c.Do(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if got.URL.String() != "/blog/wp-json/a%2Fb/?lang=fr&x=1&q=a%26b" {
		t.Errorf("asked for %s", got.URL)
	}
	for name, want := range map[string]string{"User-Agent": "Vigie/1 (community inbox)", "Authorization": "Bearer s3cret", "If-None-Match": `"e"`} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: got %q, want %q", name, got.Header.Get(name), want)
		}
	}
}

func TestAPathCannotLeadElsewhere(t *testing.T) {
	s := serve(t, func(http.ResponseWriter, *http.Request) { t.Error("the platform was called") })
	c := client(t, Options{Base: s.URL + "/api", Auth: token("s3cret")})
	for _, path := range []string{"/posts/../admin", "/posts/%2e%2e/admin", "/posts/..%2Fadmin", "http://127.0.0.1:1/x", "//other.test/x", "ftp://x.test/", "/%zz"} {
		if _, err := c.Do(t.Context(), &Request{Path: path}); err == nil {
			t.Errorf("%s: called", path)
		}
	}
}

func TestAnAddressMustBeOneOfTheWeb(t *testing.T) {
	for _, base := range []string{"blog.example", "ftp://blog.example", "https://", "file:///etc/passwd", "https://a b", "://"} {
		if _, err := NewClient(Options{Base: base}); err == nil {
			t.Errorf("%q was accepted", base)
		}
	}
}

func TestUserinfoOfAnAddressBecomesCredentials(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "nadia" || password != "p w" {
			w.WriteHeader(401)
		}
	})
	c := client(t, Options{Base: strings.Replace(s.URL, "//", "//nadia:p%20w@", 1)})
	if _, err := c.Do(t.Context(), &Request{Path: "/"}); err != nil {
		t.Fatal(err)
	}
	if got := c.Redact("it was p w"); got != "it was [hidden]" {
		t.Errorf("the password shows: %s", got)
	}
}
