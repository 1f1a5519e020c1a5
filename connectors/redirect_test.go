package connectors

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestRedirectsAreFollowedToTheSameHost(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		c := calling(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/old" {
				http.Redirect(w, r, "/new", status)
			}
			if r.Header.Get("Referer") != "" {
				t.Errorf("%d: we say where we come from", status)
			}
		})
		resp, err := c.Do(t.Context(), &Request{Path: "/old"})
		if err != nil || resp.URL.Path != "/new" {
			t.Fatalf("%d: got %v", status, err)
		}
		if permanent := status == 301 || status == 308; resp.Moved != permanent {
			t.Errorf("%d: moved for good is %v", status, resp.Moved)
		}
	}
}

func TestAnAnswerWithoutARedirectHasNotMoved(t *testing.T) {
	resp, err := calling(t, answer(200, "")).Do(t.Context(), &Request{})
	if err != nil || resp.Moved {
		t.Errorf("got %v, %v", resp, err)
	}
}

func TestRedirectsEnd(t *testing.T) {
	var calls int
	c := calling(t, func(w http.ResponseWriter, r *http.Request) {
		calls++
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	})
	_, err := c.Do(t.Context(), &Request{Path: "/"})
	if !errors.Is(err, ErrRefused) || calls != maxRedirects+1 {
		t.Errorf("after %d calls: %v", calls, err)
	}
}

func TestCredentialsGoToNoOtherHost(t *testing.T) {
	other := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other host was called with %v", r.Header)
	})
	home := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL+"/?stolen", http.StatusFound)
	})
	withUser := strings.Replace(home.URL, "//", "//nadia:pw@", 1)
	for name, try := range map[string]func() (*Response, error){
		"auth": func() (*Response, error) {
			return client(t, Options{Base: home.URL, Auth: token("s3cret")}).Do(t.Context(), &Request{})
		},
		"userinfo": func() (*Response, error) {
			return client(t, Options{Base: withUser}).Do(t.Context(), &Request{})
		},
		"a header": func() (*Response, error) {
			return client(t, Options{Base: home.URL}).Do(t.Context(), &Request{Header: http.Header{"Cookie": {"a=b"}}})
		},
	} {
		_, err := try()
		got := troubleOf(t, err)
		if got.Kind != Refused || got.Status != 302 || !strings.Contains(err.Error(), "it sends us on to "+other.URL+"; ") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAnotherHostSeesNothingButTheRequest(t *testing.T) {
	var there http.Header
	other := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/again", http.StatusFound)
		}
		there = r.Header
	})
	home := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other.URL, http.StatusMovedPermanently)
	})
	c := client(t, Options{})
	header := http.Header{"Private-Token": {"s3cret"}, "If-None-Match": {`"e"`}}
	resp, err := c.Do(t.Context(), &Request{Path: home.URL + "/feed?token=s3cret", Header: header})
	if err != nil || resp.URL.Path != "/again" || resp.Moved {
		t.Fatalf("got %v, %v", resp, err)
	}
	if there.Get("If-None-Match") != `"e"` || there.Get("Private-Token") != "" || there.Get("Referer") != "" {
		t.Errorf("the other host saw %v", there)
	}
}

func TestAWriteIsNotTurnedIntoARead(t *testing.T) {
	for _, status := range []int{301, 302, 303, 307, 308} {
		var methods []string
		c := calling(t, func(w http.ResponseWriter, r *http.Request) {
			methods = append(methods, r.Method)
			if r.URL.Path == "/old" {
				http.Redirect(w, r, "/new", status)
			}
		})
		_, err := c.SendJSON(t.Context(), "POST", "/old", 1, nil)
		if status < 307 && (!errors.Is(err, ErrRefused) || len(methods) != 1) {
			t.Errorf("%d: %v, %v", status, methods, err)
		}
		if status >= 307 && (err != nil || strings.Join(methods, " ") != "POST POST") {
			t.Errorf("%d: %v, %v", status, methods, err)
		}
	}
}

func TestARedirectOutOfTheWebIsNotFollowed(t *testing.T) {
	for _, to := range []string{"file:///etc/passwd", "ftp://x.test/", "gopher://127.0.0.1/", "javascript:alert(1)", "http:///x"} {
		_, err := calling(t, answer(302, "", "Location", to)).Do(t.Context(), &Request{})
		if err == nil {
			t.Errorf("%s was followed", to)
		}
	}
}

func TestWhichAddressesAreTheSameHost(t *testing.T) {
	for _, test := range []struct {
		from, to string
		same     bool
	}{
		{"https://a.test/x", "https://A.test:443/y", true},
		{"http://a.test", "https://a.test", true},
		{"https://a.test", "http://a.test", false},
		{"http://a.test:8080", "https://a.test", false},
		{"http://a.test:8080", "http://a.test:8081", false},
		{"https://a.test", "https://www.a.test", false},
		{"https://a.test", "https://a.test.evil.test", false},
	} {
		from, _ := url.Parse(test.from)
		to, _ := url.Parse(test.to)
		if sameHost(from, to) != test.same {
			t.Errorf("%s to %s: want %v", test.from, test.to, test.same)
		}
	}
}
