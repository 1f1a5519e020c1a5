package connectors

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// serve runs a platform for the length of a test.
func serve(t *testing.T, platform http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(platform)
	t.Cleanup(s.Close)
	return s
}

// client makes a client that is closed, before the platforms are, at the end of the test.
func client(t *testing.T, o Options) *Client {
	t.Helper()
	c, err := NewClient(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// calling makes a client of a platform.
func calling(t *testing.T, platform http.HandlerFunc) *Client {
	t.Helper()
	return client(t, Options{Base: serve(t, platform).URL})
}

// troubleOf finds the trouble in an error, which must be there.
func troubleOf(t *testing.T, err error) *Trouble {
	t.Helper()
	var trouble *Trouble
	if !errors.As(err, &trouble) {
		t.Fatalf("got %v, want a Trouble", err)
	}
	return trouble
}

// answer is a platform that always gives the same.
func answer(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// token is a platform's credentials as a bearer token.
func token(secret string) func(*http.Request) error {
	return func(r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+secret)
		return nil
	}
}
